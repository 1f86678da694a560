"""Checks a lake's articles against the source files that they were read from, where these are at hand."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flows.clean.cleaner import clean
from flows.ingest.articles import read_articles
from flows.ingest.source import open_source
from flows.records import CleanArticle, RawArticle
from flows.write.fault import Fault
from flows.write.lake import Lake

_COLUMNS = ["article_id", "source_uri", "source_sha256", "source_record", "text_sha256"]


def source_faults(lake: Lake) -> Iterator[Fault]:
    """Reads the sources again and yields the articles that no longer follow from them.

    Sources on the network, and files that are gone, prove nothing and are passed over.
    """
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lake.read("articles", _COLUMNS).to_pylist():
        by_source[row["source_uri"]].append(row)
    for uri, rows in sorted(by_source.items()):
        parts = urlsplit(uri)
        path = Path(unquote(parts.path))
        if parts.scheme == "file" and path.is_file():
            yield from _faults_of_file(path, rows)


def _faults_of_file(path: Path, rows: list[dict[str, Any]]) -> Iterator[Fault]:
    digest = open_source(path).sha256
    raws = (raw for raw in read_articles([str(path)]) if isinstance(raw, RawArticle))
    found = {raw.source_record: clean(raw) for raw in raws}
    for row in rows:
        article = found.get(row["source_record"] or "")
        if not isinstance(article, CleanArticle) or article.text_sha256 != row["text_sha256"]:
            yield Fault("articles", row["article_id"], f"its text does not follow from {path}")
        elif row["source_sha256"] != digest:
            yield Fault("articles", row["article_id"], f"{path} has changed since it was read")
