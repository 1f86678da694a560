"""Tells whether words call off what they govern."""

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


def fell_through(verb: Token) -> bool:
    """Tells whether a plan came to nothing: "had been due to fly, but that was scrapped"."""
    had = any(a.lower_ == "had" for a in auxiliaries(verb))
    but = any(c.lower_ == "but" for c in children(verb, "cc"))
    return had and but and any(cancels(c) or is_negated(c) for c in children(verb, "conj"))
