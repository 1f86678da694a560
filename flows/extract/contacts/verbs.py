"""Finds verbs that tell of a call, a visit or a meeting, each with its sides."""

import functools
from collections.abc import Callable, Iterator

from flows.extract.contacts.call_verbs import calling, on_the_phone, ringing, speaking
from flows.extract.contacts.cast import Cast
from flows.extract.contacts.sides import is_collective
from flows.extract.contacts.sightings import Argument, Sighting
from flows.extract.contacts.syntax import agent, child, children, core_of, is_verb, lemma, passive, subject
from flows.extract.contacts.verb_arguments import (
    TIMES,
    accompanying,
    companions,
    is_several,
    is_sport,
    person_named_next,
    relative_object,
    verb_sighting,
)
from flows.extract.contacts.visit_verbs import (
    calling_on,
    holds_office,
    hosting,
    motion,
    sending,
    visiting,
)
from flows.extract.contacts.words import words
from flows.extract.rules import Rule, load_rules
from flows.extract.tokens import Doc, Token


def find_verbs(doc: Doc, cast: Cast) -> Iterator[Sighting]:
    """Yields what every verb of the lexicon tells, in text order; one verb may tell of two events."""
    rules = _rules_by_lemma()
    for token in doc:
        if token.lower_ == "rang" and not is_verb(token):
            yield from (s for r in rules["rang"] if (s := ringing(r, token, cast)) is not None)
            continue
        if not is_verb(token) and not _is_misread_verb(token):
            continue
        for rule in rules.get(lemma(token), ()):
            if _has_particle(token, rule):
                sighting = _FRAMES[rule.data["frame"]](rule, token, cast)
                if sighting is not None:
                    yield sighting


@functools.cache
def _rules_by_lemma() -> dict[str, tuple[Rule, ...]]:
    """Returns the rules of each lemma, in the lexicon's order."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in load_rules("contact_verbs"):
        for name in rule.data["lemmas"]:
            found[name] = (*found.get(name, ()), rule)
    return found


def _is_misread_verb(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBN") or (token.dep_ == "ROOT" and token.tag_ == "NNS")


def _has_particle(verb: Token, rule: Rule) -> bool:
    wanted = rule.data.get("particle")
    if wanted is None:
        diverted = any(p.lower_ in ("off", "out", "for", "up", "on", "in") for p in children(verb, "prt"))
        onward = rule.data["frame"] in ("motion", "calling_on")  # "flew on to Chad"
        return not diverted or onward or lemma(verb) in ("meet", "set", "head", "ring")
    follows = verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == wanted
    return follows or any(c.lower_ == wanted for c in verb.children)


def _mutual(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer = subject(verb)
    if doer is not None and not cast.is_animate(doer) and not cast.is_body(doer):
        return None
    if is_sport(verb) and (doer is None or not holds_office(doer, cast)):
        return None
    # "The minister conferred with …": the parser may take a verb that has no passive for a participle.
    together = lemma(verb) in ("huddle", "closet")  # "has been huddled with A" is a state, no passive
    if passive(verb) and not together and (rule.data["object"] or verb.dep_ != "acl"):
        return None
    if rule.data.get("scheduled") and not _is_scheduled(verb):
        return None
    if rule.data.get("scheduled") and doer is not None and _is_each_other(verb):
        return verb_sighting(rule, verb, [Argument("participant", doer, 0)])
    if rule.data.get("people") == "named" and (doer is None or not cast.is_principal(doer)):
        return None
    others = [core_of(t) for t in companions(verb, frozenset(rule.data["prepositions"]))]
    target = relative_object(verb) or (person_named_next(verb) if rule.data["object"] else None)
    if target is not None and target.ent_type_ not in TIMES and target.lower_ != "face":  # "met face to face"
        if not rule.data["object"]:
            return None
        others.append(target)
    if any(lemma(o) in words("unmeetable") for o in others):
        return None
    escorting = [t for o in (doer, *others) if o is not None for t in accompanying(o)]
    others += [t for t in escorting if cast.is_named_person(t)]
    strangers = [o for o in others if not _is_side(o, cast)]
    others = [o for o in others if _is_side(o, cast)]
    if strangers and not others:
        return None
    if others:
        sides = [Argument("participant", o, 1) for o in others]
        return verb_sighting(
            rule, verb, ([Argument("participant", doer, 0)] if doer is not None else []) + sides
        )
    return _alone(rule, verb, doer, cast) if doer is not None and rule.data["alone"] else None


def _is_each_other(verb: Token) -> bool:
    """Tells whether the sides do something to each other: "are due to see each other on Friday"."""
    target = child(verb, "dobj")
    return (
        target is not None
        and target.lower_ in ("other", "another")
        and target.nbor(-1).lower_ in ("each", "one")
    )


def _alone(rule: Rule, verb: Token, doer: Token, cast: Cast) -> Sighting | None:
    """Reads several, or a body, that met by themselves: "The two presidents met", "The senate met"."""
    officials = rule.data.get("people") == "officials"
    fit = cast.is_official if officials else cast.is_animate
    if not (fit(doer) or cast.is_body(doer) or (cast.is_person(doer) and _is_to_talk(verb))):
        return None
    if officials and any(lemma(t) in words("rallies") for t in verb.sent):
        return None
    if is_several(doer) or cast.is_body(doer):
        chairs = [t for t in _chairing(doer) if cast.is_principal(t)]
        return verb_sighting(
            rule, verb, [Argument("participant", doer, 0), *(Argument("participant", t, 1) for t in chairs)]
        )
    return None


def _chairing(body: Token) -> list[Token]:
    """Returns who chairs a body by a clause on it: "The cabinet, chaired by A, met"."""
    clauses = (c for c in children(body, "acl", "relcl") if lemma(c) in ("chair", "head", "lead"))
    return [by for c in clauses if (by := agent(c)) is not None]


def _is_to_talk(verb: Token) -> bool:
    """Tells whether people come together in order to talk: "residents gathered to plan their next steps"."""
    aims = (c for c in children(verb, "xcomp", "advcl") if any(a.lower_ == "to" for a in c.children))
    return any(lemma(c) in words("talking") for c in aims)


def _is_scheduled(verb: Token) -> bool:
    """Tells whether a verb says what is in somebody's diary.

    It stands under a word of scheduling ("is due to see A"), or says what is done at a place to come to
    ("will be in Paris, where he sees A").
    """
    planned = words("planning", "contact_status") & words("scheduling")
    if any(a.lower_ == "to" for a in verb.children if a.dep_ == "aux") and lemma(verb.head) in planned:
        return True
    there = verb.dep_ == "relcl" and any(c.lower_ == "where" for c in children(verb, "advmod"))
    return there and verb.head.ent_type_ in ("GPE", "LOC", "FAC")


def _is_side(token: Token, cast: Cast) -> bool:
    return any(cast.is_animate(t) or _is_unread_name(t) for t in (token, *token.conjuncts))


def _is_unread_name(token: Token) -> bool:
    """Tells whether a capitalised word of no known kind can be whom somebody met: "to meet NZ Bus"."""
    single = token.lower_.removesuffix("s")
    thing = {token.lower_, single} & (words("unmeetable") | words("event_nouns"))
    return token.pos_ == "PROPN" and not token.ent_type_ and token.text[:1].isupper() and not thing


def _convening(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer, target = subject(verb), child(verb, "dobj")
    if doer is None or target is None or passive(verb) or not cast.is_animate(doer):
        return None
    if not cast.is_official(target) or target.ent_type_ in ("GPE", "NORP") or is_sport(verb):
        return None
    return verb_sighting(rule, verb, [Argument("participant", doer, 0), Argument("participant", target, 1)])


def _jointly(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads what sides told before did together: "They consulted on trade", "agreed to speak again"."""
    doer = subject(verb)
    if doer is None or passive(verb) or child(verb, "dobj") is not None:
        return None
    officials = rule.data.get("people") == "officials" and doer.tag_ == "NNS" and cast.is_official(doer)
    if not (is_collective(doer) or officials):
        return None
    adverb = rule.data.get("adverb")
    if adverb is not None and not any(c.lower_ == adverb for c in children(verb, "advmod")):
        return None
    if any(t for t in companions(verb, frozenset({"with", "to"})) if cast.is_animate(t)):
        return None
    return verb_sighting(rule, verb, [Argument("participant", doer, 0)])


_FRAMES: dict[str, Callable[[Rule, Token, Cast], Sighting | None]] = {
    "mutual": _mutual,
    "convening": _convening,
    "jointly": _jointly,
    "hosting": hosting,
    "visiting": visiting,
    "motion": motion,
    "sending": sending,
    "calling": calling,
    "speaking": speaking,
    "on_the_phone": on_the_phone,
    "calling_on": calling_on,
}
