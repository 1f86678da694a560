"""A time expression as it stands in a text, with its value."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flows.extract.dates.intervals import Granularity, Interval
from flows.records import DateBasis, Span

TimexType = Literal["DATE", "TIME", "DURATION"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with its value.

    Attributes:
        kind: The pattern that found it (`iso`, `weekday`, `calendar_day`, `vague_past`, …).
        edtf: Its value in EDTF; an interval with an open end for "recently" or "soon"; None where it has none
            (fiscal years).
        start: First day, None where open or unresolved.
        end: Last day, likewise.
        basis: `explicit` for calendar dates, `relative` for what is counted from another day.
        granularity: How fine the value is; None where there is none.
        timex: Its type in TimeML: a part of a day is a TIME, a length of time a DURATION.
        other_way: For a weekday, month or season without year, its value if the event lay on the other side
            of the publication day than the words around it suggest; None where there is but one reading.
        contradicted: The expression contradicts itself ("Thursday, December 23" in a year in which that is a
            Friday); the calendar date is kept.
    """

    span: Span
    kind: str
    edtf: str | None
    start: date | None
    end: date | None
    basis: DateBasis
    granularity: Granularity | None = None
    timex: TimexType = "DATE"
    other_way: Interval | None = None
    contradicted: bool = False

    @property
    def day(self) -> date | None:
        """The one day that the expression names, or None where it names a longer or open time."""
        return self.start if self.granularity == "day" else None
