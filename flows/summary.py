"""What a run's artifacts and closing lines say."""

from pathlib import Path
from textwrap import shorten
from typing import Any

import pyarrow.compute as pc

from flows.balance import balances
from flows.remote_lake import reading_from
from flows.run import RunSummary
from flows.write.lake import Lake

_SAMPLE = 20
# Long quotes make a table that nobody can read.
_CELL = 100
_SHOWN = ("event_date_edtf", "event_type", "actor1_name", "actor2_name", "place", "status", "quote")


def count_rows(summary: RunSummary) -> list[dict[str, Any]]:
    """Returns the run's counts, a row a kind of source and then one for all."""
    return [
        {
            "source": row.kind,
            "read": row.read,
            "extracted": row.extracted,
            "unchanged": row.unchanged,
            "duplicate": row.duplicate,
            "rejected": row.rejected,
            "why": row.why,
        }
        for row in balances(summary.counts.by_kind)
    ]


def sample_markdown(summary: RunSummary) -> str:
    """Returns a Markdown table of the first rows that the run wrote."""
    return excerpt_markdown(reading_from(summary.lake), summary.run_id)


def excerpt_markdown(lake: Path, run_id: str | None = None) -> str:
    """Returns a Markdown table of a lake's first events, or of the first that one run wrote."""
    events = Lake(lake).read("events", [*_SHOWN, "run_id"])
    if run_id is not None:
        events = events.filter(pc.equal(events["run_id"], run_id))
    lines = [f"| {' | '.join(_SHOWN)} |", f"|{'---|' * len(_SHOWN)}"]
    for row in events.slice(0, _SAMPLE).to_pylist():
        cells = (shorten(str(row[c] or ""), _CELL, placeholder=" …").replace("|", "\\|") for c in _SHOWN)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
