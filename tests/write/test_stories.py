import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.contract import contract
from flows.extract.extractor import extract
from flows.text_article import text_article
from flows.write.relink import EventFile, Group, changed_stories
from flows.write.rows import rows_of
from flows.write.tables import sorted_table, table_of

ARTICLES = [
    json.loads(line)
    for line in (Path(__file__).parent / "story_articles.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def tables() -> tuple[pa.Table, dict[str, str]]:
    """The rows of the invented articles, and for each article's chief event its story."""
    given = [text_article(a["text"], date.fromisoformat(a["published"])) for a in ARTICLES]
    events: list[dict[str, Any]] = []
    stories: dict[str, str] = {}
    for article, result in zip(ARTICLES, extract(given), strict=True):
        rows = rows_of(result, "run", "0")
        events += rows["events"]
        chief = next((r for r in rows["events"] if r["event_type"] == article["type"]), None)
        if chief is not None:
            stories[chief["event_id"]] = article["story"]
    return table_of("events", events), stories


NO_ARTICLES = pa.array([], pa.string())


def file_of(number: int, events: pa.Table, **marks: pa.Array) -> EventFile:
    """Returns the events as a file of two groups of rows."""
    rows = sorted_table("events", events)
    half = rows.num_rows // 2
    groups = []
    for part in (rows.slice(0, half), rows.slice(half)):
        days = [day for day in part["event_date"].to_pylist() if day is not None]
        ends = (min(days), max(days)) if days else (None, None)
        groups.append(Group(*ends, lambda columns, part=part: iter([part.select(columns)])))
    return EventFile(number, lambda: groups, **({"fresh": NO_ARTICLES} | marks))


def linked(events: pa.Table) -> dict[str, str]:
    """Returns the story of each event, as if all were new."""
    found = {i: i for i in events["event_id"].to_pylist()}
    file = file_of(0, events, fresh=events["article_id"].combine_chunks())
    return found | {row.event_id: story for row, story in changed_stories([file])}


def test_the_set_is_large_enough() -> None:
    assert len(ARTICLES) >= 60
    assert len({a["story"] for a in ARTICLES}) >= 20


def test_links_are_precise_and_find_most(tables) -> None:
    events, stories = tables
    found = linked(events)
    pairs: Counter[str] = Counter()
    for one, other in combinations(sorted(stories), 2):
        same, together = stories[one] == stories[other], found[one] == found[other]
        pairs["right" if same and together else "wrong" if together else "missed" if same else "apart"] += 1
    told = sum(a * (a - 1) // 2 for a in Counter(a["story"] for a in ARTICLES).values())
    assert pairs["right"] / (pairs["right"] + pairs["wrong"]) >= 0.95
    assert pairs["right"] / told >= 0.8


def test_links_do_not_depend_on_the_order_of_rows(tables) -> None:
    events, _ = tables
    expected = linked(events)
    for seed in range(3):
        assert linked(events.take(_shuffled(events.num_rows, seed))) == expected


def _shuffled(count: int, seed: int) -> list[int]:
    return sorted(range(count), key=lambda i: hashlib.sha256(f"{seed} {i}".encode()).digest())


def test_a_story_is_named_after_its_least_row(tables) -> None:
    events, _ = tables
    found = linked(events)
    for story in set(found.values()):
        assert story == min(i for i, s in found.items() if s == story)


def test_one_article_tells_a_story_once(tables) -> None:
    events, _ = tables
    found = linked(events)
    article = dict(zip(events["event_id"].to_pylist(), events["article_id"].to_pylist(), strict=True))
    told = Counter((article[i], story) for i, story in found.items())
    assert max(told.values()) == 1


def test_no_rows_are_no_trouble() -> None:
    assert linked(table_of("events", [])) == {}


NAMES = ("Ana Sousa", "A. Sousa", "Sousa", "Ben Lunde", "Ministry of Trade")
CONTENTS = (
    "talks about fishing quotas will resume before winter",
    "the talks about fishing quotas will resume in spring before elections",
    "fishing quotas will resume before winter elections",
    "budget",
)
DAY = date(2024, 2, 27)


@st.composite
def event(draw: st.DrawFn) -> dict[str, Any]:
    """One row of events that has a good chance to tell what others tell."""
    kind = draw(st.sampled_from(["statement", "meeting", "visit"]))
    start = DAY + timedelta(days=draw(st.integers(0, 5)))
    end = start + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 3])))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
    role = {"statement": "speaker", "meeting": "participant", "visit": "visitor"}[kind]
    row: dict[str, Any] = dict.fromkeys(contract("events").arrow_schema().names)
    for number, name in enumerate(names, 1):
        row |= {f"actor{number}_name": name, f"actor{number}_role": role, f"actor{number}_kind": "person"}
    return row | {
        "event_type": kind,
        "event_date": start,
        "event_date_start": start,
        "event_date_end": end,
        "event_date_basis": draw(st.sampled_from(["explicit", "publication"])),
        "participants_text": "; ".join(names),
        "place": None if kind == "statement" else draw(st.sampled_from(["Oslo", "the Oslo port", None])),
        "content": draw(st.sampled_from(CONTENTS)) if kind == "statement" else None,
    }


@st.composite
def articles(draw: st.DrawFn) -> list[list[dict[str, Any]]]:
    """Articles of some events each; their ids are in no order."""
    found = draw(st.lists(st.lists(event(), min_size=1, max_size=3), min_size=1, max_size=9))
    ids = draw(st.permutations(range(sum(map(len, found)))))
    rows = iter(ids)
    for number, events in enumerate(found):
        for row in events:
            key = f"{next(rows):016x}"
            row |= {"article_id": f"{number:016x}", "event_id": key, "story_id": key}
    return found


def table(rows: Iterable[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=contract("events").arrow_schema())


@settings(max_examples=300, deadline=None)
@given(found=articles(), data=st.data())
def test_linking_what_changes_is_as_good_as_linking_all(found, data) -> None:
    """A lake takes articles in, in lots, and lets some go: each time its stories are those of a new lake."""
    held: dict[str, dict[str, Any]] = {}
    for _ in range(4):
        coming = data.draw(st.sets(st.integers(0, len(found) - 1)))
        leaving = data.draw(st.sets(st.integers(0, len(found) - 1)))
        fresh = pa.array([f"{n:016x}" for n in coming], pa.string())
        gone = pa.array([f"{n:016x}" for n in coming | leaving], pa.string())
        former = table(held.values())
        held = {k: r for k, r in held.items() if r["article_id"] not in gone.to_pylist()}
        held |= {row["event_id"]: dict(row) for n in coming for row in found[n]}
        kept, new = [], []
        for row in held.values():
            (kept if row["article_id"] == f"{len(found) - 1:016x}" else new).append(row)
        files = [file_of(0, table(new), fresh=fresh), file_of(1, table(kept), fresh=fresh)]
        for row, story in changed_stories([*files, file_of(-1, former, gone=gone)]):
            assert held[row.event_id]["story_id"] != story
            held[row.event_id]["story_id"] = story
        anew = linked(table(r | {"story_id": r["event_id"]} for r in held.values()))
        assert {k: r["story_id"] for k, r in held.items()} == anew
