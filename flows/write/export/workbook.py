"""Writes an Excel workbook, a sheet a table: dates as dates, text as text whatever it begins with."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from flows.contract import TABLES, contract
from flows.write.export.formats import ExportError
from flows.write.lake import Snapshot

# Excel's own limits.
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_WIDTHS = {"date": 11, "timestamp": 19, "int32": 9, "int64": 9, "float64": 10}
_WIDE = ("quote", "sentence", "content", "text", "title", "message")


class TooManyRowsError(ExportError):
    """A table has more rows than a sheet; the message says which, and what to export to instead."""


def write(state: Snapshot, target: Path) -> int:
    """Writes all tables to `target` and returns how many events there are.

    Raises:
        TooManyRowsError: Where a table has more rows than a sheet can hold.
    """
    numbers = {name: state.count(name) for name in TABLES}
    for name, n_rows in numbers.items():
        if n_rows >= _MOST_ROWS:
            raise TooManyRowsError(
                f"{name} has {n_rows} rows, more than a sheet of Excel holds; export to duckdb or zip instead"
            )
    try:
        _write_book(state, target, numbers)
    except FileCreateError as error:
        # The library puts its own name on what the system says, such as that the disk is full.
        raise (error.args[0] if error.args and isinstance(error.args[0], OSError) else error) from error
    return numbers["events"]


def _write_book(state: Snapshot, target: Path, numbers: dict[str, int]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        # Fixed, so that one lake always makes the same file.
        book.set_properties({"title": "Readout", "created": datetime(2000, 1, 1, tzinfo=UTC)})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "timestamp": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        for name in TABLES:
            _write_sheet(book.add_worksheet(name), name, state, numbers[name], formats)


def _write_sheet(sheet: Worksheet, name: str, state: Snapshot, n_rows: int, formats: dict[str, Any]) -> None:
    columns = contract(name).columns
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, n_rows), len(columns) - 1)
    for i, column in enumerate(columns):
        sheet.set_column(i, i, 60 if column.name in _WIDE else _WIDTHS.get(column.type, 18))
        sheet.write_string(0, i, column.name, formats["head"])
    for number, row in enumerate(state.rows(name), start=1):
        for i, value in enumerate(row.values()):
            _write_cell(sheet, number, i, value, formats)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        # Excel knows no time zones: the column's description says UTC.
        sheet.write_datetime(row, column, value.astimezone(UTC).replace(tzinfo=None), formats["timestamp"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["date"])
    elif isinstance(value, str):
        short = value if len(value) <= _LONGEST_CELL else value[: _LONGEST_CELL - 2] + " …"
        sheet.write_string(row, column, short)
    else:
        sheet.write_number(row, column, value)
