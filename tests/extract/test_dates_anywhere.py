"""The same events on the same days whatever stands beside them, by the day of the outlet, not the machine."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean.cleaner import clean
from flows.extract.extractor import extract
from flows.records import CleanArticle, EventDate, RawArticle
from flows.text_article import text_article

PUBLISHED = date(2024, 5, 15)
TEXTS = (
    "Foreign Minister Ana Berg met Prime Minister Olaf Dahl in Oslo on Monday. Berg said it was open.",
    "President Ivar Lund visited Reykjavik from May 6 to 8.\n\nDuring the visit, Lund praised the harbour.",
    "Mayor Eva Strand will travel to Bergen next week. Last month Strand spoke by phone with Ana Berg.",
    "SUVA, May 14 (PTN) - Fiji's premier condemned the raid, a day after it was claimed by rebels.",
    "The council voted on Tuesday to keep the bus.\n\nMayor Eva Strand said it was needed. Dahl opposed it.",
)
ARTICLES = tuple(text_article(text, PUBLISHED) for text in TEXTS)


def dates_in(articles: tuple[CleanArticle, ...]) -> dict[str, list[EventDate]]:
    return {r.article.text: [e.date for e in r.events] for r in extract(articles)}


@pytest.fixture(scope="module")
def alone() -> dict[str, list[EventDate]]:
    found: dict[str, list[EventDate]] = {}
    for article in ARTICLES:
        found |= dates_in((article,))
    assert sum(map(len, found.values())) >= 8
    return found


@given(order=st.permutations(ARTICLES), size=st.integers(1, len(ARTICLES)))
@settings(max_examples=12, deadline=None)
def test_the_batch_changes_nothing(
    alone: dict[str, list[EventDate]], order: list[CleanArticle], size: int
) -> None:
    batch = tuple(order[:size])
    assert dates_in(batch) == {a.text: alone[a.text] for a in batch}


def test_threads_change_nothing(alone: dict[str, list[EventDate]]) -> None:
    with ThreadPoolExecutor(3) as pool:
        for found in pool.map(lambda _: dates_in(ARTICLES), range(3)):
            assert found == alone


def test_every_closed_date_round_trips_through_edtf(alone: dict[str, list[EventDate]]) -> None:
    closed = [d for dates in alone.values() for d in dates if d.start and d.end]
    assert {d.precision for d in closed} >= {"day", "range", "month"}
    for found in closed:
        parsed = edtf.parse_edtf(found.edtf)
        assert str(parsed) == found.edtf
        assert date(*parsed.lower_strict()[:3]) == found.start
        assert date(*parsed.upper_strict()[:3]) == found.end


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-05-15T23:30:00-05:00", "2024-05-15"),  # the 16th in Greenwich
        ("2024-05-15T00:30:00+05:00", "2024-05-15"),  # the 14th in Greenwich
        ("Wed, 15 May 2024 23:50:00 -0700", "2024-05-15"),
    ],
)
def test_today_is_the_day_where_the_outlet_is(published: str, day: str) -> None:
    text = (
        "Foreign Minister Ana Berg met Prime Minister Olaf Dahl in Oslo today. "
        "The two ministers talked for an hour about the strait and the ferries that cross it every morning."
    )
    article = clean(RawArticle("file:///a.txt", "0" * 64, "", "text", text, published=published))
    assert isinstance(article, CleanArticle)
    (found,) = (e.date.edtf for r in extract([article]) for e in r.events if e.event_type == "meeting")
    assert found == day


@pytest.mark.parametrize(
    ("published", "time", "day"),
    [
        (date(1898, 2, 16), "yesterday", "1898-02-15"),
        (date(1898, 2, 16), "on Monday", "1898-02-14"),
        (date(2104, 3, 1), "yesterday", "2104-02-29"),
        (date(2104, 3, 1), "on February 29", "2104-02-29"),
        (date(2100, 3, 1), "yesterday", "2100-02-28"),  # no leap year
        (date(2025, 1, 1), "on Tuesday", "2024-12-31"),
        (date(2021, 1, 3), "this week", "2020-12-28/2021-01-03"),  # week 53 of 2020
        (date(2021, 1, 4), "last week", "2020-12-28/2021-01-03"),
    ],
)
def test_edges_of_the_calendar(published: date, time: str, day: str) -> None:
    text = f"Foreign Minister Ana Berg met Prime Minister Olaf Dahl {time}."
    (found,) = (e.date.edtf for r in extract([text_article(text, published)]) for e in r.events)
    assert found == day
