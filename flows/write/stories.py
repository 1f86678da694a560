"""Links the rows of several articles that tell the same event: they share a `story_id`.

Two rows are linked when type, days, sides and place agree, and for statements their words too; precision goes
before recall. Only rows that share a day and a word of a side's name are compared, so that the cost grows
about as the number of rows. The outcome depends on the rows alone, not on their order.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

import pyarrow as pa

_MAIN_ROLES = frozenset({"speaker", "participant", "visitor"})
_LONGEST = timedelta(days=31)  # spans beyond this tell too little of when
_NEAR_KM = 50.0  # a venue and its town
_SAME_WORDS = 0.5  # Jaccard similarity at which two contents are the same words
_HELD_WORDS = 0.75  # share of the shorter content found in the longer at which they are
_FEWEST_WORDS = 4  # a shorter content is no evidence
_KEY_WORDS = 4  # how many of a content's rarest words bring it together with others
_WORD = re.compile(r"\w+")
_SUFFIXES = frozenset({"the", "jr", "sr", "ii", "iii", "iv"})
_EVENT_COLUMNS = (
    *("event_id", "article_id", "event_type", "event_date_start", "event_date_end", "event_date_basis"),
    *("place", "place_country", "place_lat", "place_lon", "content"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """What linking looks at of one event.

    Attributes:
        days: First and last day that it may have taken place on.
        sides: The words of each main actor's name; a country's is its code.
        words: The telling words of a statement's content.
    """

    event_id: str
    article_id: str
    event_type: str
    days: tuple[date, date]
    sides: tuple[frozenset[str], ...]
    place: str
    country: str | None
    position: tuple[float, float] | None
    words: frozenset[str]


@dataclass(slots=True)
class _Story:
    """Rows linked so far; `days` is what their spans have in common."""

    rows: list[str]
    articles: set[str]
    days: tuple[date, date]
    story_id: str = field(init=False)

    def __post_init__(self) -> None:
        self.story_id = self.rows[0]


def link_stories(events: pa.Table, participants: pa.Table) -> pa.Table:
    """Returns the table of events with `story_id` set: the least `event_id` of the rows that tell one event.

    Args:
        events: The whole table, for a row's story may lie in any article.
        participants: The actors of its rows.
    """
    rows = _rows(events, participants)
    stories = {row.event_id: _Story([row.event_id], {row.article_id}, row.days) for row in rows.values()}
    links = sorted(
        ((-strength, one, other) for one, other, strength in _links(rows)), key=lambda link: link[:3]
    )
    for _, one, other in links:
        _unite(stories, one, other)
    ids = events["event_id"].to_pylist()
    linked = [stories[i].story_id if i in stories else i for i in ids]
    at = events.schema.get_field_index("story_id")
    column = events.schema.field(at)
    return events.set_column(at, column, [pa.array(linked, column.type)])


def _unite(stories: dict[str, _Story], one: str, other: str) -> None:
    """Makes two rows' stories one, unless an article would tell it twice or the days would not meet."""
    a, b = stories[one], stories[other]
    if a is b or not a.articles.isdisjoint(b.articles):
        return
    days = (max(a.days[0], b.days[0]), min(a.days[1], b.days[1]))
    if days[0] > days[1]:
        return
    small, large = sorted((a, b), key=lambda story: len(story.rows))
    large.rows += small.rows
    large.articles |= small.articles
    large.days, large.story_id = days, min(large.story_id, small.story_id)
    for row in small.rows:
        stories[row] = large


# Reading the tables


def _rows(events: pa.Table, participants: pa.Table) -> dict[str, _Row]:
    """Returns the rows that can be linked: those with actors and a day or a short span."""
    sides: dict[str, list[frozenset[str]]] = defaultdict(list)
    columns = [participants[c].to_pylist() for c in ("event_id", "role", "name", "kind", "country")]
    for event_id, role, name, kind, country in zip(*columns, strict=True):
        if role in _MAIN_ROLES and name:
            words = frozenset({country}) if kind == "country" and country else _name_words(name)
            if words and words not in sides[event_id]:
                sides[event_id].append(words)
    found = {}
    for values in zip(*(events[c].to_pylist() for c in _EVENT_COLUMNS), strict=True):
        row = dict(zip(_EVENT_COLUMNS, values, strict=True))
        days = _days(row["event_date_start"], row["event_date_end"], row["event_date_basis"])
        if days is None or not sides[row["event_id"]]:
            continue
        there = row["place_lat"] is not None and row["place_lon"] is not None
        found[row["event_id"]] = _Row(
            row["event_id"],
            row["article_id"],
            row["event_type"],
            days,
            tuple(sorted(sides[row["event_id"]], key=sorted)),
            " ".join(_WORD.findall(_fold(row["place"] or ""))).removeprefix("the "),
            row["place_country"],
            (row["place_lat"], row["place_lon"]) if there else None,
            frozenset(w for w in _WORD.findall(_fold(row["content"] or "")) if len(w) > 3),
        )
    return found


def _days(start: date | None, end: date | None, basis: str | None) -> tuple[date, date] | None:
    """Returns the days of an event; one dated only by its publication may have been the day before."""
    if start is None or end is None or end - start > _LONGEST:
        return None
    return (start - timedelta(days=1), end) if basis == "publication" else (start, end)


def _fold(text: str) -> str:
    if text.isascii():
        return text.casefold()
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))


def _name_words(name: str) -> frozenset[str]:
    """Returns a name's words with the surname marked by a final full stop."""
    words = [w for w in _WORD.findall(_fold(name).replace("'s", "").replace("’s", "")) if w not in _SUFFIXES]
    return frozenset([*words, words[-1] + "."]) if words else frozenset()


# Finding pairs


def _links(rows: dict[str, _Row]) -> Iterator[tuple[str, str, float]]:
    """Yields the pairs that tell the same event, each once, with how well they agree."""
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for row in sorted(rows.values(), key=lambda r: r.event_id):
        sides = tuple(sorted(tuple(sorted(s)) for s in row.sides))
        alike[(row.event_type, row.days, sides, row.place, row.country, row.words)].append(row.event_id)
    seen: set[tuple[str, str]] = set()
    for first, *others in alike.values():
        if not _settled(rows[first]):
            continue
        for other in others:
            yield first, other, 2.0
    for block in _blocks(rows, [ids[0] for ids in alike.values()]):
        for one, other in combinations(block, 2):
            if (one, other) not in seen and rows[one].article_id != rows[other].article_id:
                seen.add((one, other))
                strength = _agreement(rows[one], rows[other])
                if strength > 0:
                    yield one, other, strength


def _blocks(rows: dict[str, _Row], ids: Iterable[str]) -> Iterator[list[str]]:
    """Yields groups of rows that may tell the same event: those of one type, day and word of a name."""
    common: dict[str, int] = defaultdict(int)
    told_by: dict[str, set[str]] = defaultdict(set)
    for row in rows.values():
        for word in row.words:
            common[word] += 1
        for word in frozenset().union(*row.sides):
            told_by[word].add(row.article_id)
    blocks: dict[tuple[str, int, str, str], list[str]] = defaultdict(list)
    for event_id in sorted(ids):
        row = rows[event_id]
        first, last = row.days
        tails = sorted(row.words, key=lambda w: (common[w], w))[:_KEY_WORDS] if row.words else [row.place]
        if row.event_type != "statement":
            tails = [""]
        # A story is told by several articles, so a name that one article alone has leads to none.
        names = {w for side in row.sides for w in side if not w.endswith(".") and len(told_by[w]) > 1}
        for day in range(first.toordinal(), last.toordinal() + 1):
            for name in names:
                for tail in tails:
                    blocks[(row.event_type, day, name, tail)].append(event_id)
    for key in sorted(key for key, block in blocks.items() if len(block) > 1):
        yield blocks[key]


# Comparing two rows


def _settled(row: _Row) -> bool:
    """Tells whether a row alone says enough for its like to be the same event."""
    if row.event_type == "statement":
        return len(row.words) >= _FEWEST_WORDS
    return len(row.sides) > 1 or bool(row.place)


def _agreement(one: _Row, other: _Row) -> float:
    """Tells how well two rows agree; 0 where they do not tell the same event."""
    if one.article_id == other.article_id:
        return 0.0
    if max(one.days[0], other.days[0]) > min(one.days[1], other.days[1]):
        return 0.0
    shared = _shared_sides(one, other)
    if shared == 0 or shared * 2 < min(len(one.sides), len(other.sides)):
        return 0.0
    if one.event_type == "statement":
        return _same_words(one.words, other.words)
    place = _same_place(one, other)
    if place is False:
        return 0.0
    # One shared side is enough only where the place is the same; a meeting or call takes two.
    enough = 2 if one.event_type != "visit" and min(len(one.sides), len(other.sides)) > 1 else 1
    if shared < enough or (shared == 1 and place is None):
        return 0.0
    return shared / max(len(one.sides), len(other.sides)) + (0.5 if place else 0.0)


def _shared_sides(one: _Row, other: _Row) -> int:
    left, shared = list(other.sides), 0
    for side in one.sides:
        match = next((s for s in left if _same_name(side, s)), None)
        if match is not None:
            left.remove(match)
            shared += 1
    return shared


def _same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tells whether two names can be one's: the words of the one are all in the other, initials too."""
    a, b = ({w for w in side if not w.endswith(".")} for side in (one, other))
    if a <= b or b <= a:
        return True
    surnames = {w for w in one if w.endswith(".")} & {w for w in other if w.endswith(".")}
    if not surnames:
        return False
    rest_a, rest_b = a - b, b - a
    return all(len(w) == 1 for w in rest_a) or all(len(w) == 1 for w in rest_b)


def _same_words(one: frozenset[str], other: frozenset[str]) -> float:
    if min(len(one), len(other)) < _FEWEST_WORDS:
        return 0.0
    both = len(one & other)
    alike, held = both / len(one | other), both / min(len(one), len(other))
    return max(alike, held) if alike >= _SAME_WORDS or held >= _HELD_WORDS else 0.0


def _same_place(one: _Row, other: _Row) -> bool | None:
    """Tells whether two rows' places are the same; None where one of them has none."""
    if not one.place or not other.place:
        return None
    a, b = set(one.place.split()), set(other.place.split())
    if a <= b or b <= a:
        return one.country == other.country or None in (one.country, other.country)
    if one.country is None or one.country != other.country:
        return False
    if one.position is None or other.position is None:
        return False
    if _distance_km(one.position, other.position) <= _NEAR_KM:
        return True
    # A country beside one of its towns ("Pakistan", "Islamabad"): as good as nothing said.
    return None if _shared_sides(one, other) > 1 else False


def _distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Returns the great-circle distance of two positions in degrees."""
    lat1, lon1, lat2, lon2 = (math.radians(v) for v in (*one, *other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 12_742 * math.asin(math.sqrt(half))
