"""Reads JSON Lines: one article a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flows.ingest.source import Source, reject
from flows.records import RawArticle, Reject


@dataclass(frozen=True, slots=True)
class JsonLinesReader:
    """Objects with `text`, `published` or `date`; perhaps `id`, `title`, `url`, `outlet` or `source`."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the articles in order of their lines; a broken line is a reject, and the rest goes on."""
        with source.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield self._article(source, f"line {number}", line)

    def _article(self, source: Source, record: str, line: bytes) -> RawArticle | Reject:
        try:
            text = line.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            shown = line[:200].decode("latin-1")
            return reject(
                source, "undecodable", f"not UTF-8 at byte {error.start}", record=record, excerpt=shown
            )
        try:
            fields = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            return reject(source, "malformed", f"not JSON: {error}", record=record, excerpt=text, raw=text)
        if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
            message = "not an object with a text"
            return reject(source, "malformed", message, record=record, excerpt=text, raw=text)
        return RawArticle(
            source_uri=source.uri,
            source_sha256=source.sha256,
            source_record=record,
            reader=self.name,
            text=fields["text"],
            published=_first(fields, "published", "date"),
            title=_first(fields, "title"),
            url=_first(fields, "url"),
            outlet=_first(fields, "outlet", "source"),
            source_id=_first(fields, "id"),
        )


def _first(fields: dict[str, Any], *names: str) -> str | None:
    """Returns the first of the named fields that holds something, as a string."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return str(value)
    return None
