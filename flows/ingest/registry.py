"""The readers, by the file name endings that they take."""

from pathlib import Path

from flows.ingest.jsonl import JsonLinesReader
from flows.ingest.source import Reader
from flows.ingest.text import TextReader

READERS: tuple[Reader, ...] = (TextReader(), JsonLinesReader())


def reader_for(path: Path) -> Reader | None:
    """Returns the reader that takes a file of this name, or None."""
    name = path.name.lower()
    return next((r for r in READERS if name.endswith(r.suffixes)), None)
