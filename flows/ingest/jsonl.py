"""Reads JSON Lines: one article a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from flows.ingest.decoding import UndecodableError, decode
from flows.ingest.fields import article_of
from flows.ingest.limits import MAX_LINE, MIB
from flows.ingest.source import Source
from flows.records import RawArticle, Reject


@dataclass(frozen=True, slots=True)
class JsonLinesReader:
    """Objects with a text and a date, under the usual names."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonlines")
    media_types: tuple[str, ...] = ("application/x-ndjson", "application/jsonl", "application/jsonlines")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the articles in order of their lines; a broken line is a reject, and the rest goes on."""
        with source.open() as file:
            for number, line in enumerate(_lines(file), 1):
                locator = f"line {number}"
                if len(line) > MAX_LINE:
                    message = f"more than {MAX_LINE // MIB} MiB on one line"
                    excerpt = line[:200].decode("utf-8", "replace")
                    yield source.reject("limit_exceeded", message, locator=locator, excerpt=excerpt)
                elif line.strip():
                    yield self._article(source, locator, line)

    def _article(self, source: Source, locator: str, line: bytes) -> RawArticle | Reject:
        try:
            text = decode(line)
        except UndecodableError as error:
            excerpt = line[:200].decode("latin-1")
            return source.reject("undecodable", str(error), locator=locator, excerpt=excerpt)
        try:
            fields = json.loads(text)
        except RecursionError:
            message = "lists and objects nested too deep to be read"
            return source.reject("limit_exceeded", message, locator=locator, excerpt=text)
        except ValueError as error:
            return source.reject("malformed", f"not JSON: {error}", locator=locator, excerpt=text, raw=text)
        if not isinstance(fields, dict):
            message = "not an object with a text"
            return source.reject("malformed", message, locator=locator, excerpt=text, raw=text)
        return article_of(source, self.name, locator, fields)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yields the lines; of one that is too long a bit more than is allowed, the rest is passed over."""
    while line := file.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE + 1)
            if not line:
                return
