"""Reads the frames of verbs that tell of visits: hosting, visiting, going, calling on."""

import re
from dataclasses import replace

from flows.extract.contacts.cast import Cast
from flows.extract.contacts.sightings import Argument, Sighting
from flows.extract.contacts.syntax import (
    agent,
    child,
    children,
    is_mere_modifier,
    is_negated,
    is_office,
    is_plural,
    lemma,
    passive,
    prepositional_objects,
    subject,
)
from flows.extract.contacts.verb_arguments import (
    PLACES,
    TIMES,
    escorts,
    is_in_clause,
    is_place,
    is_sport,
    relative_object,
    verb_sighting,
)
from flows.extract.contacts.words import words
from flows.extract.parsed import token_span
from flows.extract.rules import Rule
from flows.extract.tokens import Token

_VEHICLES = frozenset({"plane", "jet", "aircraft", "helicopter", "motorcade", "convoy", "flight"})
_YEAR = re.compile(r"\d{4}s?")
_REMOTE = frozenset({"ago", "decade", "century", "age", "year", "years", "childhood", "war"})


def hosting(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads a host's receiving somebody, and, where the rule asks for talk, the meeting that it is."""
    if is_sport(verb) or (rule.data.get("on_arrival") and not _is_on_arrival(verb, cast)):
        return None
    if passive(verb):
        host = agent(verb)
        visitor = subject(verb) if verb.dep_ == "conj" else child(verb, "nsubjpass", "nsubj")
        if host is None and not any(t.ent_type_ in PLACES for t in prepositional_objects(verb, {"at", "in"})):
            return None
    else:
        host, visitor = subject(verb), _guest(rule, verb)
        if host is None or not (cast.is_animate(host)):
            return None
    if visitor is None or not cast.is_person(visitor) or lemma(visitor) in words("bodies") - {"group"}:
        return None
    if lemma(visitor) in words("messages"):
        return None  # "received a call from A"
    if lemma(visitor) in words("crowds") - words("guests") and not cast.is_named_person(visitor):
        return None  # "hosting refugees", "hosts American troops"
    if host is not None and (not cast.is_animate(host) or host.i == visitor.i):
        return None
    if rule.data.get("needs_talk"):
        if not _for_talk(verb, visitor):
            return None
        heads = [(t, n) for n, t in enumerate((host, visitor)) if t is not None]
        return verb_sighting(rule, verb, [Argument("participant", t, n) for t, n in heads])
    if any(t.lower_ in words("virtual") for t in verb.sent):
        return None
    arguments = [Argument("visitor", visitor, 0)]
    if host is not None:
        arguments.append(Argument("host", host, 1))
    return verb_sighting(rule, verb, arguments)


def _guest(rule: Rule, verb: Token) -> Token | None:
    """Returns whom a host receives: the object, or whom one plays host to."""
    if not rule.data.get("plays"):
        return relative_object(verb)
    played = child(verb, "dobj")
    if played is None or lemma(played) != "host":
        return None
    return next((t for part in (verb, played) for t in prepositional_objects(part, {"to"})), None)


def _is_on_arrival(verb: Token, cast: Cast) -> bool:
    """Tells whether an office holder met somebody who arrived: "was met at the airport by A"."""
    host = agent(verb) if passive(verb) else None
    if host is None or not cast.is_principal(host):
        return False
    scene = (*verb.subtree, verb.head) if verb.dep_ == "relcl" else verb.subtree
    return any(lemma(t) in words("arrivals") for t in scene)


def _for_talk(verb: Token, visitor: Token) -> bool:
    infinitives = [
        c
        for c in (*verb.children, *visitor.children)
        if c.dep_ in ("advcl", "xcomp", "relcl", "acl", "ccomp") and any(a.lower_ == "to" for a in c.children)
    ]
    there = (t for t in verb.doc[verb.i + 1 : verb.sent.end] if lemma(t) in words("talking"))
    where = any(
        c.lower_ == "where" and _means_both(doer)
        for t in there
        for c in children(t, "advmod")
        for doer in children(t, "nsubj")
    )
    return where or any(lemma(v) in words("talking") for v in infinitives) or _talk_follows(verb)


def _talk_follows(verb: Token) -> bool:
    """Tells whether one of the next sentences goes on "The two leaders discussed …", "They reviewed …"."""
    at = verb.sent.end
    for _ in range(3):
        while at < len(verb.doc) and verb.doc[at].is_space:
            at += 1
        if at >= len(verb.doc):
            return False
        following = verb.doc[at].sent
        doer = child(following.root, "nsubj")
        if doer is not None and lemma(following.root) in words("talking") and _means_both(doer):
            return True
        at = max(following.end, at + 1)
    return False


def _means_both(doer: Token) -> bool:
    return doer.lower_ in ("they", "two", "both", "leaders", "sides", "presidents", "ministers", "pair")


def visiting(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads somebody's visiting a place or a host, its object."""
    if is_mere_modifier(verb):
        return None
    doer, target = subject(verb), relative_object(verb)
    if target is None and verb.dep_ == "relcl" and verb.tag_ != "VBG":
        target = verb.head
    target = target or _dated_object(verb)
    if passive(verb):
        doer, target = agent(verb), subject(verb)
    if doer is None or target is None or doer.i == target.i or not is_traveller(doer, cast) or is_sport(verb):
        return None
    if rule.data.get("people") == "named" and not cast.is_principal(doer):
        return None
    if rule.data.get("only_places") and target.ent_type_ not in PLACES and lemma(target) != "capital":
        return None
    arguments = _visitors(doer, verb, cast)
    if target.ent_type_ not in (*PLACES, "ORG") and cast.is_person(target) and not is_place(target):
        return verb_sighting(rule, verb, [*arguments, Argument("host", target, 1)], target)
    beside = (
        t
        for a in (target, verb)
        for t in prepositional_objects(a, {"in", "at", "near", "outside", "around", "along"})
    )
    if lemma(target) in words("sites"):
        return None
    if (
        is_place(target)
        or target.pos_ == "PROPN"
        or any(
            t.ent_type_ in (*PLACES, "LANGUAGE") or (t.pos_ == "PROPN" and not t.ent_type_) for t in beside
        )
        or target.ent_type_ in ("ORG", "NORP")
    ):
        return verb_sighting(rule, verb, arguments, target)
    return None


def _dated_object(verb: Token) -> Token | None:
    """Returns the place that the parser took for no object: "visited Kenya February 17-20"."""
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
    hung = after.dep_ == "compound" and after.head.ent_type_ in TIMES
    beside = after.dep_ in ("advmod", "npadvmod") and after.head == verb  # "visited Lamu on Monday"
    return after if (hung or beside) and after.ent_type_ in PLACES else None


def is_traveller(token: Token, cast: Cast) -> bool:
    """Tells whether somebody's journey is a visit: a person's, no crowd's, ship's or storm's."""
    if lemma(token) in words("crowds") and not cast.is_named_person(token) and not _is_delegation(token):
        return False
    return cast.is_person(token) or (token.ent_type_ == "ORG" and token.pos_ == "PROPN")


def _is_delegation(token: Token) -> bool:
    """Tells whether a team is one of inspectors or the like: "a review team", "a team of engineers"."""
    named = any(c.pos_ == "NOUN" for c in children(token, "compound"))
    return lemma(token) == "team" and (named or any(prepositional_objects(token, {"of", "from"})))


def motion(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads somebody's going to a place, or being there for a purpose."""
    doer = _aboard(subject(verb))
    if (
        doer is None
        or not is_traveller(doer, cast)
        or (is_sport(verb) and not holds_office(doer, cast))
        or (passive(verb) and lemma(verb) not in ("set", "expect"))
    ):
        return None
    if any(c.lower_ in ("back", "home", "away", "ahead") and not _leads_on(c) for c in verb.children):
        return None
    if lemma(verb) in ("set", "embark") and not any(c.lower_ in ("off", "out") for c in verb.children):
        return None
    complement = next((c for c in children(verb, "acomp") if c.lower_ == rule.data.get("complement")), verb)
    if "complement" in rule.data and complement == verb:
        return None
    targets = list(prepositional_objects(complement, set(rule.data["prepositions"])))
    if rule.data["prepositions"] == ["for"]:  # "departed the island for Kingstown"
        targets += (t for left in children(verb, "dobj") for t in prepositional_objects(left, {"for"}))
    for onward in children(verb, "prep", "prt", "advmod"):
        if onward.lower_ in ("on", "over", "down", "up", "out"):  # "flew on to Chad"
            targets += prepositional_objects(onward, set(rule.data["prepositions"]))
    target = next((t for t in targets if is_destination(t, verb, cast)), None)
    if target is None and _is_pointed_at(verb, complement, doer, cast):
        place = _relative_place(verb) or _place_meant_by_there(verb)
        pointed = verb_sighting(rule, verb, _visitors(doer, verb, cast), place)
        return replace(pointed, span=token_span(complement))
    trip = lemma(verb) in ("go", "come") and (
        _is_dated_trip(verb, doer, target, cast) or _is_announced(verb, target)
    )
    purposeful = trip or _has_purpose(verb)
    if target is None or (rule.data.get("needs_purpose") and not purposeful):
        return None
    return replace(
        verb_sighting(rule, verb, _visitors(doer, verb, cast), target), span=token_span(complement)
    )


def sending(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads somebody's being sent to a town or country: an envoy or delegation, no troops, aid or letters."""
    sent = child(verb, "nsubjpass") if passive(verb) else relative_object(verb)
    if sent is None or not (cast.is_principal(sent) or lemma(sent) in ("delegation", "envoy", "emissary")):
        return None
    goals = [t for n in (verb, sent) for t in prepositional_objects(n, set(rule.data["prepositions"]))]
    target = next((t for t in goals if t.ent_type_ == "GPE"), None)
    if target is None or sent.ent_type_ in ("GPE", "ORG", "NORP"):
        return None
    return verb_sighting(rule, verb, [Argument("visitor", sent, 0)], target)


def _leads_on(adverb: Token) -> bool:
    """Tells whether an adverb only begins a phrase of time: "landed in Manila ahead of talks"."""
    return adverb.lower_ == "ahead" and any(c.lower_ == "of" for c in adverb.children)


def _aboard(doer: Token | None) -> Token | None:
    """Returns whoever a vehicle belongs to: the chancellor of "the chancellor's plane landed"."""
    if doer is None or lemma(doer) not in _VEHICLES:
        return doer
    return child(doer, "poss") or doer


def holds_office(person: Token, cast: Cast) -> bool:
    """Tells whether somebody is named with an office, as who plays a match hardly is."""
    return cast.is_principal(person) and (lemma(person) in words("principals") or _has_title(person))


def _is_pointed_at(verb: Token, complement: Token, doer: Token, cast: Cast) -> bool:
    """Tells whether a verb of arriving leads to a place told before: "arrived here", "X, where he landed"."""
    if lemma(verb) not in ("arrive", "land", "touch", "be", "expect", "fly", "jet", "travel"):
        return False
    nearby = (c for head in (verb, complement) for c in children(head, "advmod"))
    if any(c.lower_ in ("here", "there") for c in nearby):
        return lemma(verb) != "be" or complement != verb
    if lemma(verb) in ("fly", "jet") and any(c.lower_ == "in" for c in children(verb, "prt", "advmod")):
        return True  # "had flown in from Brussels"
    if _relative_place(verb) is not None:
        return lemma(verb) in ("arrive", "land", "touch")
    if lemma(verb) != "arrive" or prepositional_targets(verb):
        return False
    dated = any(t.ent_type_ in TIMES and is_in_clause(t, verb) for t in verb.subtree if t.i != verb.i)
    return dated and (cast.is_principal(doer) or lemma(doer) in words("delegations"))


def prepositional_targets(verb: Token) -> bool:
    """Tells whether a verb of motion names any goal: "arrived at a compromise"."""
    goals = prepositional_objects(verb, {"at", "in", "to", "on", "into"})
    return any(t.ent_type_ not in TIMES and t.i > verb.i for t in goals)


def _relative_place(verb: Token) -> Token | None:
    """Returns the place that a clause with "where" is on: "In Skopje, where she arrived on Monday"."""
    where = verb.dep_ == "relcl" and any(c.lower_ == "where" for c in children(verb, "advmod"))
    return verb.head if where and verb.head.ent_type_ in PLACES else None


def _place_meant_by_there(verb: Token) -> Token | None:
    """Returns the place named last before: "asked him to go to Lima, and he will travel there"."""
    if not any(c.lower_ == "there" for c in children(verb, "advmod")):
        return None
    before = [t for t in verb.doc[verb.sent.start : verb.i] if t.ent_type_ == "GPE"]
    return before[-1] if before else None


def _visitors(doer: Token, verb: Token, cast: Cast) -> list[Argument]:
    return [Argument("visitor", t, 0) for t in (doer, *escorts(doer, verb, cast))]


def is_destination(token: Token, verb: Token, cast: Cast) -> bool:
    """Tells whether the object of a verb of motion is a place; verbs of many senses need a named one."""
    if token.ent_type_ in PLACES or lemma(token) == "capital":
        return True
    if token.ent_type_ in TIMES:
        return False
    plain = lemma(verb) in (
        "travel",
        "fly",
        "arrive",
        "journey",
        "turn",
        "show",
        "stop",
        "depart",
        "proceed",
        "touch",
        "land",
    )
    return plain and (
        lemma(token) in words("venues") or (token.pos_ == "PROPN" and not cast.is_named_person(token))
    )


def _is_announced(verb: Token, target: Token | None) -> bool:
    """Tells whether somebody is said to be going to a town or country: "will (not now) go to Kyiv"."""
    ahead = any(c.lower_ in ("will", "'ll", "’ll", "wo") for c in children(verb, "aux"))
    return ahead and target is not None and target.ent_type_ == "GPE"


def _is_dated_trip(verb: Token, doer: Token, target: Token | None, cast: Cast) -> bool:
    """Tells whether somebody goes to a town, or an office holder anywhere, on a day.

    "The minister went to the hospital on Monday", "He will go to Kyiv on 8 May"; not "in 1972", "years ago".
    """
    if not cast.is_principal(doer):
        return False
    to_town = target is not None and target.ent_type_ == "GPE"
    if not to_town and lemma(doer) not in words("principals") and not _has_title(doer):
        return False
    times = (t for prep in (verb, *children(verb, "prep")) for t in prep.children if t.ent_type_ in TIMES)
    return any(not any(_YEAR.fullmatch(w.text) or w.lower_ in _REMOTE for w in t.subtree) for t in times)


def _has_title(person: Token) -> bool:
    return any(lemma(c) in words("principals") for c in children(person, "compound", "nmod", "appos"))


def _has_purpose(verb: Token) -> bool:
    if any(lemma(t) in words("purposes") for t in prepositional_objects(verb, {"for", "on"})):
        return True
    doings = [c for c in children(verb, "xcomp", "advcl") if c.tag_ in ("VB", "VBG")]
    if any(lemma(c) == "take" and any(o.lower_ == "part" for o in children(c, "dobj")) for c in doings):
        return True
    return any(lemma(c) in words("purposes") for c in (*doings, *children(verb, "conj")))


def _is_purpose(target: Token, to: Token) -> bool:
    """Tells whether "to" says what a call was for: "called on A on Friday to brief him"."""
    return any(t.ent_type_ in TIMES for t in target.doc[target.i + 1 : to.i])


def _titled_person(verb: Token) -> Token | None:
    """Returns who is named after "called on" and a title that the parser lost its way in."""
    for token in verb.doc[verb.i + 2 : verb.sent.end]:
        if token.ent_type_ == "PERSON" and token.head.ent_type_ != "PERSON":
            return token
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET") and token.lower_ not in ("of", "for"):
            return None
    return None


def calling_on(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    """Reads somebody's calling on an office holder, with nothing that he is called on to do."""
    doer = subject(verb)
    named = prepositional_objects(verb, {"on"})
    target = next((t for t in named if t.ent_type_ not in TIMES), None)  # "on Friday called on A"
    if target is None and any(p.lower_ == "on" for p in children(verb, "prt")):
        target = child(verb, "dobj")
    if target is not None and not cast.is_person(target):
        target = _titled_person(verb) or target
    if doer is None or target is None or not cast.is_person(doer) or passive(verb) or is_negated(verb):
        return None
    body = target.ent_type_ in ("ORG", "GPE", "NORP") and "person" not in cast.kinds(target)
    named_body = body and not is_office(target)
    if not cast.is_person(target) or named_body:  # "the Fisheries Minister" is taken for a body's name
        return None
    if is_plural(target) and not any(is_place(t) for t in prepositional_objects(verb, {"at", "in"})):
        return None
    after = target.right_edge.i + 1
    rest = verb.doc[verb.i : verb.sent.end]
    asked = next((t for t in rest if t.lower_ == "to" and t.dep_ == "aux"), None)
    if after >= len(verb.doc) or (asked is not None and not _is_purpose(target, asked)):
        return None
    return verb_sighting(rule, verb, [Argument("visitor", doer, 0), Argument("host", target, 1)], target)
