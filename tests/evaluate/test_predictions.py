"""Predictions come from tables, whatever became of the text on its way into the lake."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.evaluate.alignment import Alignment
from flows.evaluate.annotations import GoldArticle, GoldFormatError, read_gold, read_predictions
from flows.evaluate.predictions import NoArticlesError, ReadRows, predictions_from_tables
from flows.evaluate.scoring import evaluate
from flows.records import Span

GOLD = Path(__file__).parents[1] / "gold" / "invented.jsonl"


def tables_of(golds: list[dict], prefix: str) -> ReadRows:
    """Reads gold events as tables; `prefix` stands before every text, and moves every position."""
    shift = len(prefix)
    tables: dict[str, list[dict]] = {"articles": [], "events": [], "participants": [], "mentions": []}
    for gold in golds:
        article = f"lake-{gold['id']}"
        tables["articles"].append({"article_id": article, "text": prefix + gold["text"]})
        for number, event in enumerate(gold["events"]):
            event_id = f"{article}-{number}"
            content = event.get("content") or {"start": None, "end": None}
            tables["events"].append(
                {
                    "event_id": event_id,
                    "article_id": article,
                    "event_type": event["type"],
                    "status": event["status"],
                    "event_date_edtf": event["date"],
                    "place": event["place"],
                    "content_start": content["start"] + shift if content["start"] is not None else None,
                    "content_end": content["end"] + shift if content["end"] is not None else None,
                }
            )
            tables["participants"] += [
                {"event_id": event_id, "article_id": article, "role": a["role"], "name": a["name"]}
                for a in event["actors"]
            ]
            tables["mentions"] += [
                {
                    "event_id": event_id,
                    "article_id": article,
                    "start": m["start"] + shift,
                    "end": m["end"] + shift,
                }
                for m in event["mentions"]
            ]
    return lambda name, columns: [{column: row[column] for column in columns} for row in tables[name]]


@pytest.mark.parametrize("prefix", ["", "Skip to content. Sign in. "])
def test_tables_that_hold_the_gold_score_full_marks(prefix):
    golds = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()[:6]]
    stranger = {"id": "x", "text": "Nothing of this stands in any gold article whatsoever.", "events": []}
    rows = tables_of([*golds, stranger], prefix)
    articles = read_gold([GOLD])[:6]
    report = evaluate(articles, predictions_from_tables(rows, articles))
    assert report.all.row_f1 == 1.0
    assert report.scores["statement"].content_f1 == 1.0


def test_empty_tables_are_an_error_and_no_zero():
    with pytest.raises(NoArticlesError, match="no articles"):
        predictions_from_tables(tables_of([], ""), [GoldArticle("a", "Text.", ())])


@given(
    st.lists(st.sampled_from(["talks", "in", "Riga", "ended", ",", "“no”"]), min_size=3, max_size=12),
    st.lists(st.integers(1, 3), min_size=12, max_size=12),
)
def test_words_are_found_again_where_only_white_space_differs(words, gaps):
    source = " ".join(words)
    target = "".join(f"{' ' * gap}{word}" for word, gap in zip(words, gaps, strict=False))
    way, start = Alignment(source, target), 0
    for word in words:
        carried = way.carry(Span(start, start + len(word)))
        assert carried is not None
        assert carried.of(target) == word
        start += len(word) + 1


def test_words_that_were_cut_have_no_place():
    way = Alignment("Advertisement. He left Oslo.", "He left Oslo.")
    assert way.carry(Span(0, 13)) is None
    assert way.carry(Span(15, 17)) == Span(0, 2)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "a", "text": "b"}', "line 2: lacks events"),
        ("{not json", "line 2"),
        ('{"id": "a", "text": "b", "events": [{"type": "rally"}]}', "rally"),
        ('{"id": "a", "text": "b", "events": [{"type": "call", "status": "occurred"}]}', "date"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, complaint):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "b", "events": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(GoldFormatError, match=complaint):
        read_gold([path])


def test_predictions_need_no_text(tmp_path):
    path = tmp_path / "predictions.jsonl"
    path.write_text('{"id": "a", "events": []}\n', encoding="utf-8")
    assert read_predictions([path]) == {"a": []}
