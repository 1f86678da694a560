"""Checks that a lake has the files that its manifest names, and that its tables agree with one another."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.contract import TABLES
from flows.write.fault import Fault
from flows.write.lake import Lake, Snapshot

# The columns that must hold a key of another table.
_REFERENCES = (
    ("events", "event_id", "article_id", "articles"),
    ("participants", "event_id", "event_id", "events"),
    ("participants", "event_id", "article_id", "articles"),
    ("mentions", "event_id", "event_id", "events"),
    ("mentions", "event_id", "article_id", "articles"),
    ("articles", "article_id", "duplicate_of", "articles"),
    ("events", "event_id", "run_id", "runs"),
    ("articles", "article_id", "run_id", "runs"),
    ("rejects", "source_uri", "run_id", "runs"),
)
_KEYS = {"articles": "article_id", "events": "event_id", "runs": "run_id"}


def file_faults(lake: Lake) -> Iterator[Fault]:
    """Yields what is wrong with the files: missing, altered, or not what the fixed names lead to."""
    manifest = lake.snapshot().manifest
    if manifest is None:
        return
    for name in TABLES:
        for file in manifest.tables.get(name, ()):
            yield from _hash_faults(name, lake.root / file.path, file.path, file.sha256)
            yield from _hash_faults(name, lake.root / file.published, file.published, file.sha256)
    for path in lake.idle_runs:
        yield from _hash_faults("runs", path, f"runs/{path.name}", path.stem.rpartition("-")[2])
    named = {*(file.published for files in manifest.tables.values() for file in files)}
    for name in TABLES:
        for path in sorted((lake.root / name).glob("**/*.parquet")):
            place = path.relative_to(lake.root).as_posix()
            if place not in named and path not in lake.idle_runs:
                yield Fault(name, place, "the file belongs to no state of the lake, and doubles or adds rows")


def published_state(state: Snapshot) -> Snapshot:
    """Returns the state that the fixed names show."""
    if state.manifest is None:
        return state
    tables = {
        name: tuple(replace(file, path=file.published) for file in files)
        for name, files in state.manifest.tables.items()
    }
    return replace(state, manifest=replace(state.manifest, tables=tables))


def table_faults(state: Snapshot) -> Iterator[Fault]:
    """Yields where tables do not agree: rows that refer to nothing, counts that do not hold."""
    keys = {name: {row[key] for row in state.rows(name, [key])} for name, key in _KEYS.items()}
    for name, key, column, other in _REFERENCES:
        for row in state.rows(name, list(dict.fromkeys([key, column]))):
            if row[column] is not None and row[column] not in keys[other]:
                yield Fault(name, row[key], f"its {column} {row[column]} is not in {other}")
    yield from _count_faults(state)
    for run in state.rows("runs"):
        yield from _balance_faults(run)


def _hash_faults(table: str, path: Path, name: str, expected: str) -> Iterator[Fault]:
    if not path.exists():
        yield Fault(table, name, "the file is missing")
        return
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if not digest.startswith(expected):
        yield Fault(table, name, "the file is not the one that was written: its hash differs")


def _count_faults(state: Snapshot) -> Iterator[Fault]:
    events = Counter(row["article_id"] for row in state.rows("events", ["article_id"]))
    for row in state.rows("articles", ["article_id", "n_events"]):
        found = events[row["article_id"]]
        if row["n_events"] != found:
            yield Fault(
                "articles", row["article_id"], f"it says {row['n_events']} events, and there are {found}"
            )


def _balance_faults(run: dict[str, Any]) -> Iterator[Fault]:
    parts = ("extracted", "unchanged", "duplicate", "rejected")
    total = sum(run[part] for part in parts)
    if run["status"] == "completed" and run["read"] != total:
        yield Fault("runs", run["run_id"], f"it read {run['read']} articles and accounts for {total}")
