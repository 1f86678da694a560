"""Reads sentences that put further people at a contact told before: "Also present were A and B"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.contacts.rosters import owns, row_after, row_before
from flows.extract.contacts.syntax import (
    SUBJECTS,
    agent,
    child,
    children,
    is_negated,
    is_verb,
    lemma,
    passive,
)
from flows.extract.contacts.words import words
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Span as Words
from flows.extract.tokens import Token
from flows.records import Participant, Span

# "Present were A and B", "Also in attendance at the talks were A and B".
_INVERTED = re.compile(
    r"^(?:also )?(?:among those |those )?"
    r"(?:present|attending|in attendance|on hand|taking part|participating|joining)\b"
    r"[^.;:\n]{0,60}?\b(?:was|were|are|included|is)\b"
    r"|^(?:also )?(?:at|in) the (?:meeting|talks|session|discussions?|dinner|luncheon|lunch|audience) "
    r"(?:was|were)\b",
    re.IGNORECASE,
)
_CHAIRING = frozenset({"chair", "co-chair", "head", "lead", "preside", "moderate", "host", "convene", "open"})
_LEADING = frozenset({"lead", "head"})
_SCENES = frozenset({"room", "attendance", "hand"})
_POINTERS = frozenset({"it", "which", "this"})


@dataclass(frozen=True, slots=True)
class Presence:
    """Further people at a contact.

    Attributes:
        sentence: The sentence that says so.
        people: Those whom it names, as participants.
        companions_of: Whom they accompanied, where it says that rather than that they were there.
        on_call: Whether it was a call that they joined.
        attended: Whether they are all who attended: "The summit was attended by A and B".
        represented: Whether they stood for the sides: "The union was represented by A, the firm by B".
    """

    sentence: Span
    people: tuple[Participant, ...]
    companions_of: tuple[Participant, ...] = ()
    on_call: bool = False
    attended: bool = False
    represented: bool = False


def find_presences(parsed: ParsedArticle) -> Iterator[Presence]:
    """Yields who is said in a sentence of its own to have been there, in text order."""
    for sentence in parsed.doc.sents:
        found = _inverted(parsed, sentence) or _leading(parsed, sentence) or _told(parsed, sentence)
        if found is not None and found.people:
            yield found


def _inverted(parsed: ParsedArticle, sentence: Words) -> Presence | None:
    match = _INVERTED.match(sentence.text)
    if match is None:
        return None
    start = next((t.i for t in sentence if t.idx - sentence.start_char >= match.end()), sentence.end)
    return Presence(_span(sentence), _people_from(parsed, start, sentence))


def _told(parsed: ParsedArticle, sentence: Words) -> Presence | None:
    verb = sentence.root
    ahead = any(c.tag_ == "MD" for c in verb.children)
    if not is_verb(verb) or is_negated(verb) or (ahead and lemma(verb) != "accompany"):
        return None
    name, subject = lemma(verb), child(verb, *SUBJECTS)
    if subject is None:
        return None
    if passive(verb):
        if name in _CHAIRING and _is_gathering(subject):
            return _chaired(parsed, sentence, verb)
        by = _joined_by(verb) if name in ("join", "accompany", "flank") else agent(verb)
        if by is None or name not in ("attend", "join", "accompany", "flank"):
            return None
        people = tuple(row_after(parsed, by, "participant")) or parsed.actors.resolve(by, "participant")
        if name == "attend":
            return Presence(_span(sentence), people, attended=True) if _is_gathering(subject) else None
        companions_of = parsed.actors.resolve(subject, "participant")
        return Presence(_span(sentence), people, companions_of) if companions_of else None
    owner = child(subject, "poss")
    if name in ("include", "comprise") and owner is not None and lemma(subject) in words("delegations"):
        people = tuple(row_after(parsed, verb.nbor(), "participant"))  # "Her delegation comprises A and B"
        return Presence(_span(sentence), people, parsed.actors.resolve(owner, "participant"))
    if name == "include" and verb.i + 1 < len(verb.doc):
        went = next((c for c in children(subject, "relcl") if lemma(c) == "accompany"), None)
        whom = child(went, "dobj") if went is not None else None
        if whom is not None:
            people = tuple(row_after(parsed, verb.nbor(), "participant"))
            return Presence(_span(sentence), people, parsed.actors.resolve(whom, "participant"))
    if not _is_present(verb):
        return None
    people = tuple(row_before(parsed, verb, "participant"))
    return Presence(_span(sentence), people, on_call=_is_of_call(verb), attended=_is_among_attendees(verb))


def _leading(parsed: ParsedArticle, sentence: Words) -> Presence | None:
    """Reads who led the sides: "The Omani side was led by A, while B headed the Iranian delegation"."""
    verb = sentence.root
    if not is_verb(verb) or is_negated(verb) or any(c.tag_ == "MD" for c in verb.children):
        return None
    led = child(verb, *SUBJECTS) if passive(verb) else child(verb, "dobj")
    if led is None or (passive(verb) and agent(verb) is None):
        return None
    sides = words("delegations") | {"side"}
    represented = lemma(verb) == "represent" and passive(verb)
    if not represented and (lemma(verb) not in _LEADING or lemma(led) not in sides):
        return None
    start = verb.i if passive(verb) else sentence.start
    people = _people_from(parsed, start, sentence)
    return Presence(_span(sentence), people, represented=True) if len(people) > 1 else None


def _people_from(parsed: ParsedArticle, start: int, sentence: Words) -> tuple[Participant, ...]:
    """Returns who is named from a token to the sentence's end, but for those who only own somebody."""
    row = parsed.actors.people_between(start, sentence.end, "participant")
    return tuple(p for _, last, p in row if not owns(last))


def _chaired(parsed: ParsedArticle, sentence: Words, verb: Token) -> Presence | None:
    """Reads who chaired: "The meeting, held in Lima, was chaired by A"."""
    by = agent(verb)
    if by is None:
        return None
    people = tuple(row_after(parsed, by, "participant")) or parsed.actors.resolve(by, "participant")
    return Presence(_span(sentence), people)


def _joined_by(verb: Token) -> Token | None:
    """Returns who joined, also where the parser hung "by" on the meeting: "was joined at the talks by A"."""
    by = agent(verb)
    if by is not None:
        return by
    scenes = (t for prep in children(verb, "prep") for t in children(prep, "pobj"))
    return next(
        (t for s in scenes for p in s.children if p.lower_ == "by" for t in children(p, "pobj")), None
    )


def _is_of_call(verb: Token) -> bool:
    """Tells whether what somebody joined is a call: "The vice president joined the call"."""
    target = child(verb, "dobj")
    return target is not None and lemma(target) in ("call", "conversation")


def _is_gathering(subject: Token) -> bool:
    return subject.lower_ in _POINTERS or lemma(subject) in words("gatherings")


def _is_present(verb: Token) -> bool:
    """Tells whether a verb only says that its subject was there too: "also attended", "were in the room"."""
    name = lemma(verb)
    if name == "attend":
        target = child(verb, "dobj")
        too = any(c.lower_ in ("also", "too") for c in children(verb, "advmod"))
        return too if target is None else False
    if name == "join":
        target = child(verb, "dobj")
        known = target is not None and any(c.lower_ in ("the", "this") for c in children(target, "det"))
        return known and target is not None and lemma(target) in words("gatherings")
    if name == "take":  # "The Hungarian premier took part as an observer"
        part = child(verb, "dobj")
        named = any(
            c.lower_ in ("in", "at") for n in (verb, part) if n is not None for c in children(n, "prep")
        )
        return part is not None and part.lower_ == "part" and not named
    if name != "be":
        return False
    if _is_among_attendees(verb):
        return True
    if any(c.lower_ == "present" for c in children(verb, "acomp", "advmod", "attr")):
        return True
    scenes = (
        t for prep in children(verb, "prep") if prep.lower_ in ("in", "on", "at") for t in prep.children
    )
    return any(t.lower_ in _SCENES for t in scenes)


def _is_among_attendees(verb: Token) -> bool:
    """Tells whether a verb says who attended: "A and B were among those who attended the summit"."""
    those = (t for prep in children(verb, "prep") if prep.lower_ == "among" for t in prep.children)
    clauses = (c for t in those if t.lower_ == "those" for c in children(t, "relcl", "acl"))
    return any(lemma(c) in ("attend", "participate", "take", "join") for c in clauses)


def _span(sentence: Words) -> Span:
    return Span(sentence.start_char, sentence.end_char)
