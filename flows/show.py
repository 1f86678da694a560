"""Shows an event on a terminal, with its evidence."""

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from flows.write.lake import Lake


def evidence(lake: Lake, event_id: str) -> RenderableType | None:
    """Returns an event's row and its words highlighted in their paragraph; None for an unknown event."""
    state = lake.snapshot()
    rows = state.where("events", "event_id", event_id)
    if not rows:
        return None
    row = rows[0]
    (article,) = state.where("articles", "article_id", row["article_id"])
    people = state.where("participants", "event_id", event_id)
    mentions = state.where("mentions", "event_id", event_id)
    parts: list[RenderableType] = [_fields(row, people)]
    for start, end in _paragraphs(article["text"], row, mentions):
        words = Text(article["text"])
        words.stylize("dim")
        words.stylize("not dim", row["char_start"], row["char_end"])
        for p in people:
            words.stylize("not dim bold cyan", p["start"], p["end"])
        if row["event_date_text"]:
            words.stylize("not dim bold yellow", row["event_date_text_start"], row["event_date_text_end"])
        for m in mentions:
            words.stylize("not dim bold reverse", m["start"], m["end"])
        parts.append(Panel(words[start:end], title=f"{start}-{end}", title_align="left"))
    parts.append(Text(json.dumps(json.loads(row["provenance"]), indent=1, ensure_ascii=False), style="dim"))
    return Group(*parts)


def _fields(row: dict[str, Any], people: Sequence[dict[str, Any]]) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    basis = f"{row['event_date_edtf']}  ({row['event_date_precision']}, {row['event_date_basis']})"
    shown = {"event": row["event_id"], "type": row["event_type"], "status": row["status"], "date": basis}
    shown["published"] = str(row["published_date"])  # relative dates count from it
    for p in people:
        said_of = ", ".join(x for x in (p["title"], p["affiliation"], p["country"]) if x)
        name = f"{p['name']} ({said_of})" if said_of else p["name"]
        shown[p["role"]] = f"{shown[p['role']]}; {name}" if p["role"] in shown else name
    for name in ("place", "medium", "reported_by", "title", "outlet", "url", "rule_id"):
        if row[name]:
            shown[name] = row[name]
    for name, value in shown.items():
        table.add_row(name, Text(value))
    return table


def _paragraphs(text: str, row: dict[str, Any], mentions: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Returns the paragraphs that hold the quote or a mention, in order."""
    found, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        spans = [(row["char_start"], row["char_end"]), *((m["start"], m["end"]) for m in mentions)]
        if line.strip() and any(a < end and b > start for a, b in spans):
            found.append((start, end))
        start = end + 1
    return found
