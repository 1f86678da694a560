import dataclasses
from datetime import date

import pytest

from flows.clean.identity import article_id
from flows.records import RawArticle

TEXT = "The harbour master said on Friday that the ferry would sail again before the end of the month."
OTHER = "Two ministers met in Doha on Monday, and spoke about the border, the fishing grounds and a bridge."
RAW = RawArticle(
    "file:///a.csv", "0" * 64, "row 1", "csv", TEXT, title="Ferry to sail", published="2024-05-15"
)
DAY = date(2024, 5, 15)


def same(one: RawArticle, other: RawArticle, days: tuple[date, date] = (DAY, DAY)) -> bool:
    return article_id(one, one.text, days[0]) == article_id(other, other.text, days[1])


def test_an_article_that_is_corrected_keeps_its_id() -> None:
    for given in ({"url": "https://x.example/ferry"}, {"source_id": "urn:npa:1"}, {"source_id": "12"}):
        found = dataclasses.replace(RAW, **given)
        corrected = dataclasses.replace(
            found, text=TEXT + " She later said June.", source_uri="file:///b.csv"
        )
        assert same(found, corrected)


@pytest.mark.parametrize("number", ["1", "0001", "1.0", "1234567"])
def test_rows_of_two_tables_that_share_a_number_are_two_articles(number: str) -> None:
    one = dataclasses.replace(RAW, source_id=number)
    assert not same(one, dataclasses.replace(one, title="Ministers meet", text=OTHER))
    bare = dataclasses.replace(one, title=None)
    assert not same(bare, dataclasses.replace(bare, text=OTHER))
    # What has one title every day, such as a briefing, is told apart by its day.
    assert not same(one, dataclasses.replace(one, text=OTHER), (DAY, date(2024, 5, 16)))


@pytest.mark.parametrize("url", ["https://x.example", "http://x.example/", "https://x.example/#top"])
def test_articles_that_name_the_front_page_of_their_site_are_not_all_one(url: str) -> None:
    one = dataclasses.replace(RAW, url=url)
    assert not same(one, dataclasses.replace(one, text=OTHER))


@pytest.mark.parametrize("url", ["https://x.example/?p=12", "https://x.example/a", "urn:x", "http://[x/"])
def test_other_addresses_are_those_of_one_article(url: str) -> None:
    one = dataclasses.replace(RAW, url=url)
    assert same(one, dataclasses.replace(one, text=OTHER))
