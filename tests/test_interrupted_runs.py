"""Runs that are killed at any moment, and many that start at once; they need fork, as Linux has it."""

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from flows.options import RunOptions
from flows.write.lake import Lake
from flows.write.lock import LakeBusyError
from tests.forked_runs import STEPS, finish, hear_out, start
from tests.lakes import assert_whole, files, globbed, rows
from tests.newsroom import write_articles

pytestmark = pytest.mark.usefixtures("warm_run")


def _kill_after(options: RunOptions, step: str, nth: int, seconds: float) -> None:
    """Starts a run and kills it that long after the nth start of a step."""
    process, connection = start(options)
    try:
        while nth:
            nth -= connection.recv() == step
        time.sleep(seconds)
    except EOFError:
        pass  # it was through before
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()


def _trial(tmp_path: Path, numbers: range) -> tuple[RunOptions, dict[str, Any]]:
    source = write_articles(tmp_path / "in.jsonl", numbers)
    with source.open("a") as file:
        file.write("not json\n")
    calm = RunOptions(sources=[str(source)], lake=str(tmp_path / "calm"), batch_size=2)
    finish(calm)
    return calm, rows(Path(calm.lake))


@pytest.mark.parametrize("step", STEPS)
def test_a_run_killed_in_a_step_is_taken_up_by_the_next(tmp_path: Path, step: str) -> None:
    calm, expected = _trial(tmp_path, range(6))
    options = calm.model_copy(update={"lake": str(tmp_path / "killed")})
    _kill_after(options, step, 1, 0.02)
    finish(options)
    assert rows(Path(options.lake)) == expected
    assert_whole(Path(options.lake))


@pytest.mark.heavy
def test_runs_killed_at_random_moments_end_as_if_undisturbed(tmp_path: Path) -> None:
    calm, expected = _trial(tmp_path, range(6))
    rng = random.Random(20240514)  # noqa: S311
    spread = {"ingest": 0.01, "clean": 0.02, "extract": 0.3, "write": 0.1, "commit": 0.3}
    spared = 0
    for trial in range(60):
        lake = tmp_path / f"lake-{trial}"
        options = calm.model_copy(update={"lake": str(lake)})
        if trial % 3 == 0:
            # Kill a run that adds to a lake, too, not only a first one.
            finish(options.model_copy(update={"limit": 2}))
        step = STEPS[trial % len(STEPS)]
        _kill_after(options, step, rng.randint(1, 1 if step == "commit" else 3), rng.random() * spread[step])
        staged = len(list(lake.glob("_staging/batch-*/complete.json")))
        known = Lake(lake).read("articles").num_rows
        said = finish(options)
        todo = -(-(6 - known) // 2) + (1 if Lake(lake).read("rejects").num_rows == 0 else 0)
        assert said.count("extract") <= max(0, todo + 1 - staged)
        spared += staged
        assert rows(lake) == expected
        assert_whole(lake)
    assert spared > 10


def test_staged_batches_are_not_extracted_again(tmp_path: Path) -> None:
    calm, expected = _trial(tmp_path, range(6))
    options = calm.model_copy(update={"lake": str(tmp_path / "killed")})
    _kill_after(options, "extract", 3, 0)
    said = finish(options)
    # Four batches, of which two were staged: three of articles, one of the reject.
    assert said.count("extract") == 2
    assert said[-1].extracted == 6
    assert rows(Path(options.lake)) == expected


def test_a_reader_sees_tables_that_agree_while_a_run_commits(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(2))
    lake = Lake(tmp_path / "lake")
    options = RunOptions(sources=[str(source)], lake=str(lake.root))
    finish(options)
    write_articles(source, range(8))
    process, _ = start(options.model_copy(update={"batch_size": 1}))
    seen = set()
    while process.is_alive():
        state = lake.snapshot()
        articles = {r["article_id"] for r in state.read("articles", ["article_id"]).to_pylist()}
        events = state.read("events", ["article_id", "event_id", "run_id"]).to_pylist()
        runs = {r["run_id"] for r in state.read("runs", ["run_id"]).to_pylist()}
        assert {e["article_id"] for e in events} <= articles
        assert {e["run_id"] for e in events} <= runs
        plain = [r["event_id"] for r in globbed(lake.root, "events")]
        assert len(plain) == len(set(plain))
        seen.add(len(articles))
    assert seen <= {2, 8}
    assert lake.read("articles").num_rows == 8


def test_ten_runs_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    sources = [write_articles(tmp_path / f"{n}.jsonl", [n, n + 1]) for n in range(10)]
    lake = tmp_path / "lake"
    started = [start(RunOptions(sources=[str(s)], lake=str(lake), wait=True)) for s in sources]
    said = [hear_out(connection) for _, connection in started]
    assert all(s[-1].read == 2 for s in said)
    finish(RunOptions(sources=[str(s) for s in sources], lake=str(tmp_path / "calm")))
    assert rows(lake) == rows(tmp_path / "calm")
    assert len(globbed(lake, "runs")) == 10
    assert_whole(lake)


def test_a_second_writer_is_told_who_holds_the_lake_and_leaves_it_alone(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(12))
    options = RunOptions(sources=[str(source)], lake=str(tmp_path / "lake"), batch_size=1)
    process, connection = start(options)
    assert connection.recv() == "ingest"
    (refused,) = finish(options)
    assert isinstance(refused, LakeBusyError)
    assert f"process {process.pid} on " in str(refused)
    assert "--wait" in str(refused)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    # The lock is gone with its holder.
    assert finish(options)[-1].read == 12
    assert "_writer.json" not in files(tmp_path / "lake")
