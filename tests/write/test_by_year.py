"""A lake that keeps its rows by year: the same rows for every reader, and only touched years are written."""

import dataclasses
import hashlib
import os
import signal
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

from flows.records import ArticleEvents, Span
from flows.write import layout
from flows.write.commit import commit, repair
from flows.write.lake import Lake
from flows.write.merge import Changes
from flows.write.rows import event_id
from tests.lakes import assert_whole, rows
from tests.write.staged import reject, result, run_row, stage

TABLES = ("events", "participants", "mentions", "articles")


def told(number: int, year: int, day: int = 1) -> ArticleEvents:
    """Returns an article of January of that year, whose statement was made on the day before."""
    found = result(number)
    published = date(year, 1, day)
    said = published - timedelta(days=1)
    when = dataclasses.replace(found.events[0].date, start=said, end=said, edtf=said.isoformat())
    article = dataclasses.replace(found.article, published_date=published)
    return dataclasses.replace(
        found, article=article, events=(dataclasses.replace(found.events[0], date=when),)
    )


def put(lake: Lake, run_id: str, *articles: Any, **changes: Any) -> None:
    lake.root.mkdir(exist_ok=True)
    (lake.root / "_lock").touch()
    batch = stage(lake.root.parent / f"{lake.root.name}-{run_id}", *articles, run_id=run_id)
    commit(lake, Changes(run_id, [batch], **changes), run_row(run_id, len(articles)))


def years(lake: Lake, table: str = "events") -> dict[str, str]:
    """Returns the fixed names of a table's files, with the versions that they lead to."""
    manifest = lake.snapshot().manifest
    assert manifest is not None
    return {file.published.removeprefix(f"{table}/"): file.path for file in manifest.tables[table]}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes a lake change to files by year with its ninth row: an article has four."""
    monkeypatch.setattr(layout, "WHOLE_ROWS", 8)


@pytest.fixture
def lake(tmp_path: Path, small: None) -> Lake:
    """A lake by year with articles of 2022, 2023 and 2024, which was one of two articles before."""
    lake = Lake(tmp_path / "lake")
    put(lake, "run-1", told(1, 2022), told(2, 2023))
    assert list(years(lake)) == ["events.parquet"]
    put(lake, "run-2", told(3, 2024), reject(9))
    return lake


def test_a_lake_that_has_grown_keeps_its_rows_by_year(lake: Lake) -> None:
    for table in TABLES:
        assert list(years(lake, table)) == [f"published_year={y}/{table}.parquet" for y in (2022, 2023, 2024)]
        assert not lake.file(table).exists()
    assert list(years(lake, "rejects")) == ["rejects.parquet"]
    assert_whole(lake.root)


@pytest.mark.parametrize("table", [*TABLES, "runs"])
def test_its_rows_one_by_one_are_those_of_the_table_in_its_order(lake: Lake, table: str) -> None:
    # An event that an article of 2022 foretold of 2025 stands behind those of the other years' files.
    found = told(4, 2022)
    event = dataclasses.replace(
        found.events[0], date=dataclasses.replace(found.events[0].date, start=date(2025, 1, 1), end=None)
    )
    put(lake, "run-3", dataclasses.replace(found, events=(event,)), told(5, 2023), told(6, 2024))
    state, whole = lake.snapshot(), lake.read(table).to_pylist()
    assert list(state.rows(table)) == whole
    some = list(whole[0])[-3:]
    assert list(state.rows(table, some)) == [{name: row[name] for name in some} for row in whole]
    assert state.first(table, 2, some) == [{name: row[name] for name in some} for row in whole[:2]]
    assert state.count(table) == len(whole)
    assert state.reader(table).read_all().num_rows == len(whole)


def test_it_stays_so_when_it_shrinks_and_holds_no_file_of_a_year_that_is_gone(lake: Lake) -> None:
    commit(lake, Changes("run-3", vanished={told(2, 2023).article.article_id}), run_row("run-3"))
    assert list(years(lake)) == [f"published_year={y}/events.parquet" for y in (2022, 2024)]
    assert_whole(lake.root)
    everything = {told(n, 2022).article.article_id for n in (1, 3)}
    commit(lake, Changes("run-4", vanished=everything), run_row("run-4"))
    assert rows(lake.root)["events"] == []
    assert lake.file("events").exists()
    assert_whole(lake.root)


def test_a_commit_writes_the_years_that_change_and_no_others(lake: Lake) -> None:
    before = years(lake)
    put(lake, "run-3", told(4, 2023, day=20))
    after = years(lake)
    assert {name for name in after if after[name] != before[name]} == {"published_year=2023/events.parquet"}
    assert_whole(lake.root)


def test_an_article_whose_date_is_corrected_moves_to_another_year(lake: Lake) -> None:
    put(lake, "run-3", told(3, 2022))
    assert list(years(lake)) == [f"published_year={y}/events.parquet" for y in (2022, 2023)]
    assert_whole(lake.root)


def _budget(number: int, published: date) -> ArticleEvents:
    """Returns an article that tells what was said on the last day of 2023."""
    found = told(number, 2024)
    text = found.article.text.replace("that bulletin", "that the budget before parliament, bulletin")
    said = date(2023, 12, 31)
    event = dataclasses.replace(
        found.events[0],
        date=dataclasses.replace(found.events[0].date, start=said, end=said, edtf="2023-12-31"),
        content=Span(text.index("the budget"), text.index(" She")),
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = dataclasses.replace(found.article, published_date=published, text=text, text_sha256=digest)
    return dataclasses.replace(found, article=article, events=(event,))


def test_a_story_that_crosses_the_turn_of_the_year_is_linked_in_both(lake: Lake) -> None:
    def key(number: int) -> str:
        found = _budget(number, date(2024, 1, 1))
        return event_id(found.article.article_id, found.events[0])

    # The second to come gives the story its id, so that the first is to be written anew.
    second, first = sorted((20, 21), key=key)
    put(lake, "run-3", _budget(first, date(2023, 12, 31)))
    before = years(lake)
    put(lake, "run-4", _budget(second, date(2024, 1, 1)))
    after = years(lake)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {f"published_year={y}/events.parquet" for y in (2023, 2024)}
    articles = {n: _budget(n, date(2024, 1, 1)).article.article_id for n in (first, second)}
    stories = {e["story_id"] for e in rows(lake.root)["events"] if e["article_id"] in articles.values()}
    assert stories == {key(second)}
    assert_whole(lake.root)
    # And back: when the second leaves, the first has its own story again.
    commit(lake, Changes("run-5", vanished={articles[second]}), run_row("run-5"))
    assert key(first) in {e["story_id"] for e in rows(lake.root)["events"]}
    assert_whole(lake.root)


def test_every_reader_sees_the_rows_of_both_layouts(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "WHOLE_ROWS", 1_000_000)
    whole = Lake(tmp_path / "whole")
    put(whole, "run-1", told(1, 2022), told(2, 2023))
    put(whole, "run-2", told(3, 2024), reject(9))
    assert rows(whole.root) == rows(lake.root)
    for table in TABLES:
        seen = [_ids(read(root / table)) for root in (lake.root, whole.root) for read in READERS]
        assert seen == [seen[0]] * len(seen)
        assert len(seen[0]) == 3


READERS = (
    lambda folder: duckdb.sql(f"FROM '{folder}/**/*.parquet'").df(),
    lambda folder: pl.read_parquet(f"{folder}/**/*.parquet").to_dict(as_series=False),
    lambda folder: pl.scan_parquet(f"{folder}/**/*.parquet").collect().to_dict(as_series=False),
    lambda folder: pd.read_parquet(folder),
    lambda folder: ds.dataset(folder, format="parquet", partitioning="hive").to_table().to_pydict(),
)


def _ids(found: Any) -> list[tuple[str, ...]]:
    columns = [c for c in ("article_id", "event_id", "story_id", "run_id", "name", "text") if c in found]
    return sorted(zip(*(list(map(str, found[c])) for c in columns), strict=True))


def test_the_same_articles_in_any_order_make_the_same_files(tmp_path: Path, small: None) -> None:
    given = [told(n, 2022 + n % 3, day=1 + n % 5) for n in range(12)]
    made = []
    for number, step in enumerate((1, 5, 7)):
        lake = Lake(tmp_path / f"lake-{number}")
        order = [given[(n * step) % 12] for n in range(12)]
        for run, chosen in enumerate((order[:2], order[2:7], order[7:])):
            put(lake, f"run-{run}", *chosen)
        made.append(rows(lake.root))
        assert_whole(lake.root)
    assert made == [made[0]] * 3


@pytest.mark.parametrize("nth", range(1, 60, 3))
def test_a_change_of_layout_that_is_cut_off_leaves_the_old_state_or_the_new(
    tmp_path: Path, small: None, nth: int
) -> None:
    lake = Lake(tmp_path / "lake")
    put(lake, "run-1", told(1, 2022), told(2, 2023))
    old = rows(lake.root)
    process = get_context("fork").Process(target=_commit_and_die, args=(lake, nth))
    process.start()
    process.join()
    now = rows(lake.root)
    assert len(now["events"]) in (2, 3)
    assert now == old or len(now["events"]) == 3
    repair(lake)
    assert rows(lake.root) == now
    put(lake, "run-3", told(3, 2024))
    assert list(years(lake)) == [f"published_year={y}/events.parquet" for y in (2022, 2023, 2024)]
    assert_whole(lake.root)


def _commit_and_die(lake: Lake, nth: int) -> None:
    """Commits, and dies with the nth call of what changes names."""
    left = nth

    def dying(real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return call

    for target, name in ((os, "fsync"), (os, "link"), (Path, "replace"), (Path, "unlink")):
        setattr(target, name, dying(getattr(target, name)))
    put(lake, "run-2", told(3, 2024))
