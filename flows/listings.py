"""Lists runs and rejects on a terminal, narrow enough for 80 columns."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from typing import Any
from urllib.parse import unquote, urlsplit

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_REJECTS_SHOWN = 5  # of each reason; the table `rejects` has all

Row = dict[str, Any]


def run_list(rows: Sequence[Row]) -> RenderableType:
    """Makes the table of runs, the latest last, and below it why some of them failed."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("started (UTC)", no_wrap=True)
    table.add_column("ended", no_wrap=True)
    for name in ("read", "new", "same", "copies", "rejects", "events", "secs"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in sorted(rows, key=lambda r: r["started_at"]):
        counts = [row[n] for n in ("read", "extracted", "unchanged", "duplicate", "rejected", "events")]
        seconds = (row["finished_at"] - row["started_at"]).total_seconds() if row["finished_at"] else None
        table.add_row(
            f"{row['started_at'].astimezone(UTC):%Y-%m-%d %H:%M}",
            row["status"],
            *(str(n) for n in counts),
            "" if seconds is None else f"{seconds:.0f}",
        )
    failed = [row for row in rows if row["error"]]
    whys = (Text.assemble((row["run_id"], "bold"), f": {row['error']}", overflow="fold") for row in failed)
    return Group(table, *whys)


def reject_list(rows: Sequence[Row]) -> RenderableType:
    """Makes the list of rejects: each reason with its count, and its first ones with place and message."""
    if not rows:
        return Text("Nothing was rejected.")
    parts: list[RenderableType] = []
    for reason, n in Counter(r["reason"] for r in rows).most_common():
        parts.append(Text.assemble((reason, "bold"), f": {n}"))
        those = [r for r in rows if r["reason"] == reason]
        for row in those[:_REJECTS_SHOWN]:
            line = Text.assemble(_place(row), (f"  {row['message']}", "dim"), overflow="fold")
            parts.append(Padding(line, (0, 0, 0, 2)))
        if n > _REJECTS_SHOWN:
            parts.append(Padding(Text(f"… and {n - _REJECTS_SHOWN} more", style="dim"), (0, 0, 0, 2)))
    return Group(*parts)


def _place(row: Row) -> str:
    """Returns the name of the source and the record in it; a file without its folders."""
    address = urlsplit(row["source_uri"])
    name = unquote(address.path.rsplit("/", 1)[-1]) if address.scheme == "file" else row["source_uri"]
    return f"{name}, {row['source_record']}:" if row["source_record"] else f"{name}:"
