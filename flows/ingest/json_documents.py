"""Reads JSON documents: an article, a list of articles, an export with such a list inside, or ninjs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from flows.ingest.decoding import UndecodableError, decode
from flows.ingest.fields import NAME_THE_TEXT
from flows.ingest.json_records import articles_in
from flows.ingest.source import Source
from flows.records import RawArticle, Reject


@dataclass(frozen=True, slots=True)
class JsonReader:
    """Objects with a text and a date under the usual names; ninjs items with `body_text` or `body_xhtml`."""

    name: str = "json"
    suffixes: tuple[str, ...] = (".json", ".ninjs")
    media_types: tuple[str, ...] = ("application/json", "application/ninjs+json", "text/json")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the articles; places are JSON Pointers."""
        data = source.read_whole()
        try:
            document = json.loads(decode(data))
        except UndecodableError as error:
            yield source.reject("undecodable", str(error), excerpt=data[:200].decode("latin-1"))
            return
        except RecursionError:
            yield source.reject("limit_exceeded", "lists and objects nested too deep to be read")
            return
        except ValueError as error:
            excerpt = data[:200].decode("utf-8", "replace")
            yield source.reject("malformed", f"not JSON: {error}", excerpt=excerpt)
            return
        found = articles_in(source, self.name, document)
        first = next(found, None)
        if first is None:
            yield source.reject("not_an_article", f"no object in it holds a text; {NAME_THE_TEXT}")
            return
        yield first
        yield from found
