"""Checks a lake's articles against the source files that they were read from, where these are at hand."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flows.clean.cleaner import clean
from flows.ingest.articles import read_articles
from flows.ingest.source import ReadOptions, open_source
from flows.records import CleanArticle, RawArticle
from flows.write.fault import Fault
from flows.write.lake import Lake

_COLUMNS = ["article_id", "source_uri", "source_sha256", "source_record", "text_sha256", "run_id"]


def source_faults(lake: Lake) -> Iterator[Fault]:
    """Reads the sources again and yields the articles that no longer follow from them.

    Sources on the network, and files that are gone, prove nothing and are passed over.
    """
    runs = lake.read("runs", ["run_id", "parameters"]).to_pylist()
    columns = {run["run_id"]: json.loads(run["parameters"]).get("columns", {}) for run in runs}
    by_source: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in lake.read("articles", _COLUMNS).to_pylist():
        by_source[row["source_uri"], json.dumps(columns.get(row["run_id"], {}))].append(row)
    for (uri, named), rows in sorted(by_source.items()):
        parts = urlsplit(uri)
        path = Path(unquote(parts.path))
        if parts.scheme == "file" and path.is_file():
            yield from _faults_of_file(path, rows, ReadOptions(json.loads(named)))


def _faults_of_file(path: Path, rows: list[dict[str, Any]], options: ReadOptions) -> Iterator[Fault]:
    digest = open_source(path).sha256
    raws = (raw for raw in read_articles([str(path)], options=options) if isinstance(raw, RawArticle))
    found = {raw.source_record: clean(raw) for raw in raws}
    for row in rows:
        article = found.get(row["source_record"] or "")
        if not isinstance(article, CleanArticle) or article.text_sha256 != row["text_sha256"]:
            yield Fault("articles", row["article_id"], f"its text does not follow from {path}")
        elif row["source_sha256"] != digest:
            yield Fault("articles", row["article_id"], f"{path} has changed since it was read")
