"""What a run's artifacts and closing lines say."""

from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from flows.run import RunSummary
from flows.write.lake import Lake

_SAMPLE = 20


def count_rows(summary: RunSummary) -> list[dict[str, Any]]:
    """Returns the run's counts, one row a count; the rejects also by reason."""
    c = summary.counts
    rows = [
        {"count": n, "articles": getattr(c, n)}
        for n in ("read", "extracted", "unchanged", "duplicate", "rejected")
    ]
    rows += [
        {"count": f"rejected: {reason}", "articles": n} for reason, n in sorted(c.rejected_by_reason.items())
    ]
    return rows


def sample_markdown(summary: RunSummary) -> str:
    """Returns a Markdown table of the first rows that the run wrote."""
    columns = ["event_date_edtf", "event_type", "actor1_name", "actor2_name", "place", "status", "quote"]
    events = Lake(Path(summary.lake)).read("events", [*columns, "run_id"])
    events = events.filter(pc.equal(events["run_id"], summary.run_id)).slice(0, _SAMPLE)
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for row in events.to_pylist():
        cells = (" ".join(str(row[c] or "").split()).replace("|", "\\|") for c in columns)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
