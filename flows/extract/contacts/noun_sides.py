"""Finds the sides of a call, visit or meeting that a noun tells of."""

import functools
import re
from collections.abc import Iterator

from flows.extract.contacts.cancelling import is_phrasal_cancelling
from flows.extract.contacts.cast import Cast
from flows.extract.contacts.links import Link
from flows.extract.contacts.sightings import Argument
from flows.extract.contacts.syntax import (
    agent,
    child,
    children,
    is_negated,
    is_office,
    is_talked_about,
    is_verb,
    lemma,
    passive,
    prepositional_objects,
    subject,
    was_to,
)
from flows.extract.contacts.verb_arguments import escorts
from flows.extract.contacts.words import words
from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.tokens import Token
from flows.records import EventType

# "The talks followed A's meeting with B": the parser hangs "with B" on the verb.
_FOLLOWING = frozenset({"follow", "precede"})
_HELD_BY = frozenset({"attend", "host", "chair", "lead", "co-chair", "convene", "call"})
_WALKING = frozenset({"walk", "storm", "come", "step", "emerge"})  # "walked out of a meeting with A"
_MEALS = frozenset({"lunch", "luncheon", "dinner", "banquet", "breakfast", "reception"})
_RECEIVING = frozenset({"receive", "get", "take"})  # "received a call on Sunday from B"
GRANTING = frozenset({"grant", "give"})  # "the king granted him an audience"


def noun_arguments(noun: Token, kind: EventType, link: Link, cast: Cast) -> tuple[Argument, ...]:
    """Returns the sides that a noun and the verb that holds it name."""
    found = list(
        _visit_arguments(noun, link, cast) if kind == "visit" else _meeting_arguments(noun, link, cast)
    )
    seen: set[int] = set()
    kept = []
    for argument in found:
        if argument.head.i not in seen and (argument.side == 2 or cast.is_animate(argument.head)):
            seen.add(argument.head.i)
            kept.append(argument)
    return tuple(kept)


def _meeting_arguments(noun: Token, link: Link, cast: Cast) -> Iterator[Argument]:
    if _is_joined_scene(noun, link):
        return
    own = list(_own_sides(noun, cast))
    paired = any(a.side == 9 for a in own)
    if is_own_deed(noun, link):
        own = [a for a in own if a.head.dep_ != "poss"]
    elif _has_owner(noun, cast):
        yield from own
        after = link.kind == "object" and link.verb is not None and lemma(link.verb) in _FOLLOWING
        if link.verb is not None and after and not any(a.side == 1 for a in own):
            yield from (Argument("participant", t, 1) for t in _beside_object(link.verb))
        return
    back = paired or _points_back(noun, link, own) or _is_named_so(noun, link)
    doer = None if back else _implied(link) or _denier(link, own, cast)
    if doer is not None and doer.lower_ in ("they", "both") and _names_both(own):
        doer = None  # "They spoke of holding a US-China dialogue": those two are its sides
    if doer is not None:
        received = link.verb is not None and lemma(link.verb) in _RECEIVING and any(a.side == 0 for a in own)
        yield Argument("participant", doer, 1 if received else 0)
        told = _told(link, own, cast)
        if told is not None:
            yield Argument("participant", told, 1)
            own = [a for a in own if a.side == 1]
        elif link.kind == "object" and link.verb is not None and not any(a.side == 1 for a in own):
            yield from (Argument("participant", t, 1) for t in _beside_object(link.verb))
            if lemma(link.verb) in _RECEIVING and not any(a.side == 0 for a in own):
                yield from (Argument("participant", t, 1) for t in prepositional_objects(link.verb, {"from"}))
    yield from own


def _names_both(own: list[Argument]) -> bool:
    """Tells whether a noun itself names two sides joined before it: "a US-China dialogue"."""
    before = [a.head for a in own if a.side == 2]
    return len(before) > 1 or any(names_two(t) for t in before)


def _denier(link: Link, own: list[Argument], cast: Cast) -> Token | None:
    """Returns who denies or announces a meeting of his own: "The minister denied any meeting with A"."""
    told = link.kind == "object" and link.verb is not None and lemma(link.verb) in ("deny", "announce")
    if not told or link.verb is None or not any(a.side == 1 for a in own):
        return None
    doer = subject(link.verb)
    speaks_for_others = doer is not None and any(lemma(t).startswith("spokes") for t in doer.subtree)
    return None if speaks_for_others or doer is None or not cast.is_named_person(doer) else doer


def _is_named_so(noun: Token, link: Link) -> bool:
    """Tells whether somebody only says what a meeting was: "called the session fruitful"."""
    known = any(c.lower_ in ("the", "this", "that") for c in children(noun, "det"))
    return known and link.kind == "object" and link.verb is not None and lemma(link.verb) == "call"


def _is_joined_scene(noun: Token, link: Link) -> bool:
    """Tells whether a noun is where somebody was joined: "was joined at the meeting by A"."""
    verb = link.verb
    joined = verb is not None and lemma(verb) in ("join", "accompany", "flank") and passive(verb)
    return joined and link.kind == "scene" and any(c.lower_ == "the" for c in children(noun, "det"))


def _points_back(noun: Token, link: Link, own: list[Argument]) -> bool:
    """Tells whether a noun under a preposition points to what is known: "at the meeting, he said"."""
    pointing = any(c.lower_ in ("the", "this", "that", "these", "those") for c in children(noun, "det"))
    return link.kind == "scene" and link.preposition != "for" and pointing and not own


def is_own_deed(noun: Token, link: Link) -> bool:
    """Tells whether a possessive only repeats the subject: "held their autumn meetings", "is on his way"."""
    owner = child(noun, "poss")
    held = link.kind == "object" and link.verb is not None and lemma(link.verb) in words("holding")
    held = held or lemma(noun) == "way"
    return held and owner is not None and owner.tag_ == "PRP$"


def _beside_object(verb: Token) -> Iterator[Token]:
    """Yields whom a meeting was held with where the parser hung "with" on the verb or on a place."""
    yield from prepositional_objects(verb, {"with"})
    preps = (t for t in verb.subtree if t.lower_ == "with" and t.dep_ == "prep")
    for prep in preps:
        if prep.head.ent_type_ in ("GPE", "LOC", "FAC", "ORG", "DATE") and prep.head.dep_ in (
            "pobj",
            "npadvmod",
        ):
            yield from children(prep, "pobj")


def _has_owner(noun: Token, cast: Cast) -> bool:
    return any(cast.is_animate(o) for o in owners(noun))


def owners(noun: Token) -> list[Token]:
    """Returns the possessors of a noun, times ("Friday's") and kinds ("a leaders' summit") left out."""
    return [o for o in children(noun, "poss") if o.ent_type_ not in ("DATE", "TIME") and not _is_kind(o)]


def _is_kind(owner: Token) -> bool:
    plural = owner.tag_ in ("NNS", "NNPS") or owner.lower_.endswith("s")
    if not plural or not is_office(owner):
        return False
    if child(owner, "compound") is not None and owner.pos_ == "PROPN":
        return True  # "the G20 Leaders’ Summit"
    return owner.head.pos_ == "PROPN" or child(owner, "det", "poss") is None


def _partners(noun: Token) -> Iterator[Token]:
    """Yields whom a meeting is with, and then who hosted it: "the summit with A and B, hosted by C"."""
    named = list(prepositional_objects(noun, {"with", "to", "alongside", "involving"})) or _past_topic(noun)
    yield from named
    if named:
        yield from _hosts_named_after(noun)


def _past_topic(noun: Token) -> list[Token]:
    """Returns who stands behind a meeting's topic, on which the parser hung "with": "talks on X with B"."""
    topics = prepositional_objects(noun, {"on", "about", "over", "regarding"})
    inner = (p for topic in topics for p in topic.subtree if p.lower_ == "with" and p.dep_ == "prep")
    preps = [p for p in inner if not any(is_verb(t) for t in noun.doc[noun.i + 1 : p.i])]
    return [t for p in preps[-1:] for t in children(p, "pobj")]


def _hosts_named_after(noun: Token) -> Iterator[Token]:
    """Yields the hosts of a clause that the parser may have hung on one of the other sides."""
    for token in noun.doc[noun.i + 1 : noun.sent.end]:
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return
        host = agent(token) if token.lower_ in ("hosted", "convened") and token.dep_ == "acl" else None
        if host is not None:
            yield host


def _held_between(noun: Token) -> list[Token]:
    """Returns the sides of "Talks were held between A and B", which the parser hangs on the verb."""
    verb = noun.head
    kept = words("holding") if noun.dep_ == "nsubjpass" else words("happening")
    held = noun.dep_ in ("nsubj", "nsubjpass") and lemma(verb) in kept
    return list(prepositional_objects(verb, {"between", "among", "amongst"})) if held else []


def _own_sides(noun: Token, cast: Cast) -> Iterator[Argument]:
    for owner in owners(noun):
        if cast.is_animate(owner):
            yield Argument("participant", owner, 0)
    pair = list(prepositional_objects(noun, {"between", "among", "amongst"})) or _held_between(noun)
    for body in body_modifiers(noun, cast):
        if not pair:  # "the Woodside Summit between A and B" has no third side
            yield Argument("participant", body, 2)
    for target in pair:
        yield Argument("participant", target, 9)
    for target in prepositional_objects(noun, {"from", "by"}):
        yield Argument("participant", target, 0)
    for target in _partners(noun):
        yield Argument("participant", target, 1)
        for other in children(noun, "appos"):
            # "with A, B, and C": the parser takes B for an apposition to the meeting.
            if other.i > target.i and cast.is_animate(other):
                yield Argument("participant", other, 1)
    for target in prepositional_objects(noun, {"of"}):
        if cast.is_animate(target):
            yield Argument("participant", target, 3)
    if lemma(noun) in _MEALS:
        for target in prepositional_objects(noun, {"for"}):
            yield Argument("participant", target, 1)
    yield from _clausal_sides(noun)


def _clausal_sides(noun: Token) -> Iterator[Argument]:
    """Yields whom a clause on the noun names: "talks attended by", "a meeting involving", "held between"."""
    held = noun.dep_ == "nsubjpass" and lemma(noun.head) in _HELD_BY and not is_negated(noun.head)
    held_by = agent(noun.head) if held else None
    if held_by is not None:
        yield Argument("participant", held_by, 4)
    for maker, deed in was_to(noun):
        yield Argument("participant", maker, 0)
        yield from (Argument("participant", t, 1) for t in prepositional_objects(deed, {"with"}))
    for clause in children(noun, "acl", "relcl"):
        if lemma(clause) in ("involve", "include", "gather", "bring", "unite", "feature"):
            target = child(clause, "dobj")
            if target is not None:
                yield Argument("participant", target, 9)
        by = agent(clause)
        if by is not None and lemma(clause) in _HELD_BY:
            yield Argument("participant", by, 4)
        for target in prepositional_objects(clause, {"between", "among", "with"}):
            yield Argument("participant", target, 9)
        if clause.dep_ == "relcl" and lemma(clause) in (
            "attend",
            "hold",
            "have",
            "host",
            "chair",
            "lead",
            "convene",
        ):
            doer = child(clause, "nsubj")
            if doer is not None and doer.lower_ not in ("that", "which", "who"):
                yield Argument("participant", doer, 0)


def body_modifiers(noun: Token, cast: Cast) -> list[Token]:
    """Returns the sides named before a noun: "US-China talks", "the cabinet meeting", "a G7 summit"."""
    before = [c for c in noun.children if c.i < noun.i and c.dep_ in ("compound", "nmod", "amod", "poss")]
    before = [c for c in before if c.dep_ != "poss" or c not in owners(noun)]
    tokens = [t for modifier in before for t in modifier.subtree if t.i < noun.i and t.dep_ != "punct"]
    return [t for t in tokens if _names_side(t, noun, cast)]


def _names_side(token: Token, noun: Token, cast: Cast) -> bool:
    if re.fullmatch(r"G\d+|[A-Z]{3,}", token.text):
        return True
    if not token.ent_type_ and token.pos_ != "PROPN":
        if names_two(token):
            return True
        counted = lemma(token) == "party" and token.i > 0 and token.nbor(-1).text in ("-", "–")
        level = counted or token.nbor().text in ("-", "–")  # "six-party", "delegation-level talks"
        official = token.pos_ in ("NOUN", "PROPN") and lemma(token) in words("officials")
        return not level and (official or lemma(token) in words("bodies"))
    if not _ends_entity(token, noun):
        return False
    if token.ent_type_ in ("GPE", "LOC", "FAC"):
        return _is_hyphenated(token)
    return token.ent_type_ in ("ORG", "NORP", "PERSON") or bool(
        token.pos_ == "PROPN" and cast.kinds(token) & {"organisation", "government"}
    )


def names_two(token: Token) -> bool:
    """Tells whether one word names two countries: "U.S.-China", no "Franco-German"."""
    parts = re.split(r"[-–/]", token.text)
    return len(parts) == 2 and all(country_named(p) or country_of_demonym(p) for p in parts)


def _ends_entity(token: Token, noun: Token) -> bool:
    after = token.nbor()
    return after.i == noun.i or after.ent_iob_ != "I" or after.text in ("-", "–", "/")


def _is_hyphenated(token: Token) -> bool:
    dashes = ("-", "–", "/")
    before = token.i > 0 and token.nbor(-1).text in dashes
    return before or token.nbor().text in dashes


def _implied(link: Link) -> Token | None:
    """Returns the subject that takes part though the noun does not name it: "he said in a meeting with …"."""
    verb = link.verb
    if link.doer is not None:
        return link.doer
    if verb is None or (link.via is not None and not _leads_to_doer(link.via)):
        return None
    if link.kind == "object":
        return subject(verb) if lemma(verb) in _deeds() or is_phrasal_cancelling(verb) else None
    walked = link.preposition == "out" and lemma(verb) in _WALKING
    active = link.preposition in words("scenes") or link.via is not None or walked
    if link.kind == "scene" and active and not passive(verb):
        return subject(verb)
    if (
        link.kind == "scene"
        and passive(verb)
        and link.preposition in ("for", "in", "at", "during", "before", "after", "on")
    ):
        return child(verb, "nsubjpass")
    return None


def _leads_to_doer(via: Token) -> bool:
    """Tells whether who does something takes part in what a noun on its object or scene names."""
    conveyed = via.dep_ == "dobj" and lemma(via.head) in words("conveying")  # "voiced concern in a call"
    return conveyed or lemma(via) in words("scenes_of") or is_talked_about(via)


@functools.cache
def _deeds() -> frozenset[str]:
    """Returns the verbs whose subject is a side of their object: of holding, planning, granting, calling off.

    Who "confirmed the meeting" only speaks of it.
    """
    planned = words("planning", "contact_status") - words("saying", "contact_status")
    return words("holding") | planned | words("cancelling", "contact_status") | GRANTING


def _told(link: Link, own: list[Argument], cast: Cast) -> Token | None:
    """Returns whom the subject spoke to or received: "told him in a phone call", "hosted her for talks"."""
    verb = link.verb
    if verb is not None and link.kind == "object" and lemma(verb) in GRANTING and not passive(verb):
        target = child(verb, "dative")
        if target is not None and target.pos_ == "ADP":  # "gave an audience to A"
            target = child(target, "pobj")
        return target if target is not None and cast.is_person(target) else None
    if (
        verb is None
        or link.kind != "scene"
        or link.preposition not in ("in", "during", "for", "at", "over", "on")
    ):
        return None
    if any(a.side == 1 for a in own):
        return None
    target = agent(verb) if passive(verb) else child(verb, "dative") or child(verb, "dobj")
    if target is not None and target.pos_ == "ADP":  # "offered condolences to A in a phone call"
        target = child(target, "pobj")
    if target is not None and not cast.is_person(target) and not passive(verb):
        target = next(prepositional_objects(target, {"to"}), target)
    if target is not None and lemma(target) in words("delegations"):
        return None  # "led a delegation to Geneva for talks": no side of its own
    return target if target is not None and cast.is_person(target) else None


def _makers(noun: Token, cast: Cast) -> list[Token]:
    """Returns who makes a visit, by what hangs on its noun: "a trip by A", "the visit of A"."""
    makers = list(prepositional_objects(noun, {"by", "from"}))
    if not makers:  # "a trip to Chad by A"
        goals = prepositional_objects(noun, {"to"})
        makers = [t for goal in goals for t in prepositional_objects(goal, {"by"})]
    if lemma(noun) != "tour":  # "a tour of Arab countries"
        of = (t for t in prepositional_objects(noun, {"of"}) if cast.is_person(t) and t.ent_type_ != "GPE")
        makers += [t for t in of if lemma(t) not in ("country", "nation", "state", "kingdom", "republic")]
    return [t for t in makers if t.ent_type_ not in ("DATE", "TIME", "CARDINAL")]  # "from 9 to 11 May"


def _visit_arguments(noun: Token, link: Link, cast: Cast) -> Iterator[Argument]:
    if _is_joined_scene(noun, link):
        return
    possessors = owners(noun)
    for owner in possessors:
        if cast.is_animate(owner) and not is_own_deed(noun, link):
            yield Argument("visitor", owner, 0)
    makers = _makers(noun, cast)
    for maker in makers:
        yield Argument("visitor", maker, 0)
    if lemma(noun) == "delegation":
        for target in prepositional_objects(noun, {"including", "of"}):
            yield Argument("visitor", target, 0)
    if is_own_deed(noun, link) or not (possessors or makers):
        back = _points_back(noun, link, []) or _is_named_so(noun, link)
        doer = None if back else _implied(link)
        if possessors and (doer is None or not cast.is_animate(doer)):
            doer = possessors[0]
        if doer is not None and (link.kind == "object" or cast.is_person(doer)):
            yield Argument("visitor", doer, 0)
            if link.kind == "object" and link.verb is not None:
                yield from (Argument("visitor", t, 0) for t in escorts(doer, link.verb, cast))
    yield from (Argument("visitor", doer, 0) for doer, _ in was_to(noun))
    for target in prepositional_objects(noun, {"to", "on", "with"}):
        place = target.ent_type_ in ("GPE", "LOC", "FAC", "ORG") or lemma(target) in words("venues")
        if cast.is_person(target) and not place:
            yield Argument("host", target, 1)
