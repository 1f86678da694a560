"""Gives the rows of the table of events their stories, in those files that are written anew and in others."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.write.article_rows import ArticleRows
from flows.write.manifest import TableFile
from flows.write.relink import EventFile, Group, changed_stories
from flows.write.sorting import SortedGroup
from flows.write.tables import parquet_batches

_CHUNK = 10_000


class Stories:
    """The stories that are not as they are recorded.

    Attributes:
        files: The numbers of the files that such rows stand in.
    """

    def __init__(self) -> None:
        """Makes one without stories."""
        self.files: set[int] = set()
        self._waiting: list[tuple[str, str]] = []
        self._chunks: list[pa.Table] = []

    def add(self, event_id: str, story_id: str, file: int) -> None:
        """Takes note of a row's story."""
        self.files.add(file)
        self._waiting.append((event_id, story_id))
        if len(self._waiting) == _CHUNK:
            self._pack()

    def put_into(self, events: pa.Table) -> pa.Table:
        """Returns rows of events with their stories."""
        self._pack()
        if not self._chunks:
            return events
        if len(self._chunks) > 1:
            self._chunks = [pa.concat_tables(self._chunks).combine_chunks()]
        ids, stories = (self._chunks[0][c].combine_chunks() for c in ("event_id", "story_id"))
        at = pc.index_in(events["event_id"], value_set=ids)
        where = events.schema.get_field_index("story_id")
        linked = pc.coalesce(stories.take(at.combine_chunks()), events["story_id"].combine_chunks())
        return events.set_column(where, events.schema.field(where), linked)

    def _pack(self) -> None:
        # Columns of Arrow take a third of what strings of Python take.
        if self._waiting:
            columns = (pa.array(values, pa.string()) for values in zip(*self._waiting, strict=True))
            self._chunks.append(pa.table(dict(zip(("event_id", "story_id"), columns, strict=True))))
            self._waiting = []


def relinked(rows: ArticleRows, groups: Sequence[SortedGroup], kept: Sequence[TableFile]) -> Stories:
    """Returns the stories that the changes change.

    Args:
        rows: What changes.
        groups: The events of the files that are written anew.
        kept: The other files of events; a story is told to change in one of them by its number here.
    """
    nothing = pa.array([], pa.string())
    files = [EventFile(n, _groups_of(rows, file), nothing) for n, file in enumerate(kept)]
    files.append(EventFile(len(kept), lambda: map(_sorted_group, groups), rows.fresh))
    former = [EventFile(-1, _groups_of(rows, f), nothing, rows.gone) for f in rows.touched_files("events")]
    stories = Stories()
    for row, story in changed_stories([*files, *former]):
        stories.add(row.event_id, story, row.file)
    return stories


def _sorted_group(group: SortedGroup) -> Group:
    return Group(group.lowest, group.highest, lambda columns: iter([group.read(columns)]))


def _groups_of(rows: ArticleRows, file: TableFile) -> Callable[[], Iterator[Group]]:
    path = rows.state.root / file.path

    def groups() -> Iterator[Group]:
        metadata = pq.read_metadata(path)
        at = metadata.schema.names.index("event_date")
        for number in range(metadata.num_row_groups):
            told = metadata.row_group(number).column(at).statistics
            ends = (told.min, told.max) if told is not None and told.has_min_max else (None, None)
            read = partial(parquet_batches, "events", path, groups=[number])
            yield Group(ends[0], ends[1], read)

    return groups
