"""The page about sources says what the readers take: its files are read with its commands."""

import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.cli import main
from flows.ingest.articles import read_articles
from flows.ingest.registry import READERS
from flows.ingest.source import ReadOptions
from flows.options import RunOptions
from flows.records import RawArticle
from flows.run import run
from flows.write.lake import Lake
from tests.ingest.test_web_archives import write_warc
from tests.newsroom import article
from tests.web_site import Site

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


def run_as_written(start: str, folder: Path, at: str = "", **changed: object) -> list[dict[str, object]]:
    """Runs the command of the page that begins so, in that folder, and returns the articles of its lake."""
    given = parsed(next(c for c in COMMANDS if c.startswith(start)))
    sources = [at] if at else [str(folder / source) for source in given["sources"]]
    options = {"columns": given["columns"], "allow_private": given["allow_private"]} | changed
    run(RunOptions(sources=sources, lake=str(folder / "lake"), **options))
    return Lake(folder / "lake").read("articles").to_pylist()


def test_the_command_for_parquet_reads_a_folder_of_it(tmp_path: Path):
    (tmp_path / "archive").mkdir()
    for number in (1, 2):
        row = article(number)
        made = pa.table(
            {"text": [row["text"]], "published": [date(2024, 5, 14 + number)], "title": [row["title"]]}
        )
        pq.write_table(made, tmp_path / "archive" / f"{number}.parquet")
    read = run_as_written("'archive", tmp_path)
    assert sorted(a["published_date"] for a in read) == [date(2024, 5, 15), date(2024, 5, 16)]
    assert {a["title"] for a in read} == {article(1)["title"], article(2)["title"]}


def test_the_command_for_feeds_reads_one_from_a_server(site: Site, tmp_path: Path):
    row = article(3)
    site.put(
        "/world/rss.xml",
        f"<rss version='2.0'><channel><title>NPA</title><item><title>{row['title']}</title>"
        f"<guid>3</guid><pubDate>Wed, 15 May 2024 08:00:00 GMT</pubDate>"
        f"<description>{row['text']}</description></item></channel></rss>",
        "application/rss+xml",
    )
    (command,) = [c for c in COMMANDS if c.startswith("https:")]
    address = command.replace("https://example.org", site.base)
    (read,) = run_as_written("https:", tmp_path, at=address)
    assert read["published_date"] == date(2024, 5, 15)
    assert read["title"] == row["title"]
    assert read["source_uri"] == address


def test_the_command_for_web_archives_reads_one(tmp_path: Path):
    write_warc(tmp_path / "CC-NEWS-20240515.warc.gz")
    read = run_as_written("CC-NEWS", tmp_path)
    assert [a["url"] for a in read if a["duplicate_of"] is None]
    assert all(str(a["url"]).startswith("https://news.example/") for a in read)


def test_every_ending_that_a_reader_takes_is_named():
    for reader in READERS:
        for ending in reader.suffixes:
            assert f"`{ending.removesuffix('.gz')}`" in PAGE
