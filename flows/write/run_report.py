"""Writes what a run did beside the tables: as JSON, as Markdown and as an OpenLineage event."""

import json
from typing import Any

from flows.balance import balances
from flows.write.durable import write_durably
from flows.write.lake import Lake
from flows.write.lineage import lineage_event

_PARTS = ("read", "extracted", "unchanged", "duplicate", "rejected")


def write_run_report(lake: Lake, run_id: str) -> None:
    """Writes the three reports of a run that stands in `runs`, unless they are there."""
    paths = {ending: lake.reports / f"{run_id}.{ending}" for ending in ("json", "md", "openlineage.json")}
    if all(path.exists() for path in paths.values()):
        return
    state = lake.snapshot()
    row = next(r for r in state.read("runs").to_pylist() if r["run_id"] == run_id)
    texts = {
        "json": json.dumps(_report(row), indent=1, default=str),
        "md": _markdown(_report(row)),
        "openlineage.json": json.dumps(lineage_event(row, state), indent=1),
    }
    for ending, text in texts.items():
        write_durably(paths[ending], text + "\n", lake.staging / "report")


def _report(row: dict[str, Any]) -> dict[str, Any]:
    seconds = {k.removeprefix("seconds_"): v for k, v in row.items() if k.startswith("seconds_")}
    plain = {k: v for k, v in row.items() if not k.startswith("seconds_")}
    parsed = {k: json.loads(row[k]) for k in ("parameters", "versions", "counts")}
    return plain | parsed | {"seconds": seconds}


def _markdown(report: dict[str, Any]) -> str:
    lines = [f"# Run {report['run_id']}", "", f"{report['started_at']} to {report['finished_at']}", ""]
    if report["error"]:
        lines += [f"Failed: {report['error']}", ""]
    lines += [f"| source | {' | '.join(_PARTS)} | why |", f"|---|{'---:|' * len(_PARTS)}---|"]
    for row in balances(report["counts"].get("by_kind", {})):
        numbers = (row.read, row.extracted, row.unchanged, row.duplicate, row.rejected)
        lines.append(f"| {row.kind} | {' | '.join(map(str, numbers))} | {row.why} |")
    events = {"events": report["events"]} | report["counts"].get("events_by_type", {})
    lines += ["", "| events | |", "|---|---:|", *(f"| {name} | {n} |" for name, n in events.items())]
    lines += ["", "| step | seconds |", "|---|---:|"]
    lines += [f"| {step} | {seconds:.3f} |" for step, seconds in report["seconds"].items()]
    versions = ", ".join(f"{name} {version}" for name, version in report["versions"].items())
    return "\n".join([*lines, "", f"Versions: {versions}"])
