"""What the finders of statements and contacts propose, before dates are given."""

from dataclasses import dataclass

from flows.extract.tokens import Token
from flows.records import ContentKind, EventType, Mention, Participant, Place, Span, Status


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event without its date.

    Attributes:
        trigger: Head token of the first mention's trigger; dating and tense start from it.
        mentions: In text order, never empty.
        anchors: Head tokens of the further mentions' triggers, each of which may bring the event's date.
    """

    event_type: EventType
    status: Status
    trigger: Token
    mentions: tuple[Mention, ...]
    participants: tuple[Participant, ...]
    anchors: tuple[Token, ...] = ()
    place: Place | None = None
    content: Span | None = None
    content_kind: ContentKind | None = None
    medium: str | None = None
    reported_by: str | None = None
