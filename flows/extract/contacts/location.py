"""Finds where a call, visit or meeting took place."""

from collections.abc import Iterator

from flows.extract.contacts.cast import Cast
from flows.extract.contacts.sightings import Sighting
from flows.extract.contacts.syntax import (
    SUBJECTS,
    child,
    children,
    governing_verb,
    is_office,
    is_verb,
    lemma,
    prepositional_objects,
)
from flows.extract.contacts.words import words
from flows.extract.tokens import Token
from flows.records import Place, Span

_NAMED = ("GPE", "LOC", "FAC")
# What stands after these is the setting or another event.
_BREAKS = frozenset({"before", "after", "ahead", "following", "about", "amid", "over", "during", "since"})
_HOMES = frozenset({"residence", "home", "house", "estate", "farm"})
_WHERE = frozenset({"in", "at", "inside", "near", "outside", "aboard", "to"})


def find_place(sighting: Sighting, cast: Cast) -> Place | None:
    """Returns the place that a sighting's clause gives: a visit's destination, a meeting's scene."""
    if sighting.event_type == "call":
        return None
    places = _destinations(sighting) if sighting.event_type == "visit" else _scenes(sighting)
    found = next((t for t in places if _is_no_person(t, cast)), None)
    if found is not None and sighting.event_type == "visit":
        found = _town_after(found) or found
    return as_place(found) if found is not None else None


def _town_after(token: Token) -> Token | None:
    """Returns the town named after a building and a comma: "at the Government House, Kaduna"."""
    at = token.i + 2
    if token.ent_type_ in ("GPE", "LOC") or at >= len(token.doc) or token.nbor().text != ",":
        return None
    town = token.doc[at]
    return town if token.pos_ == "PROPN" and town.ent_type_ == "GPE" and town.sent == token.sent else None


def _is_no_person(token: Token, cast: Cast) -> bool:
    house = token.dep_ == "compound" and token.head.lower_ in _HOMES  # "her Karen residence"
    return house or _opens_clause(token) or lemma(token) in words("venues") or not cast.is_named_person(token)


def _destinations(sighting: Sighting) -> Iterator[Token]:
    """Yields the places of a visit: the named one that its trigger leads to, one beside it, else a venue."""
    target = sighting.destination
    hosts = [a.head for a in sighting.arguments if a.role == "host"]
    if target is not None and target.ent_type_ in ("GPE", "LOC"):
        yield target
    if sighting.head.dep_ == "relcl" and any(c.lower_ == "where" for c in children(sighting.head, "advmod")):
        yield from (t for t in [sighting.head.head] if t.ent_type_ in ("GPE", "LOC"))
    yield from _beside(sighting, target)
    yield from (host for host in hosts if _is_house(host))
    if target is not None and target not in hosts and _can_be_venue(target):
        yield target
    elif sighting.rule.data.get("frame") == "hosting":
        yield from _ahead(sighting.head)
        yield from _town_of_home(sighting.head)
        yield from _fronted(sighting.head)


def _fronted(verb: Token) -> Iterator[Token]:
    """Yields the house named before a clause: "In the Apostolic Palace, the pope received A"."""
    for token in verb.doc[verb.sent.start : verb.i]:
        if token.dep_ in SUBJECTS or is_verb(token):
            return
        if token.lower_ in ("in", "at") and token.pos_ == "ADP":
            yield from (t for t in children(token, "pobj") if t.ent_type_ in _NAMED or _is_house(t))


def _town_of_home(host: Token) -> Iterator[Token]:
    """Yields where the house stands that somebody was received in: the Karen of "at his Karen residence"."""
    for token in host.doc[host.i + 1 : host.sent.end]:
        if is_verb(token):
            return
        if token.lower_ in _HOMES and child(token, "poss") is not None:
            yield from (c for c in children(token, "compound", "nmod") if c.pos_ == "PROPN")


def _can_be_venue(token: Token) -> bool:
    if lemma(token) in ("country", "nation", "kingdom", "area", "home"):
        # "to the country" names no place, "to the Nordic countries" does
        return token.tag_ == "NNS" and any(c.text[:1].isupper() for c in children(token, "amod", "compound"))
    return lemma(token) in words("venues") or token.pos_ == "PROPN" or token.ent_type_ in _NAMED


def _beside(sighting: Sighting, target: Token | None) -> Iterator[Token]:
    """Yields the named places of a visit beside its object: "visit him in Doha", "the town of Pandeglang"."""
    anchors = [sighting.head] if target is None else [target, sighting.head]
    for anchor in anchors:
        unread = anchor == target and lemma(anchor) in words("venues")
        for token in prepositional_objects(
            anchor, {"in", "at", "of", "to", "near", "off", "outside", "around", "along"}
        ):
            named = token.ent_type_ in _NAMED or _is_house(token) or _is_unread_name(token)
            if named or (unread and token.pos_ == "PROPN"):
                yield token
            elif lemma(token) in words("venues"):  # "visited the men at Mannar prison"
                yield from (c for c in children(token, "compound") if c.pos_ == "PROPN")


def _scenes(sighting: Sighting) -> Iterator[Token]:
    """Yields the places of a meeting, nearest first."""
    head = sighting.head
    yield from _places_at(head)
    for argument in sighting.arguments:
        if argument.head.i > head.i and _is_plain(argument.head):
            for token in (argument.head, *argument.head.conjuncts):
                yield from _places_at(token)
    if sighting.link != "verb":
        modifiers = children(head, "compound", "nmod", "amod")
        paired = any(a.head.dep_ == "pobj" and a.head.head.lower_ == "between" for a in sighting.arguments)
        yield from (
            m
            for m in modifiers
            if (m.ent_type_ in _NAMED and not _is_hyphenated(m)) or (paired and _may_be_scene(m))
        )
    yield from _ahead(head)
    verb = governing_verb(head) if sighting.link != "verb" and head.dep_ in ("nsubj", "nsubjpass") else None
    if verb is not None and lemma(verb) in words("happening"):
        yield from _ahead(verb)  # "talks between A and B ended without agreement in Khartoum"
    outer = sighting.holder
    for _ in range(4):
        if outer is None:
            break
        if outer != head:
            yield from _places_at(outer)
        outer = _outer(outer)
    for anchor in (head, *(a.head for a in sighting.arguments if a.head.i > head.i), sighting.holder):
        if anchor is not None:
            halls = prepositional_objects(anchor, {"at", "in", "inside"})
            yield from (t for t in halls if lemma(t) in words("halls"))


def _ahead(head: Token) -> Iterator[Token]:
    """Yields named places after "in" or "at" between a trigger and the next verb, however they were hung."""
    for token in head.doc[head.i + 1 : head.sent.end]:
        if (is_verb(token) and not token.ent_type_) or token.lower_ in _BREAKS:
            return
        posting = token.lower_ == "to" and is_office(token.head)  # "the ambassador to Chad"
        if token.lower_ in ("in", "at", "to") and token.pos_ in ("ADP", "PART") and not posting:
            yield from (t for t in children(token, "pobj") if t.ent_type_ in _NAMED or _is_house(t))
            yield from (t for t in children(token, "pobj") if _is_named_venue(t) and token.lower_ == "at")
            # "in the Turkish capital, Ankara"
            called = (c for t in children(token, "pobj") for c in children(t, "appos") if t.pos_ == "NOUN")
            yield from (c for c in called if c.ent_type_ == "GPE")


def _is_named_venue(token: Token) -> bool:
    """Tells whether a noun for a place has a name before it: "at the Akorda residence"."""
    named = any(c.pos_ == "PROPN" and c.text[:1].isupper() for c in children(token, "compound", "nmod"))
    return token.pos_ == "NOUN" and lemma(token) in words("venues") and named


def _may_be_scene(modifier: Token) -> bool:
    """Tells whether a name before a noun whose sides follow is its scene: "the Woodside summit between"."""
    unread = modifier.pos_ == "PROPN" and modifier.ent_type_ in ("", "ORG")
    return unread and modifier.dep_ == "compound" and modifier.text.istitle()


def _is_plain(token: Token) -> bool:
    return token.ent_type_ not in _NAMED


def _is_hyphenated(token: Token) -> bool:
    return any(n.text in ("-", "–") for n in (token.nbor(-1), token.nbor()) if n.i >= 0) if token.i else False


def _outer(inner: Token) -> Token | None:
    """Returns the verb or noun whose place a clause or noun shares: "visited Iraq, where he met …"."""
    if is_verb(inner):
        shares = inner.dep_ in ("xcomp", "advcl", "conj", "acl", "relcl", "pcomp")
        return inner.head if shares else None
    return governing_verb(inner)


def _places_at(token: Token) -> Iterator[Token]:
    if token.ent_type_ in _NAMED and not is_verb(token):
        yield token
    for target in prepositional_objects(token, _WHERE - {"to"} if is_office(token) else _WHERE):
        if target.ent_type_ in _NAMED or _is_house(target) or _is_unread_name(target):
            yield target
        else:
            if _is_venue(target) or _is_capital(target):
                yield target
            nested = prepositional_objects(target, {"in", "at", "of"})
            yield from (t for t in nested if t.ent_type_ in _NAMED and _is_venue(target))
    for noun in children(token, "dobj"):
        if noun.ent_type_ in _NAMED and lemma(token) in ("visit", "tour"):
            yield noun


def _is_venue(token: Token) -> bool:
    """Tells whether a proper noun names a building or the like: "Union Buildings", "Chevening House"."""
    return token.pos_ == "PROPN" and token.lower_.rstrip("s") in words("venues") | words("buildings")


def _is_capital(token: Token) -> bool:
    """Tells whether a phrase stands for a country's capital: "the Omani capital", "Oman's capital"."""
    return token.lower_ == "capital" and any(
        c.ent_type_ in ("NORP", "GPE") for c in children(token, "amod", "poss", "compound")
    )


def _is_house(token: Token) -> bool:
    if token.text not in ("House", "Office", "Palace") or token.i < 1:
        return False
    owned = token.nbor(-1).text in ("'s", "’s") and token.i > 1  # "the Prime Minister's House"
    return token.nbor(-2 if owned else -1).text[:1].isupper()


def _is_unread_name(token: Token) -> bool:
    """Tells whether a capitalised word after "in" or "at" is a place that the recogniser passed over."""
    if token.pos_ != "PROPN" or not token.text[:1].isupper() or token.head.lower_ not in ("in", "at"):
        return False
    return token.ent_type_ in ("", "LANGUAGE") or _opens_clause(token)


def _opens_clause(token: Token) -> bool:
    """Tells whether a sentence begins "In X,", where X is a place whatever else it looks like."""
    opens = token.head.lower_ == "in" and token.head.i == token.sent.start
    return opens and token.pos_ == "PROPN" and token.i + 1 < len(token.doc) and token.nbor().text == ","


def as_place(token: Token) -> Place:
    """Returns the place that a noun phrase names, as the article writes it."""
    start, end = token.i, token.i + 1
    doc = token.doc
    if token.ent_type_:
        while start > token.sent.start and doc[start].ent_iob_ == "I":
            start -= 1
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
    else:
        compounds = [c.i for c in children(token, "compound", "nmod", "amod") if c.i < token.i]
        start = min([token.i, *compounds])
    if _is_house(token) and start > 1 and doc[start - 1].lower_ in ("'s", "’s"):
        start = doc[start - 2].left_edge.i
    if doc[start].lower_ in ("the", "a", "an") and end - start > 1:
        start += 1
    # "flood-hit Morigaon district": what was done to a place is no part of its name.
    while end - start > 1 and doc[start].tag_ in ("VBN", "VBD") and start and doc[start - 1].text == "-":
        start += 1
    while end - start > 1 and doc[end - 1].lower_ in ("'s", "’s"):
        end -= 1
    words_ = doc[start:end]
    return Place(words_.text, Span(words_.start_char, words_.end_char))
