"""An event in the making: what the mentions of one call, visit or meeting add up to."""

from dataclasses import dataclass, field
from datetime import date

from flows.extract.contacts.mentions import ContactMention
from flows.extract.contacts.readings import Reading
from flows.records import EventType, Participant, Place


@dataclass(slots=True)
class Contact:
    """An event in the making."""

    event_type: EventType
    mentions: list[ContactMention]
    participants: tuple[Participant, ...]
    reading: Reading
    place: Place | None
    days: tuple[date, date] | None
    listed: bool = field(default=False)

    @property
    def last(self) -> int:
        """Where its last mention starts."""
        return self.mentions[-1].sighting.span.start
