"""Times the linking of stories at 10 000 and 100 000 events, to show that the cost grows about as the rows.

python benchmarks/stories.py
"""

import hashlib
import time
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from flows.contract import contract
from flows.write.stories import link_stories

SIZES = (10_000, 100_000)
ARTICLES_PER_STORY = 4
SIDES = 3_000  # persons of the made-up world
EVENTS_PER_DAY = 50
WORDS = [f"word{i}" for i in range(5_000)]


def made_up(size: int) -> tuple[pa.Table, pa.Table]:
    """Makes tables of `size` events: each story told by four articles, half of them statements."""
    events: list[dict[str, Any]] = []
    participants: list[dict[str, Any]] = []
    for i in range(size):
        story = i // ARTICLES_PER_STORY
        draw = int.from_bytes(hashlib.sha256(str(story).encode()).digest()[:12])
        statement = story % 2 == 0
        day = date(2000, 1, 1) + timedelta(days=story // (EVENTS_PER_DAY // ARTICLES_PER_STORY))
        event_id = hashlib.sha256(f"event {i}".encode()).hexdigest()[:16]
        content = " ".join(WORDS[(draw >> k) % len(WORDS)] for k in range(12))
        events.append(
            {
                "event_id": event_id,
                "article_id": f"{i:016x}",
                "event_type": "statement" if statement else "meeting",
                "event_date_start": day,
                "event_date_end": day,
                "event_date_basis": "explicit",
                "place": None if statement else f"Town {draw % 400}",
                "content": content if statement else None,
                "story_id": event_id,
            }
        )
        for k in range(1 if statement else 2):
            name = f"First{(draw >> k) % SIDES} Last{(draw >> k) % SIDES}"
            role = "speaker" if statement else "participant"
            participants.append({"event_id": event_id, "role": role, "name": name, "kind": "person"})
    tables = (pa.Table.from_pylist(events), pa.Table.from_pylist(participants))
    return _completed("events", tables[0]), _completed("participants", tables[1])


def _completed(name: str, table: pa.Table) -> pa.Table:
    """Adds the columns that linking does not need but reads or keeps, as nulls."""
    for column in contract(name).arrow_schema():
        if column.name not in table.schema.names:
            table = table.append_column(column.name, pa.nulls(table.num_rows, column.type))
    return table


if __name__ == "__main__":
    print("events    stories   seconds   µs an event")
    for size in SIZES:
        events, participants = made_up(size)
        begun = time.process_time()
        linked = link_stories(events, participants)
        seconds = time.process_time() - begun
        stories = len(set(linked["story_id"].to_pylist()))
        print(f"{size:7d}   {stories:7d}   {seconds:7.2f}   {seconds / size * 1e6:11.0f}")
