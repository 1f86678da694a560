"""What the readers of dates share: the context that they read in and the value that they give."""

import functools
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from flows.extract.dates import intervals
from flows.extract.dates.calendar_reader import CalendarReader
from flows.extract.dates.direction import Direction, direction_of
from flows.extract.dates.intervals import Interval
from flows.extract.rules import load_tables
from flows.records import DateBasis

SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]|\n")


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression stands for; see TimeExpression for the fields."""

    interval: Interval | None
    basis: DateBasis = "relative"
    other_way: Interval | None = None
    contradicted: bool = False


@dataclass(slots=True)
class Context:
    """The article around an expression, as far as it has been read.

    Attributes:
        spoken: The calendar time that the text spoke of last.
        spoken_day: The day that it spoke of last.
        spoken_end: Where the words for `spoken` end.
    """

    text: str
    published: date
    calendar: CalendarReader = field(init=False)
    spoken: Interval | None = None
    spoken_day: date | None = None
    spoken_end: int = 0

    def __post_init__(self) -> None:
        """Makes the calendar reader of this article."""
        self.calendar = CalendarReader(self.text, self.published)

    def spoken_in_sentence(self, match: re.Match[str]) -> Interval | None:
        """Returns the time that the match's own sentence spoke of before it, or None."""
        between = self.text[self.spoken_end : match.start()]
        return None if SENTENCE_END.search(between) else self.spoken

    def direction(self, match: re.Match[str]) -> Direction | None:
        """Tells which side of the publication day the words around a match point to."""
        return direction_of(self.text, *match.span())


@dataclass(frozen=True, slots=True)
class Words:
    """The words that dates are made of, with their values; see the lexicon."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    ordinal_days: dict[str, int]
    centuries: dict[str, int]
    decades: dict[str, int]
    seasons: dict[str, int]
    directions: dict[str, int]
    fractions: dict[str, float]


@functools.cache
def words() -> Words:
    """Loads the words."""
    table = load_tables("dates_words")
    return Words(**{name: table[name] for name in Words.__dataclass_fields__})


def one_day(day: date) -> Value:
    """Returns the day as a value that is counted from another."""
    return Value(intervals.of_day(day))


def two_ways(behind: Interval, ahead: Interval, looks_ahead: bool) -> Value:
    """Returns the one reading where the clause looks ahead, else the other, and keeps both."""
    chosen, other = (ahead, behind) if looks_ahead else (behind, ahead)
    return Value(chosen, other_way=other if other != chosen else None)


def part(match: re.Match[str], name: str) -> str | None:
    """Returns a named part in lower case; of several parts of that name, numbered, the one found."""
    for group in match.re.groupindex:
        if group.rstrip("0123456789") == name and match[group]:
            return " ".join(match[group].lower().split())
    return None


def month_number(name: str) -> int:
    """Returns the number, 1 to 12, of a month's name, full or cut short."""
    stem = name.lower()[:3]
    return next(number for month, number in words().months.items() if month.startswith(stem))


def weekday_number(name: str) -> int:
    """Returns the number, Monday 0, of a weekday's name, full or cut short."""
    stem = name.lower()[:3]
    return next(number for day, number in words().weekdays.items() if day.startswith(stem))


def weekday_near(day: date, number: int) -> date:
    """Returns the weekday of that number, Monday 0, at most three days from the day."""
    return day + timedelta((number - day.weekday() + 3) % 7 - 3)


def day_number(form: str) -> int:
    """Returns the number of a day of the month: "3rd" is 3, "twenty-third" 23."""
    if form[:1].isdigit():
        return int(form.rstrip("stndrh"))
    tens, _, ones = form.rpartition("-")
    return words().ordinal_days[ones] + (words().numbers[tens] if tens else 0)


def count(number: str) -> int | None:
    """Returns what a number word or figure counts, None where it does not say ("a few")."""
    form = " ".join(number.lower().split())
    if form[0].isdigit():
        return int(float(form))
    if form in words().numbers:
        return words().numbers[form]
    tens, _, ones = form.partition("-")
    return words().numbers[tens] + words().numbers[ones] if ones in words().numbers else None


def singular(unit: str | None) -> str:
    """Returns the name of one unit of time; a day where there is none."""
    return (unit or "day").removesuffix("s").replace("centurie", "century")


def pointing(rel: str | None) -> int:
    """Returns -1 for words that point back ("last", "the previous"), 1 for ahead, 0 for the time itself."""
    directions = words().directions
    for word in reversed((rel or "this").lower().split()):
        if word in directions:
            return directions[word]
    return 0


def is_anaphoric(rel: str | None) -> bool:
    """Tells whether a word points from what the text spoke of last, not from the publication day."""
    return re.search(r"\b(?:following|previous|preceding|same|that|prior)\b", rel or "") is not None
