"""Puts a run's results into the lake, in one step that readers see whole or not at all.

1. The tables that change are merged, checked against their contracts, written beside the others, flushed,
   read back and compared. Nothing that a reader looks at has changed so far.
2. The manifest is replaced: from here on the lake has its new state.
3. The fixed names follow, one after another, and what nothing names any more is removed.

A process that dies in 1 leaves the old state, in 3 the new one; `repair`, with which every run begins, does
the rest. A run that changes nothing leaves all files as they are and adds one, its row of `runs`.
"""

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.contract import contract
from flows.version import __version__
from flows.write.durable import link_durably, move_durably
from flows.write.lake import Lake, idle_run_id
from flows.write.layout import fixed_name, is_by_year, version_name
from flows.write.manifest import (
    BY_YEAR_VERSION,
    SCHEMA_VERSION,
    LakeError,
    Manifest,
    TableFile,
    read_manifest,
)
from flows.write.merge import Changes, NewFile, merge
from flows.write.tables import holds_groups, read_parquet, sorted_table, table_of, write_groups

# Tables that others refer to first: see the head of lake.py.
_PUBLISHING_ORDER = ("runs", "articles", "events", "participants", "mentions", "rejects")
# So many files of idle runs may gather before their rows are taken over into the table.
_IDLE_FILES = 100

Row = dict[str, Any]


class LakeWriteError(LakeError):
    """The lake cannot be written; it is in its old state, or whole in its new one."""


def commit(lake: Lake, changes: Changes, row: Callable[[], Row]) -> None:
    """Puts what a run found, and the run's own row, into the tables.

    Args:
        lake: The lake, whose lock the caller holds.
        changes: What the run found.
        row: Returns the run's row of `runs`; called when all else is written, so that it can say how long
            that took.

    Raises:
        ContractError: Where a table breaks its contract; the lake is then as it was.
        OSError: Where the disk refuses; likewise.
        LakeWriteError: Where the disk refuses after the manifest was replaced.
    """
    state = lake.snapshot()
    if state.manifest and state.manifest.run_id == changes.run_id:
        # Tried once more after it had all but succeeded.
        repair(lake)
        return
    if not changes and state.manifest and len(lake.idle_runs) < _IDLE_FILES:
        record_run(lake, row())
        return
    scratch = lake.staging / "commit" / "sorting"
    with _nothing_left_behind(lake):
        shutil.rmtree(scratch, ignore_errors=True)  # of a commit that was killed
        scratch.mkdir(parents=True)
        files = dict(state.manifest.tables) if state.manifest else {}
        for name, found in merge(state, changes, scratch).items():
            written = [f if isinstance(f, TableFile) else _write_version(lake, f) for f in found]
            files[name] = tuple(sorted(written, key=lambda file: file.published))
        shutil.rmtree(scratch)
        runs = sorted_table("runs", pa.concat_tables([state.read("runs"), table_of("runs", [row()])]))
        contract("runs").check_key(runs)
        files["runs"] = (_write_version(lake, NewFile("runs", None, lambda: iter([runs]))),)
        former = state.manifest.paths if state.manifest else frozenset()
        manifest = Manifest(changes.run_id, __version__, files)
        manifest = replace(
            manifest,
            previous=tuple(sorted(former - manifest.paths)),
            schema_version=BY_YEAR_VERSION if is_by_year(manifest) else SCHEMA_VERSION,
        )
        manifest.write(lake.manifest, lake.staging / "commit" / "manifest.json")
    try:
        repair(lake)
    except OSError as error:
        raise LakeWriteError(
            f"the run is committed, but {error.filename or lake.root} could not be renewed"
            f" ({error.strerror}): readers of the manifest see the new rows, the next run does the rest"
        ) from error


def record_run(lake: Lake, row: Row) -> None:
    """Adds the row of a run that has changed no table: it found nothing new, or it failed.

    Raises:
        ContractError: Where the row breaks the contract.
        OSError: Where the disk refuses.
    """
    table = table_of("runs", [row])
    contract("runs").check(table)
    aside = lake.staging / "commit" / "idle.parquet"
    digest, _ = _write_checked(NewFile("runs", None, lambda: iter([table])), aside)
    move_durably(aside, lake.root / "runs" / f"idle-{row['run_id']}-{digest[:16]}.parquet")


def repair(lake: Lake) -> None:
    """Makes the fixed names follow the manifest, and removes files that nothing names.

    Raises:
        LakeError: Where the lake is of another version, or damaged.
        OSError: Where the disk refuses.
    """
    manifest = lake.snapshot().manifest
    _remove_versions(lake, _named(manifest))
    if manifest is None:
        return
    committed = {
        run_id
        for file in manifest.tables["runs"]
        for run_id in read_parquet("runs", lake.root / file.path, ["run_id"])["run_id"].to_pylist()
    }
    # Before the table that holds the same rows appears: no reader shall see a run twice.
    for path in lake.idle_runs:
        if idle_run_id(path) in committed:
            path.unlink()
    for name in _PUBLISHING_ORDER:
        wanted = {lake.root / file.published for file in manifest.tables[name]}
        for path in _own_fixed_names(lake, name):
            if path not in wanted:
                path.unlink()
        for file in manifest.tables[name]:
            if not _same_file(lake.root / file.path, lake.root / file.published):
                aside = lake.staging / "commit" / f"{name}.published"
                link_durably(lake.root / file.path, lake.root / file.published, aside)


def _own_fixed_names(lake: Lake, table: str) -> list[Path]:
    """Returns the files under fixed names of either layout; what others put beside them is theirs."""
    years = sorted((lake.root / table).glob(f"published_year=*/{table}.parquet"))
    return [path for path in (lake.file(table), *years) if path.exists()]


def _write_version(lake: Lake, new: NewFile) -> TableFile:
    aside = lake.staging / "commit" / f"{new.table}.parquet"
    digest, rows = _write_checked(new, aside)
    path = version_name(new.table, new.year, digest)
    move_durably(aside, lake.root / path)
    return TableFile(path, fixed_name(new.table, new.year), digest, rows)


def _write_checked(new: NewFile, path: Path) -> tuple[str, int]:
    """Writes a file, reads it back, and returns its hash and its number of rows."""
    rows = write_groups(_checked(new), contract(new.table).arrow_schema(), path)
    if not holds_groups(path, new.groups()):
        raise LakeWriteError(f"{path} does not read back as it was written; the disk may be failing")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), rows


def _checked(new: NewFile) -> Iterator[pa.Table]:
    for group in new.groups():
        contract(new.table).check_columns(group)
        yield group


@contextlib.contextmanager
def _nothing_left_behind(lake: Lake) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError, LakeError):
            shutil.rmtree(lake.staging / "commit", ignore_errors=True)
            # The manifest tells whether the fault came before its replacement or right after.
            _remove_versions(lake, _named(read_manifest(lake.manifest)))
        raise


def _named(manifest: Manifest | None) -> frozenset[str]:
    return manifest.paths | set(manifest.previous) if manifest else frozenset()


def _remove_versions(lake: Lake, named: frozenset[str]) -> None:
    for path in lake.versions.glob("*") if lake.versions.is_dir() else ():
        if path.relative_to(lake.root).as_posix() not in named:
            path.unlink()


def _same_file(version: Path, published: Path) -> bool:
    """Tells whether the fixed name leads to that version already, be it as a copy (of a copied lake)."""
    if not published.exists():
        return False
    if version.samefile(published):
        return True
    if version.stat().st_size != published.stat().st_size:
        return False
    with version.open("rb") as a, published.open("rb") as b:
        return hashlib.file_digest(a, "sha256").digest() == hashlib.file_digest(b, "sha256").digest()
