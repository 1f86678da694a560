"""Reads the day on which an article was published from what its source wrote."""

import re
from datetime import date
from email.utils import parsedate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:1[6-9]|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?(?!\d)")
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?({_MONTH})\b\.?,?[\s-]+(\d{{4}})\b", re.IGNORECASE
)
# As Excel shows dates unless it is told otherwise: 23-Dec-22.
_SHORT_YEAR = re.compile(rf"(?<![\d-])(\d{{1,2}})-({_MONTH})-(\d\d)(?![\d-])", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
# Unix time in seconds or milliseconds, from 1990 on.
_EPOCH = re.compile(r"(?:[6-9]\d{8}|[1-4]\d{9})(?:\d{3})?(?:\.\d+)?")
_SECONDS_A_DAY = 86_400
_EPOCH_DAY = date(1970, 1, 1).toordinal()


def read_publication_date(written: str, day_first: bool | None = None) -> date | None:
    """Returns the day that a source's date field names, in the zone that it is written in.

    Understands ISO 8601, RFC 2822, Unix time, and English dates with the month in words.

    Args:
        written: The date as the source writes it.
        day_first: Whether 10/11/2012, which is another day on each side of the Atlantic, is of November; None
            where that is not known, and it is no date.
    """
    written = written.strip()
    if _EPOCH.fullmatch(written):
        return _unix(float(written))
    for pattern, order in ((_ISO, (0, 1, 2)), (_COMPACT, (0, 1, 2))):
        if match := pattern.search(written):
            year, month, day = (int(match.groups()[i]) for i in order)
            return _day(year, month, day)
    if match := _MONTH_FIRST.search(written):
        return _day(int(match[3]), _MONTHS[match[1].lower()], int(match[2]))
    if match := _DAY_FIRST.search(written):
        return _day(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    if match := _SHORT_YEAR.search(written):
        return _day(2000 + int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    if (match := _NUMERIC.search(written)) and (len(match[4]) == 4 or day_first is not None):
        return _numeric(int(match[1]), int(match[3]), int(match[4]), day_first)
    parts = parsedate(written)
    return _day(*parts[:3]) if parts else None


def is_ambiguous(written: str) -> bool:
    """Tells whether a date is another day if the day stands first than if the month does."""
    readings = {read_publication_date(written, day_first) for day_first in (True, False)}
    return None not in readings and len(readings) > 1


def _numeric(first: int, second: int, year: int, day_first: bool | None) -> date | None:
    year += 2000 if year < 100 else 0
    if first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    if day_first is None:
        return None
    return _day(year, second, first) if day_first else _day(year, first, second)


def _unix(seconds: float) -> date | None:
    if seconds >= 1e11:
        seconds /= 1000
    return date.fromordinal(_EPOCH_DAY + int(seconds // _SECONDS_A_DAY))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
