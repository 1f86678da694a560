"""The page about sources says what the readers take: its files are read with its commands."""

import re
from pathlib import Path

import pytest

from flows.cli import main
from flows.ingest.articles import read_articles
from flows.ingest.registry import READERS
from flows.ingest.source import ReadOptions
from flows.records import RawArticle

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r'^```\w+ title="([\w.]+)"\n(.*?)^```$', PAGE, re.DOTALL | re.MULTILINE))
COMMANDS = re.findall(r"^    readout run (.+)$", PAGE, re.MULTILINE)


def parsed(command: str) -> dict[str, object]:
    words = [word.strip("'") for word in command.split()]
    return main.commands["run"].make_context("run", words).params


def test_every_command_is_one_that_the_program_takes():
    assert len(COMMANDS) >= 9
    for command in COMMANDS:
        assert parsed(command)["sources"]


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_read_by_the_command_below_it(name: str, tmp_path: Path):
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    given = parsed(next(c for c in COMMANDS if c.startswith(name)))
    (article,) = read_articles([str(tmp_path / name)], options=ReadOptions(columns=given["columns"]))
    assert isinstance(article, RawArticle), article
    assert article.published.replace("-", "") == "20240515"
    assert article.title == "Ministers meet in Lima"
    assert "met in Lima on Tuesday" in article.text


def test_every_ending_that_a_reader_takes_is_named():
    for reader in READERS:
        for ending in reader.suffixes:
            assert f"`{ending.removesuffix('.gz')}`" in PAGE
