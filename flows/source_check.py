"""Checks a lake's articles and evidence against the source files that they were read from, where at hand."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flows.clean.cleaner import clean, clean_words
from flows.ingest.articles import read_articles
from flows.ingest.source import ReadOptions, open_source
from flows.records import CleanArticle, RawArticle
from flows.write.fault import Fault
from flows.write.lake import Lake

_COLUMNS = ["article_id", "source_uri", "source_sha256", "source_record", "text_sha256", "run_id"]
_EVIDENCE = ["article_id", "event_id", "quote", "provenance"]
_TAG = re.compile(r"<[^<>]*>|<!\[CDATA\[|\]\]>")
# Cleaning joins lines, with what hyphens stand at their ends, by looking at more lines than a quote has.
_LOOSE = re.compile(r"[\s\xad-]+")

Row = dict[str, Any]


def source_faults(lake: Lake) -> Iterator[Fault]:
    """Reads the sources again and yields the articles and events that do not follow from them.

    An article follows where its record, cleaned, gives its text; an event where its span of the record,
    cleaned, gives its quote. Sources on the network, and files that are gone, prove nothing and are passed
    over, as are events whose way back is not known.
    """
    runs = lake.read("runs", ["run_id", "parameters"]).to_pylist()
    ways = {run["run_id"]: _way_of_reading(json.loads(run["parameters"])) for run in runs}
    events: dict[str, list[Row]] = defaultdict(list)
    for event in lake.read("events", _EVIDENCE).to_pylist():
        events[event["article_id"]].append(event)
    by_source: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in lake.read("articles", _COLUMNS).to_pylist():
        by_source[row["source_uri"], ways.get(row["run_id"], _way_of_reading({}))].append(row)
    for (uri, way), rows in sorted(by_source.items()):
        parts = urlsplit(uri)
        path = Path(unquote(parts.path))
        if parts.scheme == "file" and path.is_file():
            columns, day_first = json.loads(way)
            options = ReadOptions(columns, day_first, keep_documents=True)
            yield from _faults_of_file(path, rows, events, options)


def _way_of_reading(parameters: dict[str, Any]) -> str:
    """Returns as JSON what the reading of files depends on: the columns, and the order of day and month."""
    dates = parameters.get("dates")
    return json.dumps([parameters.get("columns", {}), dates and dates == "day-first"])


def _faults_of_file(
    path: Path, rows: Sequence[Row], events: dict[str, list[Row]], options: ReadOptions
) -> Iterator[Fault]:
    digest = open_source(path).sha256
    left = {row["source_record"] or "": row for row in rows}
    for raw in read_articles([str(path)], options=options):
        row = left.get(raw.source_record)
        if row is None or not isinstance(raw, RawArticle):
            continue
        article = clean(raw)
        if not isinstance(article, CleanArticle) or article.text_sha256 != row["text_sha256"]:
            continue
        del left[raw.source_record]
        if row["source_sha256"] != digest:
            yield Fault("articles", row["article_id"], f"{path} has changed since it was read")
            continue
        for event in events[row["article_id"]]:
            if not _follows(event, raw, article):
                message = f"its span of {path} does not give its quote"
                yield Fault("events", event["event_id"], message)
    for row in left.values():
        yield Fault("articles", row["article_id"], f"its text does not follow from {path}")


def _follows(event: Row, raw: RawArticle, article: CleanArticle) -> bool:
    """Tells whether the span of the source that an event names, cleaned, gives its quote."""
    selector = json.loads(event["provenance"])["source"]["selector"]
    if selector is None:
        return True
    document = raw.text if raw.document is None else raw.document
    words = document[selector["start"] : selector["end"]]
    markup = raw.text_runs is not None
    found, quote = clean_words(_without_tags(words) if markup else words), event["quote"]
    if _LOOSE.sub("", found) == _LOOSE.sub("", quote):
        return True
    # Between a quote's words may stand what was no part of the article: a caption, a share bar.
    interrupted = markup or "\n" in quote or any(step.startswith("furniture.") for step in article.cleaning)
    return interrupted and _in_order(quote.split(), found.split())


def _without_tags(markup: str) -> str:
    """Returns the text of a stretch of markup; feeds hold markup within markup."""
    for _ in range(2):
        markup = html.unescape(_TAG.sub(" ", markup))
    return _TAG.sub(" ", markup)


def _in_order(quote: Sequence[str], found: Sequence[str]) -> bool:
    """Tells whether the words found begin and end as the quote does, and hold all of it in its order."""
    if not found or (quote[0], quote[-1]) != (found[0], found[-1]):
        return False
    rest = iter(found)
    return all(word in rest for word in quote)
