"""Runs the blocks of docs/cookbook.md as they stand: SQL and pandas must give the answer shown."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.write import layout
from flows.write.lake import Lake
from tests.docs.cookbook_lake import cookbook_lake

COOKBOOK = Path(__file__).parents[2] / "docs" / "cookbook.md"
TEXT = COOKBOOK.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Question:
    title: str
    sql: str
    python: str
    answer: str


def block(words: str, kind: str) -> str:
    return re.search(rf"^```{kind}\n(.*?)^```$", words, re.DOTALL | re.MULTILINE)[1]


def questions() -> list[Question]:
    parts = re.split(r"^## (\d+\. .+)$", TEXT, flags=re.MULTILINE)[1:]
    found = []
    for title, words in zip(parts[::2], parts[1::2], strict=True):
        words = words.split("\n## ")[0]
        table = re.search(r"<!-- answer -->\n\n((?:\|.*\n)+)", words)
        found.append(Question(title, block(words, "sql"), block(words, "python"), table[1] if table else ""))
    return found


def as_markdown(frame: pd.DataFrame) -> str:
    rows = [list(frame.columns), ["---"] * len(frame.columns), *frame.values.tolist()]
    return "".join(f"| {' | '.join(_cell(v) for v in row)} |\n" for row in rows)


def _cell(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return "" if pd.isna(value) else str(value)


@pytest.fixture(scope="module", params=["one file a table", "files by year"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lake in `data`, as the blocks name it."""
    root = tmp_path_factory.mktemp("cookbook")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "files by year":
            patch.setattr(layout, "WHOLE_ROWS", 0)
        cookbook_lake(root / "data")
    return root


def test_there_are_ten_questions():
    assert len(questions()) == 10


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.title)
def test_sql_and_pandas_give_the_answer_shown(
    question: Question, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(folder)
    assert as_markdown(duckdb.sql(question.sql).df()) == question.answer
    names: dict[str, Any] = {}
    exec(block(TEXT, "python setup") + question.python, names)  # noqa: S102  our own documentation
    assert as_markdown(names["answer"]) == question.answer


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.title)
def test_sql_and_pandas_agree_where_values_are_missing(
    question: Question, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(folder / "data", tmp_path / "data")
    lake = Lake(tmp_path / "data")
    rows = lake.read("events")
    for name in ("outlet", "actor1_country", "actor2_name", "place_country"):
        field = rows.schema.field(name)
        kept = [value if i % 3 else None for i, value in enumerate(rows[name].to_pylist())]
        rows = rows.set_column(rows.column_names.index(name), field, pa.array(kept, field.type))
    for path in (*(lake.root / "events").rglob("*.parquet"), *lake.versions.glob("events-*")):
        pq.write_table(rows, path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(block(TEXT, "python setup") + question.python, names)  # noqa: S102  our own documentation
    # Where nulls stand in the order is the tool's own choice.
    answers = [as_markdown(frame).splitlines() for frame in (duckdb.sql(question.sql).df(), names["answer"])]
    assert sorted(answers[0]) == sorted(answers[1])


def test_the_polars_block_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(folder)
    exec(block(TEXT.split("## In Polars")[1], "python"), {})  # noqa: S102
    assert "planned" in capsys.readouterr().out


def test_what_is_shown_in_r_is_said_not_to_be_run():
    section = TEXT.split("## In R")[1]
    assert section.index("Not run by the tests") < section.index("```r")
    assert "open_dataset" in block(section, "r")
