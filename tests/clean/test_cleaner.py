import dataclasses
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.cleaner import clean
from flows.records import CleanArticle, RawArticle, Reject, Span
from flows.write.provenance import source_span

SENTENCES = (
    "The foreign minister said on Monday that talks would go on.",
    "“We will meet again in Doha,” she told reporters — and smiled.",
    "President Łukasz Ćwik spoke by phone with Prime Minister José Peña.",
    "It was the café owner’s third visit to the capital this year.",
    "Officials in the region said that a ceasefire had been agreed.",
)
RAW = RawArticle("file:///a.txt", "0" * 64, "", "text", "", published="2024-05-15")


def raw(text: str, offset: int = 0) -> RawArticle:
    return dataclasses.replace(RAW, text=text, text_offset=offset)


def cleaned(text: str, offset: int = 0) -> CleanArticle:
    article = clean(raw(text, offset))
    assert isinstance(article, CleanArticle), article
    return article


def utf8_as_cp1252(text: str) -> str:
    """Reads UTF-8 as browsers read Windows-1252: its five undefined bytes stand for themselves."""
    undefined = {chr(b): chr(b) for b in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
    return "".join(undefined.get(chr(byte)) or bytes([byte]).decode("cp1252") for byte in text.encode())


DAMAGE = {
    "mojibake": utf8_as_cp1252,
    "references": lambda t: t.replace("“", "&ldquo;").replace("’", "&#8217;"),
    "decomposed": lambda t: t.replace("é", "e\u0301").replace("ć", "c\u0301"),
    "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
    "soft hyphens": lambda t: t.replace("er", "e\xadr"),
    "zero width": lambda t: t.replace(" m", " \u200bm"),
    "nothing": lambda t: t,
}
BETWEEN = [
    "\n\n",
    "\r\n\r\n",
    "  ",
    "\n\n\n\n",
    "\n\nADVERTISEMENT\n\n",
    "\n\nREAD MORE: Talks fail\n\n",
    " \x00 ",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(SENTENCES), st.sampled_from(sorted(DAMAGE)), st.sampled_from(BETWEEN)),
        min_size=2,
        max_size=8,
    ),
    st.integers(0, 50),
)
def test_the_source_span_of_any_sentence_cleaned_gives_the_sentence(
    parts: list[tuple[str, str, str]], offset: int
) -> None:
    source = "".join(between + DAMAGE[damage](sentence) for sentence, damage, between in parts)
    article = cleaned(source, offset)
    position = 0
    for sentence, _, _ in parts:
        start = article.text.index(sentence, position)
        position = start + len(sentence)
        found = source_span(article, Span(start, position))
        assert found is not None
        assert cleaned(Span(found.start - offset, found.end - offset).of(source)).text == sentence


def test_steps_that_changed_something_are_named() -> None:
    article = cleaned("The caf\u00c3\u00a9 owner met the king.  They spoke of peace for an hour. (ANI)")
    assert article.cleaning == ("encoding", "whitespace", "furniture.sign_off")


def test_quotation_marks_dashes_and_case_stay() -> None:
    text = "“Yes,” he said – 'no' — \"maybe\" ... `` NEVER '' ‘so’ it was…"
    assert cleaned(text).text == text


def test_title_and_body_are_kept_apart() -> None:
    body = "The two ministers met in Doha on Monday and agreed to reopen three border crossings."
    article = cleaned(f"Ministers meet in Doha\n\n{body}")
    assert (article.title, article.text) == ("Ministers meet in Doha", body)
    assert article.source_runs is not None
    assert article.source_runs[0].source_start == 24


def test_date_and_its_basis() -> None:
    article = cleaned(SENTENCES[0])
    assert (article.published_date, article.published_basis) == (date(2024, 5, 15), "field")


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (f"LIMA, Dec 5, 2023 (AFP) - {SENTENCES[0]}", "dateline"),
        (f"Tuesday, December 5, 2023\n\n{SENTENCES[0]}", "header"),
    ],
)
def test_without_a_field_the_date_is_read_from_the_text(text: str, basis: str) -> None:
    article = clean(dataclasses.replace(RAW, text=text))
    assert isinstance(article, CleanArticle)
    assert (article.published_date, article.published_basis) == (date(2024, 5, 15), "field")
    for published in (None, "some day"):
        article = clean(dataclasses.replace(RAW, text=text, published=published))
        assert isinstance(article, CleanArticle)
        assert (article.published_date, article.published_basis) == (date(2023, 12, 5), basis)


def test_the_dateline_is_read_and_stays() -> None:
    article = cleaned(f"LIMA, May 14 (AFP) - {SENTENCES[0]}")
    assert (article.dateline_place, article.dateline_date) == ("LIMA", date(2024, 5, 14))
    assert article.text.startswith("LIMA, May 14")


@pytest.mark.parametrize(
    ("text", "published", "reason"),
    [
        ("", "2024-05-15", "empty"),
        (" \n\x00 \u200b", "2024-05-15", "empty"),
        ("ADVERTISEMENT\n\nREAD MORE: Talks fail", "2024-05-15", "empty"),
        ("No comment.", "2024-05-15", "too_short"),
        ("word " * 250_000, "2024-05-15", "too_long"),
        (SENTENCES[0], None, "no_date"),
        (SENTENCES[0], "some day", "no_date"),
        (
            "Die Außenministerin hat am Montag in Berlin ihren türkischen Kollegen empfangen. " * 3,
            "2024-05-15",
            "language",
        ),
        ("\n".join(f"Team {i}\t{i}\t{i}" for i in range(12)), "2024-05-15", "not_an_article"),
    ],
)
def test_what_cannot_be_used_is_rejected_with_its_reason(
    text: str, published: str | None, reason: str
) -> None:
    found = clean(dataclasses.replace(RAW, text=text, published=published))
    assert isinstance(found, Reject)
    assert (found.stage, found.reason) == ("clean", reason)
    assert found.message
    if reason != "too_long":
        assert clean(RawArticle(**json.loads(found.raw or ""))) == found


@pytest.mark.parametrize(
    ("reader", "published", "advice"),
    [
        ("csv", None, "--column published=NAME"),
        ("html", None, "2024-05-15-talks.txt"),
        ("jsonl", "some day", "as in 2024-05-15"),
        ("jsonl", "03/04/2024", "--dates day-first or month-first"),
    ],
)
def test_who_gives_no_date_is_told_how_to_give_one(reader: str, published: str | None, advice: str) -> None:
    found = clean(dataclasses.replace(RAW, text=SENTENCES[0], reader=reader, published=published))
    assert isinstance(found, Reject)
    assert advice in found.message


@given(st.text(max_size=200))
def test_any_text_is_an_article_or_a_reject(text: str) -> None:
    found = clean(raw(text))
    if isinstance(found, CleanArticle):
        found.text.encode()
        assert cleaned(found.text).text_sha256


def test_text_from_pieces_of_a_page_has_no_way_back_but_where_it_is_given() -> None:
    article = clean(dataclasses.replace(RAW, text=SENTENCES[0], text_offset=None))
    assert isinstance(article, CleanArticle)
    assert article.source_runs is None
