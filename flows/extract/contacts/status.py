"""Reads off whether a call, visit or meeting took place, is planned, was called off or denied, or is none."""

from flows.extract.contacts.noun_status import of_noun
from flows.extract.contacts.readings import PLANNED, Reading
from flows.extract.contacts.sightings import Sighting
from flows.extract.contacts.verb_status import of_verb


def read_status(sighting: Sighting) -> Reading | None:
    """Returns the status that a sighting's words give, or None where they tell of no event."""
    if sighting.rule.data.get("planned"):
        return PLANNED if of_verb(sighting.head) is not None else None
    if sighting.link == "verb":
        return of_verb(sighting.head)
    return of_noun(sighting)
