"""A real scheduler and workers on the loopback extract what a local run extracts."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.extract.cluster import ClusterError, DaskCluster, connect
from flows.extract.options import ExtractOptions
from flows.options import RunOptions
from flows.records import ArticleEvents, Reject
from flows.run import run
from flows.write.lake import Lake
from tests.extract.test_pool import POISONOUS, articles
from tests.in_process import decoded
from tests.newsroom import article

pytestmark = pytest.mark.heavy
distributed = pytest.importorskip("distributed")

Start = Callable[..., subprocess.Popen[bytes]]
OTHER_VERSION = (
    "import sys, flows.version; flows.version.__version__ = '0.0.1';"
    "from distributed.cli.dask_worker import main; sys.argv[0] = 'dask-worker'; main()"
)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts processes that end with the test."""
    with ExitStack() as stack:

        def begin(*command: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen([sys.executable, *command], stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        yield begin


@pytest.fixture
def scheduler(start: Start, monkeypatch: pytest.MonkeyPatch) -> str:
    # So many workers lost, and no more, are not the task's fault; three by default, each of which takes time.
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start(
        "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
    )
    return f"tcp://127.0.0.1:{port}"


def worker(start: Start, scheduler: str, *code: str) -> subprocess.Popen[bytes]:
    arguments = (scheduler, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--death-timeout", "60")
    return start(*(code or ("-m", "distributed.cli.dask_worker")), *arguments)


def rows(lake: Path) -> list[dict[str, object]]:
    table = Lake(lake).read("events")
    kept = [c for c in table.column_names if c not in {"run_id", "provenance"}]
    return sorted(table.select(kept).to_pylist(), key=lambda row: str(row["event_id"]))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    file = tmp_path / "corpus.jsonl"
    file.write_text("\n".join(json.dumps(article(i)) for i in range(160)), encoding="utf-8")
    return file


@pytest.fixture
def near(corpus: Path, tmp_path: Path) -> list[dict[str, object]]:
    """The rows of a local run."""
    run(RunOptions(sources=[str(corpus)], lake=str(tmp_path / "near")))
    return rows(tmp_path / "near")


def test_the_table_is_that_of_a_local_run(
    start: Start, scheduler: str, corpus: Path, near: list[dict[str, object]], tmp_path: Path
) -> None:
    worker(start, scheduler)
    run(RunOptions(sources=[str(corpus)], lake=str(tmp_path / "far"), dask=scheduler))
    assert rows(tmp_path / "far") == near
    assert len(near) > 100


def test_the_command_extracts_on_two_workers_what_it_extracts_here(
    prefect_server: None,
    start: Start,
    scheduler: str,
    corpus: Path,
    near: list[dict[str, object]],
    tmp_path: Path,
) -> None:
    for _ in range(2):
        worker(start, scheduler)
    with distributed.Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        words = ["run", str(corpus), "--lake", str(tmp_path / "far"), "--dask", scheduler, "--json"]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        assert rows(tmp_path / "far") == near
        # Both had a part in it: each keeps the process that it extracts in.
        assert [len(pids) for pids in client.run(children).values()] == [1, 1]


def children() -> list[int]:
    """Returns the ids of the processes that the worker which this is called on has started."""
    import multiprocessing

    return [process.pid or 0 for process in multiprocessing.active_children()]


def test_a_flow_whose_task_runner_makes_a_cluster_extracts_there(
    prefect_server: None, corpus: Path, near: list[dict[str, object]], tmp_path: Path
) -> None:
    from prefect_dask import DaskTaskRunner

    from flows.pipeline import readout

    runner = DaskTaskRunner(
        cluster_kwargs={"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    )
    readout.with_options(task_runner=runner)(
        RunOptions(sources=[str(corpus)], lake=str(tmp_path / "far"), workers=1)
    )
    assert rows(tmp_path / "far") == near


def test_a_command_that_finds_no_scheduler_says_so(
    prefect_server: None, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.pipeline.CONNECT_SECONDS", 1)
    words = ["run", str(corpus), "--lake", str(tmp_path / "lake"), "--dask", "tcp://127.0.0.1:9"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert "no Dask scheduler answers at tcp://127.0.0.1:9; see to the cluster" in result.output


def test_a_killed_worker_costs_no_article(start: Start, scheduler: str) -> None:
    first = worker(start, scheduler)
    given = articles(n=200)
    with DaskCluster(ExtractOptions(), connect(scheduler)) as cluster:
        results = cluster.extract(given)
        found = [next(results)]
        worker(start, scheduler)
        while len(cluster._client.nthreads()) < 2:
            time.sleep(0.1)
        os.kill(first.pid, signal.SIGKILL)
        found += results
    assert [r.article for r in decoded(found) if isinstance(r, ArticleEvents)] == given


def test_an_article_that_takes_its_workers_with_it_is_set_aside(start: Start, scheduler: str) -> None:
    # With its nanny, which starts a worker anew each time.
    start("-m", "distributed.cli.dask_worker", scheduler, "--nthreads", "1", "--no-dashboard")
    given = articles("ORPHANS", n=4)
    with DaskCluster(POISONOUS, connect(scheduler)) as cluster:
        results = decoded(cluster.extract(given))
    assert [isinstance(r, Reject) for r in results] == [False, False, True, False]


def test_an_article_that_hangs_or_crashes_costs_itself_alone(start: Start, scheduler: str) -> None:
    # With its nanny, whose workers are daemons and as such may not start processes.
    one = start("-m", "distributed.cli.dask_worker", scheduler, "--nthreads", "1", "--no-dashboard")
    given = articles("HANGS", "KILLS", n=6)
    with DaskCluster(POISONOUS, connect(scheduler), limit_seconds=15) as cluster:
        (before,) = cluster._client.nthreads()
        results = decoded(cluster.extract(given))
        assert list(cluster._client.nthreads()) == [before]
    reasons = [r.reason if isinstance(r, Reject) else None for r in results]
    assert reasons == [None, None, "timeout", "extractor_error", None, None]
    assert [r.article for r in results if isinstance(r, ArticleEvents)] == [*given[:2], *given[4:]]
    # Nor does it keep the worker from ending when told to.
    one.terminate()
    one.wait(timeout=30)


def test_workers_of_another_version_are_refused(start: Start, scheduler: str) -> None:
    worker(start, scheduler, "-c", OTHER_VERSION)
    with pytest.raises(ClusterError, match=r"runs readout-events 0\.0\.1 .* install the same version"):
        DaskCluster(ExtractOptions(), connect(scheduler))


def test_no_scheduler_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.extract.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        connect("tcp://127.0.0.1:9")
