"""Makes articles of records with named fields: rows of CSV and Parquet, objects of JSON."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from flows.ingest.markup import is_markup, text_of
from flows.ingest.page_runs import runs_in_page
from flows.ingest.source import Source, storable
from flows.records import RawArticle, Reject

# What to do where no field holds a text.
NAME_THE_TEXT = "name the one that does with --column text=NAME"
# In which field of an object its value stands, the likeliest first: {"name": "BBC"}, WordPress's
# {"rendered": …}, MongoDB's {"$date": …}, what converters make of XML.
_IN_OBJECT = ("name", "title", "main", "rendered", "$t", "#text", "$date", "$oid", "id")
_TEXT_IN_OBJECT = ("rendered", "$t", "#text")


@cache
def usual_names() -> Mapping[str, Sequence[str]]:
    """Returns the usual names of each field of an article, plain, the likeliest first."""
    return tomllib.loads(files("flows.ingest").joinpath("columns.toml").read_text(encoding="utf-8"))


def article_of(
    source: Source,
    reader: str,
    locator: str,
    record: Mapping[str, Any],
    *enclosing: Mapping[str, Any],
) -> RawArticle | Reject:
    """Returns the article that a record holds, or a reject where it has no text.

    Args:
        source: Where it was read.
        reader: Name of the reader.
        locator: Its place in the source.
        record: Its fields.
        enclosing: The objects that the record is a field of, the nearest first: what it does not say
            itself, as its date, they may.
    """
    chosen = source.options.columns
    text = text_in(record, chosen.get("text"))
    if text is None:
        if has_text_field(record, chosen.get("text")):
            return source.reject("empty", "no words in its text", locator=locator)
        names = ", ".join(map(str, list(record)[:12]))
        message = f"no field that holds a text among: {names}; {NAME_THE_TEXT}"
        return source.reject("malformed", message, locator=locator)
    found = {
        name: next(filter(None, (_value(chosen.get(name), name, r) for r in (record, *enclosing))), None)
        for name in usual_names()
        if name != "text"
    }
    given: dict[str, object] = {name: found[name] for name in ("published", "title", "url", "outlet")}
    words = text if isinstance(text, str) else "\n\n".join(text)
    document = None
    if is_markup(words):
        document, words = words, text_of(words)
        given |= {"text_offset": None, "text_runs": runs_in_page(words, document)}
    if not isinstance(text, str):
        # Paragraphs apart are no one stretch of any field.
        given |= {"text_offset": None, "text_runs": None}
    return source.article(reader, locator, words, document, source_id=found["id"], **given)


def text_in(record: Mapping[str, Any], chosen: str | None) -> str | list[str] | None:
    """Returns the text of a record, or its paragraphs where they stand apart; None where it has none."""
    for value in _candidates(chosen, "text", record):
        if isinstance(value, Mapping):
            value = next((value[key] for key in _TEXT_IN_OBJECT if isinstance(value.get(key), str)), None)
        if isinstance(value, str) and value.strip() and value != "nan":
            return storable(value)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            paragraphs = [storable(part) for part in value if part.strip()]
            if paragraphs:
                return paragraphs
    return None


def has_text_field(record: Mapping[str, Any], chosen: str | None) -> bool:
    """Tells whether a record has the field for a text, and that is blank, rather than of another kind."""
    return any(value is None or isinstance(value, str) for value in _candidates(chosen, "text", record))


def field_names(options_columns: Mapping[str, str]) -> frozenset[str]:
    """Returns all names that a column may have to be of use, plain."""
    paths = (part for column in options_columns.values() for part in (column, column.partition(".")[0]))
    return frozenset(
        {_plain(name) for name in paths}
        | {_plain(name) for names in usual_names().values() for name in names}
    )


def is_useful(column: str, names: frozenset[str]) -> bool:
    """Tells whether a column is among the names of use."""
    return _plain(column) in names


def may_hold_text(columns: Sequence[str], chosen: str | None) -> bool:
    """Tells whether one of a table's columns has a name for the text."""
    if chosen is not None:
        return chosen in columns or chosen.partition(".")[0] in columns
    return not {_plain(column) for column in columns}.isdisjoint(usual_names()["text"])


def _value(chosen: str | None, name: str, record: Mapping[str, Any]) -> str | None:
    return next(filter(None, map(_string, _candidates(chosen, name, record))), None)


def _candidates(chosen: str | None, name: str, record: Mapping[str, Any]) -> list[Any]:
    """Returns the values under the name that was chosen, or under the usual ones, the likeliest first."""
    if chosen is not None:
        return _at_path(chosen, record)
    by_plain_name = {_plain(str(key)): key for key in record}
    return [record[by_plain_name[usual]] for usual in usual_names()[name] if usual in by_plain_name]


def _at_path(name: str, record: Mapping[str, Any]) -> list[Any]:
    """Returns the value of that name, or within objects of the path of names between dots: `meta.date`."""
    if name in record:
        return [record[name]]
    first, _, rest = name.partition(".")
    inner = record.get(first)
    return _at_path(rest, inner) if rest and isinstance(inner, Mapping) else []


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _string(value: Any) -> str | None:
    """Returns a value as text, of an object (`{"name": "BBC"}`) its name; None where it is empty."""
    if isinstance(value, Mapping):
        value = next(filter(None, map(value.get, _IN_OBJECT)), None)
    if isinstance(value, datetime | date):
        value = value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = storable(str(value))
    return text if text.strip() and text != "nan" else None
