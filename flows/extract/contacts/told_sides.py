"""Gives mentions that name no sides those of what was told before: "The two also met in Mombasa"."""

from dataclasses import replace

from flows.extract.contacts.contact import Contact
from flows.extract.contacts.mentions import ContactMention
from flows.extract.contacts.sides import is_collective
from flows.extract.contacts.syntax import is_plural, lemma
from flows.extract.tokens import Token
from flows.records import Role

# A generic noun of talking may point back to a call as well as to a meeting.
EITHER = frozenset(
    {"conversation", "discussion", "talk", "exchange", "dialogue", "meeting", "call", "consultation", "view"}
)
# What a guest has with his host, too.
_RECEPTIONS = frozenset({"audience", "encounter", "lunch", "luncheon", "dinner", "session"})


def with_sides_told(mention: ContactMention, contacts: list[Contact]) -> ContactMention:
    """Gives a mention that names no sides those of the event told last: "a second trip was scrapped"."""
    sighting = mention.sighting
    unsaid = all(a.side == 4 for a in sighting.arguments) or _is_group_for_sides(mention)
    if mention.participants and not unsaid:
        return mention
    collective = sighting.link in ("verb", "object") and any(
        is_collective(a.head) for a in sighting.arguments
    )
    status = mention.reading.status
    next_one = status == "planned" and sighting.fresh and not is_plural(sighting.head)
    another = sighting.link == "subject" and not sighting.definite and (next_one or status == "cancelled")
    counted = any(t.lower_ in ("two", "both", "pair") for a in sighting.arguments for t in a.head.subtree)
    if another:
        same = [c for c in contacts if c.event_type == sighting.event_type and c.reading.status != "denied"]
        told = [c.participants for c in same]
        if sighting.event_type == "visit" and same:
            mention = replace(mention, place=mention.place or same[-1].place)
    elif collective and sighting.event_type != "visit":
        pairs = [c for c in contacts if len(c.participants) == 2 or (len(c.participants) > 2 and not counted)]
        near = [c for c in pairs if _in_one_paragraph(c, sighting.head)]
        told = [c.participants for c in near or pairs[:1]]  # else those whom the article opens with
    else:
        told = []
    if not told and _points_to_host(mention, contacts):
        told = [contacts[-1].participants]
        mention = replace(mention, occasion=contacts[-1].mentions[0].sighting.head)
    if not told:
        return mention
    role: Role = "visitor" if sighting.event_type == "visit" else "participant"
    kept = told[-1] if role == "participant" else tuple(p for p in told[-1] if p.role == role)
    sides = tuple(replace(p, role=role) for p in kept)
    return replace(mention, participants=sides, sighting=replace(sighting, founding=True))


def with_theirs_told(mention: ContactMention, contacts: list[Contact]) -> ContactMention:
    """Gives "their talks" the persons who met last, where two countries were spoken of in between."""
    sighting = mention.sighting
    theirs = any(a.head.lower_ == "their" for a in sighting.arguments)
    if not theirs or {p.actor.kind for p in mention.participants} != {"country"}:
        return mention
    persons = [
        c.participants
        for c in contacts
        if c.event_type != "visit" and [p.actor.kind for p in c.participants].count("person") > 1
    ]
    return replace(mention, participants=persons[-1]) if persons else mention


def _is_group_for_sides(mention: ContactMention) -> bool:
    """Tells whether one group was taken for "the two sides", who are two."""
    heads = [a.head for a in mention.sighting.arguments]
    kinds = [p.actor.kind for p in mention.participants]
    return kinds in (["group"], ["unnamed"]) and all(t.lower_ in ("sides", "parties") for t in heads)


def _in_one_paragraph(contact: Contact, head: Token) -> bool:
    first = min(contact.mentions[-1].sighting.head.i, head.i)
    return "\n" not in head.doc[first : head.i].text


def _points_to_host(mention: ContactMention, contacts: list[Contact]) -> bool:
    """Tells whether "the meeting", where none was told of, is what a visitor and his host had."""
    sighting = mention.sighting
    talk = sighting.event_type == "meeting" and lemma(sighting.head) in EITHER | _RECEPTIONS
    if sighting.link == "verb" or not talk or not sighting.definite or not contacts:
        return False
    if any(c.event_type != "visit" for c in contacts):
        return False
    hosts = [p for p in contacts[-1].participants if p.role == "host"]
    return any(p.actor.kind == "person" for p in hosts) and len(contacts[-1].participants) > len(hosts)
