"""Measures commits alone: their seconds and their memory by the size of the lake, and of a small one on top.

python benchmarks/commits.py [--sizes 1000 10000 100000] [--more 100] [--real 250]

Some invented articles are really extracted. Their rows are then staged again and again, each time as
other articles: with other ids and surnames, on other days of two years, in batches of 250. So 100,000
articles' rows are there in minutes. Each commit is a process of its own, that does nothing else; its peak is
the highest share of the memory (the kernel's Pss, so Linux only), looked at twenty times a second, and
includes the program's. The small one on top brings articles of one week.
"""

import argparse
import dataclasses
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import articles
from growth import share_mib

_BATCH = 250
_DAYS = 700
_SURNAMES = 5000  # with fewer each text would be told by the same persons day after day, and all be one story
_PAUSE = 0.05
_SECONDS = ("ingest", "clean", "extract", "write", "commit")


def extracted(number: int) -> list[Any]:
    """Returns the events of invented articles."""
    from flows.extract.extractor import extract
    from flows.text_article import text_article

    given = articles(number, seed=7)
    return list(extract(text_article(a["text"], date.fromisoformat(a["published"])) for a in given))


def replicas(results: list[Any], first: int, last: int, days: int) -> Iterator[Any]:
    """Yields articles: each is one of those given, under another id and on another day.

    Args:
        results: Those given.
        first: The number of the first.
        last: The number after the last.
        days: Over how many days they are spread.
    """
    for number in range(first, last):
        result = results[number % len(results)]
        rng = random.Random(number)  # noqa: S311
        published = date(2023, 1, 1) + timedelta(days=rng.randrange(days))
        by = published - result.article.published_date
        article = dataclasses.replace(
            result.article,
            article_id=hashlib.sha256(f"replica {number}".encode()).hexdigest()[:16],
            source_record=f"line {number}",
            published_date=published,
        )
        surname = f"Name{number * 7919 % _SURNAMES}"
        events = tuple(_moved(_renamed(e, surname), by) for e in result.events)
        yield dataclasses.replace(result, article=article, events=events)


def _moved(event: Any, by: timedelta) -> Any:
    start, end = (day + by if day else None for day in (event.date.start, event.date.end))
    return dataclasses.replace(event, date=dataclasses.replace(event.date, start=start, end=end))


def _renamed(event: Any, surname: str) -> Any:
    people = []
    for found in event.participants:
        actor = dataclasses.replace(found.actor, name=f"{found.actor.name.split()[0]} {surname}")
        people.append(dataclasses.replace(found, actor=actor))
    return dataclasses.replace(event, participants=tuple(people))


def stage(results: list[Any], folder: Path, first: int, last: int, days: int = _DAYS) -> int:
    """Stages the rows of the articles of these numbers, and returns how many events they have."""
    from flows.version import __version__
    from flows.write.staging import stage_batch

    found = replicas(results, first, last, days)
    events = 0
    for number in range(first, last, _BATCH):
        batch = stage_batch(folder / f"{number:08d}", islice(found, _BATCH), "measured", __version__)
        events += sum(batch.events.values())
    return events


def one(lake: Path, staged: Path) -> None:
    """Commits what was staged and prints how long that took."""
    from flows.write.commit import commit
    from flows.write.lake import Lake
    from flows.write.merge import Changes

    lake.mkdir(exist_ok=True)
    batches, now = sorted(staged.iterdir()), datetime.now(UTC)
    row: dict[str, Any] = {"run_id": staged.name, "started_at": now, "finished_at": now, "error": None}
    row |= {"status": "completed", "parameters": "{}", "versions": "{}", "counts": "{}"}
    row |= dict.fromkeys(("read", "extracted", "unchanged", "duplicate", "rejected", "events"), 0)
    row |= {f"seconds_{step}": 0.0 for step in _SECONDS}
    begun, busy = time.perf_counter(), time.process_time()
    commit(Lake(lake), Changes(staged.name, batches), lambda: row)
    print(json.dumps({"wall": time.perf_counter() - begun, "cpu": time.process_time() - busy}))


def measure(lake: Path, staged: Path) -> dict[str, float]:
    """Commits in a process of its own and returns what that took, with the peak in MiB."""
    command = [sys.executable, __file__, "--lake", str(lake), "--staged", str(staged)]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, share_mib(process.pid))
            time.sleep(_PAUSE)
        out = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(process.returncode)
    found: dict[str, float] = json.loads(out.splitlines()[-1])
    return found | {"peak": peak}


def row(name: str, number: int, events: int, found: dict[str, float]) -> str:
    """Returns one line of the table."""
    each = 1000 * found["wall"] / number
    return (
        f"| {name} | {events} | {found['wall']:.1f} | {found['cpu']:.1f} | {each:.2f} | {found['peak']:.0f} |"
    )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--more", type=int, default=100, help="articles added in the second commit")
    parser.add_argument("--real", type=int, default=250, help="articles that are really extracted")
    parser.add_argument("--lake", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--staged", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.lake:
        one(options.lake, options.staged)
        return
    results = extracted(options.real)
    print("| articles | events | s | CPU s | ms/article | peak MiB |\n|---|---|---|---|---|---|")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            lake, first, more = (Path(folder) / name for name in ("lake", "first", "more"))
            events = stage(results, first, 0, size)
            print(row(str(size), size, events, measure(lake, first)), flush=True)
            events = stage(results, more, size, size + options.more, days=7)
            print(row(f"+{options.more}", options.more, events, measure(lake, more)), flush=True)


if __name__ == "__main__":
    main()
