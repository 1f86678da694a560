"""Merges staged batches into the tables of the lake."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.contract import TABLES, contract
from flows.write.lake import Lake
from flows.write.staging import BATCH_TABLES
from flows.write.tables import read_parquet, sorted_table, table_of, write_parquet

ARTICLE_TABLES = ("events", "participants", "mentions", "articles")


def commit(lake: Lake, batches: Sequence[Path], run_row: dict[str, Any]) -> None:
    """Puts staged batches and the run's own row into the tables.

    An article's rows replace all its former rows, and a reject the former one of the same record. Every
    table is checked and written aside before the first is put in place; the manifest is replaced last.

    Raises:
        ContractError: Where a table breaks its contract; the lake is then as it was.
        OSError: Where the disk refuses; likewise, unless it refuses in the middle of the renames.
    """
    new = {name: _staged_table(name, batches) for name in BATCH_TABLES}
    new["runs"] = table_of("runs", [run_row])
    written = {}
    for name in TABLES:
        if new[name].num_rows == 0 and lake.file(name).exists():
            continue
        merged = _merge(name, lake.read(name), new, new["articles"]["article_id"])
        contract(name).check(merged)
        aside = lake.file(name).with_suffix(".parquet.tmp")
        write_parquet(merged, aside)
        contract(name).check(read_parquet(name, aside))
        written[name] = aside
    for name, aside in written.items():
        aside.replace(lake.file(name))
        _flush_folder(lake.file(name).parent)
    _write_manifest(lake, run_row["run_id"])


def _staged_table(name: str, batches: Sequence[Path]) -> pa.Table:
    tables = [read_parquet(name, folder / f"{name}.parquet") for folder in batches]
    return pa.concat_tables([contract(name).arrow_schema().empty_table(), *tables])


def _merge(name: str, old: pa.Table, new: dict[str, pa.Table], replaced: pa.ChunkedArray) -> pa.Table:
    if name in ARTICLE_TABLES:
        old = old.filter(pc.invert(pc.is_in(old["article_id"], value_set=replaced.combine_chunks())))
    elif name == "rejects":
        again = _locators(new[name])
        keep = [locator not in again for locator in _locators_in_order(old)]
        old = old.filter(pa.array(keep, pa.bool_()))
    return sorted_table(name, pa.concat_tables([old, new[name]]))


def _locators(rejects: pa.Table) -> set[tuple[Any, ...]]:
    return set(_locators_in_order(rejects))


def _locators_in_order(rejects: pa.Table) -> list[tuple[Any, ...]]:
    columns = (rejects[c].to_pylist() for c in contract("rejects").key)
    return list(zip(*columns, strict=True))


def _write_manifest(lake: Lake, run_id: str) -> None:
    files = {}
    for name in TABLES:
        with lake.file(name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files[name] = {"file": str(lake.file(name).relative_to(lake.root)), "sha256": digest}
    aside = lake.manifest.with_suffix(".json.tmp")
    with aside.open("w", encoding="utf-8") as out:
        json.dump({"run_id": run_id, "tables": files}, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(lake.manifest)
    _flush_folder(lake.root)


def _flush_folder(folder: Path) -> None:
    # A rename is on disk only once its folder is.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
