"""Reads JSON documents: an article, a list of articles, an export with such a list inside, or ninjs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flows.ingest.decoding import UndecodableError, decode
from flows.ingest.fields import article_of, usual_names
from flows.ingest.markup import text_of
from flows.ingest.source import Source
from flows.records import RawArticle, Reject

# How deep in a document its list of articles may lie.
_DEPTH = 4
_MARKUP_BODIES = frozenset({"bodyxhtml", "bodyhtml"})


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
        records = list(_records(document, "", 0, source.options.columns.get("text")))
        if not records:
            yield source.reject("not_an_article", "no object in it holds a text")
        for pointer, record in records:
            yield self._article(source, pointer, record)

    def _article(self, source: Source, pointer: str, record: dict[str, Any]) -> RawArticle | Reject:
        body = record.get("body_xhtml") or record.get("body_html")
        if isinstance(body, str) and not record.get("body_text"):
            found = article_of(source, self.name, pointer, record | {"body_text": text_of(body)})
            # The text stands between tags and references of the field's markup, not in one stretch.
            return replace(found, text_offset=None) if isinstance(found, RawArticle) else found
        return article_of(source, self.name, pointer, record)


def _records(node: Any, pointer: str, depth: int, text: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields the objects that hold a text (under the key `text`, if given), with where they are."""
    if depth > _DEPTH:
        return
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield from _records(item, f"{pointer}/{i}", depth + 1, text)
    elif isinstance(node, dict):
        if _holds_text(node, text):
            yield pointer, node
            return
        for key, value in node.items():
            if isinstance(value, list | dict):
                escaped = key.replace("~", "~0").replace("/", "~1")
                yield from _records(value, f"{pointer}/{escaped}", depth + 1, text)


def _holds_text(record: dict[str, Any], chosen: str | None) -> bool:
    if chosen is not None:
        return isinstance(record.get(chosen), str)
    plain = {
        "".join(filter(str.isalnum, key.casefold()))
        for key, value in record.items()
        if isinstance(value, str)
    }
    return not plain.isdisjoint(usual_names()["text"]) or not plain.isdisjoint(_MARKUP_BODIES)
