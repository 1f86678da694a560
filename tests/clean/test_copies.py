"""Measures the finder of copies on invented wire copy: 50 copies with edits, 50 look-alikes."""

import itertools
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from flows.clean.copies import CopyIndex, Fingerprint, fingerprint

DAY = date(2024, 5, 15)
STORIES = tomllib.loads((Path(__file__).parent / "wire_copy.toml").read_text(encoding="utf-8"))["story"]
WORDS = {
    "told reporters": "said",
    "said that": "said",
    "according to": "said",
    "agreed to": "have agreed to",
    "last year": "in the past year",
    "per cent": "percent",
    "because of": "owing to",
    "about": "some",
    "begin": "start",
    "promised": "pledged",
    "warned": "cautioned",
}
LOCAL = "The news was received calmly in this city, where few people have relatives there. Shops stayed open."


def original(story: dict[str, str | list[str]]) -> str:
    return "\n\n".join([str(story["lead"]), *story["body"]])


def shortened(text: str) -> str:
    return "\n\n".join(text.split("\n\n")[:4])


def reworded(text: str) -> str:
    for old, new in WORDS.items():
        text = text.replace(old, new)
    return text


def with_local_words(text: str) -> str:
    first, rest = text.split("\n\n", 1)
    return f"{first}\n\n{LOCAL}\n\n{rest}"


def without_dateline(text: str) -> str:
    return text.split(" (NPA) - ", 1)[1]


def reordered(text: str) -> str:
    first, *rest = text.split("\n\n")
    return "\n\n".join([first, *reversed(rest)])


EDITS = (shortened, reworded, with_local_words, without_dateline, reordered)


def look_alikes(story: dict[str, str | list[str]], number: int) -> Iterator[str]:
    """Yields texts that share much with a story, or with one another, and tell something else."""
    body = list(story["body"])
    yield "\n\n".join([str(story["next_day"]), *body[-2:]])
    yield sports_result(number)
    yield readout("President Adisa", ["Prime Minister", "President"][number % 2], number)
    yield readout("Vice President Munro", "Foreign Minister", number)
    yield bulletin(number)


NAMES = ("Vale", "Torres", "Okafor", "Lindqvist", "Haddad", "Iyer", "Novak", "Tanaka", "Mbeki", "Castellan")
LANDS = ("Orlanda", "Tessaly", "Maravia", "Belmere", "Castara", "Umbra", "Hestia", "Dellu", "Norland", "Kesh")


def readout(who: str, title: str, number: int) -> str:
    name, land = NAMES[number], LANDS[number]
    return (
        f"{who} spoke today with {title} {name} of {land}. The two leaders reaffirmed the strong partnership "
        "between our countries and discussed ways to deepen cooperation on trade, security and the climate. "
        f"{who} thanked {title} {name} for {land}'s leadership and underscored the enduring commitment of "
        "the United Republics to peace and stability in the region. They agreed to remain in close contact "
        "and to instruct their teams to follow up on the matters discussed in the weeks ahead."
    )


def sports_result(number: int) -> str:
    home, away = LANDS[number], LANDS[(number + 3) % 10]
    return (
        f"{home} beat {away} {number % 3 + 2}-{number % 2} on Saturday to move up to {number + 1}th place in "
        f"the table. {NAMES[number]} scored early in the first half, and {NAMES[(number + 4) % 10]} added "
        'another shortly after the break. "We played well and deserved to win," the coach said after the '
        f"match, which was watched by {8 + number},000 people. The losing side had a man sent off in the "
        f"{50 + number}th minute for a second bookable offence."
    )


def bulletin(number: int) -> str:
    return (
        f"The ministry of health reported {211 + 17 * number} new cases and {3 + number} deaths in the past "
        f"day. {1400 + 31 * number} people are in hospital, {90 + number} of them in intensive care, the "
        "daily bulletin said. The ministry repeated its advice to wear masks in buses and trains and to keep "
        f"windows open at work. Some {12 + number},000 people were vaccinated, it said, most of them in "
        f"{LANDS[number]}."
    )


def found_pairs(texts: list[str]) -> set[tuple[int, int]]:
    index = CopyIndex()
    for i, text in enumerate(texts):
        index.add(str(i), DAY, text)
    return {
        (min(i, int(other)), max(i, int(other)))
        for i in range(len(texts))
        for other in index.copies_of(str(i))
    }


def test_precision_and_recall_on_copies_and_look_alikes() -> None:
    texts: list[str] = []
    origin: list[str] = []
    for number, story in enumerate(STORIES):
        for text in [original(story), *(edit(original(story)) for edit in EDITS)]:
            texts.append(text)
            origin.append(f"story {number}")
        for i, text in enumerate(look_alikes(story, number)):
            texts.append(text)
            origin.append(f"look-alike {number} {i}")
    true = {(i, j) for i, j in itertools.combinations(range(len(texts)), 2) if origin[i] == origin[j]}
    found = found_pairs(texts)
    precision, recall = len(found & true) / len(found), len(found & true) / len(true)
    assert len(texts) == 110
    assert precision >= 0.99, sorted((origin[i], origin[j]) for i, j in found - true)
    assert recall >= 0.90, sorted((i, j) for i, j in true - found)


@pytest.mark.parametrize("days", [0, 3, 4, 400])
def test_copies_appear_within_days_of_one_another(days: int) -> None:
    index = CopyIndex()
    index.add("a", DAY, original(STORIES[0]))
    index.add("b", DAY + timedelta(days), original(STORIES[0]))
    assert list(index.copies_of("a")) == (["b"] if days <= 3 else [])


def test_short_texts_are_copies_only_of_the_same_words() -> None:
    one, two = fingerprint("Shares closed higher on Monday."), fingerprint("Shares closed higher on Tuesday.")
    assert one.copies(fingerprint("Shares closed higher on Monday!"))
    assert not one.copies(two)


def test_a_corrected_article_is_compared_in_its_new_words() -> None:
    index = CopyIndex()
    index.add("a", DAY, original(STORIES[0]))
    index.add("b", DAY, original(STORIES[0]))
    index.add("b", DAY, original(STORIES[1]))
    assert list(index.copies_of("a")) == []
    assert list(index.copies_of("b")) == []


def test_what_an_outlet_puts_under_each_article_makes_none_of_them_worth_a_comparison() -> None:
    index = CopyIndex()
    for number, story in enumerate(STORIES):
        index.add(str(number), DAY, f"{original(story)}\n\n{LOCAL}")
    index.add("copy", DAY, shortened(original(STORIES[0])))
    with patch.object(Fingerprint, "copies", autospec=True, side_effect=Fingerprint.copies) as compared:
        assert list(index.copies_of("0")) == ["copy"]
        assert compared.call_count == 1
