"""What the finders of verbs and nouns hand on: one sighting of a call, visit or meeting in one clause."""

from dataclasses import dataclass

from flows.extract.rules import Rule
from flows.extract.tokens import Token
from flows.records import EventType, Role, Span


@dataclass(frozen=True, slots=True)
class Argument:
    """A side of a sighting, unresolved.

    Attributes:
        role: The role that it plays.
        head: Head token of its noun phrase; its conjuncts come with it.
        side: Which side it is on: companions of one side are left out beside its named members.
    """

    role: Role
    head: Token
    side: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """One trigger with its arguments.

    Attributes:
        head: The verb or noun that triggered.
        span: The trigger's words, a verb of holding included where it stands beside the noun.
        holder: The verb that tells whether it took place: the trigger itself, or what governs the noun.
        link: How the noun hangs on its holder: `object`, `subject`, `scene` (under a preposition), `none`;
            `verb` for verbs.
        destination: Head token of the place or host that a visit's trigger itself names.
        founding: Whether it can found an event, or only point back to one.
        definite: Whether it is put as known ("the meeting", "his visit").
        fresh: Whether it is put as one of several ("a second meeting", "separate talks").
    """

    rule: Rule
    head: Token
    span: Span
    arguments: tuple[Argument, ...]
    holder: Token | None
    link: str
    destination: Token | None = None
    founding: bool = True
    definite: bool = False
    fresh: bool = False

    @property
    def event_type(self) -> EventType:
        """The type of event that it tells of."""
        kind: EventType = self.rule.data["type"]
        return kind
