"""Finds the objects that hold articles in what was read from JSON: a document, or a line of JSON Lines."""

from collections.abc import Iterator
from typing import Any

from flows.ingest.fields import NAME_THE_TEXT, article_of, has_text_field, text_in
from flows.ingest.source import Source
from flows.records import RawArticle, Reject

# How deep in a document its list of articles may lie.
_DEPTH = 4

Record = dict[str, Any]
# An object's place, as a JSON Pointer, it, and the objects that it is a field of, the nearest first.
_Found = tuple[str, Record, tuple[Record, ...]]


def articles_in(source: Source, reader: str, value: Any, place: str = "") -> Iterator[RawArticle | Reject]:
    """Yields the articles in a value, in its order; none where no object in it holds a text.

    An item of a list of articles that is none itself is a reject: it may be one whose text has another name.

    Args:
        source: Where it was read.
        reader: Name of the reader.
        value: The document or the line.
        place: Where it stands in the source, if that is not all of it: `line 3`.
    """
    for pointer, record, enclosing in _records(value, "", (), source.options.columns.get("text"), 0):
        locator = " ".join(filter(None, (place, pointer)))
        if isinstance(record, dict):
            yield article_of(source, reader, locator, record, *enclosing)
        else:
            message = f"no object with a text, but {type(record).__name__}; {NAME_THE_TEXT}"
            yield source.reject("malformed", message, locator=locator)


def _records(
    node: Any, pointer: str, enclosing: tuple[Record, ...], chosen: str | None, depth: int
) -> list[_Found]:
    if depth > _DEPTH:
        return []
    if isinstance(node, list):
        # What encloses a list is a page of results or a feed: its title and date are not its items'.
        inside = [_records(item, f"{pointer}/{i}", (), chosen, depth + 1) for i, item in enumerate(node)]
        if not any(inside):
            return []
        return [f for i, fs in enumerate(inside) for f in fs or [(f"{pointer}/{i}", node[i], ())]]
    if not isinstance(node, dict):
        return []
    if text_in(node, chosen) is not None:
        return [(pointer, node, enclosing)]
    found = [
        f
        for key, value in node.items()
        if isinstance(value, list | dict)
        for f in _records(value, f"{pointer}/{_escaped(key)}", (node, *enclosing), chosen, depth + 1)
    ]
    return found or ([(pointer, node, enclosing)] if has_text_field(node, chosen) else [])


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
