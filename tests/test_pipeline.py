import asyncio
import json
from pathlib import Path

import pytest

from flows.options import RunOptions
from flows.run import run
from flows.write.lake import Lake

ARTICLE = """RABAT, May 14 - Morocco's energy minister said on Tuesday that work on the Tarfaya wind farm
would be finished by the end of the year.

"We are ahead of the plan," Leila Benhima told reporters in the capital."""


@pytest.fixture
def sources(tmp_path: Path) -> str:
    lines = [
        {
            "id": f"w{n}",
            "published": "2024-05-15",
            "title": "Wind farm",
            "text": f"{ARTICLE}\n\nBulletin {n}.",
        }
        for n in range(5)
    ]
    path = tmp_path / "wire.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return str(path)


def test_the_flow_writes_what_the_plain_steps_write(
    prefect_server: None, sources: str, tmp_path: Path
) -> None:
    from flows.pipeline import readout

    plain = RunOptions(sources=[sources], lake=str(tmp_path / "plain"), batch_size=2)
    flow = RunOptions(sources=[sources], lake=str(tmp_path / "flow"), batch_size=2)
    run(plain)
    summary = readout(flow)
    assert summary.counts.read == summary.counts.extracted == 5
    for name in ("events", "participants", "mentions", "articles"):
        columns = [
            c for c in Lake(Path(plain.lake)).read(name).column_names if c not in ("run_id", "provenance")
        ]
        assert Lake(Path(plain.lake)).read(name, columns) == Lake(Path(flow.lake)).read(name, columns)
    assert Lake(Path(flow.lake)).read("events").num_rows > 0


def test_a_server_shows_the_run_its_tasks_and_its_artifacts(
    prefect_server: None, sources: str, tmp_path: Path
) -> None:
    from prefect import get_client
    from prefect.artifacts import Artifact

    from flows.pipeline import readout

    state = readout(
        RunOptions(sources=[sources], lake=str(tmp_path / "lake"), batch_size=3), return_state=True
    )

    async def logged() -> list[str]:
        async with get_client() as client:
            return [log.message for log in await client.read_logs() if log.name == "flows.run"]

    async def seen() -> list[str]:
        async with get_client() as client:
            runs = await client.read_task_runs()
            ours = [r for r in runs if r.flow_run_id == state.state_details.flow_run_id]
            return [r.name.split("-")[0] for r in sorted(ours, key=lambda r: r.start_time)]

    steps = ["ingest", "clean", "extract", "write"]
    # Two batches, a look that finds the sources at their end, and the commit.
    assert asyncio.run(seen()) == [*steps, *steps, "ingest", "commit"]
    lines = asyncio.run(logged())
    assert any("batch 2" in line for line in lines)
    assert not any("Benhima" in line for line in lines)
    counts = json.loads(Artifact.get("readout-counts").data)
    assert {"count": "read", "articles": 5} in counts
    assert "| event_date_edtf |" in Artifact.get("readout-events").data


def test_the_form_explains_every_parameter() -> None:
    from flows.pipeline import readout

    schema = readout.parameters.model_dump()
    fields = schema["definitions"]["RunOptions"]["properties"]
    assert fields.keys() == RunOptions.model_fields.keys()
    assert all(field["description"] for field in fields.values())
