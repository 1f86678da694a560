import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.jsonl import JsonLinesReader
from flows.ingest.limits import MAX_LINE
from flows.ingest.source import ReadOptions, Source
from flows.records import Reject
from tests.ingest.reading import TEXT, articles, read, rejected, words_at_runs_agree

RECORD = {"id": 7, "publishedAt": "2024-05-15T10:00:00Z", "headline": "Talks", "source": {"name": "NPA"}}


def test_lines_are_articles_and_a_broken_one_is_a_reject(tmp_path: Path) -> None:
    lines = [json.dumps(RECORD | {"content": TEXT}), "", "{broken", "[1]", '{"title": "no text"}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    article, *rejects = read(tmp_path)
    assert not isinstance(article, Reject)
    assert (article.text, article.published, article.title) == (TEXT, "2024-05-15T10:00:00Z", "Talks")
    assert (article.outlet, article.source_id, article.source_record) == ("NPA", "7", "line 1")
    places = [(r.source_record, r.reason, r.kind) for r in rejects if isinstance(r, Reject)]
    assert places == [(f"line {n}", "malformed", "jsonl") for n in (3, 4, 5)]


def test_columns_of_unusual_names(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"Meldung": TEXT, "Tag": "2024-05-15", "text": "another"}))
    options = ReadOptions({"text": "Meldung", "published": "Tag"})
    (article,) = articles(tmp_path, options=options)
    assert (article.text, article.published) == (TEXT, "2024-05-15")


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * (MAX_LINE * 6), "published": "2024-05-15"})
    short = json.dumps(RECORD | {"text": TEXT})
    (tmp_path / "a.jsonl").write_text(f"{long}\n{short}\n")
    reject, article = read(tmp_path)
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.source_record) == ("limit_exceeded", "line 1")
    assert len(reject.excerpt) == 200
    assert (article.source_record, isinstance(article, Reject)) == ("line 2", False)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_deep_nesting_is_a_reject(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("[" * 200_000 + "]" * 200_000)
    assert rejected(tmp_path).reason == "limit_exceeded"


def test_lone_surrogates_and_nul_can_be_stored(tmp_path: Path) -> None:
    line = '{"text": "a \\ud800 b \\ud83d\\ude00 \\u0000", "title": "\\udfff", "url": "\\ud800"}'
    (tmp_path / "a.jsonl").write_text(line)
    (article,) = articles(tmp_path)
    assert article.text == "a \ufffd b 😀 \x00"
    assert (article.title, article.url) == ("\ufffd", "\ufffd")


@pytest.mark.parametrize(
    ("document", "pointers"),
    [
        (RECORD | {"text": TEXT}, [""]),
        ([RECORD | {"text": TEXT}] * 2, ["/0", "/1"]),
        ({"n": 1, "articles": [RECORD | {"content": TEXT}]}, ["/articles/0"]),
        ({"response": {"docs": [RECORD | {"body": TEXT}], "facets": [{"a": 1}]}}, ["/response/docs/0"]),
        ({"a/b": {"c~d": RECORD | {"Article Text": TEXT}}}, ["/a~1b/c~0d"]),
    ],
)
def test_documents(tmp_path: Path, document: object, pointers: list[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(document))
    found = articles(tmp_path)
    assert [a.source_record for a in found] == pointers
    assert {a.text for a in found} == {TEXT}


def test_an_item_of_a_list_of_articles_that_is_none_is_a_reject(tmp_path: Path) -> None:
    items = [RECORD | {"text": TEXT}, RECORD | {"text": None}, RECORD | {"Meldung": TEXT}, None]
    (tmp_path / "a.json").write_text(json.dumps({"articles": items}))
    _, *rest = read(tmp_path)
    assert [(r.source_record, r.reason) for r in rest if isinstance(r, Reject)] == [
        ("/articles/1", "empty"),
        ("/articles/2", "malformed"),
        ("/articles/3", "malformed"),
    ]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_an_object_around_the_one_with_the_text_says_what_that_does_not(tmp_path: Path, name: str) -> None:
    # The form of The Guardian's open platform.
    item = {
        "id": "world/2024/may/15/talks",
        "webPublicationDate": "2024-05-15T10:00:00Z",
        "webTitle": "Another title",
        "fields": {"headline": "Talks", "bodyText": TEXT},
    }
    page = {"response": {"id": "page 1", "date": "2024-05-31", "results": [item]}}
    (tmp_path / name).write_text(json.dumps(page if name == "a.json" else item))
    (article,) = articles(tmp_path)
    assert (article.text, article.published, article.title) == (TEXT, "2024-05-15T10:00:00Z", "Talks")
    assert article.source_id == "world/2024/may/15/talks"
    assert article.source_record == ("/response/results/0/fields" if name == "a.json" else "line 1 /fields")


def test_a_page_of_results_does_not_date_its_items(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"date": "2024-05-31", "results": [{"text": TEXT}]}))
    (article,) = articles(tmp_path)
    assert article.published is None


def test_names_of_columns_may_be_paths(tmp_path: Path) -> None:
    line = {"article": {"text": "another", "words": TEXT}, "meta": {"day": "2024-05-15"}, "a.b": "Talks"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    options = ReadOptions({"text": "article.words", "published": "meta.day", "title": "a.b"})
    (article,) = articles(tmp_path, options=options)
    assert (article.text, article.published, article.title) == (TEXT, "2024-05-15", "Talks")


def test_paragraphs_in_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD | {"text": [*TEXT.split("\n\n"), " "]}))
    (article,) = articles(tmp_path)
    assert article.text == TEXT
    assert (article.text_offset, article.text_runs) == (None, None)


def test_an_object_without_a_text_is_not_read_by_its_title(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD | {"article": {"title": TEXT, "section": "World"}}))
    assert rejected(tmp_path).reason == "malformed"


def test_markup_in_a_text_is_taken_out_and_the_way_back_kept(tmp_path: Path) -> None:
    # The form of WordPress's REST interface.
    markup = "<p>The minister &amp; her <b>aide</b> met.</p>\n<p>They spoke for an hour.</p>"
    post = {"date": "2024-05-15T10:00:00", "title": {"rendered": "Talks"}, "content": {"rendered": markup}}
    (tmp_path / "a.json").write_text(json.dumps([post]))
    (article,) = articles(tmp_path, options=ReadOptions(keep_documents=True))
    assert article.text == "The minister & her aide met.\n\nThey spoke for an hour."
    assert (article.published, article.title) == ("2024-05-15T10:00:00", "Talks")
    assert article.document == markup
    assert words_at_runs_agree(article, markup)
    assert "They spoke for an hour." in {
        article.text[r.start : r.start + r.length] for r in article.text_runs or ()
    }


def test_lines_of_a_text_with_marks_within_them_stay(tmp_path: Path) -> None:
    text = 'The <em>minister</em> met\n\n<a href="https://example.org/aide">her aide</a>, who is < 40.'
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD | {"text": text}))
    (article,) = articles(tmp_path)
    assert article.text == "The minister met\n\nher aide, who is < 40."


def test_a_text_with_a_stray_angle_bracket_stays_as_it_is(tmp_path: Path) -> None:
    text = "Growth was < 2 per cent & fell, the minister said.\nShe spoke > an hour."
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD | {"text": text}))
    (article,) = articles(tmp_path)
    assert (article.text, article.text_offset) == (text, 0)


def test_dates_of_mongodb(tmp_path: Path) -> None:
    line = {"_id": {"$oid": "66447f"}, "date": {"$date": "2024-05-15T00:00:00Z"}, "text": TEXT}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    (article,) = articles(tmp_path)
    assert (article.published, article.source_id) == ("2024-05-15T00:00:00Z", "66447f")


def test_ninjs(tmp_path: Path) -> None:
    item = {
        "uri": "urn:newsml:npa:1",
        "type": "text",
        "versioncreated": "2024-05-15T10:00:00Z",
        "headline": "Talks",
        "body_xhtml": "<p>The minister &amp; her <b>aide</b> met.</p>\n<p>They spoke.</p><script>x</script>",
    }
    (tmp_path / "a.ninjs").write_text(json.dumps(item))
    (article,) = articles(tmp_path)
    assert article.text == "The minister & her aide met.\n\nThey spoke."
    assert (article.published, article.source_id) == ("2024-05-15T10:00:00Z", "urn:newsml:npa:1")
    assert article.text_offset is None


def test_no_article_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"settings": {"colour": "red"}}')
    reject = rejected(tmp_path)
    assert reject.reason == "not_an_article"
    assert "--column text=NAME" in reject.message


@given(st.binary(max_size=200))
def test_any_bytes_are_articles_or_rejects(data: bytes) -> None:
    source = Source("memory:", "0" * 64, "a.jsonl", lambda: io.BytesIO(data))
    list(JsonLinesReader().read(source))


def test_a_blank_text_is_empty_and_another_kind_of_text_malformed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": " \\n"}\n{"text": null}\n{"text": [1]}\n')
    assert [r.reason for r in read(tmp_path) if isinstance(r, Reject)] == ["empty", "empty", "malformed"]
