"""Runs the blocks of docs/cookbook.md as they stand: SQL and pandas must give the answer shown."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lake in `data`, as the blocks name it."""
    root = tmp_path_factory.mktemp("cookbook")
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


def test_the_polars_block_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(folder)
    exec(block(TEXT.split("## In Polars")[1], "python"), {})  # noqa: S102
    assert "planned" in capsys.readouterr().out
