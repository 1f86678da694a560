"""The lake: the folder that holds the six tables, and how to read them.

    lake/
      _manifest.json                     names the current files with their hashes; replaced last
      _versions/events-3f9c….parquet     the current files, never changed once written
      events/events.parquet              the same file under a fixed name (a hard link), for plain globs
      runs/idle-<run>-<hash>.parquet     one row: a run that found nothing new and so left all else untouched
      reports/<run>.json …               what each run did
      _staging/                          batches of the run under way, and scratch files of its commit
      _lock, _writer.json                held by the one writer; who that is

A table is one file. Once the tables of articles (events, participants, mentions, articles) have more than two
million rows together (layout.py), they are kept by the year in which the article was published, and stay so:

      _versions/events-2024-8c1d….parquet
      events/published_year=2024/events.parquet

A commit then writes only the files of the years that a changed article, or a changed story, belongs to. The
year is in the path alone, as Hive has it. `events/**/*.parquet` finds the files of either layout.

Whoever needs tables that agree with one another reads those that the manifest names: it is replaced in one
step, and the files of the state before stay until the next commit. Readers of the fixed names see each file
whole, old or new, and never a row twice in a table of one file; only while a commit renames its files one
after another may one be newer than another. Tables that others refer to go first, so that a row's article is
there before it. When a lake changes to files by year, the one file goes a moment before they come.
"""

import heapq
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.write.layout import fixed_name
from flows.write.manifest import Manifest, read_manifest
from flows.write.tables import (
    MissingTableError,
    empty_table,
    parquet_batches,
    read_parquet,
    sorted_table,
    sorting,
)

# A reader that loses the race against two commits in a row reads the manifest again; this often at most.
_ATTEMPTS = 5
_ROWS_UNPACKED = 512

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a lake: its tables agree with one another, whatever is committed meanwhile."""

    root: Path
    manifest: Manifest | None

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Reads a table, in its order; empty where nothing was written yet.

        Raises:
            MissingTableError: Where two commits since have removed the file.
        """
        paths = self._paths(table)
        if len(paths) < 2:
            parts = [read_parquet(table, path, columns) for path in paths]
            return pa.concat_tables([empty_table(table, columns), *parts])
        # Each file is in order, all of them are not.
        names = empty_table(table, columns).column_names
        wanted = list(dict.fromkeys([*names, *(column for column, _ in sorting(table))]))
        parts = [read_parquet(table, path, wanted) for path in paths]
        return sorted_table(table, pa.concat_tables(parts)).select(names)

    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Reads a table some thousand rows at a time, file by file.

        Raises:
            MissingTableError: Where two commits since have removed a file.
        """
        for path in self._paths(table):
            yield from parquet_batches(table, path, columns)

    def reader(self, table: str) -> pa.RecordBatchReader:
        """Returns a reader of a table for libraries that take Arrow, which reads as `batches` does.

        Raises:
            MissingTableError: When it reads, where two commits since have removed a file.
        """
        schema = empty_table(table).schema
        found = (part for batch in self.batches(table) for part in batch.to_batches())
        return pa.RecordBatchReader.from_batches(schema, found)

    def rows(self, table: str, columns: Sequence[str] | None = None) -> Iterator[Row]:
        """Yields the rows of a table, in its order; of each file only some thousand are in memory.

        Raises:
            MissingTableError: Where two commits since have removed a file.
        """
        paths = self._paths(table)
        names = empty_table(table, columns).column_names
        if len(paths) < 2:
            for path in paths:
                yield from _rows_of(parquet_batches(table, path, names))
            return
        by = [column for column, _ in sorting(table)]
        wanted = list(dict.fromkeys([*names, *by]))
        files = [_rows_of(parquet_batches(table, path, wanted)) for path in paths]
        # Each file is in order, all of them are not; as in the files, rows without a value come last.
        for row in heapq.merge(*files, key=lambda row: [(row[c] is None, row[c]) for c in by]):
            yield {name: row[name] for name in names}

    def where(self, table: str, column: str, value: str) -> list[Row]:
        """Returns the rows of a table that have this value in that column.

        Raises:
            MissingTableError: Where two commits since have removed a file.
        """
        found = (batch.filter(pc.equal(batch[column], value)) for batch in self.batches(table))
        return [row for batch in found if batch.num_rows for row in batch.to_pylist()]

    def first(self, table: str, number: int, columns: Sequence[str], run_id: str | None = None) -> list[Row]:
        """Returns the first rows of a table, in its order; of one that names runs, those of one run if given.

        Raises:
            MissingTableError: Where two commits since have removed a file.
        """
        run = ["run_id"] if run_id is not None else []
        wanted = list(dict.fromkeys([*columns, *(column for column, _ in sorting(table)), *run]))
        first = empty_table(table, wanted)
        for batch in self.batches(table, wanted):
            chosen = batch.filter(pc.equal(batch["run_id"], run_id)) if run else batch
            first = sorted_table(table, pa.concat_tables([first, chosen])).slice(0, number)
        return [{name: row[name] for name in columns} for row in first.to_pylist()]

    def count(self, table: str, run_id: str | None = None) -> int:
        """Returns how many rows a table has; of one that names runs, those of one run if given.

        Raises:
            MissingTableError: Where two commits since have removed a file.
        """
        if run_id is None:
            return sum(batch.num_rows for batch in self.batches(table, [sorting(table)[0][0]]))
        ids = (batch["run_id"] for batch in self.batches(table, ["run_id"]))
        return sum(pc.sum(pc.equal(i, run_id)).as_py() or 0 for i in ids)

    def _paths(self, table: str) -> list[Path]:
        files = self.manifest.tables.get(table, ()) if self.manifest else ()
        return [*(self.root / file.path for file in files), *(self._idle_runs() if table == "runs" else ())]

    def _idle_runs(self) -> list[Path]:
        # A commit takes these rows over into the table, and removes the files a moment later.
        files = self.manifest.tables["runs"] if self.manifest else ()
        known = {
            run_id
            for file in files
            for run_id in read_parquet("runs", self.root / file.path, ["run_id"])["run_id"].to_pylist()
        }
        return [path for path in Lake(self.root).idle_runs if idle_run_id(path) not in known]


@dataclass(frozen=True, slots=True)
class Lake:
    """A folder that holds the tables; see the head of this module."""

    root: Path

    @property
    def versions(self) -> Path:
        """Where the files that the manifest names lie."""
        return self.root / "_versions"

    @property
    def staging(self) -> Path:
        """Where batches wait for their commit."""
        return self.root / "_staging"

    @property
    def manifest(self) -> Path:
        """The file that names the current files with their hashes; replaced last."""
        return self.root / "_manifest.json"

    @property
    def reports(self) -> Path:
        """Where each run's report lies."""
        return self.root / "reports"

    @property
    def idle_runs(self) -> list[Path]:
        """The files of runs that found nothing new, in order of time."""
        return sorted((self.root / "runs").glob("idle-*.parquet"))

    def file(self, table: str, year: int | None = None) -> Path:
        """Returns the fixed name of a table's file, or of that of one year of publication."""
        return self.root / fixed_name(table, year)

    def snapshot(self) -> Snapshot:
        """Returns the present state.

        Raises:
            LakeError: Where the lake is of another version, or its manifest is damaged.
        """
        return Snapshot(self.root, read_manifest(self.manifest))

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Reads the present state of one table; empty where nothing was written yet.

        Raises:
            MissingTableError: Where a file that the manifest names is missing.
        """
        for _ in range(_ATTEMPTS - 1):
            try:
                return self.snapshot().read(table, columns)
            except MissingTableError:
                time.sleep(0.05)
        return self.snapshot().read(table, columns)


def _rows_of(batches: Iterator[pa.Table]) -> Iterator[Row]:
    for batch in batches:
        # As Python's objects rows take many times the room: a few at a time.
        for start in range(0, batch.num_rows, _ROWS_UNPACKED):
            yield from batch.slice(start, _ROWS_UNPACKED).to_pylist()


def idle_run_id(path: Path) -> str:
    """Returns the id of the run that a file `idle-<run>-<hash>.parquet` records."""
    return path.stem.removeprefix("idle-").rpartition("-")[0]
