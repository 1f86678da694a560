"""What a reader reads from: a file, or a member of an archive, with its address, its hash and its limits."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from flows.ingest.limits import MAX_DOCUMENT, LimitExceededError
from flows.ingest.meter import Meter, open_metered
from flows.records import RawArticle, Reject

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        columns: For a field of an article (`text`, `published`, `title`, `url`, `outlet`, `id`) the name of
            the column or key that holds it, where it is none of the usual ones.
        day_first: Whether the sources write 10/11/2012 for a day in November; None where that is not known.
        allow_private: Whether feeds, pages and redirects may lead to addresses of a private network.
        validators: What servers said of the version that was read last, by address; kept up to date.
        meter: Is told of the bytes that are read.
        keep_documents: Whether articles bring the whole text that they were taken out of.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    allow_private: bool = False
    validators: MutableMapping[str, dict[str, str]] | None = None
    meter: Meter = field(default_factory=Meter)
    keep_documents: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read.

    Attributes:
        uri: Address of the file, which goes into the provenance of every row.
        sha256: Hex SHA-256 of the file's bytes as stored.
        name: File name that tells its kind; of a member of an archive, or of what was compressed, that.
        opener: Opens it for reading, decompressed.
        options: How to read it.
        member: Its path in the archive; empty for the file itself.
        path: Where the file lies on this machine, if it is a plain file.
        media_type: What a server said that it is, or None.
    """

    uri: str
    sha256: str
    name: str
    opener: Callable[[], BinaryIO]
    options: ReadOptions = field(default_factory=ReadOptions)
    member: str = ""
    path: Path | None = None
    media_type: str | None = None

    def open(self) -> BinaryIO:
        """Opens it for reading, decompressed.

        Raises:
            OSError: Where it cannot be read.
        """
        return self.opener()

    def read_whole(self) -> bytes:
        """Returns all bytes of a source that is one document.

        Raises:
            LimitExceededError: Where that is more than a document may have.
            OSError: Where it cannot be read.
        """
        with self.open() as file:
            data = file.read(MAX_DOCUMENT + 1)
        if len(data) > MAX_DOCUMENT:
            raise LimitExceededError(f"more than {MAX_DOCUMENT >> 20} MiB in one document")
        return data

    def record(self, locator: str = "") -> str:
        """Returns the place of a record: the member of the archive, if any, and the place in that."""
        member = f"member {self.member}" if self.member else ""
        return " ".join(filter(None, (member, locator)))

    def article(
        self, reader: str, locator: str, text: str, document: str | None = None, **given: object
    ) -> RawArticle:
        """Returns an article read here.

        Args:
            reader: Name of the reader.
            locator: Its place in the source.
            text: Its body.
            document: The text that it was taken out of, if that is another.
            given: Further fields of the record.
        """
        kept = document if self.options.keep_documents else None
        given |= {"document": kept, "day_first": self.options.day_first}
        return RawArticle(self.uri, self.sha256, self.record(locator), reader, storable(text), **given)  # type: ignore[arg-type]

    def reject(
        self, reason: str, message: str, *, locator: str = "", excerpt: str = "", raw: str | None = None
    ) -> Reject:
        """Returns a reject of the ingest stage; the excerpt is cut to its first 200 characters."""
        kept = None if raw is None else storable(raw)
        shown = storable(excerpt[:EXCERPT])
        return Reject(self.uri, self.record(locator), "ingest", reason, storable(message), shown, kept)


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

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types that it takes from a server, where the name tells nothing."""
        ...

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the articles one by one, and a reject for what cannot be read.

        Raises:
            LimitExceededError: Where the source is beyond what is read.
            OSError: Where it cannot be read to its end.
        """
        ...


def open_source(path: Path, options: ReadOptions | None = None) -> Source:
    """Hashes a file and returns it as a source.

    Raises:
        OSError: Where it cannot be read.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    uri, options = path.resolve().as_uri(), options or ReadOptions()
    options.meter.begin(size)
    return Source(uri, digest, path.name, lambda: open_metered(path, options.meter), options, path=path)


def storable(text: str) -> str:
    """Returns a text that can be stored as UTF-8: halves of surrogate pairs become U+FFFD, one for one."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
