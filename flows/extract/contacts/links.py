"""Finds how a noun hangs on the verb of its clause."""

from dataclasses import dataclass

from spacy.tokens import Token

from flows.extract.contacts.syntax import is_verb, lemma
from flows.extract.contacts.words import words


@dataclass(frozen=True, slots=True)
class Link:
    """How a noun hangs on a verb.

    Attributes:
        verb: The verb, or None where nothing governs the noun.
        kind: `object`, `subject`, `scene` or `none`.
        preposition: The preposition of a scene, else None.
        via: The noun between noun and verb ("plans for talks"), else None.
    """

    verb: Token | None
    kind: str
    preposition: str | None = None
    via: Token | None = None


def find_link(noun: Token) -> Link:
    """Finds the verb that a noun hangs on, through conjuncts and partitives ("a round of talks")."""
    head, dep, via = noun, noun.dep_, None
    for _ in range(6):
        if dep in ("conj", "appos") and not is_verb(head.head):
            head, dep = head.head, head.head.dep_
        elif dep == "pobj" and head.head.lower_ == "of" and lemma(head.head.head) in words("partitives"):
            head = head.head.head
            dep = head.dep_
        elif dep in ("npadvmod", "nmod") and not is_verb(head.head):
            head, dep = head.head, head.head.dep_
        else:
            break
    above = head.head
    if dep in ("dobj", "attr", "oprd", "dative") and is_verb(above):
        return Link(above, "object")
    if dep in ("nsubj", "nsubjpass") and is_verb(above):
        return Link(above, "subject")
    if dep in ("pobj", "pcomp"):
        prep = above
        while prep.head.dep_ == "prep" and prep.dep_ == "prep" and prep.head.pos_ in ("ADP", "SCONJ"):
            prep = prep.head
        governor = prep.head
        name = above.lower_ if prep == above else prep.lower_
        if is_verb(governor):
            if name in ("in", "at") and lemma(governor) in (
                "participate",
                "take",
                "engage",
                "join",
                "partake",
            ):
                return Link(governor, "object")
            return Link(governor, "scene", name)
        if governor.pos_ in ("ADJ", "ADV"):
            verb = governor.head if is_verb(governor.head) else governor
            return Link(verb, "scene", name)
        via = governor
        outer = via
        while outer.head != outer and not is_verb(outer):
            outer = outer.head
        return Link(outer if is_verb(outer) else None, "scene", name, via)
    if is_verb(above) and above != head:
        return Link(above, "scene", "") if dep != "ROOT" else Link(None, "none")
    return Link(None, "none")
