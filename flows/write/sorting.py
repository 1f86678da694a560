"""Sorts the rows of a table that need not fit into memory, and cuts them into groups of one size.

1. The columns to sort by are read, alone: they tell each row's rank, and so its group.
2. The rows are read, and each is appended to the file of its group, in a scratch folder.
3. A group is read and sorted when it is wanted.

In memory are the columns to sort by, and some tens of MiB of rows. The groups depend on the rows alone, not
on the order in which they came.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from flows.contract import contract
from flows.write.tables import GROUP_ROWS, sorting

YEAR = "published_year"
# So many bytes of rows are gathered before they go to the groups' files.
_GATHERED = 32 * 2**20

Batches = Callable[[Sequence[str] | None], Iterator[pa.Table]]


@dataclass(slots=True)
class SortedGroup:
    """Some rows, which come one after another in the order of their table.

    Attributes:
        year: That its rows' articles were published in; None where rows are not kept apart by year.
        rows: How many they are.
        lowest: The value of the first column to sort by in the first row.
        highest: That in the last row that has one.
    """

    path: Path
    year: int | None
    rows: int
    lowest: Any
    highest: Any
    _places: list[NDArray[np.uint32]] = field(default_factory=list)

    def append(self, rows: pa.Table, places: NDArray[np.uint32]) -> None:
        """Adds rows; their places within the group say where they go when it is read."""
        self._places.append(places)
        # Each call makes a stream of its own, so that no file stays open: there may be thousands.
        with pa.OSFile(str(self.path), "ab") as file, pa.ipc.new_stream(file, rows.schema) as stream:
            stream.write_table(rows)

    def read(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Returns the group's rows in order, with some of their columns or all."""
        parts = []
        with pa.memory_map(str(self.path)) as file:
            for _ in self._places:
                with pa.ipc.open_stream(file) as stream:
                    batches = list(stream)
                    table = pa.Table.from_batches(batches, stream.schema)
                parts.append(table.select(list(columns)) if columns else table)
            order = np.empty(self.rows, np.int64)
            order[np.concatenate(self._places)] = np.arange(self.rows)
            # Taking copies the rows: nothing points into the file when it is closed.
            return pa.concat_tables(parts).combine_chunks().take(pa.array(order)).combine_chunks()


def sort_rows(name: str, batches: Batches, folder: Path) -> list[SortedGroup]:
    """Sorts rows of the table of that name.

    Args:
        name: The table, whose contract says how it is sorted, and what no two rows share.
        batches: Returns the rows in tables, with some of their columns or with all (None), and a column
            `published_year`: where it is not null, rows of one year are kept together. Called twice.
        folder: Where to put scratch files.

    Raises:
        ContractError: Where two rows have one key.
    """
    by = [column for column, _ in sorting(name)]
    parts = list(batches([YEAR, *dict.fromkeys([*by, *contract(name).key])]))
    if not parts:
        return []
    keys = pa.concat_tables(parts)
    contract(name).check_key(keys)
    order = pc.sort_indices(keys, [(YEAR, "ascending"), *sorting(name)]).to_numpy()
    keys = keys.select([YEAR, by[0]])
    groups, starts = _groups(name, keys, order, folder)
    ranks = np.empty(len(order), np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    del keys, order
    done = 0
    for table in _gathered(batches(None)):
        rank = ranks[done : done + table.num_rows]
        done += table.num_rows
        _distribute(table, rank, groups, starts)
    return groups


def _groups(
    name: str, keys: pa.Table, order: NDArray[np.uint64], folder: Path
) -> tuple[list[SortedGroup], NDArray[np.uint32]]:
    """Returns the groups, still empty, and the rank at which each begins."""
    size = GROUP_ROWS[name]
    years, values = keys[YEAR].combine_chunks(), keys[keys.column_names[1]].combine_chunks()
    counts = pc.value_counts(years.take(pa.array(order)))
    groups: list[SortedGroup] = []
    starts, start = [], 0
    for entry in counts.to_pylist():
        end = start + entry["counts"]
        for first in range(start, end, size):
            chosen = values.take(pa.array(order[first : min(first + size, end)])).drop_null()
            ends = (chosen[0].as_py(), chosen[-1].as_py()) if len(chosen) else (None, None)
            path = folder / f"{name}-{len(groups)}.arrow"
            groups.append(SortedGroup(path, entry["values"], min(size, end - first), *ends))
            starts.append(first)
        start = end
    return groups, np.array(starts, np.uint32)


def _gathered(batches: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Joins small tables, so that each group gets its rows in few pieces."""
    gathered: list[pa.Table] = []
    size = 0
    for table in batches:
        gathered.append(table)
        size += table.nbytes
        if size >= _GATHERED:
            yield pa.concat_tables(gathered)
            gathered, size = [], 0
    if gathered:
        yield pa.concat_tables(gathered)


def _distribute(
    table: pa.Table, ranks: NDArray[np.uint32], groups: Sequence[SortedGroup], starts: NDArray[np.uint32]
) -> None:
    if table.num_rows == 0:
        return
    numbers = np.searchsorted(starts, ranks, "right") - 1
    order = np.argsort(numbers, kind="stable")
    table = table.drop_columns([YEAR]).combine_chunks()
    if numbers.min() != numbers.max():
        table = table.take(pa.array(order)).combine_chunks()
    cuts = np.flatnonzero(np.diff(numbers[order])) + 1
    begin = 0
    for end in (*cuts.tolist(), len(order)):
        group = int(numbers[order[begin]])
        groups[group].append(table.slice(begin, end - begin), ranks[order[begin:end]] - starts[group])
        begin = end
