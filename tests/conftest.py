"""What all tests share."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from flows.extract.extractor import extract
from flows.records import CleanArticle, Event


def clean_article(text: str, published: date = date(2024, 5, 15), title: str | None = None) -> CleanArticle:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return CleanArticle(
        article_id=digest[:16],
        source_uri="memory:",
        source_sha256=digest,
        source_record="",
        text=text,
        text_sha256=digest,
        published_date=published,
        published_basis="field",
        title=title,
    )


@pytest.fixture(scope="session")
def events_of() -> Callable[..., tuple[Event, ...]]:
    """Extracts the events of one text; published Wednesday, 15 May 2024, unless told otherwise."""

    def run(text: str, published: date = date(2024, 5, 15), title: str | None = None) -> tuple[Event, ...]:
        return next(iter(extract([clean_article(text, published, title)]))).events

    return run
