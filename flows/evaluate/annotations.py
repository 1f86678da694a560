"""Events as gold files and predictions state them, and the reader of both."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.records import Event, Span

EVENT_TYPES = ("statement", "call", "visit", "meeting")


class GoldFormatError(ValueError):
    """A line of a gold file that cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class RoleName:
    """An actor's role in an event and its fullest name in the article."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """One event, reduced to what is compared.

    Attributes:
        date: The event's own date in EDTF, or None.
        mentions: Spans of the triggers; the first is the one that the article's order goes by.
        content: The words communicated, of a statement; else None.
    """

    event_type: str
    status: str
    date: str | None
    place: str | None
    actors: tuple[RoleName, ...]
    mentions: tuple[Span, ...]
    content: Span | None = None

    def names(self, role: str) -> list[str]:
        """Returns the names of the actors in `role`."""
        return [actor.name for actor in self.actors if actor.role == role]


Predictions = Mapping[str, Sequence[Annotation]]
"""Predicted events by the id of the gold article that they are about."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with the events that a reader found in it; gold without a mention is left out.

    Attributes:
        published: The day of publication, or None where the file does not say.
    """

    id: str
    text: str
    events: tuple[Annotation, ...]
    published: date | None = None
    title: str | None = None


def read_gold(paths: Iterable[Path]) -> list[GoldArticle]:
    """Reads gold files, one JSON object a line.

    Raises:
        GoldFormatError: Where a line is no gold article.
        OSError: Where a file cannot be read.
    """
    return [
        GoldArticle(
            str(line["id"]),
            str(line["text"]),
            tuple(e for e in events if e.mentions),
            date.fromisoformat(line["published"]) if line.get("published") else None,
            line.get("title"),
        )
        for line, events in _lines(paths, required=("id", "text", "events"))
    ]


def read_predictions(paths: Iterable[Path]) -> dict[str, list[Annotation]]:
    """Reads predictions in the gold format; only `id` and `events` are looked at.

    Raises:
        GoldFormatError: Where a line holds no `id` and `events`.
        OSError: Where a file cannot be read.
    """
    return {str(line["id"]): list(events) for line, events in _lines(paths, required=("id", "events"))}


def from_event(event: Event) -> Annotation:
    """Reduces an extracted event to what is compared."""
    return Annotation(
        event.event_type,
        event.status,
        event.date.edtf,
        event.place.name if event.place else None,
        tuple(RoleName(p.role, p.actor.name) for p in event.participants),
        tuple(mention.span for mention in event.mentions),
        event.content,
    )


def _lines(
    paths: Iterable[Path], required: Sequence[str]
) -> Iterator[tuple[dict[str, Any], tuple[Annotation, ...]]]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                fields = json.loads(line)
                missing = [name for name in required if name not in fields]
                if missing:
                    raise GoldFormatError(f"{path}, line {number}: lacks {', '.join(missing)}")
                yield fields, tuple(_annotation(event) for event in fields["events"])
            except json.JSONDecodeError as problem:
                raise GoldFormatError(
                    f"{path}, line {number}: no JSON ({problem}); give one JSON object a line"
                ) from problem
            except (KeyError, TypeError) as problem:
                raise GoldFormatError(f"{path}, line {number}: {problem!r}") from problem


def _annotation(event: dict[str, Any]) -> Annotation:
    if event["type"] not in EVENT_TYPES:
        raise KeyError(f"unknown event type {event['type']!r}")
    content = event.get("content")
    return Annotation(
        event["type"],
        event["status"],
        event["date"],
        event.get("place"),
        tuple(RoleName(actor["role"], actor["name"]) for actor in event["actors"]),
        tuple(Span(mention["start"], mention["end"]) for mention in event["mentions"]),
        Span(content["start"], content["end"]) if content else None,
    )
