from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.dateline import read_dateline, read_head_date

PUBLISHED = date(2022, 12, 6)


@pytest.mark.parametrize(
    ("head", "place", "day"),
    [
        ("WASHINGTON, Dec 5 (AFP) - ", "WASHINGTON", date(2022, 12, 5)),
        ("WASHINGTON, Dec. 5 (AFP) -- ", "WASHINGTON", date(2022, 12, 5)),
        ("ISLAMABAD: ", "ISLAMABAD", None),
        ("ISLAMABAD, Dec 5 (APP):", "ISLAMABAD", date(2022, 12, 5)),
        ("New Delhi, Dec 5 (PTI) ", "New Delhi", date(2022, 12, 5)),
        ("Abuja, Dec. 5, 2022 (NAN) ", "Abuja", date(2022, 12, 5)),
        ("SEOUL, Dec. 5 (Han River Press) -- ", "SEOUL", date(2022, 12, 5)),
        ("MINSK, 5 December (BelTA – TASS) - ", "MINSK", date(2022, 12, 5)),
        ("ISLAMABAD, Dec 05 (APP): ", "ISLAMABAD", date(2022, 12, 5)),
        ("NEW DELHI — ", "NEW DELHI", None),
        ("KYIV, Ukraine (AP) — ", "KYIV", None),
        ("LONDON (Reuters) - ", "LONDON", None),
        ("Dec 5 (Reuters) - ", None, date(2022, 12, 5)),
        ("LONDON/PARIS, Dec 5 (Reuters) - ", "LONDON", date(2022, 12, 5)),
        ("GENEVA, 5 December 2022 – ", "GENEVA", date(2022, 12, 5)),
        ("Geneva, 5 December 2022 – ", "Geneva", date(2022, 12, 5)),
        ("BEIJING, Dec. 5 (Xinhua) -- ", "BEIJING", date(2022, 12, 5)),
        ("MOSCOW, December 5. /TASS/. ", "MOSCOW", date(2022, 12, 5)),
        ("NEW YORK, Dec. 5, 2022 /PRNewswire/ -- ", "NEW YORK", date(2022, 12, 5)),
        ("LONDON, Dec. 5, 2022 (GLOBE NEWSWIRE) -- ", "LONDON", date(2022, 12, 5)),
        ("Washington (AP) — ", "Washington", None),
        ("ST. PAUL, Minn. (AP) — ", "ST. PAUL", None),
        ("UNITED NATIONS, DEC 5 (PTI) - ", "UNITED NATIONS", date(2022, 12, 5)),
        ("PORT-AU-PRINCE, Haiti — ", "PORT-AU-PRINCE", None),
        ("Nairobi, Kenya, Dec 5 (AFP) - ", "Nairobi", date(2022, 12, 5)),
    ],
)
def test_reads(head: str, place: str | None, day: date | None) -> None:
    text = head + "The envoy met the minister on Monday."
    found = read_dateline(text, PUBLISHED)
    assert found is not None
    assert (found.place, found.day) == (place, day)
    assert found.span.of(text) == head


@pytest.mark.parametrize(
    "text",
    [
        "The envoy met the minister on Monday.",
        "BREAKING: The envoy met the minister.",
        "NATO - the alliance - said so.",
        "President Smith — who was ill — stayed away.",
        "The minister: a portrait.",
        "QUESTION: Did you meet him?",
        "US: a history.",
        "The bill, Dec 5 (Monday) - the second - passed.",
        "Minister Ode, Dec 5 (PTA) The envoy spoke.",
        "NATO (AP) The alliance said so.",
        "",
    ],
)
def test_does_not_read(text: str) -> None:
    assert read_dateline(text, PUBLISHED) is None


def test_stands_below_headline_and_byline() -> None:
    text = "Envoy meets minister\n\nBy Ann Lee\n\nOSLO, Dec 5 (AFP) - The envoy met the minister."
    found = read_dateline(text, PUBLISHED)
    assert found is not None
    assert found.span.of(text) == "OSLO, Dec 5 (AFP) - "


def test_the_year_is_that_nearest_to_publication() -> None:
    found = read_dateline("OSLO, Dec 31 (AFP) - The envoy left.", date(2023, 1, 1))
    assert found is not None
    assert found.day == date(2022, 12, 31)


def test_without_publication_day_only_a_full_date_counts() -> None:
    short = read_dateline("OSLO, Dec 31 (AFP) - The envoy left.", None)
    full = read_dateline("OSLO, Dec 31, 2022 (AFP) - The envoy left.", None)
    assert short is not None
    assert full is not None
    assert (short.day, full.day) == (None, date(2022, 12, 31))


def test_an_impossible_day_is_none() -> None:
    found = read_dateline("OSLO, Feb. 29, 2023 (AFP) - The envoy left.", None)
    assert found is not None
    assert found.day is None


@pytest.mark.parametrize(
    "line",
    [
        "December 5, 2022",
        "Monday, 5 December 2022",
        "Published: Dec 5, 2022 10:41 GMT",
        "2022-12-05",
        "Updated on December 5, 2022 at 4:15 p.m.",
    ],
)
def test_head_date(line: str) -> None:
    text = f"Envoy meets minister\n{line}\nThe envoy met the minister."
    found = read_head_date(text)
    assert found is not None
    assert found[0] == date(2022, 12, 5)
    assert found[1].of(text) == line


def test_a_date_within_a_sentence_is_no_head_date() -> None:
    assert read_head_date("On December 5, 2022 the envoy met the minister.") is None


@given(st.text(alphabet="ABC abc,.:-—()5/\n", max_size=80), st.dates() | st.none())
def test_never_fails_and_stays_within_the_text(text: str, published: date | None) -> None:
    found = read_dateline(text, published)
    if found is not None:
        assert 0 <= found.span.start < found.span.end <= len(text)
