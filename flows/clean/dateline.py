"""Reads datelines: where, and on which day, a report was filed ("WASHINGTON, Dec 5 (AFP) -")."""

import functools
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from flows.clean.publication_date import read_publication_date
from flows.records import Span

_HEAD_LINES = 5
_HEAD_DATE_LONGEST = 60
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?)"
_DAY = (
    rf"(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?)(?!\d)"
)
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]+(?:[ /][A-ZÀ-ÖØ-Þ.'’\-]+){0,4}"
_MIXED = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]+(?:\s(?:of|de|la|al|el|the|[A-ZÀ-ÖØ-Þ][\w.'’\-]*)){0,3}"
_REGION = rf"(?:,\s+(?!{_MONTH})[A-Z][\w.'’\-]*(?:\s[A-Z][\w.'’\-]*){{0,3}})?"
_DASH = r"\s*(?:--+|[–—]|-(?=\s))\s*"


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline.

    Attributes:
        place: As it stands there, without the country or state after it; None where only a day is given.
        day: None where it gives none, or none whose year is known.
        span: From its first character to the first of the report.
    """

    place: str | None
    day: date | None
    span: Span


def read_dateline(text: str, published: date | None) -> Dateline | None:
    """Reads the dateline of a report, at the start of one of its first lines.

    Args:
        text: The report.
        published: Its publication day, if known: tells the year of a day without one.

    Returns:
        None where the text has no dateline.
    """
    for line in list(re.finditer(r"[^\n]+", text))[:_HEAD_LINES]:
        match = _patterns().match(text, line.start(), line.end())
        if match is None:
            continue
        place = match["capitals"] or match["mixed"]
        day = match["day"] or match["mixed_day"] or match["day_only"]
        if place and _is_no_place(place):
            continue
        found = _day_of(day, published) if day else None
        return Dateline(place.split("/")[0].strip() if place else None, found, Span(*match.span()))
    return None


def read_head_date(text: str) -> tuple[date, Span] | None:
    """Reads a full date that stands alone on one of the first lines, with the place where it stands."""
    for line in list(re.finditer(r"[^\n]+", text))[:_HEAD_LINES]:
        words = line.group()
        if len(words) <= _HEAD_DATE_LONGEST and _HEAD_DATE.fullmatch(words.strip()):
            day = read_publication_date(words)
            if day is not None:
                return day, Span(line.start(), line.end())
    return None


_HEAD_DATE = re.compile(
    rf"(?:(?:Published|Posted|Updated|Last updated|Date|Released|Issued|Release date)(?:\s+on)?:?\s+)?"
    rf"(?:{_DAY}|\d{{4}}-\d\d-\d\d)(?:[,T|\s–—-]+(?:at\s+)?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?"
    rf"(?:\s*\(?[A-Z]{{2,4}}\)?)?)?\.?",
    re.IGNORECASE,
)


@functools.cache
def _patterns() -> re.Pattern[str]:
    """Compiles the forms: place in capitals, place with a day or an agency, day with an agency."""
    agencies = "|".join(re.escape(a) for a in sorted(_lexicon()["agencies"], key=len, reverse=True))
    agency = rf"\s*(?:\(\s*(?:{agencies})(?:[/,]\s*[\w .]+)?\s*\)|/(?:{agencies})/|(?:{agencies})(?![\w]))"
    end = rf"(?:{_DASH}|\s*:\s+|\.\s+(?=[A-Z]))"
    # Some Asian and African agencies put no dash behind their name, or no blank behind the colon.
    end_of_agency = rf"(?:{end}|(?<=\))\s*:(?=[A-Z“\"])|(?<=\))\s+(?=[A-Z“\"]))"
    unknown_agency = rf"\s*\([A-Z][^()\n]{{1,30}}\){_DASH}"
    capitals = rf"(?P<capitals>{_CAPITALS}){_REGION}(?:[,.]?\s+(?P<day>(?i:{_DAY})))?"
    return re.compile(
        rf"\s*(?:{capitals}(?:[,.]?{agency}{end_of_agency}|(?(day){unknown_agency}|(?!))|{_DASH}|\s*:\s+)"
        rf"|(?P<mixed>{_MIXED}){_REGION}(?:[,.]\s+(?P<mixed_day>(?i:{_DAY}))"
        rf"(?:[,.]?{agency}{end_of_agency}|{unknown_agency}|{end})|[,.]?{agency}{end})"
        rf"|(?P<day_only>(?i:{_DAY})){agency}{end})"
    )


@functools.cache
def _lexicon() -> dict[str, list[str]]:
    return tomllib.loads((files("flows.clean") / "dateline.toml").read_text(encoding="utf-8"))


def _is_no_place(place: str) -> bool:
    letters = sum(c.isalpha() for c in place)
    return letters < 3 or place in _lexicon()["not_places"]


def _day_of(words: str, published: date | None) -> date | None:
    """Returns the day that the words name; without a year, the one nearest to the publication day."""
    if re.search(r"\d{4}", words):
        return read_publication_date(words)
    if published is None:
        return None
    years = range(published.year - 1, published.year + 2)
    days = [read_publication_date(f"{words}, {year}") for year in years]
    return min((d for d in days if d), key=lambda d: abs((d - published).days), default=None)
