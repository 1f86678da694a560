"""`readout evaluate` measures a lake, or the extractor itself, and says what it cannot measure."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.options import RunOptions
from flows.run import run
from tests.in_process import InProcess

TEXT = "Foreign Minister Lena Brandt met President Mart Kask in Riga on Monday, officials said."


def gold_file(folder: Path, **changes: object) -> str:
    start = TEXT.index("met")
    event = {
        "type": "meeting",
        "status": "occurred",
        "date": "2024-05-13",
        "place": "Riga",
        "mentions": [{"start": start, "end": start + 3, "text": "met"}],
        "actors": [
            {"role": "participant", "name": "Lena Brandt"},
            {"role": "participant", "name": "Mart Kask"},
        ],
    }
    article = {"id": "a", "published": "2024-05-15", "title": "Riga", "text": TEXT, "events": [event]}
    path = folder / "gold.jsonl"
    path.write_text(json.dumps(article | changes) + "\n", encoding="utf-8")
    return str(path)


def test_it_extracts_afresh_and_shows_what_differs(tmp_path):
    result = CliRunner().invoke(main, ["evaluate", gold_file(tmp_path), "--errors", "5"])
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[0] == "extra: a"
    (meetings,) = [line for line in result.output.splitlines() if line.startswith("meeting ")]
    assert meetings.split()[1:3] == ["1", "1"]
    assert meetings.split()[-1] == "1.000"


def test_json_is_nothing_but_json(tmp_path):
    result = CliRunner().invoke(main, ["evaluate", gold_file(tmp_path), "--json", "--errors", "5"])
    assert json.loads(result.stdout)["meeting"]["row_f1"] == 1.0


@pytest.mark.parametrize(
    ("changes", "complaint"), [({"published": None}, "no publication date"), ({"events": [{}]}, "line 1")]
)
def test_bad_gold_is_named(tmp_path, changes, complaint):
    result = CliRunner().invoke(main, ["evaluate", gold_file(tmp_path, **changes)])
    assert result.exit_code == 1
    assert complaint in result.output


def test_no_lake_and_one_without_articles_are_errors_and_no_zero(tmp_path):
    result = CliRunner().invoke(main, ["evaluate", gold_file(tmp_path), "--lake", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "no lake in" in result.output
    (tmp_path / "empty").mkdir()
    run(RunOptions(sources=[str(tmp_path / "empty")], lake=str(tmp_path / "lake")), extractor=InProcess)
    result = CliRunner().invoke(main, ["evaluate", gold_file(tmp_path), "--lake", str(tmp_path / "lake")])
    assert result.exit_code == 1
    assert "no articles" in result.output
