"""Reads who belonged to a delegation: "The delegation, led by A, included B and C"."""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.contacts.rosters import row_after
from flows.extract.contacts.sides import is_named, unite
from flows.extract.contacts.syntax import SUBJECTS, agent, child, children, is_verb, lemma
from flows.extract.contacts.words import words
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Token
from flows.records import Participant

# Other words for a delegation told of.
_GROUPS = frozenset({"group", "delegation", "team"})
_MEMBERS = frozenset({"guests", "visitors", "delegates"})
_HOLDING = frozenset({"include", "comprise", "feature", "consist"})
_LEADING = frozenset({"lead", "head", "compose", "make"})


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation with the members that a sentence names.

    Attributes:
        noun: What it is called: "delegation", "team".
        start: Where the sentence's subject stands.
        members: In text order, as participants.
        kinds: What its members are called in the plural, in lower case: "mps" of "a delegation of MPs".
    """

    noun: str
    start: int
    members: tuple[Participant, ...]
    kinds: frozenset[str] = frozenset()

    def instead_of(self, participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        """Returns participants with the members in place of the delegation, where it stands among them."""
        if not any(self._is_meant(p) for p in participants):
            return participants
        role = next(p.role for p in participants if self._is_meant(p))
        members = [Participant(role, m.actor, m.mention) for m in self.members]
        return unite([members, [p for p in participants if not self._is_meant(p)]])

    def _is_meant(self, participant: Participant) -> bool:
        group, *made_of = participant.actor.name.split(" of ")
        *_, last = group.split()
        if last == self.noun or (last in _GROUPS and not made_of):  # "a group of parents" is another
            return True
        told = participant.actor.name.casefold().split()
        return not is_named(participant) and (self.noun in told or told[-1] in self.kinds | _MEMBERS)


def find_delegations(parsed: ParsedArticle) -> list[Delegation]:
    """Returns the delegations whose members a sentence names, those with most members first."""
    return sorted(_told_of(parsed), key=lambda d: (-len(d.members), d.start))


def _told_of(parsed: ParsedArticle) -> Iterator[Delegation]:
    for verb in parsed.doc:
        name = lemma(verb)
        if name not in _HOLDING | _LEADING or not is_verb(verb):
            continue
        subject = child(verb, *SUBJECTS)
        if subject is not None and subject.lower_ in ("which", "that") and verb.dep_ == "relcl":
            subject = verb.head
        if subject is None and verb.dep_ == "acl":  # "a delegation from Chad, headed by A, landed"
            subject = verb.head if verb.head.dep_ != "pobj" else verb.head.head.head
        if subject is None or lemma(subject) not in words("delegations"):
            continue
        if verb.dep_ == "acl" and name not in _LEADING:
            continue
        same = [t for t in parsed.doc[: subject.i + 1] if lemma(t) == lemma(subject)]
        members = unite([*(_leaders(parsed, t) for t in same), _told(parsed, verb)])
        if members:
            kinds = frozenset(k for t in same for k in _kinds(t))
            yield Delegation(lemma(subject), subject.idx, members, kinds)


def _kinds(noun: Token) -> list[str]:
    """Returns the plural of what a delegation consists of: "a delegation of New Zealand MPs"."""
    of = (t for prep in children(noun, "prep") if prep.lower_ == "of" for t in children(prep, "pobj"))
    kinds = [t.lower_ for t in of if t.tag_ in ("NNS", "NNPS") or t.lower_.endswith("s")]
    if any(c.lower_ == "parliamentary" for c in children(noun, "amod")):
        kinds += ["lawmakers", "legislators", "parliamentarians", "mps"]
    return kinds


def _told(parsed: ParsedArticle, verb: Token) -> list[Participant]:
    by = agent(verb)
    if by is not None:
        return row_after(parsed, by, "participant")
    if lemma(verb) in _LEADING or verb.i + 1 >= len(verb.doc):
        return []
    at = next((p for p in children(verb, "prep") if p.lower_ in ("of", "by")), verb)
    return row_after(parsed, at.nbor(), "participant")


def _leaders(parsed: ParsedArticle, subject: Token) -> list[Participant]:
    """Returns who leads it by a clause on the noun: "the delegation, led by A, …"."""
    found: list[Participant] = []
    members = [t for prep in children(subject, "prep") for t in children(prep, "pobj")]
    for clause in (c for t in (subject, *members) for c in children(t, "acl")):
        by = agent(clause)
        if lemma(clause) in ("lead", "head") and by is not None:
            found += row_after(parsed, by, "participant")
    return found
