"""Writes the events as JSON Lines, one object a row; the provenance as an object, not as a string of one."""

import json
from pathlib import Path

from flows.write.export.values import as_text
from flows.write.lake import Snapshot


def write(state: Snapshot, target: Path) -> int:
    """Writes the events to `target` and returns how many there are."""
    number = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for row in state.rows("events"):
            number += 1
            plain = {name: as_text(value) for name, value in row.items()}
            plain["provenance"] = json.loads(row["provenance"])
            file.write(json.dumps(plain, ensure_ascii=False) + "\n")
    return number
