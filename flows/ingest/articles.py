"""Reads the articles of all sources in one stream."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.ingest.listing import list_files
from flows.ingest.registry import reader_for
from flows.ingest.source import open_source
from flows.records import RawArticle, Reject


def read_articles(sources: Sequence[str], lake: Path | None = None) -> Iterator[RawArticle | Reject]:
    """Yields every article of the sources, and a reject for every file or record that cannot be read.

    Raises:
        NoSuchSourceError: Where a named source does not exist.
    """
    for path in list_files(sources, lake):
        reader = reader_for(path)
        uri = path.resolve().as_uri()
        if reader is None:
            yield Reject(
                uri, "", "ingest", "unsupported", f"no reader takes {path.suffix or 'files without ending'}"
            )
            continue
        try:
            yield from reader.read(open_source(path))
        except OSError as error:
            yield Reject(uri, "", "ingest", "unreadable", error.strerror or str(error))
