"""Tells whether words call off what they govern, or call it false."""

from flows.extract.contacts.readings import status_words
from flows.extract.contacts.syntax import auxiliaries, children, is_negated, lemma, prepositional_objects
from flows.extract.tokens import Token


def cancels(head: Token) -> bool:
    """Tells whether a verb or noun calls off what it governs."""
    return lemma(head) in status_words("cancelling") or is_phrasal_cancelling(head)


def is_phrasal_cancelling(verb: Token) -> bool:
    """Tells whether a verb and its particle mean calling off."""
    name = lemma(verb)
    phrased = any(
        f"{name} {c.lower_}" in status_words("cancelling_phrases")
        for c in verb.children
        if c.dep_ in ("prt", "advmod", "prep")
    )
    return phrased or _moves_away(verb)


def _moves_away(verb: Token) -> bool:
    """Tells whether something is put off to a day that is left open: "was moved to a later date"."""
    goals = prepositional_objects(verb, {"to", "until", "for"})
    return lemma(verb) in ("move", "shift", "push") and any(
        lemma(t) in ("date", "time") and any(c.lower_ in ("later", "unspecified", "new") for c in t.children)
        for t in goals
    )


def gives_new_day(verb: Token) -> bool:
    """Tells whether something is put off to a day that is named: "was moved to Friday"."""
    goals = prepositional_objects(verb, {"to", "until", "for"})
    return lemma(verb) in ("move", "shift", "push") and any(t.ent_type_ in ("DATE", "TIME") for t in goals)


def calls_false(verb: Token) -> bool:
    """Tells whether a verb says of its subject that it is false: "Reports … were pure invention"."""
    said = (t for c in children(verb, "attr", "acomp") for t in c.subtree)
    return (
        lemma(verb) == "be" and not is_negated(verb) and any(t.lower_ in status_words("false") for t in said)
    )


def fell_through(verb: Token) -> bool:
    """Tells whether a plan came to nothing: "had been due to fly, but that was scrapped"."""
    had = any(a.lower_ == "had" for a in auxiliaries(verb))
    was = verb.lower_ == "was" or any(a.lower_ in ("was", "were") for a in auxiliaries(verb))
    but = any(c.lower_ == "but" for c in children(verb, "cc"))
    turned = [c for c in children(verb, "conj") if cancels(c) or (had and is_negated(c))]
    return (had or was) and but and bool(turned)
