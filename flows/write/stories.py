"""Links the rows of several articles that tell the same event: they share a `story_id`.

Two rows are linked when they tell the same event (flows/write/same_event.py), whatever else the lake holds.
The rows that links join, be it over others, are a cluster; within it the strongest links make stories first,
as long as no article tells a story twice and its rows have a day in common. The outcome depends on the rows
alone, not on their order; and what changes in a row can change the stories of its own cluster only.

Rows are taken in the order of their days, and a cluster is done when the day after its last has come: only
the rows of a few weeks are in memory. Compared are rows that share a day and a word of a side's name, so
that the cost grows with the rows, and with how many a day has of one name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flows.write.same_event import agreement, settled
from flows.write.story_rows import StoryRow

Link = tuple[float, str, str]


@dataclass(slots=True, eq=False)
class Cluster:
    """Rows that links join, be it over others; `links` hold how weak they are (negative) and the two rows."""

    rows: list[StoryRow]
    links: list[Link]
    last: int

    @property
    def changed(self) -> bool:
        """Tells whether one of the rows is new to the lake or leaves it."""
        return any(row.fresh or row.gone for row in self.rows)

    def stories(self) -> Iterator[tuple[StoryRow, str]]:
        """Yields each row that stays with its story: the least `event_id` of the rows that tell it."""
        stories = {row.event_id: _Story.of(row) for row in self.rows if not row.gone}
        for _, one, other in sorted(self.links):
            if one in stories and other in stories:
                _unite(stories, one, other)
        for row in self.rows:
            if not row.gone:
                yield row, stories[row.event_id].story_id


def clusters(rows: Iterable[StoryRow]) -> Iterator[Cluster]:
    """Yields the clusters of rows, each once.

    Args:
        rows: In the order of their first days.
    """
    sweep = _Sweep()
    for day, arriving in _by_day(rows):
        yield from sweep.pass_to(day)
        sweep.add(arriving)
    yield from sweep.pass_to(None)


def _by_day(rows: Iterable[StoryRow]) -> Iterator[tuple[int, list[StoryRow]]]:
    arriving: list[StoryRow] = []
    for row in rows:
        if arriving and row.first != arriving[0].first:
            yield arriving[0].first, arriving
            arriving = []
        arriving.append(row)
    if arriving:
        yield arriving[0].first, arriving


class _Sweep:
    """The rows that the present day is one of, and the clusters that may still grow."""

    def __init__(self) -> None:
        self._named: dict[str, dict[int, StoryRow]] = defaultdict(dict)
        self._ending: dict[int, list[StoryRow]] = defaultdict(list)
        # By the row's place in memory: what leaves the lake and what replaces it may have one id.
        self._clusters: dict[int, Cluster] = {}

    def pass_to(self, day: int | None) -> Iterator[Cluster]:
        """Lets go of the rows that end before `day` (None: of all), and yields the clusters then done."""
        for last in sorted(d for d in self._ending if day is None or d < day):
            for row in self._ending.pop(last):
                for key in _held_under(row):
                    named = self._named.get(key, {})
                    named.pop(id(row), None)
                    if not named:
                        self._named.pop(key, None)
                cluster = self._clusters.get(id(row))
                if cluster is not None and cluster.last == last:
                    for done in cluster.rows:
                        del self._clusters[id(done)]
                    yield cluster

    def add(self, arriving: list[StoryRow]) -> None:
        """Takes in the rows of which the present day is the first, and links them."""
        alike: dict[tuple[object, ...], StoryRow] = {}
        for row in sorted(arriving, key=lambda r: (r.event_id, r.gone)):
            self._clusters[id(row)] = Cluster([row], [], row.last)
            self._ending[row.last].append(row)
            if not row.gone:
                # Of rows that say the same the first stands for all: a hundred copies need no 4,950
                # comparisons.
                said = (row.event_type, row.last, row.sides, row.place, row.country, row.words)
                first = alike.setdefault(said, row)
                if first is not row:
                    if settled(row):
                        self._join(first, row, 2.0)
                    continue
            self._compare(row)
            for key in _held_under(row):
                self._named[key][id(row)] = row

    def _compare(self, row: StoryRow) -> None:
        met: dict[int, StoryRow] = {}
        for key in _sought_under(row):
            if key in self._named:
                met |= self._named[key]
        for other in met.values():
            strength = agreement(*((row, other) if row.event_id < other.event_id else (other, row)))
            if strength > 0:
                self._join(row, other, strength)

    def _join(self, row: StoryRow, other: StoryRow, strength: float) -> None:
        large, small = self._clusters[id(row)], self._clusters[id(other)]
        if len(large.rows) < len(small.rows):
            large, small = small, large
        if not (row.gone or other.gone):
            one, two = sorted((row.event_id, other.event_id))
            large.links.append((-strength, one, two))
        if large is not small:
            large.rows += small.rows
            large.links += small.links
            large.last = max(large.last, small.last)
            for joined in small.rows:
                self._clusters[id(joined)] = large


# Two names are one's where all words of the one are in the other, or the surname is the same: in either case
# the surname of one stands among the words of the other. A surname has a final full stop, as in `sides`.


def _held_under(row: StoryRow) -> Iterator[str]:
    """Yields under what a row is found: type and word, for each word of its sides' names, surnames twice."""
    for side in row.sides:
        for word in side:
            yield f"{row.event_type} {word}"


def _sought_under(row: StoryRow) -> Iterator[str]:
    """Yields under what others are found whose surname is one of a row's words, or the other way round."""
    for side in row.sides:
        for word in side:
            yield f"{row.event_type} {word[:-1] if word.endswith('.') else word + '.'}"


@dataclass(slots=True, eq=False)
class _Story:
    """Rows linked so far; the days are what their spans have in common."""

    rows: list[str]
    articles: set[str]
    first: int
    last: int
    story_id: str = field(init=False)

    def __post_init__(self) -> None:
        self.story_id = self.rows[0]

    @classmethod
    def of(cls, row: StoryRow) -> "_Story":
        return cls([row.event_id], {row.article_id}, row.first, row.last)


def _unite(stories: dict[str, _Story], one: str, other: str) -> None:
    """Makes two rows' stories one, unless an article would tell it twice or the days would not meet."""
    a, b = stories[one], stories[other]
    first, last = max(a.first, b.first), min(a.last, b.last)
    if a is b or first > last or not a.articles.isdisjoint(b.articles):
        return
    small, large = sorted((a, b), key=lambda story: len(story.rows))
    large.rows += small.rows
    large.articles |= small.articles
    large.first, large.last, large.story_id = first, last, min(large.story_id, small.story_id)
    for row in small.rows:
        stories[row] = large
