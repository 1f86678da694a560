"""Tells which mentions say enough to found a call, a visit or a meeting."""

from flows.extract.contacts.mentions import ContactMention
from flows.extract.contacts.syntax import children, is_plural
from flows.extract.tokens import Token


def can_found(mention: ContactMention) -> bool:
    """Tells whether a mention says enough to be a contact of its own, not only a further word for one."""
    sighting = mention.sighting
    people = mention.participants
    if not sighting.founding or not people:
        return False
    if sighting.event_type == "visit":
        bare = sighting.link.startswith("scene") and mention.place is None and sighting.destination is None
        owned = any(a.head.dep_ in ("poss", "pobj") for a in sighting.arguments)
        return any(p.role == "visitor" for p in people) and (owned or not bare)
    if len(people) >= 2:
        return True
    if sighting.event_type == "call":
        return any(_counts_sides(a.head) for a in sighting.arguments)
    if sighting.rule.data.get("strength") == "held" and sighting.link == "object":
        return True
    one = people[0]
    if one.actor.kind == "person":
        return sighting.link in ("verb", "object") and not mention.points_back
    return True


def _counts_sides(head: Token) -> bool:
    """Tells whether a plural speaks of two sides: "the two leaders", "the presidents of Chile and Peru"."""
    if any(c.lower_ in ("two", "both", "three") for c in head.children):
        return True
    return is_plural(head) and any(t.lower_ == "and" for c in children(head, "prep") for t in c.subtree)
