"""Links anew the stories that a change of the events can have changed, and no others.

What changes in a row can change the stories of its own cluster only (flows/write/stories.py): that of the
rows that it is linked with, or was, be it over others. So the days of the changed rows are gone through;
where a changed row's cluster holds rows of further days, those are gone through next, until each such
cluster is whole.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from flows.write.stories import Cluster, clusters
from flows.write.story_rows import COLUMNS, LONGEST_DAYS, StoryRow, story_rows, with_days

_EPOCH = date(1970, 1, 1).toordinal()
_DAYS = ("article_id", "event_date_start", "event_date_end", "event_date_basis", "actor1_name")

Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """Some rows of events, that stand together in the order of `event_date`.

    Attributes:
        earliest: The first `event_date`, None where no row has one.
        latest: The last one.
        read: Yields the rows with some of their columns, table by table.
    """

    earliest: date | None
    latest: date | None
    read: Callable[[Sequence[str]], Iterator[pa.Table]]


@dataclass(frozen=True, slots=True)
class EventFile:
    """The rows of one file in the order of `event_date`.

    Attributes:
        number: By which the file is told from others.
        groups: Returns its rows, group by group.
        fresh: Of articles of these ids the rows are new to the lake.
        gone: Where given, only the rows of articles of these ids count, and they leave the lake.
    """

    number: int
    groups: Callable[[], Iterable[Group]]
    fresh: pa.Array
    gone: pa.Array | None = None


def changed_stories(files: Sequence[EventFile]) -> Iterator[tuple[StoryRow, str]]:
    """Yields the rows that have another story than they are recorded under, with it.

    Args:
        files: What the lake will hold, and in files of their own what leaves it.
    """
    days, reached = _changed_days(files), frozenset[str]()
    while len(days):
        further: list[Cluster] = []
        for cluster in clusters(_rows_on(files, days)):
            touched = any(r.event_id in reached for r in cluster.rows) if reached else cluster.changed
            if not touched:
                continue
            if all(_covers(days, row) for row in cluster.rows):
                yield from ((row, story) for row, story in cluster.stories() if story != row.story_id)
            else:
                further.append(cluster)
        reached = frozenset(row.event_id for cluster in further for row in cluster.rows)
        spans = [(row.first, row.last) for cluster in further for row in cluster.rows]
        days = _days_of(np.array([s[0] for s in spans], np.int64), np.array([s[1] for s in spans], np.int64))


def _changed_days(files: Sequence[EventFile]) -> Days:
    found = [np.empty(0, np.int64)]
    for file in files:
        changed = file.fresh if file.gone is None else file.gone
        for group in file.groups() if len(changed) else ():
            tables = (with_days(_of_articles(table, changed)) for table in group.read(_DAYS))
            found.extend(_days_of(*_spans(table)) for table in tables)
    return np.unique(np.concatenate(found))


def _rows_on(files: Sequence[EventFile], days: Days) -> Iterator[StoryRow]:
    """Yields the rows of these days in the order of their first days."""
    waiting: dict[int, list[StoryRow]] = defaultdict(list)
    today = 0
    for row in heapq.merge(*(_file_rows(file, days) for file in files), key=lambda r: r.day):
        if row.day > today:
            today = row.day
            # A row dated by its publication begins the day before the one that it is sorted by.
            for day in sorted(d for d in waiting if d < today - 1):
                yield from waiting.pop(day)
        waiting[row.first].append(row)
    for day in sorted(waiting):
        yield from waiting[day]


def _file_rows(file: EventFile, days: Days) -> Iterator[StoryRow]:
    for group in file.groups():
        if not _may_hold(group, days):
            continue
        for table in group.read(COLUMNS):
            chosen = with_days(table if file.gone is None else _of_articles(table, file.gone))
            first, last = _spans(chosen)
            on_days = np.searchsorted(days, first) < np.searchsorted(days, last, "right")
            chosen = chosen.filter(pa.array(on_days))
            fresh = pc.is_in(chosen["article_id"], value_set=file.fresh).to_pylist()
            yield from story_rows(chosen, file.number, fresh, gone=file.gone is not None)


def _may_hold(group: Group, days: Days) -> bool:
    if group.earliest is None or group.latest is None:
        return False
    first, last = group.earliest.toordinal() - 1, group.latest.toordinal() + LONGEST_DAYS
    return bool(np.searchsorted(days, first) < np.searchsorted(days, last, "right"))


def _of_articles(table: pa.Table, ids: pa.Array) -> pa.Table:
    return table.filter(pc.is_in(table["article_id"], value_set=ids))


def _spans(table: pa.Table) -> tuple[Days, Days]:
    first, last = (table[c].to_numpy().astype(np.int64) + _EPOCH for c in ("first", "last"))
    return first, last


def _days_of(first: Days, last: Days) -> Days:
    longest = int((last - first).max(initial=-1))
    every = [(first + n)[first + n <= last] for n in range(longest + 1)]
    return np.unique(np.concatenate([np.empty(0, np.int64), *every]))


def _covers(days: Days, row: StoryRow) -> bool:
    there = np.searchsorted(days, row.last, "right") - np.searchsorted(days, row.first)
    return bool(there == row.last - row.first + 1)
