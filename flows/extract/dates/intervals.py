"""Stretches of days, with their granularity and their form in EDTF."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Granularity = Literal[
    "day",
    "week",
    "weekend",
    "month",
    "quarter",
    "half",
    "season",
    "year",
    "decade",
    "century",
    "span",
    "open",
]


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both ends included.

    Attributes:
        start: First day, None where it is open.
        end: Last day, likewise; never both None.
    """

    start: date | None
    end: date | None
    granularity: Granularity

    @property
    def edtf(self) -> str:
        """The interval in Extended Date/Time Format, level 1; weeks, which it lacks, become intervals."""
        if self.start is None or self.end is None:
            return f"{self.start or '..'}/{self.end or '..'}"
        match self.granularity:
            case "day":
                return self.start.isoformat()
            case "month":
                return f"{self.start:%Y-%m}"
            case "year":
                return f"{self.start.year:04}"
            case "decade":
                return f"{self.start.year // 10:03}X"
            case "century":
                return f"{self.start.year // 100:02}XX"
            case _:
                return f"{self.start}/{self.end}"

    def __contains__(self, day: date) -> bool:
        """Tells whether the day lies within."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def of_day(day: date) -> Interval:
    """Returns the one day."""
    return Interval(day, day, "day")


def of_span(first: date, last: date) -> Interval:
    """Returns the days from the first to the last; one day where they are the same."""
    return of_day(first) if first == last else Interval(first, last, "span")


def of_week(day: date) -> Interval:
    """Returns the week, Monday to Sunday, that holds the day."""
    monday = day - timedelta(day.weekday())
    return Interval(monday, monday + timedelta(6), "week")


def of_weekend(day: date) -> Interval:
    """Returns the Saturday and Sunday of the week that holds the day."""
    saturday = day + timedelta(5 - day.weekday())
    return Interval(saturday, saturday + timedelta(1), "weekend")


def of_months(year: int, month: int, count: int, granularity: Granularity) -> Interval:
    """Returns `count` whole months from the given one on."""
    last_year, last_month = add_months(year, month, count - 1)
    end = date(last_year, last_month, monthrange(last_year, last_month)[1])
    return Interval(date(year, month, 1), end, granularity)


def of_month(year: int, month: int) -> Interval:
    """Returns the month."""
    return of_months(year, month, 1, "month")


def of_quarter(year: int, quarter: int) -> Interval:
    """Returns the quarter, 1 to 4, of the calendar year."""
    return of_months(year, 3 * quarter - 2, 3, "quarter")


def of_half(year: int, half: int) -> Interval:
    """Returns the half, 1 or 2, of the calendar year."""
    return of_months(year, 6 * half - 5, 6, "half")


def of_season(year: int, first_month: int) -> Interval:
    """Returns the three months of the season that begins in that month of that year."""
    return of_months(year, first_month, 3, "season")


def of_year(year: int) -> Interval:
    """Returns the year."""
    return of_months(year, 1, 12, "year")


def of_decade(year: int) -> Interval:
    """Returns the decade, as in "the 1980s", that holds the year."""
    first = year // 10 * 10
    return Interval(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def of_century(number: int) -> Interval:
    """Returns the n-th century, reckoned as EDTF does: the 20th is 1900 to 1999."""
    return Interval(date(100 * (number - 1), 1, 1), date(100 * number - 1, 12, 31), "century")


def until(day: date) -> Interval:
    """Returns all time up to the day."""
    return Interval(None, day, "open")


def since(day: date) -> Interval:
    """Returns all time from the day on."""
    return Interval(day, None, "open")


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Returns year and month `count` months later, or earlier where it is negative."""
    months = 12 * year + month - 1 + count
    return months // 12, months % 12 + 1


def unit_around(day: date, unit: str) -> Interval:
    """Returns the day, week, weekend, month, quarter, year, decade or century that holds the day."""
    match unit:
        case "week" | "fortnight":
            return of_week(day)
        case "weekend":
            return of_weekend(day)
        case "month":
            return of_month(day.year, day.month)
        case "quarter":
            return of_quarter(day.year, (day.month + 2) // 3)
        case "year":
            return of_year(day.year)
        case "decade":
            return of_decade(day.year)
        case "century":
            return of_century(day.year // 100 + 1)
        case _:
            return of_day(day)


def neighbour(day: date, unit: str, step: int) -> Interval:
    """Returns the unit `step` units after the one that holds the day, or before it where negative."""
    match unit:
        case "day":
            return of_day(day + timedelta(step))
        case "week" | "weekend":
            return unit_around(day + timedelta(7 * step), unit)
        case "month" | "quarter":
            year, month = add_months(day.year, day.month, step * (3 if unit == "quarter" else 1))
            return unit_around(date(year, month, 1), unit)
        case _:
            years = {"year": 1, "decade": 10, "century": 100}[unit]
            return unit_around(date(day.year + step * years, 1, 1), unit)
