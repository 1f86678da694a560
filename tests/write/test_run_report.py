import json
import logging
from pathlib import Path
from typing import Any

import pytest
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.generated.input_statistics_input_dataset import InputStatisticsInputDatasetFacet
from openlineage.client.generated.output_statistics_output_dataset import OutputStatisticsOutputDatasetFacet
from openlineage.client.generated.schema_dataset import SchemaDatasetFacet, SchemaDatasetFacetFields
from openlineage.client.serde import Serde

from flows.contract import TABLES
from flows.options import RunOptions
from flows.run import run
from flows.write.lake import Lake
from tests.newsroom import article, write_articles


def typed(event: dict[str, Any]) -> RunEvent:
    """Makes an event anew of the classes that OpenLineage generates from its schemas: no key is left over."""

    def facet(kind: type[Any], given: dict[str, Any], **values: Any) -> Any:
        made = kind(producer=given["_producer"], **values)
        assert made._get_schema() == given["_schemaURL"]
        assert {"_producer", "_schemaURL", *values} == set(given)
        return made

    def statistics(dataset: dict[str, Any], side: str, kind: type[Any]) -> dict[str, Any]:
        found = dataset.pop(f"{side}Facets", {}).get(f"{side}Statistics")
        rows = found and facet(kind, found, rowCount=found["rowCount"])
        return {f"{side}Facets": {f"{side}Statistics": rows}} if found else {}

    def schema(dataset: dict[str, Any]) -> dict[str, Any]:
        found = dataset.pop("facets", {}).get("schema")
        columns = found and [SchemaDatasetFacetFields(**field) for field in found["fields"]]
        return {"facets": {"schema": facet(SchemaDatasetFacet, found, fields=columns)}} if found else {}

    inputs, outputs = (json.loads(json.dumps(event[side])) for side in ("inputs", "outputs"))
    made = RunEvent(
        eventType=RunState[event["eventType"]],
        eventTime=event["eventTime"],
        run=Run(**event["run"]),
        job=Job(**event["job"]),
        producer=event["producer"],
        inputs=[
            InputDataset(**statistics(i, "input", InputStatisticsInputDatasetFacet), **i) for i in inputs
        ],
        outputs=[
            OutputDataset(**statistics(o, "output", OutputStatisticsOutputDatasetFacet), **schema(o), **o)
            for o in outputs
        ],
    )
    assert made._get_schema() == event["schemaURL"]
    return made


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
        written = Serde.to_dict(typed(event))
        assert {k: written[k] for k in ("eventType", "eventTime", "producer")} == {
            k: event[k] for k in ("eventType", "eventTime", "producer")
        }
        (given,) = event["inputs"]
        assert given["name"] == str(source)
        assert given["inputFacets"]["inputStatistics"]["rowCount"] == 6
        assert written["run"]["runId"] == event["run"]["runId"]
        assert [d["name"] for d in written["outputs"]] == [d["name"] for d in event["outputs"]]
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
