"""Values of dates as they stand on the calendar, read by dateparser from short canonical strings."""

import functools
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from dateparser.date import DateDataParser

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY_FIRST = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{'|'.join(_MONTH_NAMES)})\b")
_MONTH_FIRST = re.compile(rf"\b(?:{'|'.join(_MONTH_NAMES)})\s\d{{1,2}}\b(?!\s\d{{4}})")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/.-])")
YEARS_A_UNIT = {"year": 1, "decade": 10, "century": 100}


class CalendarReader:
    """Reads the dates of one article, with one parser for dates in full and one a day counted from."""

    def __init__(self, text: str, published: date) -> None:
        """Takes the article's text, which tells the order of day and month, and its publication day."""
        self._text = text
        self._published = published
        self._counting: dict[date, DateDataParser] = {}

    def written(self, year: int, month: int, day: int) -> date | None:
        """Returns the day, or None where the calendar has none such (29 February of most years)."""
        return self._read(f"{day} {_MONTH_NAMES[month - 1]} {year:04}", ["%d %B %Y"])

    def figures(self, words: str) -> date | None:
        """Reads a date in figures ("03/04/2024"), day and month in the order of the rest of the text.

        Where the text does not tell its order, the reading nearer the publication day is taken.
        """
        mark = next(c for c in words if not c.isdigit())
        year = "%Y" if re.search(r"\d{4}$", words) else "%y"
        day_first, month_first = f"%d{mark}%m{mark}{year}", f"%m{mark}%d{mark}{year}"
        order = self._day_first()
        if order is None:
            readings = [self._read(words, [month_first]), self._read(words, [day_first])]
            known = [r for r in readings if r]
            return min(known, key=lambda r: abs((r - self._published).days), default=None)
        return self._read(words, [day_first, month_first] if order else [month_first, day_first])

    def counted(self, base: date, number: int, unit: str) -> date | None:
        """Returns the day `number` units after the base, or before it where the number is negative.

        Args:
            base: The day to count from.
            number: How many.
            unit: `day`, `week`, `month`, `year`, `decade` or `century`; `quarter` counts three months,
                `fortnight` two weeks.
        """
        if unit in YEARS_A_UNIT:
            number, unit = number * YEARS_A_UNIT[unit], "year"
        elif unit == "quarter":
            number, unit = number * 3, "month"
        elif unit == "fortnight":
            number, unit = number * 2, "week"
        if base not in self._counting:
            self._counting[base] = _parser(base, ["relative-time"])
        words = f"in {number} {unit}s" if number >= 0 else f"{-number} {unit}s ago"
        moment = self._counting[base].get_date_data(words).date_obj
        return moment.date() if moment else None

    @functools.cached_property
    def _exact(self) -> DateDataParser:
        """The parser of dates in full, made for the first one."""
        return _parser(self._published, ["custom-formats"])

    def _day_first(self) -> bool | None:
        """Tells whether the text writes days before months, by its figures, else by its dates in words."""
        for first, _, second in _FIGURES.findall(self._text):
            if int(first) > 12 or int(second) > 12:
                return int(first) > 12
        if _MONTH_FIRST.search(self._text):
            return False
        return True if _DAY_FIRST.search(self._text) else None

    def _read(self, words: str, formats: list[str]) -> date | None:
        moment = self._exact.get_date_data(words, formats).date_obj
        return moment.date() if moment else None


def _parser(base: date, parsers: Sequence[str]) -> DateDataParser:
    """Builds a parser that knows no clock, no zone and no language but English."""
    settings: dict[str, Any] = {
        "RELATIVE_BASE": datetime.combine(base, time(12)),
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": list(parsers),
    }
    return DateDataParser(languages=["en"], settings=settings)
