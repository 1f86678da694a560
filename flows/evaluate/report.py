"""What an evaluation found: figures by event type, and every difference with its context."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from flows.evaluate.annotations import Annotation, GoldArticle
from flows.evaluate.scores import Scores

_CONTEXT = 60  # characters shown on either side of a trigger


@dataclass(frozen=True, slots=True)
class Difference:
    """An event missed, invented, or found with something wrong in its row (`fields`)."""

    kind: Literal["missed", "extra", "wrong"]
    article: GoldArticle
    gold: Annotation | None
    predicted: Annotation | None
    fields: tuple[str, ...] = ()

    def describe(self) -> str:
        """Returns the difference as three lines of text."""
        kind = f"{self.kind} {', '.join(self.fields)}".strip()
        sides = (("gold", self.gold), ("predicted", self.predicted))
        return "\n".join(
            [f"{kind}: {self.article.id}", *(f"  {name:<10}{self._side(event)}" for name, event in sides)]
        )

    def _side(self, event: Annotation | None) -> str:
        if event is None:
            return "-"
        actors = "; ".join(f"{actor.role} {actor.name}" for actor in event.actors)
        row = f"{event.event_type}, {event.status}, {event.date}, at {event.place}, {actors}"
        return f"{row}: {self._context(event)}"

    def _context(self, event: Annotation) -> str:
        if not event.mentions:
            return "(no mention)"
        text, trigger = self.article.text, event.mentions[0]
        before = text[max(0, trigger.start - _CONTEXT) : trigger.start]
        after = text[trigger.end : trigger.end + _CONTEXT]
        return " ".join(f"…{before}[{trigger.of(text)}]{after}…".split())


@dataclass(frozen=True, slots=True)
class Report:
    """Figures by event type, and the differences in the order of the gold."""

    scores: Mapping[str, Scores]
    differences: tuple[Difference, ...]

    @property
    def all(self) -> Scores:
        """The counts of all types together."""
        return sum(self.scores.values(), Scores())

    @property
    def macro_f1(self) -> float:
        """Mean of the types' F1."""
        return sum(s.f1 for s in self.scores.values()) / len(self.scores)

    @property
    def macro_row_f1(self) -> float:
        """Mean of the types' row F1."""
        return sum(s.row_f1 for s in self.scores.values()) / len(self.scores)

    def table(self) -> str:
        """Returns the figures as a text table, one event type a line."""
        lines: list[str] = []
        for name, measures in self._measures():
            if not lines:
                lines.append("type".ljust(10) + "".join(column.rjust(11) for column in measures))
            lines.append(name.ljust(10) + "".join(_figure(value).rjust(11) for value in measures.values()))
        lines.append(f"macro      f1 {self.macro_f1:.3f}   row_f1 {self.macro_row_f1:.3f}")
        return "\n".join(lines)

    def to_json(self) -> str:
        """Returns the figures as JSON: measures by event type, `all` and `macro`."""
        figures: dict[str, dict[str, float | int | None]] = dict(self._measures())
        figures["macro"] = {"f1": self.macro_f1, "row_f1": self.macro_row_f1}
        return json.dumps(figures, indent=1)

    def _measures(self) -> Iterator[tuple[str, dict[str, float | int | None]]]:
        for event_type, scores in self.scores.items():
            yield event_type, scores.measures()
        yield "all", self.all.measures()


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
