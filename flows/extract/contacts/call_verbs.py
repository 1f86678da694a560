"""Reads the frames of verbs that tell of calls: ringing, and speaking by some medium."""

from dataclasses import replace

from flows.extract.contacts.cast import Cast
from flows.extract.contacts.sightings import Argument, Sighting
from flows.extract.contacts.syntax import (
    agent,
    child,
    children,
    first_conjunct,
    is_first_time,
    is_plural,
    is_talked_about,
    is_verb,
    lemma,
    passive,
    prepositional_objects,
    subject,
)
from flows.extract.contacts.verb_arguments import (
    TIMES,
    companions,
    is_in_clause,
    is_place,
    is_several,
    relative_object,
    verb_sighting,
)
from flows.extract.contacts.words import words
from flows.extract.parsed import token_span
from flows.extract.rules import Rule
from flows.extract.tokens import Token

_QUOTING = frozenset({"“", '"', "'", "‘", "``"})
_MEDIA_PREPOSITIONS = ("by", "on", "behind", "over", "via", "through", "in")


def calling(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads somebody's ringing somebody, with nothing that he is called."""
    doer, target = subject(verb), relative_object(verb)
    if passive(verb):
        doer, target = agent(verb), child(verb, "nsubjpass")
    if (
        doer is None
        or target is None
        or not cast.is_person(doer)
        or not cast.is_person(target)
        or lemma(target) == "police"
    ):
        return None
    if lemma(verb) == "call" and (
        not _can_be_rung(target, cast)
        or _is_naming(verb, target)
        or not (_is_dated_or_purposed(verb) or (passive(verb) and cast.is_principal(doer)))
    ):
        return None
    return verb_sighting(rule, verb, [Argument("participant", doer, 0), Argument("participant", target, 1)])


def _can_be_rung(target: Token, cast: Cast) -> bool:
    """Tells whether to call somebody is to telephone them: one person or a body, no witnesses or voters."""
    return cast.is_official(target) or (cast.is_person(target) and not is_plural(target))


def _is_naming(verb: Token, target: Token) -> bool:
    if any(c != target for c in children(verb, "oprd", "ccomp", "acomp", "attr")):
        return True
    rest = verb.doc[target.i + 1 : min(target.right_edge.i + 2, verb.sent.end)]
    if any(t.text in _QUOTING for t in rest):
        return True
    # "called him a liar" names; "called him a day earlier" tells when.
    return len(rest) > 0 and rest[-1].lower_ in ("a", "an", "the") and rest[-1].ent_type_ not in TIMES


def _is_dated_or_purposed(verb: Token) -> bool:
    if any(c.dep_ in ("xcomp", "advcl") and any(a.lower_ == "to" for a in c.children) for c in verb.children):
        return True
    return any(t.ent_type_ in TIMES for c in verb.children for t in c.subtree if not is_verb(c))


def speaking(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads two sides' speaking, by the medium that the rule asks for."""
    doer = subject(verb)
    if doer is None or not cast.is_animate(doer) or passive(verb):
        return None
    if medium(verb) != rule.data["medium"]:
        return None
    if rule.data["medium"] == "unsaid" and verb.tag_ == "VBG":
        return None  # "He was talking to the Turkish envoy": what he said is told next
    wanted = rule.data.get("objects")
    if wanted is not None and not any(lemma(c) in wanted for c in children(verb, "dobj")):
        return None
    prepositions = frozenset(rule.data["prepositions"])
    others = companions(verb, prepositions)
    if wanted is not None:
        others += [t for c in children(verb, "dobj") for t in prepositional_objects(c, prepositions)]
    topics = [c for c in children(verb, "dobj") if is_talked_about(c)]
    others += [t for c in topics for t in prepositional_objects(c, prepositions) if cast.is_person(t)]
    if any(is_audience(o) for o in others):
        return None
    fit = cast.is_principal if rule.data.get("people") == "named" else cast.is_animate
    others = [o for o in others if fit(o)]
    if others:
        sides = [Argument("participant", o, 1) for o in others]
        return verb_sighting(rule, verb, [Argument("participant", doer, 0), *sides])
    first = any(is_first_time(t) for t in prepositional_objects(verb, {"for"}))
    together = cast.is_principal(doer) and first and rule.data["medium"] == "unsaid"
    if is_several(doer) and (rule.data["medium"] == "phone" or together):
        return verb_sighting(rule, verb, [Argument("participant", doer, 0)])
    return None


def on_the_phone(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads somebody's being on the telephone with somebody."""
    doer = subject(verb)
    phones = [t for t in prepositional_objects(verb, {"on"}) if lemma(t) in ("phone", "telephone", "line")]
    if doer is None or not phones or not cast.is_principal(doer):
        return None
    near = (verb, *phones)
    others = [t for n in near for t in companions(n, frozenset({"with", "to"})) if cast.is_principal(t)]
    if not others or any(is_audience(o) for o in others):
        return None
    sides = [Argument("participant", o, 1) for o in dict.fromkeys(others)]
    sighting = verb_sighting(rule, verb, [Argument("participant", doer, 0), *sides])
    return replace(sighting, span=token_span(phones[0]))


def ringing(rule: Rule, rang: Token, cast: Cast) -> Sighting | None:
    """Reads "A rang B" where the parser, which does not know the word, takes it for part of B's name."""
    target = rang.head
    if rang.dep_ != "compound" or target.i < rang.i or rang.i == rang.sent.start:
        return None
    before = rang.nbor(-1)
    if before.text == "," and before.i > rang.sent.start and cast.is_named_person(before.nbor(-1)):
        before = before.nbor(-1)  # "the minister, A B, rang C"
    doer = before if before.pos_ in ("PROPN", "PRON", "NOUN") else first_conjunct(target)
    if doer.i > rang.i or not cast.is_person(doer) or not cast.is_person(target):
        return None
    return verb_sighting(rule, rang, [Argument("participant", doer, 0), Argument("participant", target, 1)])


def is_audience(token: Token) -> bool:
    """Tells whether a noun phrase stands for the press or an audience, to whom one speaks without a call."""
    return lemma(token) in words("audiences") or any(
        lemma(c) in words("audiences") for c in children(token, "compound", "appos")
    )


def medium(verb: Token) -> str:
    """Returns how a verb of speaking says that its sides spoke: `phone`, `together` or `unsaid`."""
    near = [t for prep in verb.children if prep.lower_ in _MEDIA_PREPOSITIONS for t in prep.subtree]
    near += [c for c in verb.children if c.dep_ in ("advmod", "npadvmod", "dobj")]
    held = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if held is not None:  # "exchanged views via video link"
        by = _MEDIA_PREPOSITIONS if is_talked_about(held) else ("by", "over", "via")
        near += [t for prep in held.children if prep.lower_ in by for t in prep.subtree]
    if any(lemma(t) in words("phone") or t.lower_ in words("phone") for t in near):
        return "phone"
    if any(t.lower_ in words("together") or lemma(t) in words("together") for t in near):
        return "together"
    at = prepositional_objects(verb, {"at", "in", "inside"})
    return "together" if any(is_place(t) for t in at) or _at_venue(verb) else "unsaid"


def _at_venue(verb: Token) -> bool:
    """Tells whether "at the White House" was hung on whom the subject spoke with."""
    preps = [t for t in verb.subtree if t.i > verb.i and t.lower_ in ("at", "inside") and t.dep_ == "prep"]
    venues = [o for t in preps if is_in_clause(t, verb) for o in children(t, "pobj")]
    return any(o.ent_type_ == "FAC" or _is_house(o) for o in venues)


def _is_house(token: Token) -> bool:
    return token.text == "House" and token.i > 0 and token.nbor(-1).text == "White"
