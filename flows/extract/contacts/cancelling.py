"""Tells whether words call off what they govern, or call it false."""

from flows.extract.contacts.readings import status_words
from flows.extract.contacts.syntax import auxiliaries, children, is_negated, lemma
from flows.extract.tokens import Token


def cancels(head: Token) -> bool:
    """Tells whether a verb or noun calls off what it governs."""
    return lemma(head) in status_words("cancelling") or is_phrasal_cancelling(head)


def is_phrasal_cancelling(verb: Token) -> bool:
    """Tells whether a verb and its particle mean calling off."""
    name = lemma(verb)
    return any(
        f"{name} {c.lower_}" in status_words("cancelling_phrases")
        for c in verb.children
        if c.dep_ in ("prt", "advmod", "prep")
    )


def calls_false(verb: Token) -> bool:
    """Tells whether a verb says of its subject that it is false: "Reports … were pure invention"."""
    said = (t for c in children(verb, "attr", "acomp") for t in c.subtree)
    return (
        lemma(verb) == "be" and not is_negated(verb) and any(t.lower_ in status_words("false") for t in said)
    )


def fell_through(verb: Token) -> bool:
    """Tells whether a plan came to nothing: "had been due to fly, but that was scrapped"."""
    had = any(a.lower_ == "had" for a in auxiliaries(verb))
    but = any(c.lower_ == "but" for c in children(verb, "cc"))
    return had and but and any(cancels(c) or is_negated(c) for c in children(verb, "conj"))
