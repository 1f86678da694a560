"""Writes the rows of one batch to staging, with a marker once they are whole."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.records import ArticleEvents, CleanArticle, Reject
from flows.write.durable import flush_folder, write_durably
from flows.write.rows import reject_row, rows_of
from flows.write.tables import table_of, write_parquet

BATCH_TABLES = ("events", "participants", "mentions", "articles", "rejects")
_MARKER = "complete.json"


@dataclass(frozen=True, slots=True)
class StagedBatch:
    """What a staged batch holds.

    Attributes:
        events: How many events its articles have, by type.
        by_kind: By kind of source, how many articles were `extracted`, and how many extraction had to
            give up, by reason.
    """

    events: dict[str, int]
    by_kind: dict[str, dict[str, int]]


def stage_batch(
    folder: Path, records: Iterable[ArticleEvents | CleanArticle | Reject], run_id: str, version: str
) -> StagedBatch:
    """Writes the tables of one batch into `folder`.

    Args:
        folder: Where to; it is flushed to disk before the marker says that the batch is whole.
        records: What became of the articles, and the rejects of all steps. Of clean articles only copies of
            others are written, which have no events; the rest are passed over.
        run_id: The run.
        version: The version of Readout.
    """
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in BATCH_TABLES}
    by_kind: dict[str, dict[str, int]] = {}
    for record in records:
        if isinstance(record, ArticleEvents):
            for name, some in rows_of(record, run_id, version).items():
                rows[name] += some
            _count(by_kind, record.article.reader, "extracted")
        elif isinstance(record, CleanArticle):
            if record.duplicate_of:
                rows["articles"] += rows_of(ArticleEvents(record, (), ""), run_id, version)["articles"]
        else:
            rows["rejects"].append(reject_row(record, run_id))
            if record.stage == "extract":
                _count(by_kind, record.kind, record.reason)
    for name in BATCH_TABLES:
        write_parquet(table_of(name, rows[name]), folder / f"{name}.parquet")
    flush_folder(folder)
    types = Counter(str(row["event_type"]) for row in rows["events"])
    batch = StagedBatch(dict(types), by_kind)
    write_durably(folder / _MARKER, json.dumps(asdict(batch)), folder / f"{_MARKER}.tmp")
    return batch


def _count(by_kind: dict[str, dict[str, int]], kind: str, fate: str) -> None:
    of_kind = by_kind.setdefault(kind, {})
    of_kind[fate] = of_kind.get(fate, 0) + 1


def staged_batch(folder: Path) -> StagedBatch | None:
    """Returns what a batch holds that was staged whole, or None."""
    marker = folder / _MARKER
    if not marker.exists():
        return None
    return StagedBatch(**json.loads(marker.read_text(encoding="utf-8")))
