"""Reads JSON Lines: one article a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from flows.ingest.decoding import UndecodableError, decode
from flows.ingest.fields import article_of
from flows.ingest.json_records import articles_in
from flows.ingest.limits import MAX_LINE, MIB
from flows.ingest.source import Source
from flows.records import RawArticle, Reject


@dataclass(frozen=True, slots=True)
class JsonLinesReader:
    """Objects with a text and a date, under the usual names, themselves or in an object within."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonlines", ".jl")
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
                    yield from self._articles(source, locator, line)

    def _articles(self, source: Source, locator: str, line: bytes) -> Iterator[RawArticle | Reject]:
        try:
            text = decode(line)
        except UndecodableError as error:
            excerpt = line[:200].decode("latin-1")
            yield source.reject("undecodable", str(error), locator=locator, excerpt=excerpt)
            return
        try:
            fields = json.loads(text)
        except RecursionError:
            message = "lists and objects nested too deep to be read"
            yield source.reject("limit_exceeded", message, locator=locator, excerpt=text)
            return
        except ValueError as error:
            yield source.reject("malformed", f"not JSON: {error}", locator=locator, excerpt=text, raw=text)
            return
        if not isinstance(fields, dict):
            message = "not an object with a text"
            yield source.reject("malformed", message, locator=locator, excerpt=text, raw=text)
            return
        found = list(articles_in(source, self.name, fields, locator))
        # The whole line says best which fields there are.
        yield from found or [article_of(source, self.name, locator, fields)]


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yields the lines; of one that is too long a bit more than is allowed, the rest is passed over."""
    while line := file.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE + 1)
            if not line:
                return
