"""The figures of the benchmark of dates, on a case worked out by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.dates import Timex, articles, ours, predict, score

TEXT = "May 4, 2021\nThe dam burst on Monday. It was built from 1960 to 1964 and closed for two days."


def gold(words: str, kind: str, value: str, fid: str = "NONE") -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "type": kind, "value": value, "fid": fid}


DOCUMENT = {
    "doc_id": "dam",
    "dct": "2021-05-04",
    "text": TEXT,
    "timexes": [
        gold("May 4, 2021", "DATE", "2021-05-04", "CREATION_TIME"),
        gold("Monday", "DATE", "2021-05-03"),
        gold("1960", "DATE", "1960"),
        gold("1964", "DATE", "1964"),
        gold("two days", "DURATION", "P2D"),
    ],
}


def test_ours_gives_ranges_as_two_ends_and_leaves_lengths_out() -> None:
    found = [(TEXT[t.start : t.end], t.value) for t in ours(TEXT, date(2021, 5, 4))]
    assert found == [
        ("May 4, 2021", "2021-05-04"),
        ("Monday", "2021-05-03"),
        ("1960", "1960"),
        ("1964", "1964"),
    ]


def test_the_documents_own_date_line_counts_neither_way() -> None:
    assert score([DOCUMENT], [ours(TEXT, date(2021, 5, 4))]) == (1.0, 1.0, 1.0)


def test_a_length_found_is_wrong_and_a_day_missed_counts() -> None:
    monday, length = DOCUMENT["timexes"][1], DOCUMENT["timexes"][4]
    found = [
        Timex(monday["start"], monday["end"], "2021-05-10"),
        Timex(length["start"], length["end"], None),
    ]
    assert score([DOCUMENT], [found]) == pytest.approx((1 / 2, 1 / 3, 0.0))


def test_predictions_are_written_a_document_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gold.jsonl"
    undated = {**DOCUMENT, "doc_id": "undated", "dct": None}
    path.write_text("".join(json.dumps(d) + "\n" for d in (DOCUMENT, undated)), encoding="utf-8")
    assert [d["doc_id"] for d, _ in articles(path)] == ["dam"]
    predict(path)
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["timexes"][1] == {
        "start": TEXT.index("Monday"),
        "end": TEXT.index("Monday") + 6,
        "value": "2021-05-03",
    }
