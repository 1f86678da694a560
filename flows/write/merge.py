"""Works out what the tables hold once staged batches are put into them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.contract import contract
from flows.records import Locator
from flows.write.lake import Snapshot
from flows.write.staging import BATCH_TABLES
from flows.write.stories import link_stories
from flows.write.tables import empty_table, read_parquet, sorted_table

ARTICLE_TABLES = ("events", "participants", "mentions", "articles")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run brings to the lake.

    Attributes:
        run_id: The run.
        batches: The folders of its staged batches, in order; of an article in two the later counts.
        vanished: Ids of articles to take out.
        settled: Places in sources whose rejects no longer hold.
        copies: Articles, staged or in the lake, that turned out to be copies of others: their originals.
    """

    run_id: str
    batches: Sequence[Path] = ()
    vanished: Collection[str] = ()
    settled: Collection[Locator] = ()
    copies: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tells whether there is anything to change."""
        return bool(self.batches or self.vanished or self.settled)


def merge(state: Snapshot, changes: Changes) -> dict[str, pa.Table]:
    """Returns the tables that change, whole and sorted, `runs` left out.

    An article's rows replace all its former rows. A reject replaces the former ones of the same place in the
    same source, and so does an article that was read there after all.
    """
    new = {name: _staged_table(name, changes.batches) for name in BATCH_TABLES}
    new = {name: _without_copies(name, table, changes.copies) for name, table in new.items()}
    merged = _article_tables(state, new, changes)
    if "events" in merged:
        actors = merged["participants"] if "participants" in merged else state.read("participants")
        merged["events"] = link_stories(merged["events"], actors)
    rejects = _rejects(state, new, changes)
    return merged if rejects is None else merged | {"rejects": rejects}


def _article_tables(state: Snapshot, new: dict[str, pa.Table], changes: Changes) -> dict[str, pa.Table]:
    fresh = new["articles"]["article_id"].to_pylist()
    gone = pa.array([*fresh, *changes.vanished], pa.string())
    if len(gone) == 0 and state.manifest is not None:
        return {}
    merged = {}
    for name in ARTICLE_TABLES:
        old = state.read(name)
        kept = old.filter(pc.invert(pc.is_in(old["article_id"], value_set=gone)))
        kept = _without_copies(name, kept, changes.copies)
        if new[name].num_rows or kept.num_rows < old.num_rows or state.manifest is None:
            merged[name] = sorted_table(name, pa.concat_tables([kept, new[name]]))
    return merged


def _without_copies(name: str, table: pa.Table, copies: Mapping[str, str]) -> pa.Table:
    """Returns a table in which copies are marked as such and have no events."""
    if not copies or name == "rejects":
        return table
    ids = table["article_id"].to_pylist()
    if name != "articles":
        return table.filter(pa.array([i not in copies for i in ids], pa.bool_()))
    marks = [copies.get(i, mark) for i, mark in zip(ids, table["duplicate_of"].to_pylist(), strict=True)]
    counts = [0 if i in copies else n for i, n in zip(ids, table["n_events"].to_pylist(), strict=True)]
    models = [None if i in copies else m for i, m in zip(ids, table["model"].to_pylist(), strict=True)]
    for column, values in (("duplicate_of", marks), ("n_events", counts), ("model", models)):
        at = table.schema.get_field_index(column)
        table = table.set_column(at, table.schema.field(at), [pa.array(values, table.schema.field(at).type)])
    return table


def _rejects(state: Snapshot, new: dict[str, pa.Table], changes: Changes) -> pa.Table | None:
    fresh = new["rejects"]
    replaced = {*_locators(new["articles"]), *_locators(fresh), *changes.settled}
    if not replaced and state.manifest is not None:
        return None
    old = state.read("rejects")
    kept = old.filter(pa.array([place not in replaced for place in _locators(old)], pa.bool_()))
    if fresh.num_rows == 0 and kept.num_rows == old.num_rows and state.manifest is not None:
        return None
    return sorted_table("rejects", pa.concat_tables([kept, fresh]))


def _staged_table(name: str, batches: Sequence[Path]) -> pa.Table:
    owners = _owners(name, batches)
    parts = [empty_table(name)]
    for number, folder in enumerate(batches):
        part = read_parquet(name, folder / f"{name}.parquet")
        parts.append(part.filter(pa.array([owners[key] == number for key in _owned(name, part)], pa.bool_())))
    return pa.concat_tables(parts)


def _owners(name: str, batches: Sequence[Path]) -> dict[Any, int]:
    """Returns for each article (or place, for rejects) the last batch that it stands in."""
    lead = "rejects" if name == "rejects" else "articles"
    columns = ["source_uri", "source_record", "stage"] if name == "rejects" else ["article_id"]
    owners: dict[Any, int] = {}
    for number, folder in enumerate(batches):
        part = read_parquet(lead, folder / f"{lead}.parquet", columns)
        owners |= dict.fromkeys(_owned(name, part), number)
    return owners


def _owned(name: str, table: pa.Table) -> list[Any]:
    if name == "rejects":
        return list(zip(*(table[c].to_pylist() for c in contract("rejects").key), strict=True))
    ids: list[Any] = table["article_id"].to_pylist()
    return ids


def _locators(table: pa.Table) -> list[Locator]:
    records = (record or "" for record in table["source_record"].to_pylist())
    return list(zip(table["source_uri"].to_pylist(), records, strict=True))
