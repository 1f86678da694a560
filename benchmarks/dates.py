"""Measures the time expressions that the extractor finds, against gold annotations and beside other packages.

python benchmarks/dates.py --predict GOLD.jsonl > predictions.jsonl
    writes ours in the form that a TIMEX3 scorer reads
python benchmarks/dates.py --compare GOLD.jsonl
    scores ours, dateparser.search and datefinder on the same texts, with milliseconds a kilobyte;
    needs `pip install -r benchmarks/requirements-dates.txt`

A gold line holds `doc_id`, `text`, `dct` (the publication day) and `timexes` (start, end, type, value).
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from flows.extract.dates.tagger import TimeExpression, tag

_RANGE_WORD = re.compile(r"\s?[-–—‑]\s?|\s(?:to|and|through|until|till)\s")
_END_FORMATS = {
    "year_range": "%Y",
    "month_range": "%Y-%m",
    "day_range": "%Y-%m-%d",
    "weekday_range": "%Y-%m-%d",
}


class Timex(NamedTuple):
    """An expression as a scorer sees it."""

    start: int
    end: int
    value: str | None


Tagger = Callable[[str, date], list[Timex]]


def ours(text: str, published: date) -> list[Timex]:
    """Tags a text; keeps what TimeML calls a DATE, and gives a range as its two ends, as TimeML does."""
    return [t for e in tag(text, published) if e.timex == "DATE" for t in _timexes(e, text)]


def _timexes(expression: TimeExpression, text: str) -> Iterator[Timex]:
    start, end = expression.span.start, expression.span.end
    form = _END_FORMATS.get(expression.kind)
    between = _RANGE_WORD.search(text, start, end)
    if form and between and expression.start and expression.end:
        yield Timex(start, between.start(), expression.start.strftime(form))
        yield Timex(between.end(), end, expression.end.strftime(form))
    elif expression.granularity == "open":
        yield Timex(start, end, "PAST_REF" if expression.start is None else "FUTURE_REF")
    else:
        yield Timex(start, end, expression.edtf)


def dateparser_search(text: str, published: date) -> list[Timex]:
    """Tags a text with dateparser's own search."""
    from dateparser.search import search_dates

    base = datetime(published.year, published.month, published.day, 12)
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base}) or []
    timexes, position = [], 0
    for words, moment in found:
        start = text.find(words, position)
        if start >= 0:
            position = start + len(words)
            timexes.append(Timex(start, position, f"{moment:%Y-%m-%d}"))
    return timexes


def datefinder_find(text: str, published: date) -> list[Timex]:
    """Tags a text with datefinder."""
    import datefinder

    base = datetime(published.year, published.month, published.day, 12)
    found = datefinder.find_dates(text, index=True, base_date=base)
    return [Timex(start, end, f"{moment:%Y-%m-%d}") for moment, (start, end) in found]


def articles(path: Path) -> Iterator[tuple[dict[str, Any], date]]:
    """Yields the gold documents that have a publication day."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        day = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", document["dct"] or "")
        if day:
            yield document, date(*map(int, day.groups()))


def predict(path: Path) -> None:
    """Writes our expressions for a gold file, one document a line."""
    for document, published in articles(path):
        timexes = [t._asdict() for t in ours(document["text"], published)]
        sys.stdout.write(json.dumps({"doc_id": document["doc_id"], "timexes": timexes}) + "\n")


def compare(path: Path) -> None:
    """Prints a line a tagger: precision, recall, F1 (one character of overlap), days right, speed."""
    documents = list(articles(path))
    kilobytes = sum(len(d["text"].encode()) for d, _ in documents) / 1024
    peers: dict[str, Tagger] = {
        "readout": ours,
        "dateparser.search": dateparser_search,
        "datefinder": datefinder_find,
    }
    print(f"{'tagger':<20}{'P':>7}{'R':>7}{'F1':>7}{'days right':>12}{'ms/KB':>9}")
    for name, tagger in peers.items():
        tagger("On Monday, 3 May 2021, two weeks ago.", date(2021, 5, 4))
        begun = time.process_time()
        found = [tagger(d["text"], published) for d, published in documents]
        spent = (time.process_time() - begun) * 1000 / kilobytes
        precision, recall, days = score([d for d, _ in documents], found)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name:<20}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}{days:>12.3f}{spent:>9.2f}")


def score(documents: Sequence[dict[str, Any]], found: Sequence[list[Timex]]) -> tuple[float, float, float]:
    """Returns precision and recall of detection, and the share of gold days that got their day.

    What overlaps a document's own date line counts neither way.
    """
    right = wrong = caught = total = days = days_right = 0
    for document, timexes in zip(documents, found, strict=True):
        own = [g for g in document["timexes"] if g.get("fid") == "CREATION_TIME"]
        gold = [g for g in document["timexes"] if g not in own and g["type"] == "DATE"]
        timexes = [t for t in timexes if not any(_overlap(t, g) for g in own)]
        hits = sum(any(_overlap(t, g) for g in gold) for t in timexes)
        right, wrong, total = right + hits, wrong + len(timexes) - hits, total + len(gold)
        for g in gold:
            best = max((t for t in timexes if _overlap(t, g)), key=lambda t: _shared(t, g), default=None)
            caught += best is not None
            if re.fullmatch(r"\d{4}-\d\d-\d\d(?:T.*)?", g["value"] or ""):
                days += 1
                days_right += best is not None and best.value == g["value"][:10]
    return right / max(right + wrong, 1), caught / max(total, 1), days_right / max(days, 1)


def _overlap(timex: Timex, gold: dict[str, Any]) -> bool:
    return timex.start < int(gold["end"]) and int(gold["start"]) < timex.end


def _shared(timex: Timex, gold: dict[str, Any]) -> int:
    return min(timex.end, int(gold["end"])) - max(timex.start, int(gold["start"]))


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--predict", type=Path, metavar="GOLD")
    action.add_argument("--compare", type=Path, metavar="GOLD")
    arguments = parser.parse_args()
    if arguments.predict:
        predict(arguments.predict)
    else:
        compare(arguments.compare)


if __name__ == "__main__":
    main()
