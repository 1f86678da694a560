"""Makes Arrow tables of rows and files of tables, by the contract."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.contract import ContractError, contract
from flows.write.manifest import LakeError


class DamagedTableError(LakeError):
    """A file of a table is no whole Parquet file."""


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
        DamagedTableError: Where the file is cut short or altered so that it cannot be read.
        ContractError: Where a column is missing that must not be null.
    """
    wanted = [c for c in contract(name).columns if columns is None or c.name in columns]
    try:
        with pq.ParquetFile(path) as file:
            there = set(file.schema_arrow.names)
            table = file.read(columns=[c.name for c in wanted if c.name in there])
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk or a permission, not what is in the file
        raise DamagedTableError(
            f"{path} is damaged and cannot be read; restore it from a backup, or make the lake anew"
            " with `readout run` in another folder"
        ) from error
    schema = contract(name).arrow_schema()
    for column in wanted:
        if column.name not in there:
            if not column.nullable:
                raise ContractError(f"{name}.{column.name} is missing from {path}")
            field = schema.field(column.name)
            table = table.append_column(field, pa.nulls(table.num_rows, field.type))
    return table.select(list(columns) if columns else schema.names).replace_schema_metadata(schema.metadata)
