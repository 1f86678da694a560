"""Dates the events of articles of Wednesday, 15 May 2024, for the tests."""

from datetime import date

from flows.extract.extractor import extract
from flows.text_article import text_article

PUBLISHED = date(2024, 5, 15)


def dates_of(text: str) -> dict[str, str]:
    """Returns the EDTF date of each event by the words of its first mention."""
    events = next(iter(extract([text_article(text, PUBLISHED)]))).events
    return {e.mentions[0].span.of(text): e.date.edtf for e in events}
