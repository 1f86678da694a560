"""Tells whether two mentions of visits tell of one: a stop or a call on a trip is a visit of its own."""

from flows.extract.contacts.contact import Contact
from flows.extract.contacts.mentions import ContactMention
from flows.extract.contacts.sides import same_actor


def visitors_agree(mention: ContactMention, contact: Contact) -> bool:
    """Tells whether a mention of a visit can be one of a visit told before, by who went to whom."""
    mine = [p for p in mention.participants if p.role == "visitor"]
    theirs = [p for p in contact.participants if p.role == "visitor"]
    same = any(same_actor(p, q) for p in mine for q in theirs)
    own = mine and is_courtesy(mention) and not mention.sighting.definite
    if own and not _same_host(mention, contact) and not _is_joined(mention, contact):
        return False  # who calls on somebody on a trip pays him a visit of its own
    if mention.place is None and not mention.points_back and mention.sighting.link != "verb":
        return False
    courtesy = is_courtesy(contact.mentions[0])
    if (
        courtesy
        and contact.place is None
        and mention.sighting.link == "verb"
        and not _same_host(mention, contact)
    ):
        return False  # where he went after his call on somebody is another visit
    return same or (not mine and mention.points_back)


def is_courtesy(mention: ContactMention) -> bool:
    """Tells whether a visit is a call on somebody: "paid a courtesy call on A"."""
    return mention.sighting.rule.id.endswith(("courtesy_call", "call_on"))


def _is_joined(mention: ContactMention, contact: Contact) -> bool:
    """Tells whether a verb is joined to one that tells of it: "went to the palace and called on A"."""
    head = mention.sighting.head
    told = [m.sighting.holder or m.sighting.head for m in contact.mentions]
    return head.dep_ == "conj" and head.head in told


def _same_host(mention: ContactMention, contact: Contact) -> bool:
    hosts = [p for p in contact.participants if p.role == "host"]
    return any(same_actor(p, q) for p in mention.participants if p.role == "host" for q in hosts)
