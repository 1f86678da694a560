"""Makes Arrow tables of rows and files of tables, by the contract."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.contract import contract


def table_of(name: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Makes the table of that name from rows."""
    return pa.Table.from_pylist(list(rows), schema=contract(name).arrow_schema())


def sorted_table(name: str, table: pa.Table) -> pa.Table:
    """Sorts a table as its contract says, rows without a date last."""
    return table.sort_by([(column, "ascending") for column in contract(name).sort])


def write_parquet(table: pa.Table, path: Path) -> None:
    """Writes a table to `path`, flushed to disk: zstd, format 2.6, microseconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd", version="2.6", coerce_timestamps="us")
        file.flush()
        os.fsync(file.fileno())


def read_parquet(name: str, path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Reads a table of that name; the empty table where the file does not exist yet."""
    if not path.exists():
        table = contract(name).arrow_schema().empty_table()
        return table.select(list(columns)) if columns else table
    return pq.ParquetFile(path).read(columns=list(columns) if columns else None)
