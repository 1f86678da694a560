"""Writes the events as CSV for spreadsheets: RFC 4180 in UTF-8, with a mark that Excel knows UTF-8 by."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from flows.contract import contract
from flows.write.export.values import as_text
from flows.write.lake import Snapshot

# A cell that begins with one of these is a formula to a spreadsheet, even one in quotation marks.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(state: Snapshot, target: Path) -> int:
    """Writes the events to `target` and returns how many there are.

    Words that a spreadsheet would take for a formula get an apostrophe before them, as the spreadsheets
    themselves write text that looks like one; programs take the data package or the Parquet.
    """
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        return write_rows(file, "events", ([_harmless(v) for v in r.values()] for r in state.rows("events")))


def write_rows(file: TextIO, table: str, rows: Iterable[Iterable[Any]]) -> int:
    """Writes a table's header and rows; dates and times in ISO 8601, nothing for nulls. Returns how many."""
    writer = csv.writer(file)
    writer.writerow(column.name for column in contract(table).columns)
    number = 0
    for row in rows:
        number += 1
        writer.writerow([as_text(value) for value in row])
    return number


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
