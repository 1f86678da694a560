"""Writes the events as CSV for spreadsheets: RFC 4180 in UTF-8, with a mark that Excel knows UTF-8 by."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from flows.write.export.values import as_text
from flows.write.lake import Snapshot

# A cell that begins with one of these is a formula to a spreadsheet, even one in quotation marks.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(state: Snapshot, target: Path) -> int:
    """Writes the events to `target` and returns how many there are.

    Words that a spreadsheet would take for a formula get an apostrophe before them, as the spreadsheets
    themselves write text that looks like one; programs take the data package or the Parquet.
    """
    events = state.read("events")
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        write_rows(
            file, events.column_names, ([_harmless(v) for v in r.values()] for r in events.to_pylist())
        )
    return int(events.num_rows)


def write_rows(file: TextIO, columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """Writes a header and rows; dates and times in ISO 8601, nothing for nulls."""
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([as_text(value) for value in row] for row in rows)


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
