"""What holds of every text: the same dates anywhere, spans in order, values that EDTF understands."""

import locale
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.dates.intervals import (
    Interval,
    of_century,
    of_day,
    of_decade,
    of_month,
    of_quarter,
    of_season,
    of_span,
    of_week,
    of_year,
    since,
    until,
)
from flows.extract.dates.patterns import load_patterns
from flows.extract.dates.tagger import tag

PIECES = [
    *(p.example for p in load_patterns()),
    *(p.counter_example for p in load_patterns()),
    "May", "March 5", "29 February", "31 June 2023", "week 53", "0001-01-01", "99/99/9999", "the 0th of May",
    "'00s", "999 years ago", "999 centuries ago", "\n\n", " ", "\u00a0", "-", "–", "'", "’", "1", "2199",
    "1100", "century",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=12).map(" ".join)
# The tagger serves news; the calendar of datetime ends in the years 1 and 9999.
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(TEXTS, DAYS)
@settings(max_examples=200, deadline=None)
def test_spans_lie_in_the_text_in_order_and_apart(text: str, published: date) -> None:
    end = 0
    for expression in tag(text, published):
        assert end <= expression.span.start < expression.span.end <= len(text)
        end = expression.span.end


@given(TEXTS, DAYS)
@settings(max_examples=200, deadline=None)
def test_values_agree_with_themselves(text: str, published: date) -> None:
    for expression in tag(text, published):
        if expression.edtf is None:
            assert expression.start is expression.end is expression.granularity is None
        elif expression.start and expression.end:
            assert expression.start <= expression.end
            assert Interval(expression.start, expression.end, expression.granularity or "day").edtf == (
                expression.edtf
            )


@given(st.lists(st.tuples(TEXTS, DAYS), min_size=2, max_size=6), st.randoms())
@settings(max_examples=40, deadline=None)
def test_order_and_threads_change_nothing(articles: list[tuple[str, date]], random: object) -> None:
    alone = {article: tag(*article) for article in articles}
    shuffled = sorted(articles, key=lambda _: random.random())  # type: ignore[attr-defined]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda a: tag(*a), shuffled))
    assert together == [alone[article] for article in shuffled]


@pytest.fixture(params=["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def process_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


TEXT = (
    "On Monday, 5 May 2024, two weeks ago, yesterday, 03/04/2024 and last month he spoke; today he will not."
)


@pytest.mark.usefixtures("process_zone")
def test_the_process_time_zone_changes_nothing() -> None:
    expected = ["2024-05-05", "2024-04-29/2024-05-05", "2024-05-14", "2024-04-03", "2024-04", "2024-05-15"]
    assert [e.edtf for e in tag(TEXT, date(2024, 5, 15))] == expected


def test_the_process_locale_changes_nothing() -> None:
    before = locale.setlocale(locale.LC_TIME)
    expected = tag(TEXT, date(2024, 5, 15))
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "ur_PK.UTF-8", "C", "C.UTF-8"):
        try:
            locale.setlocale(locale.LC_TIME, name)
        except locale.Error:
            continue
        try:
            assert tag(TEXT, date(2024, 5, 15)) == expected
        finally:
            locale.setlocale(locale.LC_TIME, before)


CLOSED = st.one_of(
    DAYS.map(of_day),
    DAYS.map(of_week),
    DAYS.map(lambda d: of_month(d.year, d.month)),
    DAYS.map(lambda d: of_year(d.year)),
    DAYS.map(lambda d: of_decade(d.year)),
    DAYS.map(lambda d: of_quarter(d.year, (d.month + 2) // 3)),
    DAYS.map(lambda d: of_season(d.year, 12)),
    st.integers(12, 21).map(of_century),
    st.tuples(DAYS, DAYS).map(lambda pair: of_span(*sorted(pair))),
)


@given(CLOSED)
@settings(max_examples=150, deadline=None)
def test_edtf_round_trips(interval: Interval) -> None:
    parsed = edtf.parse_edtf(interval.edtf)
    assert str(parsed) == interval.edtf
    assert date(*parsed.lower_strict()[:3]) == interval.start
    assert date(*parsed.upper_strict()[:3]) == interval.end


@given(DAYS)
def test_open_intervals_name_their_one_end(day: date) -> None:
    # The edtf package does not read the two dots that EDTF now writes for an open end.
    assert until(day).edtf == f"../{day}"
    assert since(day).edtf == f"{day}/.."
    assert str(edtf.parse_edtf(until(day).edtf.removeprefix("../"))) == day.isoformat()
