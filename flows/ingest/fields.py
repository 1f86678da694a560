"""Makes articles of records with named fields: rows of CSV and Parquet, objects of JSON."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from flows.ingest.source import Source, storable
from flows.records import PublishedBasis, RawArticle, Reject


@cache
def usual_names() -> Mapping[str, Sequence[str]]:
    """Returns the usual names of each field of an article, plain, the likeliest first."""
    return tomllib.loads(files("flows.ingest").joinpath("columns.toml").read_text(encoding="utf-8"))


def article_of(
    source: Source, reader: str, locator: str, record: Mapping[str, Any], basis: PublishedBasis = "field"
) -> RawArticle | Reject:
    """Returns the article that a record holds, or a reject where it has no text."""
    found = {name: _value(source.options.columns.get(name), name, record) for name in usual_names()}
    text = found["text"]
    if text is None:
        if _has_text_field(source, record):
            return source.reject("empty", "no words in its text", locator=locator)
        names = ", ".join(map(str, list(record)[:12]))
        return source.reject("malformed", f"no field that holds a text among: {names}", locator=locator)
    given = {name: found[name] for name in ("published", "title", "url", "outlet")}
    return source.article(reader, locator, text, published_basis=basis, source_id=found["id"], **given)


def field_names(options_columns: Mapping[str, str]) -> frozenset[str]:
    """Returns all names that a column may have to be of use, plain."""
    return frozenset(
        {_plain(column) for column in options_columns.values()}
        | {_plain(name) for names in usual_names().values() for name in names}
    )


def is_useful(column: str, names: frozenset[str]) -> bool:
    """Tells whether a column is among the names of use."""
    return _plain(column) in names


def _has_text_field(source: Source, record: Mapping[str, Any]) -> bool:
    """Tells whether a record has the field for a text, and that is blank, rather than of another kind."""
    chosen = source.options.columns.get("text")
    plain = {_plain(str(key)) for key, value in record.items() if value is None or isinstance(value, str)}
    return chosen in record if chosen is not None else not plain.isdisjoint(usual_names()["text"])


def _value(chosen: str | None, name: str, record: Mapping[str, Any]) -> str | None:
    if chosen is not None:
        return _string(record.get(chosen))
    by_plain_name = {_plain(str(key)): key for key in record}
    for usual in usual_names()[name]:
        key = by_plain_name.get(usual)
        if key is not None and (value := _string(record[key])) is not None:
            return value
    return None


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _string(value: Any) -> str | None:
    """Returns a value as text, of an object (`{"name": "BBC"}`) its name; None where it is empty."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("$t") or value.get("id")
    if isinstance(value, datetime | date):
        value = value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = storable(str(value))
    return text if text.strip() and text != "nan" else None
