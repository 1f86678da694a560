"""Carries a visit's calling off over to what was to be done on it: "She was set to meet …"."""

from flows.extract.contacts.contact import Contact
from flows.extract.contacts.readings import CANCELLED, PLANNED
from flows.extract.contacts.sides import same_actor
from flows.extract.contacts.status import read_status
from flows.extract.contacts.syntax import auxiliaries
from flows.extract.tokens import Token

_STEPS = 3  # from a trigger up to the verb that schedules it


def carry_over(contacts: list[Contact]) -> None:
    """Calls off what was planned, in a past tense, for a traveller whose visit was called off.

    "is due to meet" may be on another trip; "was due to meet" told beside a cancelled visit was to be on it.
    """
    cancelled = [c for c in contacts if c.event_type == "visit" and c.reading.status == "cancelled"]
    for contact in contacts:
        if not _was_planned(contact) or not _was_scheduled(contact):
            continue
        if any(_shares_traveller(contact, visit) and _is_within(contact, visit) for visit in cancelled):
            contact.reading = CANCELLED


def _was_planned(contact: Contact) -> bool:
    """Tells whether its first words only plan it, also where the day that they name has passed."""
    return contact.reading.status == "planned" or read_status(contact.mentions[0].sighting) == PLANNED


def _was_scheduled(contact: Contact) -> bool:
    token: Token = contact.mentions[0].sighting.holder or contact.mentions[0].sighting.head
    for _ in range(_STEPS):
        helpers = {a.lower_ for a in auxiliaries(token)}
        if helpers & {"was", "were", "had"} or token.lower_ in ("was", "were"):
            return True
        token = token.head
    return False


def _shares_traveller(contact: Contact, visit: Contact) -> bool:
    travellers = [p for p in visit.participants if p.role == "visitor"]
    return any(same_actor(p, q) for p in contact.participants for q in travellers)


def _is_within(contact: Contact, visit: Contact) -> bool:
    mine, theirs = contact.days, visit.days
    return mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1])
