"""The README's code runs as written, and its table is what the seed gives."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.options import RunOptions
from flows.run import run
from flows.summary import excerpt_markdown

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme")
    run(RunOptions(sources=[str(ROOT / "seeds")], lake=str(path / "data")))
    return path


@pytest.mark.parametrize("code", BLOCKS, ids=lambda c: c.split()[1])
def test_code_runs_as_written(code: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip()


def test_there_is_code_for_pandas_duckdb_and_polars() -> None:
    assert {b.split()[1] for b in BLOCKS} >= {"pandas", "duckdb", "polars"}


def test_the_table_is_what_the_seed_gives(folder: Path) -> None:
    shown = README.split("<!-- seed-table -->\n")[1].split("<!-- /seed-table -->")[0].strip()
    assert shown == excerpt_markdown(folder / "data")
