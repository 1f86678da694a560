import asyncio
import errno
import json
import time
from pathlib import Path

import pytest

from flows.contract import ContractError
from flows.options import RunOptions
from flows.run import run
from flows.write.lake import Lake
from tests.newsroom import write_articles


@pytest.fixture
def sources(tmp_path: Path) -> str:
    return str(write_articles(tmp_path / "wire.jsonl", range(5)))


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
    deadline = time.monotonic() + 30
    # Prefect hands logs over in the background.
    while not any("batch 2" in line for line in asyncio.run(logged())):
        assert time.monotonic() < deadline
        time.sleep(0.5)
    lines = asyncio.run(logged())
    assert not any("Vrbova" in line for line in lines)
    counts = json.loads(Artifact.get("readout-counts").data)
    assert [(row["source"], row["read"], row["extracted"]) for row in counts] == [
        ("jsonl", 5, 5),
        ("all", 5, 5),
    ]
    assert "| event_date_edtf |" in Artifact.get("readout-events").data


def test_a_write_that_the_disk_refuses_is_tried_again(
    prefect_server: None, sources: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.pipeline import readout

    refusals = iter([OSError(errno.EIO, "Input/output error")])

    def flush_folder(folder: Path) -> None:
        if refusal := next(refusals, None):
            raise refusal

    monkeypatch.setattr("flows.write.staging.flush_folder", flush_folder)
    summary = readout(RunOptions(sources=[sources], lake=str(tmp_path / "lake")))
    assert summary.counts.extracted == 5
    assert next(refusals, None) is None


def test_a_table_that_breaks_its_contract_is_not_tried_again(
    prefect_server: None, sources: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.pipeline import readout

    tried = []

    def merge(*_: object) -> None:
        tried.append(1)
        raise ContractError("events.status holds 'rumoured', which is not allowed")

    monkeypatch.setattr("flows.write.commit.merge", merge)
    with pytest.raises(ContractError):
        readout(RunOptions(sources=[sources], lake=str(tmp_path / "lake")))
    assert len(tried) == 1


def test_the_form_explains_every_parameter() -> None:
    from flows.pipeline import readout

    schema = readout.parameters.model_dump()
    fields = schema["definitions"]["RunOptions"]["properties"]
    assert fields.keys() == RunOptions.model_fields.keys()
    assert all(field["description"] for field in fields.values())
