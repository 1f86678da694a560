"""Finds where a call, visit or meeting took place."""

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.contacts.cast import Cast
from flows.extract.contacts.sightings import Sighting
from flows.extract.contacts.syntax import children, is_verb, lemma, prepositional_objects
from flows.extract.contacts.words import words
from flows.records import Place, Span

_NAMED = ("GPE", "LOC", "FAC")
_WHERE = frozenset({"in", "at", "inside", "near", "outside", "aboard", "to"})


def find_place(sighting: Sighting, cast: Cast) -> Place | None:
    """Returns the place that a sighting's clause gives: a visit's destination, a meeting's scene."""
    if sighting.event_type == "call":
        return None
    if sighting.event_type == "visit":
        return _destination(sighting, cast)
    return next((as_place(t) for t in _scenes(sighting) if not cast.is_named_person(t)), None)


def _destination(sighting: Sighting, cast: Cast) -> Place | None:
    target = sighting.destination
    if target is not None and cast.is_named_person(target):
        near = [t for t in _beside(sighting, target) if not cast.is_named_person(t)]
        return as_place(near[0]) if near else None
    if target is not None and (target.ent_type_ in _NAMED):
        return as_place(target)
    beside = list(_beside(sighting, target))
    if beside:
        return as_place(beside[0])
    if target is not None and (lemma(target) in words("venues") or target.ent_type_ == "ORG"):
        return as_place(target)
    return None


def _beside(sighting: Sighting, target: Token | None) -> Iterator[Token]:
    """Yields the named places of a visit beside its object: "visit him in Doha"."""
    anchors = [sighting.head] if target is None else [target, sighting.head]
    for anchor in anchors:
        for t in prepositional_objects(anchor, {"in", "at", "of", "to"}):
            if t.ent_type_ in _NAMED or _is_house(t):
                yield t


def _scenes(sighting: Sighting) -> Iterator[Token]:
    """Yields the places of a meeting, nearest first."""
    head = sighting.head
    yield from _places_at(head)
    for argument in sighting.arguments:
        if argument.head.i > head.i and _is_plain(argument.head):
            for token in (argument.head, *argument.head.conjuncts):
                yield from _places_at(token)
    for modifier in children(head, "compound", "nmod", "poss"):
        if modifier.ent_type_ in _NAMED and modifier.dep_ != "poss" and sighting.link != "verb":
            yield from (t for t in [modifier] if not _is_hyphenated(t))
    verb = sighting.holder
    seen = 0
    while verb is not None and seen < 3:
        if verb != head:
            yield from _places_at(verb)
        if sighting.link.startswith("scene") and seen > 0:
            break
        verb = _outer(verb)
        seen += 1


def _is_plain(token: Token) -> bool:
    return token.ent_type_ not in _NAMED


def _is_hyphenated(token: Token) -> bool:
    return any(n.text in ("-", "–") for n in (token.nbor(-1), token.nbor()) if n.i >= 0) if token.i else False


def _outer(verb: Token) -> Token | None:
    """Returns the verb or noun whose place a dependent clause shares: "visited Iraq, where he met …"."""
    if verb.dep_ in ("xcomp", "advcl", "conj") and is_verb(verb.head):
        return verb.head
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    return None


def _places_at(token: Token) -> Iterator[Token]:
    if token.ent_type_ in _NAMED and not is_verb(token):
        yield token
    for target in prepositional_objects(token, set(_WHERE)):
        if target.ent_type_ in _NAMED or _is_house(target) or _is_unread_name(target):
            yield target
        else:
            nested = prepositional_objects(target, {"in", "at", "of"})
            yield from (t for t in nested if t.ent_type_ in _NAMED and lemma(target) in words("venues"))
    for noun in children(token, "dobj"):
        if noun.ent_type_ in _NAMED and lemma(token) in ("visit", "tour"):
            yield noun


def _is_house(token: Token) -> bool:
    return token.text in ("House", "Office", "Palace") and token.i > 0 and token.nbor(-1).text[:1].isupper()


def _is_unread_name(token: Token) -> bool:
    """Tells whether a capitalised word after "in" is a place that the entity recogniser passed over."""
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and not token.ent_type_
        and token.head.lower_ == "in"
    )


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
    if doc[start].lower_ in ("the", "a", "an") and end - start > 1:
        start += 1
    while end - start > 1 and doc[end - 1].lower_ in ("'s", "’s"):
        end -= 1
    words_ = doc[start:end]
    return Place(words_.text, Span(words_.start_char, words_.end_char))
