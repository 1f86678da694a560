"""Invented news for the tests of whole runs: short articles that all hold events."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

_PEOPLE = (
    ("Foreign Minister", "Alena Vrbova", "Slovakia", "Bratislava"),
    ("Defence Minister", "Kofi Mensah", "Ghana", "Accra"),
    ("Prime Minister", "Ingrid Solberg", "Norway", "Oslo"),
    ("President", "Rafael Ibarra", "Chile", "Santiago"),
    ("Trade Minister", "Nadia Rahman", "Bangladesh", "Dhaka"),
)
_STORIES_TEXT = """
{t1} {n1} met {t2} {n2} in {c2} on Tuesday. The two discussed grain exports. “We have agreed to meet again
before the summer,” {l1} told reporters after the talks.

{t1} {n1} of {s1} spoke by phone with {t2} {n2} on Monday, the ministry said. {l2} said the call had been
frank and useful.

{t1} {n1} will visit {c2} next week, her office announced on Thursday. She is due to meet {t2} {n2} there.

{t1} {n1} arrived in {c2} on Friday for a two-day visit. {t2} {n2} welcomed {l1} at the airport and said
relations with {s1} had never been better.

{s1} rejected the proposal on Wednesday. “It offers nothing to our fishermen,” {t1} {n1} said in a statement.
{t2} {n2} later called {l1} to explain the offer.
"""
_STORIES = tuple(story.strip().replace("\n", " ") for story in _STORIES_TEXT.split("\n\n"))


def article(number: int) -> dict[str, Any]:
    """Returns the invented article of that number."""
    title1, name1, state1, _ = _PEOPLE[number % 5]
    title2, name2, _, city2 = _PEOPLE[(number % 5 + 1 + number // 5 % 4) % 5]
    text = _STORIES[number // 20 % 5].format(
        t1=title1,
        n1=name1,
        s1=state1,
        l1=name1.split()[-1],
        t2=title2,
        n2=name2,
        c2=city2,
        l2=name2.split()[-1],
    )
    published = date(2024, 3, 5) + timedelta(days=number)
    return {
        "id": f"item-{number}",
        "published": published.isoformat(),
        "title": f"{state1} and the talks, part {number}",
        "outlet": "The Harbour Times",
        "text": text,
    }


def write_articles(path: Path, numbers: Iterable[int], extra: Sequence[dict[str, Any]] = ()) -> Path:
    """Writes the articles of those numbers, and then `extra` records, to a JSON Lines file."""
    records = [*(article(n) for n in numbers), *extra]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path
