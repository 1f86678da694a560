"""Shows events as a table that reads well on the terminal at hand."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

_WIDE = 120  # columns; below this, seven columns would leave a name no room for its longest word
_LONGEST_QUOTE = 300
_NAMES_SHOWN = 4
_TYPE_STYLES = {"statement": "blue", "call": "green", "visit": "yellow", "meeting": "magenta"}

Row = dict[str, Any]


class EventTable:
    """A table of events: one line of cells an event where there is room, else its words below its actors.

    Attributes:
        COLUMNS: What it shows of each row.
    """

    COLUMNS = (
        "event_date_edtf",
        "event_type",
        "status",
        "actor1_name",
        "participants_text",
        "addressee",
        "place",
        "quote",
    )

    def __init__(self, rows: Sequence[Row]) -> None:
        """Takes rows of the table events, with these columns at least."""
        self._rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the layout that fits the width given."""
        yield self._wide() if options.max_width >= _WIDE else self._narrow(options.max_width)

    def _wide(self) -> Table:
        table = _table()
        cells = [
            (_sides(row), Text(row["place"] or ""), Text(_one_line(row["quote"]), style="dim"))
            for row in self._rows
        ]
        filled = {
            "with": any(others.plain for (_, others), _, _ in cells),
            "where": any(where.plain for _, where, _ in cells),
        }
        table.add_column("who", ratio=4, overflow="fold")
        if filled["with"]:
            table.add_column("to / with", ratio=4, overflow="fold")
        if filled["where"]:
            table.add_column("where", ratio=2, overflow="fold")
        table.add_column("words", ratio=10, no_wrap=True, overflow="ellipsis")
        for row, ((who, others), where, words) in zip(self._rows, cells, strict=True):
            middle = [others] if filled["with"] else []
            middle += [where] if filled["where"] else []
            table.add_row(_when(row), _what(row), who, *middle, words)
        return table

    def _narrow(self, width: int) -> Table:
        table = _table()
        table.add_column("who and what", ratio=1, overflow="fold")
        for row in self._rows:
            who, others = _sides(row)
            line = who
            if others.plain:
                line = Text.assemble(line, (" → " if _has_direction(row) else " with ", "dim"), others)
            if row["place"]:
                line = Text.assemble(line, (" · ", "dim"), (row["place"], "italic"))
            # Two lines of words are enough to know the event by; `readout show` has the rest.
            words = Text(_shortened(_one_line(row["quote"]), 2 * max(20, width - 26)), style="dim")
            parts: list[RenderableType] = [line, words] if line.plain else [words]
            table.add_row(_when(row), _what(row), Group(*parts))
        return table


def _table() -> Table:
    table = Table(expand=True, box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("date", no_wrap=True)
    table.add_column("event", no_wrap=True)
    return table


def _when(row: Row) -> Text:
    # An interval of two days is too long for one line of the column.
    words = (row["event_date_edtf"] or "no date").replace("/", "/\n")
    return Text(words.replace("../\n", "../"))


def _what(row: Row) -> Text:
    words = Text(row["event_type"], style=_TYPE_STYLES.get(row["event_type"], ""))
    return words if row["status"] == "occurred" else Text.assemble(words, "\n", (row["status"], "italic"))


def _has_direction(row: Row) -> bool:
    return row["event_type"] in ("statement", "visit")


def _sides(row: Row) -> tuple[Text, Text]:
    """Returns the main actor, and those that it spoke to, called, visited or met."""
    first = Text(row["actor1_name"] or "", style="bold")
    if row["event_type"] == "statement":
        return first, Text(row["addressee"] or "")
    others = [name for name in (row["participants_text"] or "").split("; ")[1:] if name]
    names = ", ".join(others[:_NAMES_SHOWN])
    more = len(others) - _NAMES_SHOWN
    return first, Text(f"{names} and {more} more" if more > 0 else names)


def _one_line(words: str) -> str:
    return _shortened(" ".join(words.split()), _LONGEST_QUOTE)


def _shortened(words: str, width: int) -> str:
    """Cuts between two words, so that at most `width` characters are left."""
    if len(words) <= width:
        return words
    return words[: width - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"
