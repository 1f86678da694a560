"""Reads the rows of a run's staged batches; of an article that is in two batches the later counts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.contract import contract
from flows.write.tables import parquet_batches, read_parquet


class StagedRows:
    """The rows of staged batches, read again whenever they are wanted."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Takes the batches' folders, in order."""
        self._folders = folders
        self._owners = {lead: self._last_batches(lead) for lead in ("articles", "rejects")}
        self.articles = pa.array([key for (key,) in self._owners["articles"]], pa.string())
        """The ids of the articles."""

    def batches(self, name: str, columns: Sequence[str]) -> Iterator[tuple[pa.Table, pa.ChunkedArray | None]]:
        """Yields the rows of a table, and with each lot the years that their articles were published in.

        Args:
            name: The table.
            columns: Which of its columns; those of its owner's key are among them.
        """
        lead = "rejects" if name == "rejects" else "articles"
        for number, folder in enumerate(self._folders):
            path = folder / f"{name}.parquet"
            if pq.read_metadata(path).num_rows == 0:
                continue
            published = None
            if lead == "articles":
                published = read_parquet(
                    "articles", folder / "articles.parquet", ["article_id", "published_date"]
                )
            for table in parquet_batches(name, path, columns):
                owners = (self._owners[lead][key] for key in _keys(lead, table))
                owned = [owner == number for owner in owners]
                if not all(owned):
                    table = table.filter(pa.array(owned, pa.bool_()))
                yield table, None if published is None else _years(table["article_id"], published)

    def _last_batches(self, lead: str) -> dict[tuple[Any, ...], int]:
        owners: dict[tuple[Any, ...], int] = {}
        for number, folder in enumerate(self._folders):
            part = read_parquet(lead, folder / f"{lead}.parquet", contract(lead).key)
            owners |= dict.fromkeys(_keys(lead, part), number)
        return owners


def _keys(lead: str, table: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(table[c].to_pylist() for c in contract(lead).key), strict=True))


def _years(ids: pa.ChunkedArray, published: pa.Table) -> pa.ChunkedArray:
    at = pc.index_in(ids, value_set=published["article_id"].combine_chunks())
    return pc.year(published["published_date"].combine_chunks().take(at.combine_chunks())).cast(pa.int32())
