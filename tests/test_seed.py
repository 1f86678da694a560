"""The article that the project was given, and what its table must hold."""

from datetime import date
from pathlib import Path

import pytest

from flows.clean.cleaner import clean
from flows.extract.extractor import extract
from flows.ingest.articles import read_articles
from flows.records import CleanArticle, Event, RawArticle

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def article() -> CleanArticle:
    raw = next(iter(read_articles([str(SEEDS)])))
    assert isinstance(raw, RawArticle)
    cleaned = clean(raw)
    assert isinstance(cleaned, CleanArticle)
    return cleaned


@pytest.fixture(scope="module")
def events(article: CleanArticle) -> tuple[Event, ...]:
    return next(iter(extract([article]))).events


def names(event: Event, role: str) -> list[str]:
    return [p.actor.name for p in event.participants if p.role == role]


def statements_by(events: tuple[Event, ...], *words: str) -> list[Event]:
    return [
        e
        for e in events
        if e.event_type == "statement" and any(all(w in n for w in words) for n in names(e, "speaker"))
    ]


def test_it_is_dated_by_its_header(article: CleanArticle) -> None:
    assert article.published_date == date(2022, 12, 23)
    assert article.published_basis == "header"


def test_the_spokesperson_makes_three_statements_and_geo_news_relays_the_third(events, article) -> None:
    three = [e for e in events if e.event_type == "statement"][:3]
    assert [m.span.of(article.text) for e in three for m in e.mentions] == ["said", "said", "said"]
    assert {n for e in three for n in names(e, "speaker")} == {"State Department spokesperson"}
    assert [e.reported_by for e in three] == [None, None, "Geo News"]
    assert {e.date.edtf for e in three} == {"2022-12-23"}


def test_what_the_us_has_said_is_dated_to_some_day_before(events, article) -> None:
    (said,) = [
        e for e in statements_by(events, "United States") if e.mentions[0].span.of(article.text) == "said"
    ]
    assert said.date.edtf == "../2022-12-23"


def test_the_call_is_one_row_with_both_ministers(events) -> None:
    (call,) = [e for e in events if e.event_type == "call"]
    assert names(call, "participant") == ["Bilawal Bhutto", "Antony Blinkon"]
    assert call.date.edtf == "../2022-12-23"


def test_blinken_s_condolences_and_support_are_relayed(events, article) -> None:
    found = {e.mentions[0].span.of(article.text): e for e in statements_by(events, "Blink")}
    assert "underscored" in found
    assert any("condolences" in text or text == "offered" for text in found)
    assert {e.reported_by for e in found.values()} == {"Geo News"}


def test_kurilla_makes_two_statements_and_the_express_tribune_relays_them(events) -> None:
    two = statements_by(events, "Michael E Kurilla")
    assert len(two) == 2
    assert two[1].reported_by is not None
    assert "Express Tribune" in two[1].reported_by


def test_kurilla_is_one_person_with_title_and_affiliation(events) -> None:
    mentioned = [
        p
        for e in events
        for p in e.participants
        if "Kurilla" in p.actor.name or "Kurilla" in (p.actor.title or "")
    ]
    assert {p.actor.name for p in mentioned} == {"Michael E Kurilla"}
    for p in mentioned:
        assert p.actor.title
        assert p.actor.affiliation


def test_his_visit_is_one_row_for_all_its_mentions_and_peshawar_another(events, article) -> None:
    visits = {e.place.name: e for e in events if e.event_type == "visit" and e.place}
    assert visits.keys() == {"Pakistan", "Peshawar"}
    triggers = [m.span.of(article.text) for m in visits["Pakistan"].mentions]
    assert triggers == ["visit", "visit", "visit"]
    for visit in visits.values():
        assert names(visit, "visitor") == ["Michael E Kurilla"]
        assert visit.date.edtf == "2022-12"
        assert visit.status == "occurred"


def test_he_met_military_leaders(events) -> None:
    (meeting,) = [e for e in events if e.event_type == "meeting"]
    first, *others = names(meeting, "participant")
    assert first == "Michael E Kurilla"
    assert any("military leaders" in n for n in others)
    assert meeting.date.edtf == "2022-12"


def test_calls_to_assist_are_no_event(events, article) -> None:
    demand = article.text.index("calls to assist")
    assert not [e for e in events for m in e.mentions if m.span.start <= demand < m.span.end]
