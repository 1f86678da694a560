"""Writes the rows of one batch to staging, with a marker once they are whole."""

import json
from collections.abc import Iterable
from pathlib import Path

from flows.records import ArticleEvents, Reject
from flows.write.rows import reject_row, rows_of
from flows.write.tables import read_parquet, table_of, write_parquet

BATCH_TABLES = ("events", "participants", "mentions", "articles", "rejects")


def stage_batch(
    folder: Path, results: Iterable[ArticleEvents], rejects: Iterable[Reject], run_id: str, version: str
) -> dict[str, int]:
    """Writes the tables of one batch into `folder` and returns how many rows each has."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in BATCH_TABLES}
    for result in results:
        for name, some in rows_of(result, run_id, version).items():
            rows[name] += some
    rows["rejects"] = [reject_row(r, run_id) for r in rejects]
    for name in BATCH_TABLES:
        write_parquet(table_of(name, rows[name]), folder / f"{name}.parquet")
    counts = {name: len(some) for name, some in rows.items()}
    marker = folder / "complete.json.tmp"
    marker.write_text(json.dumps(counts), encoding="utf-8")
    marker.rename(folder / "complete.json")
    return counts


def staged(folder: Path) -> dict[str, int] | None:
    """Returns the row counts of a batch that was staged whole, or None."""
    marker = folder / "complete.json"
    if not marker.exists():
        return None
    counts: dict[str, int] = json.loads(marker.read_text(encoding="utf-8"))
    return counts


def event_types(folder: Path) -> dict[str, int]:
    """Returns how many events of each type a staged batch holds."""
    types = read_parquet("events", folder / "events.parquet", ["event_type"])["event_type"]
    return {count["values"]: count["counts"] for count in types.value_counts().to_pylist()}
