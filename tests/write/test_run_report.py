import json
import logging
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from flows.contract import TABLES
from flows.options import RunOptions
from flows.run import run
from flows.write.lake import Lake
from tests.newsroom import article, write_articles

# What the OpenLineage specification (2-0-2) asks of a run event, in short.
_FACETS: dict[str, Any] = {
    "additionalProperties": {
        "type": "object",
        "required": ["_producer", "_schemaURL"],
        "properties": {"_schemaURL": {"pattern": "^https://openlineage.io/spec/facets/[0-9-]+/"}},
    }
}
_DATASETS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["namespace", "name"],
        "properties": {"facets": _FACETS, "inputFacets": _FACETS, "outputFacets": _FACETS},
    },
}
_RUN_EVENT = {
    "type": "object",
    "required": ["eventTime", "producer", "schemaURL", "run", "job"],
    "properties": {
        "eventType": {"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        "eventTime": {"format": "date-time"},
        "producer": {"format": "uri", "pattern": "^[a-z]+:"},
        "run": {
            "required": ["runId"],
            "properties": {"runId": {"pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}},
        },
        "job": {"required": ["namespace", "name"]},
        "inputs": _DATASETS,
        "outputs": _DATASETS,
    },
}


def test_each_run_leaves_its_reports(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "flows")
    source = write_articles(
        tmp_path / "a.jsonl", range(5), [{"id": "x", "text": "Nobody dated this short note."}]
    )
    lake = Lake(tmp_path / "lake")
    options = RunOptions(sources=[str(source)], lake=str(lake.root), batch_size=3)
    for summary in (run(options), run(options)):
        report = json.loads((lake.reports / f"{summary.run_id}.json").read_text())
        counts = {k: report[k] for k in ("read", "extracted", "unchanged", "rejected", "events")}
        c = summary.counts
        assert list(counts.values()) == [c.read, c.extracted, c.unchanged, c.rejected, c.events]
        assert report["counts"]["rejected_by_reason"] == {"no_date": 1}
        assert report["parameters"]["batch_size"] == 3
        markdown = (lake.reports / f"{summary.run_id}.md").read_text()
        line = f"| all | {c.read} | {c.extracted} | {c.unchanged} | 0 | 1 | 1 no_date |"
        assert line in markdown
        event = json.loads((lake.reports / f"{summary.run_id}.openlineage.json").read_text())
        assert list(Draft202012Validator(_RUN_EVENT).iter_errors(event)) == []
        (given,) = event["inputs"]
        assert given["name"] == str(source)
        assert given["inputFacets"]["inputStatistics"]["rowCount"] == 6
        rows = {o["name"]: o["outputFacets"]["outputStatistics"]["rowCount"] for o in event["outputs"]}
        assert set(rows) == {str(lake.root / name) for name in TABLES}
        assert rows[str(lake.root / "articles")] == 5
    lines = [r.getMessage() for r in caplog.records if r.name == "flows.run"]
    assert len(lines) == 4  # one a batch
    assert not any(word in line for line in lines for word in article(0)["text"].split()[:2])


def test_a_report_that_a_killed_run_owes_is_written_by_the_next(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(2))
    lake = Lake(tmp_path / "lake")
    options = RunOptions(sources=[str(source)], lake=str(lake.root))
    first = run(options)
    for path in lake.reports.iterdir():
        path.unlink()
    lake.staging.mkdir()
    note = {"run_id": first.run_id, "started_at": "2024-05-14T12:00:00+00:00"}
    (lake.staging / "run.json").write_text(json.dumps(note))
    second = run(options)
    assert second.run_id != first.run_id
    assert len(list(lake.reports.iterdir())) == 6
