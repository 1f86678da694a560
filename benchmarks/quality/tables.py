"""Writes the tables of docs/quality.md anew, each between its two marks.

PYTHONPATH=. python benchmarks/quality/tables.py quality tests/gold/invented.jsonl
PYTHONPATH=. python benchmarks/report_page.py | PYTHONPATH=. python benchmarks/quality/tables.py report-page

`quality` extracts the gold articles and measures the events; `report-page` takes what it is given.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.measure import measure

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
_COLUMNS = {
    "gold": "events",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "date_acc": "date right",
    "status_acc": "status right",
    "who_acc": "main actors right",
    "row_f1": "row F1",
}


def quality_table(figures: dict[str, dict[str, float | int | None]]) -> str:
    """Returns the figures of an evaluation as a Markdown table, one event type a line."""
    lines = ["| type | " + " | ".join(_COLUMNS.values()) + " |", "|---" * (len(_COLUMNS) + 1) + "|"]
    for name, row in figures.items():
        if name != "macro":
            lines.append(f"| {name} | " + " | ".join(_figure(row[key]) for key in _COLUMNS) + " |")
    return "\n".join(lines)


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def replaced(page: str, name: str, table: str) -> str:
    """Returns the page with the table between `<!-- name -->` and `<!-- /name -->`.

    Raises:
        ValueError: Where the page has no such marks.
    """
    marks = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
    if not marks.search(page):
        raise ValueError(f"no marks <!-- {name} --> in the page")
    return marks.sub(lambda m: m[1] + table.strip() + m[2], page)


def main(name: str, gold: Sequence[str]) -> None:
    """Writes one table into the page."""
    if name == "quality":
        paths = [Path(g) for g in gold]
        n = sum(1 for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line)
        table = f"{n} articles:\n\n{quality_table(json.loads(measure(paths).to_json()))}"
    else:
        lines = [line.strip() for line in sys.stdin]
        told = [line for line in lines if line and not line.startswith("|")]
        table = "; ".join(told) + ":\n\n" + "\n".join(line for line in lines if line.startswith("|"))
    PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), name, table), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
