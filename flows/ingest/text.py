"""Reads plain text files in the form `date YYYY-MM-DD`, then the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.ingest.source import Source, reject
from flows.records import RawArticle, Reject

_HEADER = re.compile(r"\s*date\s+(\d{4}-\d{2}-\d{2})\b[ \t]*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads one article a file: optional blanks, `date YYYY-MM-DD`, then the body."""

    name: str = "text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the file's one article; without a date line the date is left for cleaning to find."""
        data = source.path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            message = f"not UTF-8 at byte {error.start}"
            yield reject(source, "undecodable", message, excerpt=data[:200].decode("latin-1"))
            return
        header = _HEADER.match(text)
        body_start = header.end() if header else 0
        yield RawArticle(
            source_uri=source.uri,
            source_sha256=source.sha256,
            source_record="",
            reader=self.name,
            text=text[body_start:],
            text_offset=body_start,
            published=header[1] if header else None,
            published_basis="header",
        )
