"""Makes Arrow tables of rows and files of tables, by the contract."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.contract import ContractError, contract


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


def empty_table(name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Returns the table of that name without rows; `columns` chooses some of its columns."""
    table = contract(name).arrow_schema().empty_table()
    return table.select(list(columns)) if columns else table


def read_parquet(name: str, path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Reads a file of the table of that name; a column that came later and may be null is null.

    Raises:
        FileNotFoundError: Where there is no such file.
        ContractError: Where a column is missing that must not be null.
    """
    wanted = [c for c in contract(name).columns if columns is None or c.name in columns]
    with pq.ParquetFile(path) as file:
        there = set(file.schema_arrow.names)
        table = file.read(columns=[c.name for c in wanted if c.name in there])
    schema = contract(name).arrow_schema()
    for column in wanted:
        if column.name not in there:
            if not column.nullable:
                raise ContractError(f"{name}.{column.name} is missing from {path}")
            field = schema.field(column.name)
            table = table.append_column(field, pa.nulls(table.num_rows, field.type))
    return table.select(list(columns) if columns else schema.names).replace_schema_metadata(schema.metadata)
