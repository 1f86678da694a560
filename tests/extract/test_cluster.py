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

from flows.extract.cluster import ClusterError, DaskCluster
from flows.extract.options import ExtractOptions
from flows.options import RunOptions
from flows.records import ArticleEvents, Reject
from flows.run import run
from flows.write.lake import Lake
from tests.extract.test_pool import articles
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
def scheduler(start: Start) -> str:
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


def test_the_table_is_that_of_a_local_run(start: Start, scheduler: str, corpus: Path, tmp_path: Path) -> None:
    for _ in range(2):
        worker(start, scheduler)
    run(RunOptions(sources=[str(corpus)], lake=str(tmp_path / "far"), dask=scheduler))
    run(RunOptions(sources=[str(corpus)], lake=str(tmp_path / "near")))
    assert rows(tmp_path / "far") == rows(tmp_path / "near")
    assert len(rows(tmp_path / "near")) > 100


def test_a_killed_worker_costs_no_article(start: Start, scheduler: str) -> None:
    first = worker(start, scheduler)
    given = articles(n=200)
    with DaskCluster(ExtractOptions(), scheduler) as cluster:
        results = cluster.extract(given)
        found = [next(results)]
        worker(start, scheduler)
        while len(cluster._client.nthreads()) < 2:
            time.sleep(0.1)
        os.kill(first.pid, signal.SIGKILL)
        found += results
    assert [r.article for r in decoded(found) if isinstance(r, ArticleEvents)] == given


def test_an_article_that_kills_its_workers_is_set_aside(start: Start, scheduler: str) -> None:
    # With its nanny, which starts a worker anew each time.
    start("-m", "distributed.cli.dask_worker", scheduler, "--nthreads", "1", "--no-dashboard")
    given = articles("KILLS", n=4)
    with DaskCluster(ExtractOptions("tests.extract.poisonous_model"), scheduler) as cluster:
        results = decoded(cluster.extract(given))
    assert [isinstance(r, Reject) for r in results] == [False, False, True, False]


def test_workers_of_another_version_are_refused(start: Start, scheduler: str) -> None:
    worker(start, scheduler, "-c", OTHER_VERSION)
    with pytest.raises(ClusterError, match=r"runs readout-events 0\.0\.1 .* install the same version"):
        DaskCluster(ExtractOptions(), scheduler)


def test_no_scheduler_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.extract.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        DaskCluster(ExtractOptions(), "tcp://127.0.0.1:9")
