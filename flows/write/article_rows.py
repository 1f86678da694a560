"""The rows of the article tables as they are to be: what stays of the lake's, and what was staged."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from flows.contract import contract
from flows.write.lake import Snapshot
from flows.write.layout import ARTICLE_TABLES, is_by_year, is_too_large_for_one_file, year_of
from flows.write.manifest import TableFile
from flows.write.sorting import YEAR
from flows.write.staged_rows import StagedRows
from flows.write.tables import parquet_batches

_MARKS = ("duplicate_of", "n_events", "model")


class ArticleRows:
    """The rows of the article tables, read again whenever they are wanted.

    Attributes:
        state: The lake as it is.
        fresh: The ids of the articles whose rows are new, or replace others.
        gone: Those of the articles whose former events leave the lake.
        by_year: Whether the rows are kept by year from now on.
        touched: For each table the years in which rows change; None stands for all years in one file.
    """

    def __init__(
        self, state: Snapshot, staged: StagedRows, vanished: Collection[str], copies: Mapping[str, str]
    ) -> None:
        """Looks for what changes where.

        Args:
            state: The lake as it is.
            staged: What is to be put into it.
            vanished: Ids of the articles to take out.
            copies: Articles that turned out to be copies of others, which have no events: their originals.
        """
        self.state, self._staged, self._copies = state, staged, copies
        self.fresh = staged.articles
        self._replaced = pa.array([*staged.articles.to_pylist(), *vanished], pa.string())
        self._copy_ids = pa.array(list(copies), pa.string())
        self.gone = pa.array(list({*self._replaced.to_pylist(), *copies}), pa.string())
        self._tables = dict(state.manifest.tables) if state.manifest else {}
        self.by_year = is_by_year(state.manifest)
        self._years: pa.Table | None = None
        self.touched = self._survey()

    def files(self, name: str) -> tuple[TableFile, ...]:
        """Returns the files that hold a table now."""
        return self._tables.get(name, ())

    def untouched_files(self, name: str) -> list[TableFile]:
        """Returns the files of a table whose rows stay as they are."""
        return [file for file in self.files(name) if not self._is_touched(name, file)]

    def touched_files(self, name: str) -> list[TableFile]:
        """Returns the files of a table whose rows do not all stay as they are."""
        return [file for file in self.files(name) if self._is_touched(name, file)]

    def batches(self, name: str, columns: Sequence[str] | None) -> Iterator[pa.Table]:
        """Yields the rows that the touched files are to hold, in no order, with the year that they belong to.

        Args:
            name: The table.
            columns: Which columns, `published_year` among them or not; all where None.
        """
        wanted = columns if columns is not None else contract(name).arrow_schema().names
        wanted = [c for c in wanted if c != YEAR]
        extra = [c for c in self._needed(name) if c not in wanted]
        for table, years in self._all_rows(name, [*wanted, *extra]):
            if not self.by_year:
                years = pa.nulls(table.num_rows, pa.int32())
            yield table.select(wanted).append_column(pa.field(YEAR, pa.int32()), years)

    def _is_touched(self, name: str, file: TableFile) -> bool:
        # A file that holds all years goes when a lake begins to keep them apart.
        return year_of(file) in self.touched[name] or (self.by_year and year_of(file) is None)

    def _needed(self, name: str) -> list[str]:
        more = ["published_date"] if name in ("events", "articles") else []
        return ["article_id", *more, *(_MARKS if name == "articles" and self._copies else ())]

    def _all_rows(
        self, name: str, columns: Sequence[str]
    ) -> Iterator[tuple[pa.Table, pa.ChunkedArray | pa.Array]]:
        for file in self.touched_files(name):
            for table in parquet_batches(name, self.state.root / file.path, columns):
                left = self._without_copies(name, _without(table, self._replaced))
                yield left, self._years_of(left, file) if self.by_year else pa.nulls(0)
        for table, published in self._staged.batches(name, columns):
            years = published if published is not None else pa.nulls(table.num_rows, pa.int32())
            if len(self._copy_ids) and name != "articles":
                years = years.filter(pc.invert(pc.is_in(table["article_id"], value_set=self._copy_ids)))
            yield self._without_copies(name, table), years

    def _years_of(self, table: pa.Table, file: TableFile) -> pa.ChunkedArray | pa.Array:
        """Returns the years of rows of the lake."""
        if (year := year_of(file)) is not None:
            return pa.array([year], pa.int32()).take(pa.array([0] * table.num_rows, pa.int32()))
        if "published_date" in table.column_names:
            return pc.year(table["published_date"]).cast(pa.int32())
        # Once in a lake's life, when it begins to keep its rows by year.
        if self._years is None:
            self._years = self.state.read("articles", ["article_id", "published_date"])
        at = pc.index_in(table["article_id"], value_set=self._years["article_id"].combine_chunks())
        return pc.year(self._years["published_date"].take(at)).cast(pa.int32())

    def _without_copies(self, name: str, table: pa.Table) -> pa.Table:
        """Returns a table in which copies are marked as such and have no events."""
        if not self._copies:
            return table
        if name != "articles":
            return _without(table, self._copy_ids)
        ids = table["article_id"].to_pylist()
        copies = self._copies
        marks = [copies.get(i, mark) for i, mark in zip(ids, table["duplicate_of"].to_pylist(), strict=True)]
        counts = [0 if i in copies else n for i, n in zip(ids, table["n_events"].to_pylist(), strict=True)]
        models = [None if i in copies else m for i, m in zip(ids, table["model"].to_pylist(), strict=True)]
        for column, values in zip(_MARKS, (marks, counts, models), strict=True):
            at = table.schema.get_field_index(column)
            kind = table.schema.field(at)
            table = table.set_column(at, kind, [pa.array(values, kind.type)])
        return table

    def _survey(self) -> dict[str, set[int | None]]:
        """Returns the years that rows change in, and decides on how the lake keeps them."""
        staying = 0
        leaving: dict[str, set[int | None]] = defaultdict(set)
        for name in ARTICLE_TABLES:
            for file in self.files(name):
                count = self._count_leaving(name, file)
                staying += file.rows - count
                if count:
                    leaving[name].add(year_of(file))
        coming: dict[str, set[int | None]] = defaultdict(set)
        for name in ARTICLE_TABLES:
            for table, years in self._staged.batches(name, ["article_id"]):
                staying += table.num_rows
                coming[name].update(years.unique().to_pylist() if years is not None else ())
        was_by_year = self.by_year
        self.by_year = was_by_year or is_too_large_for_one_file(staying)
        if self.by_year and not was_by_year:
            return {name: {None, *coming[name]} for name in ARTICLE_TABLES}
        if self.by_year:
            return {name: leaving[name] | coming[name] for name in ARTICLE_TABLES}
        begun = self.state.manifest is None
        return {name: {None} if coming[name] or leaving[name] or begun else set() for name in ARTICLE_TABLES}

    def _count_leaving(self, name: str, file: TableFile) -> int:
        if len(self.gone) == 0:
            return 0
        tables = parquet_batches(name, self.state.root / file.path, ["article_id"])
        return sum(pc.sum(pc.is_in(t["article_id"], value_set=self.gone)).as_py() or 0 for t in tables)


def _without(table: pa.Table, ids: pa.Array) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table["article_id"], value_set=ids))) if len(ids) else table
