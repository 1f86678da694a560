"""Finds how a noun hangs on the verb of its clause."""

from dataclasses import dataclass

from flows.extract.contacts.cancelling import is_phrasal_cancelling
from flows.extract.contacts.syntax import SUBJECTS, is_verb, lemma, passive
from flows.extract.contacts.words import words
from flows.extract.tokens import Token

# Verbs whose prepositional object is what is attended: "took part in talks".
_ATTENDING = frozenset({"participate", "take", "engage", "join", "partake"})


@dataclass(frozen=True, slots=True)
class Link:
    """How a noun hangs on a verb.

    Attributes:
        verb: The verb, or None where nothing governs the noun.
        kind: `object`, `subject`, `scene` or `none`.
        preposition: The preposition of a scene, else None.
        via: The noun between noun and verb ("plans for talks"), else None.
        doer: The verb's subject where the parser does not give it, else None.
    """

    verb: Token | None
    kind: str
    preposition: str | None = None
    via: Token | None = None
    doer: Token | None = None


def find_link(noun: Token) -> Link:
    """Finds the verb that a noun hangs on, through conjuncts and partitives ("a round of talks")."""
    head = _outermost(noun)
    dep, above = head.dep_, head.head
    if above == head:
        return Link(None, "none")
    if dep in ("pobj", "pcomp"):
        return _of_preposition(above)
    if not is_verb(above):
        return Link(None, "none")
    if dep in ("dobj", "attr", "oprd", "dative"):
        return Link(above, "object")
    if dep in SUBJECTS:
        # "A call planned for Monday was cancelled": the parser takes "planned" for a verb, and a subject
        outer = above.dep_ in SUBJECTS and is_verb(above.head)
        return Link(above.head if outer else above, "subject")
    return Link(above, "scene", "")


def _outermost(noun: Token) -> Token:
    """Climbs from a noun through its coordination and the partitive that stands for it."""
    head = noun
    for _ in range(6):
        above = head.head
        if head.dep_ in ("conj", "appos", "npadvmod", "nmod") and not is_verb(above):
            head = above
        elif head.dep_ == "pobj" and above.lower_ == "of" and lemma(above.head) in words("partitives"):
            head = above.head
        else:
            break
    return head


def _of_preposition(preposition: Token) -> Link:
    outer = preposition
    while outer.head.dep_ == "prep" and outer.dep_ == "prep" and outer.head.pos_ in ("ADP", "SCONJ"):
        outer = outer.head
    name, governor = outer.lower_, outer.head
    if preposition.lower_ == "of" and name == "out" and is_phrasal_cancelling(governor):
        return Link(governor, "object")  # "pulled out of a visit"
    if governor.pos_ in ("ADJ", "ADV") and is_verb(governor.head):
        return Link(governor.head, "scene", "ahead" if governor.lower_ in ("ahead", "prior") else name)
    if governor.ent_type_ in ("GPE", "LOC", "FAC", "DATE", "TIME") and is_verb(_above(governor)):
        governor = _above(governor)
    if is_verb(governor):
        attends = name in ("in", "at") and lemma(governor) in _ATTENDING and not passive(governor)
        held = attends or (name == "with" and _starts_or_ends(governor))
        return Link(governor, "object") if held else Link(governor, "scene", name)
    traveller = governor if name == "on" and governor.pos_ == "PROPN" and governor.dep_ in SUBJECTS else None
    top = governor
    while top.head != top and not is_verb(top):
        top = top.head
    # "A, on a visit to Madrid, met B": whom it hangs on is on it
    return Link(top if is_verb(top) else None, "scene", name, governor, doer=traveller)


def _starts_or_ends(verb: Token) -> bool:
    """Tells whether "with" names what was done: "began with a visit", "went ahead with talks"."""
    if any(c.lower_ == "ahead" for c in verb.children):
        return lemma(verb) in ("go", "press", "push", "forge", "move")
    return lemma(verb) in ("begin", "start", "open", "end", "conclude", "finish", "close", "proceed")


def _above(token: Token) -> Token:
    """Climbs from a place or time past its preposition to what that hangs on."""
    while token.head != token and (token.dep_ in ("appos", "conj") or token.head.pos_ == "ADP"):
        token = token.head
    return token.head
