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


def write(state: Snapshot, target: Path) -> int:
    """Writes the placed events to `target` and returns how many there are."""
    columns = ["event_id", "place_lat", "place_lon", *_PROPERTIES]
    rows = state.read("events", columns).to_pylist()
    features = [_feature(r) for r in rows if r["place_lat"] is not None and r["place_lon"] is not None]
    collection = {"type": "FeatureCollection", "features": features}
    target.write_text(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(features)


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row["event_id"],
        # GeoJSON puts the longitude first.
        "geometry": {"type": "Point", "coordinates": [row["place_lon"], row["place_lat"]]},
        "properties": {name: as_text(row[name]) for name in _PROPERTIES},
    }
