"""Measures how fluid the report page is in Chromium, with a lake of made-up events.

python benchmarks/report_page.py [EVENTS]     20000 by default

Times in milliseconds, median and slowest of seven: first render is from the start of loading to the second
frame after cards, timeline, matrix, speakers and table are drawn; all loaded, to the second frame after the
articles behind them have been read too; a filter from the change of the fragment to the second frame after.
"""

import os
import random
import shutil
import statistics
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from playwright.sync_api import Browser, Page, sync_playwright

from flows.records import (
    Actor,
    ArticleEvents,
    Event,
    EventDate,
    EventType,
    Mention,
    Participant,
    Place,
    Role,
    Span,
    Status,
)
from flows.text_article import text_article
from flows.write.commit import commit
from flows.write.lake import Lake
from flows.write.merge import Changes
from flows.write.report.page import write_report
from flows.write.staging import stage_batch

_ROUNDS = 7
_PER_ARTICLE = 8
_MAIN_ROLE: dict[EventType, Role] = {
    "statement": "speaker",
    "call": "participant",
    "visit": "visitor",
    "meeting": "participant",
}
_FIRST = ("Ama", "Bo", "Chen", "Dara", "Eva", "Farid", "Gita", "Hugo")
_LAST = ("Okafor", "Lind", "Wei", "Sok", "Novak", "Rahimi", "Rao", "Silva", "Tan", "Moyo")
_NAMES = [f"{first} {last}" for first in _FIRST for last in _LAST]
_PLACES = [
    ("Oslo", "NOR", 59.9, 10.7),
    ("Accra", "GHA", 5.6, -0.2),
    ("Lima", "PER", -12.0, -77.0),
    ("Hanoi", "VNM", 21.0, 105.8),
    ("Cairo", "EGY", 30.0, 31.2),
    ("Paris", "FRA", 48.9, 2.4),
]
_FILTERS = ("type=visit", "q=budget+rao", "status=planned&from=2022-01-01", "actor=silva", "country=GHA", "")


def articles(n_events: int) -> list[ArticleEvents]:
    """Returns made-up articles with so many events in all; the same ones every time."""
    dice = random.Random(20_000)  # noqa: S311  not for secrets
    return [_article(number, dice) for number in range(n_events // _PER_ARTICLE)]


def _article(number: int, dice: random.Random) -> ArticleEvents:
    text, events = "", []
    published = date(2019, 1, 1) + timedelta(days=dice.randrange(2000))
    for _ in range(_PER_ARTICLE):
        first, second = dice.sample(_NAMES, 2)
        place = dice.choice(_PLACES)
        start = len(text)
        sentence = (
            f"{first} spoke of the budget of {number} with {second} in {place[0]}, and of the harvest. "
        )
        text += (
            sentence
            + "Nothing was said of what the session had cost, nor who would pay for the next one. " * 2
        )
        kind = dice.choices(get_args(EventType), (8, 1, 2, 3))[0]
        events.append(
            _event(
                kind, Span(start, start + len(sentence) - 1), text, (first, second), place, published, dice
            )
        )
    article = text_article(
        text,
        published,
        f"Budget talks, day {number}",
        source_uri="file:///made-up.jsonl",
        source_record=f"line {number}",
        outlet=f"Outlet {number % 40}",
    )
    return ArticleEvents(article, tuple(events), "none 0")


def _event(
    kind: EventType,
    sentence: Span,
    text: str,
    names: tuple[str, str],
    place: tuple[str, str, float, float],
    published: date,
    dice: random.Random,
) -> Event:
    def span(words: str) -> Span:
        at = text.index(words, sentence.start)
        return Span(at, at + len(words))

    day = published - timedelta(days=dice.randrange(4))
    last = day + timedelta(days=dice.choice((0, 0, 0, 3)))
    edtf = day.isoformat() if last == day else f"{day}/{last}"
    when = EventDate(day, last, edtf, "day" if last == day else "range", "relative")
    countries = dice.sample(_PLACES, 2)
    people = tuple(
        Participant(
            _MAIN_ROLE[kind] if i == 0 else "participant" if kind in ("call", "meeting") else "addressee",
            Actor(name, span(name), "person", country=country[1]),
            span(name),
        )
        for i, (name, country) in enumerate(zip(names, countries, strict=True))
    )
    where = Place(place[0], span(place[0]), *place[1:])
    statuses: tuple[Status, ...] = ("occurred", "planned", "cancelled")
    status = dice.choices(statuses, (8, 2, 1))[0]
    mention = Mention(span("spoke of"), "made.up", sentence)
    return Event(kind, status, when, people, (mention,), where, confidence=round(dice.random(), 2))


def lake_of(root: Path, results: list[ArticleEvents]) -> Lake:
    """Commits the articles to a new lake."""
    lake = Lake(root)
    stage_batch(lake.staging / "batch", results, "benchmark", "0")
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    counts = dict.fromkeys(("unchanged", "duplicate", "rejected"), 0) | {
        "read": len(results),
        "extracted": len(results),
    }
    row: dict[str, Any] = {
        "run_id": "benchmark",
        "started_at": moment,
        "finished_at": moment,
        "status": "completed",
        "error": None,
    }
    row |= {
        "parameters": "{}",
        "versions": "{}",
        "counts": "{}",
        "events": len(results) * _PER_ARTICLE,
    } | counts
    row |= {f"seconds_{step}": 0.0 for step in ("ingest", "clean", "extract", "write", "commit")}
    commit(lake, Changes("benchmark", [lake.staging / "batch"]), lambda: row)
    return lake


_TWO_FRAMES = "await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));"


# Looks at each frame whether all parts are there, and notes the time of the next.
_WATCH = """
    const parts = ["#types .card", "#timeline svg", "#matrix svg", "#speakers li", ".rows [role=row]"];
    const look = () => requestAnimationFrame(() => {
        if (!parts.every(part => document.querySelector(part))) look();
        else requestAnimationFrame(() => { window.drawn = performance.now(); });
    });
    look();
"""


def first_render(browser: Browser, file: Path) -> tuple[float, float]:
    """Returns the milliseconds until all is drawn, and until the articles are loaded too."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(_WATCH)
    page.goto(file.as_uri())
    loaded = page.evaluate(f"async () => {{ {_TWO_FRAMES} return performance.now(); }}")
    drawn = page.wait_for_function("window.drawn").json_value()
    page.close()
    return drawn, loaded


def filtering(page: Page, fragment: str) -> float:
    """Returns the milliseconds until a new fragment's events are drawn."""
    change = f"""async fragment => {{
        const start = performance.now();
        location.hash = fragment;
        await new Promise(r => addEventListener("hashchange", r, {{ once: true }}));
        {_TWO_FRAMES}
        return performance.now() - start;
    }}"""
    took: float = page.evaluate(change, fragment)
    return took


def main(n_events: int) -> None:
    """Prints the table of times."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lake = lake_of(Path(folder), articles(n_events))
        file = Path(folder) / "report.html"
        shown = write_report(lake, file)
        chromium = shutil.which("chromium")
        if chromium is None:
            sys.exit("Chromium is not installed: `make heavy-tools` installs it")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        print(f"{shown:,} events, {file.stat().st_size / 1e6:.1f} MB, Chromium {browser.version}")
        first = [first_render(browser, file) for _ in range(_ROUNDS)]
        print("| what | median ms | slowest ms |\n|---|---|---|")
        _print("first render", [drawn for drawn, _ in first])
        _print("all loaded", [loaded for _, loaded in first])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(file.as_uri())
        for fragment in _FILTERS:
            times = []
            for _ in range(_ROUNDS):
                filtering(page, "type=call" if fragment != "type=call" else "")
                times.append(filtering(page, fragment))
            _print(f"filter `{fragment or 'none'}`", times)
        browser.close()
        print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")


def _print(what: str, times: list[float]) -> None:
    print(f"| {what} | {statistics.median(times):.0f} | {max(times):.0f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
