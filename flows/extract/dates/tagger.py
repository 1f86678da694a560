"""Finds time expressions in a text and gives them values."""

from dataclasses import dataclass
from datetime import date

from flows.records import DateBasis, Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with its value.

    Attributes:
        kind: The pattern that found it (`iso`, `weekday`, `month_day`, `vague_past`, …).
        edtf: Its value in EDTF; an interval with an open end for "recently" or "soon"; None where it has none
            (fiscal years).
        start: First day, None where open or unresolved.
        end: Last day, likewise.
        basis: `explicit` for calendar dates, `relative` for what is counted from another day.
    """

    span: Span
    kind: str
    edtf: str | None
    start: date | None
    end: date | None
    basis: DateBasis


def tag(text: str, published: date) -> tuple[TimeExpression, ...]:
    """Finds all time expressions of a text, in order, never overlapping, valued from its publication day."""
    del text, published
    return ()
