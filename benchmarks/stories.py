"""Times the linking of stories at 10 000 and 100 000 events, to show that the cost grows about as the rows.

python benchmarks/stories.py
"""

import hashlib
import time
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from flows.contract import contract
from flows.write.relink import EventFile, Group, changed_stories

SIZES = (10_000, 100_000)
ARTICLES_PER_STORY = 4
SIDES = 3_000  # persons of the made-up world
EVENTS_PER_DAY = 50
WORDS = [f"word{i}" for i in range(5_000)]


def made_up(size: int) -> pa.Table:
    """Makes a table of `size` events: each story told by four articles, half of them statements."""
    events: list[dict[str, Any]] = []
    for i in range(size):
        story = i // ARTICLES_PER_STORY
        draw = int.from_bytes(hashlib.sha256(str(story).encode()).digest()[:12])
        statement = story % 2 == 0
        day = date(2000, 1, 1) + timedelta(days=story // (EVENTS_PER_DAY // ARTICLES_PER_STORY))
        event_id = hashlib.sha256(f"event {i}".encode()).hexdigest()[:16]
        content = " ".join(WORDS[(draw >> k) % len(WORDS)] for k in range(12))
        row = dict.fromkeys(contract("events").arrow_schema().names) | {
            "event_id": event_id,
            "article_id": f"{i:016x}",
            "event_type": "statement" if statement else "meeting",
            "event_date": day,
            "event_date_start": day,
            "event_date_end": day,
            "event_date_basis": "explicit",
            "place": None if statement else f"Town {draw % 400}",
            "content": content if statement else None,
            "story_id": event_id,
        }
        for k in range(1 if statement else 2):
            name = f"First{(draw >> k) % SIDES} Last{(draw >> k) % SIDES}"
            row |= {f"actor{k + 1}_name": name, f"actor{k + 1}_kind": "person"}
            row[f"actor{k + 1}_role"] = "speaker" if statement else "participant"
        events.append(row)
    return pa.Table.from_pylist(events, schema=contract("events").arrow_schema())


def as_file(events: pa.Table, first: date, last: date) -> EventFile:
    """Returns events of these days as a file in which all are new."""
    group = Group(first, last, lambda columns: iter([events.select(columns)]))
    return EventFile(0, lambda: [group], events["article_id"].combine_chunks())


if __name__ == "__main__":
    print("events    stories   seconds   µs an event")
    for size in SIZES:
        events = made_up(size)
        days = events["event_date"].to_pylist()
        file = as_file(events, days[0], days[-1])
        begun = time.process_time()
        linked = {row.event_id: story for row, story in changed_stories([file])}
        seconds = time.process_time() - begun
        stories = size - len(linked)
        print(f"{size:7d}   {stories:7d}   {seconds:7.2f}   {seconds / size * 1e6:11.0f}")
