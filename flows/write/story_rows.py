"""Reads from the table of events what the linking of stories looks at."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

COLUMNS = (
    *("event_id", "article_id", "story_id", "event_type", "event_date"),
    *("event_date_start", "event_date_end", "event_date_basis"),
    *("actor1_name", "actor1_role", "actor1_kind", "actor1_country"),
    *("actor2_name", "actor2_role", "actor2_kind", "actor2_country", "participants_text", "addressee"),
    *("place", "place_country", "place_lat", "place_lon", "content"),
)
LONGEST_DAYS = 31  # spans beyond this tell too little of when
_MAIN_ROLES = frozenset({"speaker", "participant", "visitor"})
_WORD = re.compile(r"\w+")
_SUFFIXES = frozenset({"the", "jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True, eq=False)
class StoryRow:
    """What linking looks at of one event.

    Attributes:
        day: Proleptic Gregorian ordinal of the day that it is sorted by.
        first: The first day that it may have taken place on: that one, or the one before.
        last: The last day.
        sides: The words of each main actor's name; a country's is its code.
        words: The telling words of a statement's content.
        story_id: The story that the row is recorded under.
        file: Which of the given files the row stands in.
        fresh: Whether the row is new to the lake, or replaces another.
        gone: Whether the row leaves the lake; it has no part in a story, but had.
    """

    event_id: str
    article_id: str
    event_type: str
    day: int
    first: int
    last: int
    sides: tuple[frozenset[str], ...]
    place: str
    country: str | None
    position: tuple[float, float] | None
    words: frozenset[str]
    story_id: str
    file: int = 0
    fresh: bool = False
    gone: bool = False


def with_days(events: pa.Table) -> pa.Table:
    """Returns the rows that can be linked, those with an actor and a day or a short span, with their days.

    Two columns of int32 are added, `first` and `last`: days since 1970. A row dated only by its publication
    may tell of the day before.
    """
    events = events.filter(
        pc.and_(pc.is_valid(events["event_date_start"]), pc.is_valid(events["actor1_name"]))
    )
    start, end = (events[c].cast(pa.int32()) for c in ("event_date_start", "event_date_end"))
    published = pc.fill_null(pc.equal(events["event_date_basis"], "publication"), False)
    first = pc.subtract(start, published.cast(pa.int32()))
    events = events.append_column("first", first).append_column("last", end)
    return events.filter(pc.less_equal(pc.subtract(end, start), LONGEST_DAYS))


def story_rows(
    events: pa.Table, file: int, fresh: Sequence[bool], *, gone: bool = False
) -> Iterator[StoryRow]:
    """Yields what linking looks at of rows from `with_days`; those without a side are left out.

    Args:
        events: The rows.
        file: Which of the given files they stand in.
        fresh: Of each row, whether it is new to the lake.
        gone: Whether they leave the lake.
    """
    epoch = date(1970, 1, 1).toordinal()
    names = events.column_names
    columns = (events[c].to_pylist() for c in names)
    for is_fresh, values in zip(fresh, zip(*columns, strict=True), strict=True):
        row = dict(zip(names, values, strict=True))
        sides = _sides(row)
        if not sides:
            continue
        there = row["place_lat"] is not None and row["place_lon"] is not None
        yield StoryRow(
            row["event_id"],
            row["article_id"],
            row["event_type"],
            row["event_date_start"].toordinal(),
            row["first"] + epoch,
            row["last"] + epoch,
            sides,
            " ".join(_WORD.findall(_fold(row["place"]))).removeprefix("the ") if row["place"] else "",
            row["place_country"],
            (row["place_lat"], row["place_lon"]) if there else None,
            frozenset(w for w in _WORD.findall(_fold(row["content"])) if len(w) > 3)
            if row["content"]
            else frozenset(),
            row["story_id"],
            file,
            is_fresh,
            gone,
        )


def _sides(row: dict[str, Any]) -> tuple[frozenset[str], ...]:
    """Returns the words of the names of those who act: who is spoken to or visited is no side."""
    sides: list[frozenset[str]] = []
    for number in "12":
        if row[f"actor{number}_role"] in _MAIN_ROLES:
            name, country = row[f"actor{number}_name"], row[f"actor{number}_country"]
            is_country = row[f"actor{number}_kind"] == "country" and country
            sides.append(frozenset({country, f"{country}."}) if is_country else _name_words(name))
    # Of the third and further ones the table of events has only the names; they come in the order of roles.
    if row["actor2_role"] in _MAIN_ROLES:
        addressees = (row["addressee"] or "").split("; ")
        names = (row["participants_text"] or "").split("; ")[2:]
        sides += [_name_words(name) for name in names if name not in addressees]
    return tuple(sorted({side for side in sides if side}, key=sorted))


def _fold(text: str) -> str:
    if text.isascii():
        return text.casefold()
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))


def _name_words(name: str) -> frozenset[str]:
    """Returns a name's words with the surname marked by a final full stop."""
    words = [w for w in _WORD.findall(_fold(name).replace("'s", "").replace("’s", "")) if w not in _SUFFIXES]
    return frozenset([*words, words[-1] + "."]) if words else frozenset()
