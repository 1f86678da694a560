from collections import Counter

import pytest

from flows.extract.dates.detection import detect
from flows.extract.dates.patterns import Pattern, any_pattern, load_patterns
from flows.extract.dates.tagger import READERS
from flows.extract.rules import load_tables

PATTERNS = load_patterns()
FINDING = [p for p in PATTERNS if p.reader != "none"]
REJECTING = [p for p in PATTERNS if p.reader == "none"]


def found(text: str) -> set[str]:
    return {d.pattern.id for d in detect(text)}


@pytest.mark.parametrize("pattern", FINDING, ids=lambda p: p.id)
def test_pattern_finds_its_example_and_not_its_counter_example(pattern: Pattern) -> None:
    assert pattern.id in found(pattern.example)
    assert pattern.id not in found(pattern.counter_example)


@pytest.mark.parametrize("pattern", REJECTING, ids=lambda p: p.id)
def test_what_only_looks_like_a_date_is_left_alone(pattern: Pattern) -> None:
    assert pattern.regex.search(pattern.example)
    assert found(pattern.example) == set()
    assert found(pattern.counter_example) != set()


def test_pattern_ids_are_unique() -> None:
    assert [i for i, n in Counter(p.id for p in PATTERNS).items() if n > 1] == []


def test_every_pattern_has_a_reader() -> None:
    assert {p.reader for p in FINDING} == set(READERS)


def test_the_first_look_knows_the_first_word_of_every_pattern() -> None:
    # The examples stand for their patterns: with the first look off, nothing more may be found in them.
    look = load_tables("dates_patterns")["first_look"]
    known = set(f"{look['anchors']} {look['openers']}".split())
    for pattern in FINDING:
        match = next(m for m in any_pattern().finditer(pattern.example) if m.group().strip())
        first = match.group().split()[0].split("-")[0].strip("'’.,").lower()
        assert first in known or not first.isalpha(), pattern.id
