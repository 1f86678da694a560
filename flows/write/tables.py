"""Makes Arrow tables of rows and files of tables, by the contract."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.contract import ContractError, contract
from flows.write.manifest import LakeError

# Rows that stand together in a file, and are read together or passed over: with some 2 kB an event, 2 to 10
# kB an article. Memory while a lake is written grows with them.
GROUP_ROWS = dict.fromkeys(("events", "participants", "mentions", "rejects", "runs"), 32_768) | {
    "articles": 8192
}

_BATCH_ROWS = 8192


class DamagedTableError(LakeError):
    """A file of a table is no whole Parquet file."""


class MissingTableError(LakeError, FileNotFoundError):
    """A file of a table that the manifest names is not there; two commits in a row may have removed it."""


def table_of(name: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Makes the table of that name from rows."""
    return pa.Table.from_pylist(list(rows), schema=contract(name).arrow_schema())


def sorting(name: str) -> list[tuple[str, str]]:
    """Returns by what the table of that name is sorted, as Arrow wants it told."""
    return [(column, "ascending") for column in contract(name).sort]


def sorted_table(name: str, table: pa.Table) -> pa.Table:
    """Sorts a table as its contract says, rows without a date last."""
    return table.sort_by(sorting(name))


def write_parquet(table: pa.Table, path: Path) -> None:
    """Writes a table to `path`, flushed to disk."""
    write_groups([table], table.schema, path)


def write_groups(groups: Iterable[pa.Table], schema: pa.Schema, path: Path) -> int:
    """Writes tables to `path`, each as one row group, flushed to disk: zstd, format 2.6, microseconds.

    Returns:
        How many rows they have.
    """
    rows = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        with pq.ParquetWriter(file, schema, compression="zstd", version="2.6", coerce_timestamps="us") as out:
            for group in groups:
                rows += group.num_rows
                out.write_table(group, row_group_size=max(1, group.num_rows))
        file.flush()
        os.fsync(file.fileno())
    return rows


def holds_groups(path: Path, groups: Iterable[pa.Table]) -> bool:
    """Tells whether a file reads back as the row groups that were written to it; a column at a time."""
    with pq.ParquetFile(path) as file:
        count = 0
        for count, group in enumerate(groups, 1):
            if count > file.num_row_groups:
                return False
            for column in group.column_names:
                if not file.read_row_group(count - 1, [column])[column].equals(group[column]):
                    return False
        return bool(count == file.num_row_groups)


def empty_table(name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Returns the table of that name without rows; `columns` chooses some of its columns."""
    table = contract(name).arrow_schema().empty_table()
    return table.select(list(columns)) if columns else table


def read_parquet(name: str, path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Reads a file of the table of that name; a column that came later and may be null is null.

    Raises:
        MissingTableError: Where there is no such file.
        DamagedTableError: Where the file is cut short or altered so that it cannot be read.
        ContractError: Where a column is missing that must not be null.
    """
    with _opened(path) as file:
        table = file.read(columns=_there(name, file, columns))
    return _completed(name, path, table, columns)


def parquet_batches(
    name: str, path: Path, columns: Sequence[str] | None = None, groups: Sequence[int] | None = None
) -> Iterator[pa.Table]:
    """Reads a file as `read_parquet` does, some thousand rows at a time; `groups` chooses row groups.

    Raises:
        MissingTableError: Where there is no such file.
        DamagedTableError: Where the file is cut short or altered so that it cannot be read.
        ContractError: Where a column is missing that must not be null.
    """
    with _opened(path) as file:
        for batch in file.iter_batches(_BATCH_ROWS, groups, _there(name, file, columns)):
            yield _completed(name, path, pa.Table.from_batches([batch]), columns)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path) as file:
            yield file
    except FileNotFoundError as error:
        raise MissingTableError(f"{path} is missing from the lake; restore it from a backup") from error
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk or a permission, not what is in the file
        raise DamagedTableError(
            f"{path} is damaged and cannot be read; restore it from a backup, or make the lake anew"
            " with `readout run` in another folder"
        ) from error


def _there(name: str, file: pq.ParquetFile, columns: Sequence[str] | None) -> list[str]:
    there = set(file.schema_arrow.names)
    return [
        c.name for c in contract(name).columns if (columns is None or c.name in columns) and c.name in there
    ]


def _completed(name: str, path: Path, table: pa.Table, columns: Sequence[str] | None) -> pa.Table:
    schema = contract(name).arrow_schema()
    for column in contract(name).columns:
        if (columns is None or column.name in columns) and column.name not in table.column_names:
            if not column.nullable:
                raise ContractError(f"{name}.{column.name} is missing from {path}")
            field = schema.field(column.name)
            table = table.append_column(field, pa.nulls(table.num_rows, field.type))
    return table.select(list(columns) if columns else schema.names).replace_schema_metadata(schema.metadata)
