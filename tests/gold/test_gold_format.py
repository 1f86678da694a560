"""The invented gold articles are in the gold format, and every position reproduces its words."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent / "invented.jsonl"
ROLES = {
    "statement": {"speaker", "addressee"},
    "call": {"participant"},
    "visit": {"visitor", "host"},
    "meeting": {"participant"},
}
MAIN_ROLE = {"statement": "speaker", "call": "participant", "visit": "visitor", "meeting": "participant"}
DAY = r"\d{4}-\d{2}-\d{2}"
DATE = re.compile(rf"{DAY}|\d{{4}}-\d{{2}}|\d{{4}}|{DAY}/{DAY}|\d{{4}}/\d{{4}}|\.\./{DAY}|{DAY}/\.\.")


def articles() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


ARTICLES = [pytest.param(a, id=a["id"]) for a in articles()]


def test_there_are_at_least_forty_articles_of_all_four_types_and_statuses():
    golds = articles()
    assert len({gold["id"] for gold in golds}) == len(golds) >= 40
    events = [event for gold in golds for event in gold["events"]]
    assert {event["type"] for event in events} == set(ROLES)
    assert {event["status"] for event in events} == {"occurred", "planned", "cancelled", "denied"}
    assert sum(event["mentions"][0]["text"] == "said" for event in events) < 0.25 * len(events)


@pytest.mark.parametrize("gold", ARTICLES)
def test_article_is_whole(gold):
    assert set(gold) == {"id", "published", "title", "text", "source", "license", "events"}
    date.fromisoformat(gold["published"])
    assert 110 <= len(gold["text"].split()) <= 350
    starts = [event["mentions"][0]["start"] for event in gold["events"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize("gold", ARTICLES)
def test_positions_reproduce_their_words(gold):
    text = gold["text"]
    for event in gold["events"]:
        for mention in event["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
        for actor in event["actors"]:
            assert text[actor["start"] : actor["end"]] == actor["name"]
        for words in (event["place"], event["date_text"], event.get("reported_by")):
            assert words is None or words in text
        if event["type"] == "statement":
            content = event["content"]
            assert 0 <= content["start"] < content["end"] <= len(text)
            assert text[content["start"] : content["end"]].strip() == text[content["start"] : content["end"]]


@pytest.mark.parametrize("gold", ARTICLES)
def test_events_use_the_closed_vocabulary(gold):
    for event in gold["events"]:
        roles = {actor["role"] for actor in event["actors"]}
        assert roles <= ROLES[event["type"]]
        assert MAIN_ROLE[event["type"]] in roles
        assert DATE.fullmatch(event["date"]), event["date"]
        assert ("content" in event) == (event["type"] == "statement")
