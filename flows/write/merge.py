"""Works out which files the tables consist of once staged batches are put into them.

No table is ever in memory as a whole: see sorting.py. A file whose rows stay as they are is kept; in a lake
by year these are the files of all years that no change belongs to.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.contract import contract
from flows.records import Locator
from flows.write.article_rows import ArticleRows
from flows.write.lake import Snapshot
from flows.write.layout import ARTICLE_TABLES, year_of
from flows.write.manifest import TableFile
from flows.write.relinking import Stories, relinked
from flows.write.sorting import YEAR, SortedGroup, sort_rows
from flows.write.staged_rows import StagedRows
from flows.write.tables import parquet_batches

_PLACE = ["source_uri", "source_record"]


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


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written.

    Attributes:
        table: Whose rows it holds.
        year: That their articles were published in; None in a lake that is not kept by year.
        groups: Returns the rows in order, group by group; may be called again.
    """

    table: str
    year: int | None
    groups: Callable[[], Iterator[pa.Table]]


def merge(state: Snapshot, changes: Changes, scratch: Path) -> dict[str, list[TableFile | NewFile]]:
    """Returns the files of the tables that change, of `runs` none: those that stay, and those to be written.

    An article's rows replace all its former rows. A reject replaces the former ones of the same place in the
    same source, and so does an article that was read there after all.

    Args:
        state: The lake as it is.
        changes: What is to be put into it.
        scratch: An empty folder, on which the new files' rows rest until they are written.

    Raises:
        ContractError: Where two rows have one key.
    """
    staged = StagedRows(changes.batches)
    merged: dict[str, list[TableFile | NewFile]] = {}
    if len(staged.articles) or changes.vanished or state.manifest is None:
        merged |= _article_tables(ArticleRows(state, staged, changes.vanished, changes.copies), scratch)
    return merged | _rejects(state, staged, changes, scratch)


def _article_tables(rows: ArticleRows, scratch: Path) -> dict[str, list[TableFile | NewFile]]:
    merged: dict[str, list[TableFile | NewFile]] = {}
    for name in ARTICLE_TABLES:
        if not rows.touched[name]:
            continue
        groups = sort_rows(name, partial(rows.batches, name), scratch)
        kept = rows.untouched_files(name)
        if name == "events":
            stories = relinked(rows, groups, kept)
            merged[name] = [*_restoried(rows, kept, stories), *_new_files(name, groups, stories)]
        else:
            merged[name] = [*kept, *_new_files(name, groups)]
        if not merged[name]:
            merged[name] = [_empty(name)]
    return merged


def _new_files(name: str, groups: Sequence[SortedGroup], stories: Stories | None = None) -> Iterator[NewFile]:
    for year in dict.fromkeys(group.year for group in groups):
        chosen = [group for group in groups if group.year == year]
        yield NewFile(name, year, partial(_groups, name, chosen, stories))


def _groups(name: str, groups: Sequence[SortedGroup], stories: Stories | None) -> Iterator[pa.Table]:
    schema = contract(name).arrow_schema()
    for group in groups:
        table = group.read().cast(schema)
        yield stories.put_into(table) if stories else table


def _restoried(
    rows: ArticleRows, files: Sequence[TableFile], stories: Stories
) -> Iterator[TableFile | NewFile]:
    """Yields files that no change belongs to; those in which stories have changed are written anew."""
    for number, file in enumerate(files):
        if number not in stories.files:
            yield file
            continue
        path = rows.state.root / file.path
        yield NewFile("events", year_of(file), partial(_rewritten, path, stories))


def _rewritten(path: Path, stories: Stories) -> Iterator[pa.Table]:
    for group in range(pq.read_metadata(path).num_row_groups):
        rows = pa.concat_tables(parquet_batches("events", path, groups=[group]))
        yield stories.put_into(rows.combine_chunks())


def _empty(name: str) -> NewFile:
    return NewFile(name, None, lambda: iter([contract(name).arrow_schema().empty_table()]))


def _rejects(
    state: Snapshot, staged: StagedRows, changes: Changes, scratch: Path
) -> dict[str, list[TableFile | NewFile]]:
    paths = [state.root / file.path for file in (state.manifest.tables["rejects"] if state.manifest else ())]
    held = {place for path in paths for t in parquet_batches("rejects", path, _PLACE) for place in _places(t)}
    replaced, come = held.intersection(changes.settled), 0
    for name, key in (("rejects", [*_PLACE, "stage"]), ("articles", ["article_id", *_PLACE])):
        for table, _ in staged.batches(name, key):
            replaced |= held.intersection(_places(table))
            come += table.num_rows if name == "rejects" else 0
    if not (replaced or come) and state.manifest is not None:
        return {}

    def rows(columns: Sequence[str] | None) -> Iterator[pa.Table]:
        names = contract("rejects").arrow_schema().names
        wanted = [c for c in columns or names if c != YEAR]
        read = list(dict.fromkeys([*wanted, *contract("rejects").key]))
        old = (t for path in paths for t in parquet_batches("rejects", path, read))
        kept = (t.filter(pa.array([p not in replaced for p in _places(t)], pa.bool_())) for t in old)
        for table in chain(kept, (t for t, _ in staged.batches("rejects", read))):
            yield table.select(wanted).append_column(YEAR, pa.nulls(table.num_rows, pa.int32()))

    groups = sort_rows("rejects", rows, scratch)
    return {"rejects": [*_new_files("rejects", groups)] or [_empty("rejects")]}


def _places(table: pa.Table) -> list[Locator]:
    records = (record or "" for record in table["source_record"].to_pylist())
    return list(zip(table["source_uri"].to_pylist(), records, strict=True))
