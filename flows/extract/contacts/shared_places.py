"""Gives meetings the place of the journey that they are told with: "flew to Lima, where he met …"."""

from flows.extract.contacts.mentions import ContactMention
from flows.extract.contacts.merging import Contact
from flows.extract.contacts.sides import same_actor
from flows.records import Place

_NEAR = 2  # sentences after a journey's within which its traveller's meetings are taken to be there


def share_places(contacts: list[Contact]) -> None:
    """Gives meetings without a place that of the visit which holds them, or on which a side of theirs is."""
    visits = [c for c in contacts if c.event_type == "visit" and c.place is not None and _is_named(c.place)]
    for contact in contacts:
        if contact.event_type != "meeting" or contact.place is not None:
            continue
        visit = _holding(contact, visits) or _under_way(contact, visits)
        if visit is not None:
            contact.place = visit.place


def _is_named(place: Place) -> bool:
    return place.name != place.name.lower()


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
    first = contact.mentions[0].sighting.head
    told: list[tuple[int, Contact]] = []
    for visit in visits:
        before = [m.sighting.head for m in visit.mentions if m.sighting.head.i < first.i]
        if before and _is_of_a_side(contact, visit):
            told.append((before[-1].i, visit))
    if not told:
        return None
    at, visit = max(told, key=lambda t: t[0])
    between = first.doc[at : first.i]
    near = sum(bool(t.is_sent_start) for t in between[1:]) <= _NEAR and "\n" not in between.text
    return visit if near and _fits(contact, visit) else None


def _is_of_a_side(contact: Contact, visit: Contact) -> bool:
    visitors = [p for p in visit.participants if p.role == "visitor"]
    return any(same_actor(p, q) for p in contact.participants for q in visitors)


def _fits(contact: Contact, visit: Contact) -> bool:
    if contact.reading.status != visit.reading.status:
        return False
    mine, theirs = contact.days, visit.days
    return mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1])
