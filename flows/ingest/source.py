"""What a reader reads from: one file, with its address and hash."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flows.records import RawArticle, Reject


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes:
        uri: Its address, which goes into the provenance of every row.
        sha256: Hex SHA-256 of its bytes.
        path: Where it lies on this machine.
    """

    uri: str
    sha256: str
    path: Path


class Reader(Protocol):
    """The shape that all readers share; a new reader is one module that holds one of these."""

    @property
    def name(self) -> str:
        """What the reader is called in counts and provenance."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file name endings that it takes, in lower case."""
        ...

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the articles one by one, and a reject for what cannot be read; bad input never raises."""
        ...


def open_source(path: Path) -> Source:
    """Hashes a file and returns it as a source.

    Raises:
        OSError: Where it cannot be read.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Source(path.resolve().as_uri(), digest, path)


def reject(
    source: Source, reason: str, message: str, *, record: str = "", excerpt: str = "", raw: str | None = None
) -> Reject:
    """Returns a reject of the ingest stage; the excerpt is cut to its first 200 characters."""
    return Reject(source.uri, record, "ingest", reason, message, excerpt[:200], raw)
