import hashlib
import json
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.extract.extractor import extract
from flows.text_article import text_article
from flows.write.rows import rows_of
from flows.write.stories import link_stories
from flows.write.tables import table_of

ARTICLES = [
    json.loads(line)
    for line in (Path(__file__).parent / "story_articles.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def tables() -> tuple[pa.Table, pa.Table, dict[str, str]]:
    """The rows of the invented articles, and for each article's chief event its story."""
    given = [text_article(a["text"], date.fromisoformat(a["published"])) for a in ARTICLES]
    events: list[dict[str, Any]] = []
    participants: list[dict[str, Any]] = []
    stories: dict[str, str] = {}
    for article, result in zip(ARTICLES, extract(given), strict=True):
        rows = rows_of(result, "run", "0")
        events += rows["events"]
        participants += rows["participants"]
        chief = next((r for r in rows["events"] if r["event_type"] == article["type"]), None)
        if chief is not None:
            stories[chief["event_id"]] = article["story"]
    return table_of("events", events), table_of("participants", participants), stories


def linked(events: pa.Table, participants: pa.Table) -> dict[str, str]:
    table = link_stories(events, participants)
    return dict(zip(table["event_id"].to_pylist(), table["story_id"].to_pylist(), strict=True))


def test_the_set_is_large_enough() -> None:
    assert len(ARTICLES) >= 60
    assert len({a["story"] for a in ARTICLES}) >= 20


def test_links_are_precise_and_find_most(tables) -> None:
    events, participants, stories = tables
    found = linked(events, participants)
    pairs: Counter[str] = Counter()
    for one, other in combinations(sorted(stories), 2):
        same, together = stories[one] == stories[other], found[one] == found[other]
        pairs["right" if same and together else "wrong" if together else "missed" if same else "apart"] += 1
    told = sum(a * (a - 1) // 2 for a in Counter(a["story"] for a in ARTICLES).values())
    assert pairs["right"] / (pairs["right"] + pairs["wrong"]) >= 0.95
    assert pairs["right"] / told >= 0.8


def test_links_do_not_depend_on_the_order_of_rows(tables) -> None:
    events, participants, _ = tables
    expected = linked(events, participants)
    for seed in range(3):
        rows, actors = (_shuffled(t.num_rows, seed) for t in (events, participants))
        assert linked(events.take(rows), participants.take(actors)) == expected


def _shuffled(count: int, seed: int) -> list[int]:
    return sorted(range(count), key=lambda i: hashlib.sha256(f"{seed} {i}".encode()).digest())


def test_all_else_stays_as_it_was(tables) -> None:
    events, participants, _ = tables
    table = link_stories(events, participants)
    assert table.schema == events.schema
    assert table.drop_columns(["story_id"]).equals(events.drop_columns(["story_id"]))


def test_a_story_is_named_after_its_least_row(tables) -> None:
    events, participants, _ = tables
    found = linked(events, participants)
    for story in set(found.values()):
        assert story == min(i for i, s in found.items() if s == story)


def test_one_article_tells_a_story_once(tables) -> None:
    events, participants, _ = tables
    found = linked(events, participants)
    article = dict(zip(events["event_id"].to_pylist(), events["article_id"].to_pylist(), strict=True))
    told = Counter((article[i], story) for i, story in found.items())
    assert max(told.values()) == 1


def test_no_rows_are_no_trouble() -> None:
    assert link_stories(table_of("events", []), table_of("participants", [])).num_rows == 0
