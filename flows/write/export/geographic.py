"""Writes the events whose place has coordinates as GeoJSON (RFC 7946)."""

import json
from pathlib import Path
from typing import Any

from flows.write.export.values import as_text
from flows.write.lake import Snapshot

_PROPERTIES = (
    "event_type",
    "status",
    "event_date",
    "event_date_edtf",
    "participants_text",
    "place",
    "place_country",
    "quote",
    "title",
    "outlet",
    "url",
    "confidence",
)
_COLUMNS = ("event_id", "place_lat", "place_lon", *_PROPERTIES)


def write(state: Snapshot, target: Path) -> int:
    """Writes the placed events to `target` and returns how many there are."""
    placed = (r for r in state.rows("events", _COLUMNS) if None not in (r["place_lat"], r["place_lon"]))
    number = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, row in enumerate(placed, 1):
            file.write(",\n" if number > 1 else "\n")
            file.write(json.dumps(_feature(row), ensure_ascii=False))
        file.write("\n]}\n")
    return number


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row["event_id"],
        # GeoJSON puts the longitude first.
        "geometry": {"type": "Point", "coordinates": [row["place_lon"], row["place_lat"]]},
        "properties": {name: as_text(row[name]) for name in _PROPERTIES},
    }
