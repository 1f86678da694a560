"""Writes calls, visits and meetings as an iCalendar file (RFC 5545): past ones, planned ones, cancelled ones.

Statements would drown them; an event whose first or last day is not known, or that is denied, has no place
in a calendar.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event

from flows.version import __version__
from flows.write.lake import Snapshot

_STATUSES = {"occurred": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}


def write(state: Snapshot, target: Path) -> int:
    """Writes the dated calls, visits and meetings to `target` and returns how many there are."""
    finished = state.read("runs", ["finished_at"])["finished_at"].to_pylist()
    # Every entry must say when it was made; the last run's end is the same each time it is exported.
    stamp = max((t for t in finished if t), default=datetime(2000, 1, 1, tzinfo=UTC))
    calendar = Calendar()
    calendar.add("prodid", f"-//Readout//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Readout: calls, visits and meetings")
    # As objects, all entries together take many times the room of the file: each is written by itself.
    head, end, tail = calendar.to_ical().partition(b"END:VCALENDAR")
    number = 0
    with target.open("wb") as file:
        file.write(head)
        for row in filter(_has_place_in_calendar, state.rows("events")):
            number += 1
            file.write(_entry(row, stamp).to_ical())
        file.write(end + tail)
    return number


def _has_place_in_calendar(row: dict[str, Any]) -> bool:
    dated = row["event_date_start"] is not None and row["event_date_end"] is not None
    return dated and row["event_type"] != "statement" and row["status"] in _STATUSES


def _entry(row: dict[str, Any], stamp: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{row['event_id']}@readout")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", row["event_date_start"])
    # The end of an all-day entry is the first day after it.
    entry.add("dtend", row["event_date_end"] + timedelta(days=1))
    who = row["participants_text"]
    entry.add(
        "summary", f"{row['event_type'].capitalize()}: {who}" if who else row["event_type"].capitalize()
    )
    entry.add("status", _STATUSES[row["status"]])
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [row["event_type"]])
    entry.add("description", "\n\n".join(x for x in (row["quote"], row["title"], row["outlet"]) if x))
    if row["place"]:
        entry.add("location", row["place"])
    if row["place_lat"] is not None and row["place_lon"] is not None:
        entry.add("geo", (row["place_lat"], row["place_lon"]))
    if (row["url"] or "").startswith(("http://", "https://")):
        entry.add("url", row["url"])
    return entry
