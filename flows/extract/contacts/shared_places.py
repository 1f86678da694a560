"""Gives contacts the place of what they are told with: "flew to Lima, where he met …", "arrived here"."""

import re
from collections.abc import Iterator

from flows.extract.contacts.contact import Contact
from flows.extract.contacts.location import as_place
from flows.extract.contacts.mentions import ContactMention
from flows.extract.contacts.sides import same_actor
from flows.extract.contacts.syntax import is_verb
from flows.extract.contacts.visit_merging import is_courtesy
from flows.extract.datelines import dateline_end
from flows.extract.parsed import ParsedArticle
from flows.extract.places.countries import country_named
from flows.extract.places.gazetteer import gazetteer
from flows.extract.tokens import Token
from flows.records import Place, Span

_NEAR = 2  # sentences after a journey's within which its traveller's meetings are taken to be there
_TOWNS = frozenset({"city", "town", "village"})
_LEAD = 2  # sentences at the start, the dateline counted, that tell of what happened where they were written
_CITY = re.compile(r"\s*([^\W\d_][\w.'’ -]*[\w.])")
# Adverbs that add a further contact to the one before, in the same place.
_FURTHER = frozenset(
    {"also", "then", "separately", "later", "earlier", "afterwards", "separate", "sidelines", "margins"}
)


def share_places(parsed: ParsedArticle, contacts: list[Contact]) -> None:
    """Gives contacts without a place of their own that of the visit or meeting which they are told with.

    A visit to a mere "camp" or "rice mill" takes the town that it is told with, where there is one.
    """
    dateline = _dateline(parsed.article.text)
    told = [c for c in contacts if c.event_type != "call" and c.place is not None and _is_named(c.place)]
    visits = [c for c in told if c.event_type == "visit"]
    for contact in contacts:
        if contact.event_type == "call" or (contact.place is not None and _is_named(contact.place)):
            continue
        if dateline is not None and _is_here(contact):
            contact.place = dateline
        elif contact.event_type == "visit":
            meant = _town_meant(contact) or _of_scene(contact, told) or _of_lead(contact, dateline)
            contact.place = meant or contact.place
        elif contact.place is None:
            source = _holding(contact, visits) or _under_way(contact, visits) or _beside(contact, told)
            contact.place = source.place if source is not None else None


def _dateline(text: str) -> Place | None:
    """Returns the place of the article's dateline, or None."""
    end = dateline_end(text, 0)
    found = _CITY.match(text, 0, end) if end else None
    if found is not None and text.count(f"\n{found.group(1)}:"):
        return None  # "HOST: …", whose name opens other lines too
    return Place(found.group(1), Span(found.start(1), found.end(1))) if found else None


def _is_named(place: Place) -> bool:
    return place.name != place.name.lower()


def _is_town(place: Place | None) -> bool:
    """Tells whether a place is a town or country rather than a building, which two meetings seldom share."""
    return place is not None and bool(country_named(place.name) or gazetteer().named(place.name))


def _is_here(contact: Contact) -> bool:
    """Tells whether a trigger says that it was where the article was written: "arrived here on Monday"."""
    heads = (m.sighting.holder or m.sighting.head for m in contact.mentions)
    return any(c.lower_ == "here" for h in heads for c in (*_with_complement(h), *_until_next_verb(h)))


def _until_next_verb(head: Token) -> Iterator[Token]:
    """Yields the words after a trigger up to the next verb: "called on A at her office here"."""
    for token in head.doc[head.i + 1 : head.sent.end]:
        if is_verb(token):
            return
        yield token


def _with_complement(verb: Token) -> list[Token]:
    """Returns a verb's children and those of its complement: "due here"."""
    return [t for c in verb.children for t in ((c, *c.children) if c.dep_ in ("acomp", "dobj") else (c,))]


def _of_scene(contact: Contact, told: list[Contact]) -> Place | None:
    """Returns the named place of the contact of the same people told last before, near."""
    before = [c for c in told if c is not contact and c.mentions[0].sighting.head.i < _first(contact).i]
    source = before[-1] if before else None
    if source is None or not _shares_side(contact, source) or not _fits(contact, source):
        return None
    crossing = contact.place is None and source.place is not None and _is_town(source.place)
    return source.place if _is_near(source.mentions[-1].sighting.head, _first(contact), crossing) else None


def _of_lead(contact: Contact, dateline: Place | None) -> Place | None:
    """Returns the dateline's place for an arrival, and for a call or a mere neighbourhood in the lead."""
    first = _first(contact)
    opening = contact.mentions[0]
    comes = opening.sighting.rule.id.endswith(".arrive")
    arrived = contact.place is None and comes and contact.reading.status == "occurred"
    lead = sum(bool(t.is_sent_start) for t in first.doc[: first.i + 1]) <= _LEAD
    named = contact.place is not None
    return dateline if arrived or (lead and (is_courtesy(opening) or named)) else None


def _town_meant(contact: Contact) -> Place | None:
    """Returns the town named last before "the city" that a visit led to: "arrived in the city"."""
    if contact.place is None or contact.place.name not in _TOWNS:
        return None
    first = _first(contact)
    before = (as_place(t) for t in reversed(list(first.doc[: first.i])) if t.ent_type_ == "GPE")
    return next((p for p in before if gazetteer().named(p.name) and country_named(p.name) is None), None)


def _first(contact: Contact) -> Token:
    return contact.mentions[0].sighting.head


def _holding(contact: Contact, visits: list[Contact]) -> Contact | None:
    """Returns the visit of the same clause: "hosted him for talks"."""
    holders = {m.sighting.holder.i for m in contact.mentions if m.sighting.holder is not None}
    for visit in visits:
        links = {m.sighting.holder.i for m in visit.mentions if m.sighting.holder is not None and _frames(m)}
        if holders & links:
            return visit
    return None


def _frames(mention: ContactMention) -> bool:
    return mention.sighting.link in ("verb", "scene:during", "scene:on")


def _under_way(contact: Contact, visits: list[Contact]) -> Contact | None:
    """Returns the visit of one of the sides that was told last before, near, and at no other time."""
    first = _first(contact)
    told: list[tuple[int, Contact]] = []
    for visit in visits:
        before = [m.sighting.head for m in visit.mentions if m.sighting.head.i < first.i]
        if before and _is_of_a_side(contact, visit):
            told.append((before[-1].i, visit))
    if not told:
        return None
    at, visit = max(told, key=lambda t: t[0])
    return visit if _is_near(first.doc[at], first) and _fits(contact, visit) else None


def _beside(contact: Contact, told: list[Contact]) -> Contact | None:
    """Returns the meeting that a further one is told beside: "He also met A", "on the sidelines, B met C"."""
    first = _first(contact)
    if not any(t.lower_ in _FURTHER for t in first.sent):
        return None
    before = [c for c in told if c.mentions[0].sighting.head.i < first.i and _is_town(c.place)]
    source = before[-1] if before else None
    if source is None or not _shares_side(contact, source) or not _fits(contact, source):
        return None
    return source if _is_near(source.mentions[-1].sighting.head, first) else None


def _is_near(earlier: Token, later: Token, crossing: bool = False) -> bool:
    """Tells whether two triggers stand near, in one paragraph but where `crossing`."""
    between = earlier.doc[min(earlier.i, later.i) : later.i]
    return sum(bool(t.is_sent_start) for t in between[1:]) <= _NEAR and (crossing or "\n" not in between.text)


def _shares_side(contact: Contact, other: Contact) -> bool:
    return any(same_actor(p, q) for p in contact.participants for q in other.participants)


def _is_of_a_side(contact: Contact, visit: Contact) -> bool:
    visitors = [p for p in visit.participants if p.role == "visitor"]
    return any(same_actor(p, q) for p in contact.participants for q in visitors)


def _fits(contact: Contact, other: Contact) -> bool:
    if contact.reading.status != other.reading.status:
        return False
    mine, theirs = contact.days, other.days
    return mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1])
