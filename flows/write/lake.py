"""The lake: the folder that holds the six tables, and how to read them.

    lake/
      _manifest.json                     names the current files with their hashes; replaced last
      _versions/events-3f9c….parquet     the current files, one a table, never changed once written
      events/events.parquet              the same file under a fixed name (a hard link), for plain globs
      runs/idle-<run>-<hash>.parquet     one row: a run that found nothing new and so left all else untouched
      reports/<run>.json …               what each run did
      _staging/                          batches of the run under way
      _lock, _writer.json                held by the one writer; who that is

Whoever needs tables that agree with one another reads those that the manifest names: it is replaced in one
step, and the files of the state before stay until the next commit. Readers of the fixed names see each file
whole, old or new, and each row once; only while a commit renames its six files one after another may one
table be newer than another. Tables that others refer to go first, so that a row's article is there before it.

Tables are one file each, read and rewritten whole by a commit that touches them: right up to a few million
rows. Folders by `published_year` for larger lakes are foreseen (a table has a list of files), not built.
"""

import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from flows.write.manifest import LakeError, Manifest, read_manifest
from flows.write.tables import empty_table, read_parquet

# A reader that loses the race against two commits in a row reads the manifest again; this often at most.
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a lake: its tables agree with one another, whatever is committed meanwhile."""

    root: Path
    manifest: Manifest | None

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Reads a table; empty where nothing was written yet.

        Raises:
            FileNotFoundError: Where two commits since have removed the file.
        """
        files = self.manifest.tables.get(table, ()) if self.manifest else ()
        parts = [read_parquet(table, self.root / file.path, columns) for file in files]
        if table == "runs":
            parts += [read_parquet(table, path, columns) for path in self._idle_runs()]
        return pa.concat_tables([empty_table(table, columns), *parts])

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

    def file(self, table: str) -> Path:
        """Returns the fixed name of a table's file."""
        return self.root / table / f"{table}.parquet"

    def snapshot(self) -> Snapshot:
        """Returns the present state.

        Raises:
            LakeError: Where the lake is of another version, or its manifest is damaged.
        """
        return Snapshot(self.root, read_manifest(self.manifest))

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Reads the present state of one table; empty where nothing was written yet.

        Raises:
            LakeError: Where a file that the manifest names is missing.
        """
        for _ in range(_ATTEMPTS):
            try:
                return self.snapshot().read(table, columns)
            except FileNotFoundError as error:
                missing = error.filename
                time.sleep(0.05)
        raise LakeError(f"{missing} is missing from the lake; restore it from a backup")


def idle_run_id(path: Path) -> str:
    """Returns the id of the run that a file `idle-<run>-<hash>.parquet` records."""
    return path.stem.removeprefix("idle-").rpartition("-")[0]
