"""Schedules, against a real Prefect server on loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows import prefect_settings
from flows.cli import main
from flows.options import RunOptions
from flows.write.lake import Lake
from tests.lakes import assert_whole, globbed
from tests.newsroom import article, write_articles
from tests.web_site import Site

ROOT = Path(__file__).parent.parent
_PATIENCE = 300.0


class Server:
    """A running server: its address, and the environment in which commands find it."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.api = f"http://127.0.0.1:{port}/api"
        self.environment = os.environ | {
            "PREFECT_HOME": str(home),
            "PREFECT_API_URL": self.api,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_RUNNER_POLL_FREQUENCY": "1",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }
        self.command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
        self.command += ["--port", str(port)]

    def ask(self, path: str, **body: Any) -> Any:
        """Posts to the API and returns the answer."""
        request = urllib.request.Request(  # noqa: S310  an http address of our own
            f"{self.api}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    def run(self, *command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Runs a Python module's command with this server."""
        return subprocess.run(
            [sys.executable, "-m", *command],
            env=self.environment,
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )


def until(holds: Callable[[], Any], what: str) -> Any:
    """Waits until something holds, and returns it."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            if found := holds():
                return found
        except OSError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"waited in vain for {what}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("prefect"))
    with subprocess.Popen(server.command, env=server.environment, stdout=subprocess.DEVNULL) as process:
        try:
            until(lambda: urllib.request.urlopen(f"{server.api}/health", timeout=5), "the server")  # noqa: S310
            yield server
        finally:
            process.terminate()


@pytest.fixture
def serve(server: Server, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts `readout serve` over some sources, every few seconds."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*sources: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "flows.cli", "serve", *sources, "--lake", "lake", "--interval", "4"]
        started.append(subprocess.Popen(command, env=server.environment, cwd=tmp_path))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _at_work(folder: Path) -> list[str]:
    """Returns the ids of the processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == folder and " Z " not in (process / "stat").read_text():
                found.append(process.name)
    return found


def _finished(server: Server) -> list[dict[str, Any]]:
    runs = server.ask("/flow_runs/filter", sort="START_TIME_ASC")
    return [r for r in runs if r["state_type"] in ("COMPLETED", "FAILED", "CRASHED")]


@pytest.mark.heavy
def test_a_schedule_fires_picks_up_what_has_arrived_and_survives_a_stop(
    server: Server, serve: Callable[..., subprocess.Popen[bytes]], site: Site, tmp_path: Path
) -> None:
    write_articles(tmp_path / "in" / "first.jsonl", range(2))
    site.put("/feed", feed_of(60), "application/rss+xml", ETag='"one"')
    serving = serve("in", f"{site.base}/feed")
    lake = Lake(tmp_path / "lake")
    until(lambda: lake.read("articles").num_rows == 3, "the first scheduled run")
    until(lambda: ("/feed", '"one"', None) in site.asked, "a run that asks whether the feed has changed")
    site.put("/feed", feed_of(60, 61), "application/rss+xml", ETag='"two"')
    write_articles(tmp_path / "in" / "second.jsonl", range(40, 43))
    until(lambda: lake.read("articles").num_rows == 7, "a run over the file and the entry that have arrived")
    until(lambda: len(_finished(server)) >= 3, "a third run")
    spans = [(r["start_time"], r["end_time"]) for r in _finished(server)]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert {r["state_type"] for r in _finished(server)} == {"COMPLETED"}
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(60) == 0
    (deployment,) = server.ask("/deployments/filter")
    assert deployment["name"] == "lake"
    assert not deployment["paused"]
    assert [s["active"] for s in deployment["schedules"]] == [True]
    # With nobody to run them, its runs would pile up on the server.
    assert server.run("prefect", "deployment", "delete", "readout/lake").returncode == 0
    # Whatever was under way when it stopped, the next run sets right.
    server.run("flows.cli", "run", "in", "--lake", "lake", "--quiet", cwd=tmp_path)
    assert len(globbed(lake.root, "articles")) == 7
    assert_whole(lake.root)


def feed_of(*numbers: int) -> str:
    """Returns a feed of the invented articles of those numbers, with their full texts."""
    items = "".join(
        f"<item><title>{a['title']}</title><guid>{a['id']}</guid><pubDate>{a['published']}</pubDate>"
        f"<description>{a['text']}</description></item>"
        for a in map(article, numbers)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>NPA</title>{items}</channel></rss>'


@pytest.mark.heavy
def test_a_stop_with_a_batch_in_hand_drops_it_whole_and_keeps_those_before(
    server: Server, serve: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    write_articles(tmp_path / "in" / "many.jsonl", range(520))
    lake = Lake(tmp_path / "lake")
    serving = serve("in")
    staged = "_staging/batch-*/complete.json"
    (first,) = until(lambda: list(lake.root.glob(staged)), "the first batch to be staged")
    # The second batch, which takes some seconds, is in hand.
    until(lambda: (lake.staging / "clean.jsonl").stat().st_mtime > first.stat().st_mtime, "the second batch")
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(60) == 0
    until(lambda: not _at_work(tmp_path), "all processes to end")
    assert not lake.manifest.exists()
    assert list(lake.root.glob(staged)) == [first]
    assert server.run("prefect", "deployment", "delete", "readout/lake").returncode == 0
    done = server.run("flows.cli", "run", "in", "--lake", "lake", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["counts"]["extracted"] == 520
    assert len(globbed(lake.root, "articles")) == 520
    assert_whole(lake.root)


@pytest.mark.heavy
def test_a_work_pool_s_deployment_is_accepted_and_runs(server: Server, tmp_path: Path) -> None:
    made = server.run("prefect", "work-pool", "create", "readout", "--type", "process")
    assert made.returncode == 0, made.stderr
    deployed = server.run("prefect", "--no-prompt", "deploy", "--all")
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    (deployment,) = [d for d in server.ask("/deployments/filter") if d["name"] == "hourly"]
    assert deployment["work_pool_name"] == "readout"
    assert deployment["schedules"][0]["schedule"]["cron"] == "0 * * * *"
    options = deployment["parameters"]["options"] | {"lake": str(tmp_path / "lake")}
    server.ask(f"/deployments/{deployment['id']}/create_flow_run", parameters={"options": options})
    worked = server.run("prefect", "worker", "start", "--pool", "readout", "--run-once")
    assert worked.returncode == 0, worked.stdout + worked.stderr
    assert len(globbed(tmp_path / "lake", "articles")) == 1


@pytest.mark.heavy
def test_a_failed_run_calls_the_webhook(server: Server, tmp_path: Path) -> None:
    told: list[str] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as hook:
        threading.Thread(target=hook.serve_forever, daemon=True).start()
        block = (
            "from prefect.blocks.webhook import Webhook;"
            f"hook = Webhook(url='http://127.0.0.1:{hook.server_port}/', allow_private_urls=True);"
            "print(hook.save('readout-alert'))"
        )
        made = subprocess.run(
            [sys.executable, "-c", block], env=server.environment, capture_output=True, text=True, check=True
        )
        alert = tmp_path / "alert.yaml"
        template = (ROOT / "deploy" / "alert.yaml").read_text()
        alert.write_text(template.replace("00000000-0000-0000-0000-000000000000", made.stdout.split()[-1]))
        created = server.run("prefect", "automation", "create", "--from-file", str(alert))
        assert created.returncode == 0, created.stdout + created.stderr
        (tmp_path / "lake").mkdir()
        (tmp_path / "lake" / "_manifest.json").write_text("what a full disk left of it")
        source = write_articles(tmp_path / "a.jsonl", [0])
        failed = server.run("flows.cli", "run", str(source), "--lake", "lake", cwd=tmp_path)
        assert failed.returncode == 1
        assert failed.stderr.startswith("Error: ")
        assert failed.stderr.count("\n") == 1
        until(lambda: told, "the webhook to be called")
        hook.shutdown()
    assert "readout run " in told[0]
    assert "Failed" in told[0]


def test_a_schedule_without_a_server_is_refused(tmp_path: Path) -> None:
    prefect_settings.apply()
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings(restore_defaults={PREFECT_API_URL}):
        done = CliRunner().invoke(main, ["serve", str(tmp_path), "--cron", "0 * * * *"])
    assert done.exit_code == 1
    assert done.output.startswith("Error: a schedule needs a Prefect server")
    assert "PREFECT_API_URL" in done.output


def test_a_server_that_does_not_answer_is_named_in_one_sentence(tmp_path: Path) -> None:
    prefect_settings.apply()
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, and not listening: connections are refused
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/api"
        with temporary_settings({PREFECT_API_URL: address}):
            done = CliRunner().invoke(main, ["serve", str(tmp_path), "--interval", "60"])
    assert done.exit_code == 1
    assert done.output.startswith(f"Error: no Prefect server answers at {address}")
    assert "prefect server start" in done.output
    assert done.output.count("\n") == 1


@pytest.mark.parametrize("cron", ["hello", "61 * * * *", "0 * * *", ""])
def test_what_is_no_cron_expression_is_a_wrong_call(tmp_path: Path, cron: str) -> None:
    done = CliRunner().invoke(main, ["serve", str(tmp_path), "--cron", cron])
    assert done.exit_code == 2
    assert f'Error: "{cron}" is no cron expression' in done.output
    assert "every hour" in done.output


def test_a_source_that_is_not_there_is_told_before_the_first_run(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "nowhere"), "--interval", "60"])
    assert done.exit_code == 2
    assert "nowhere" in done.output


def test_a_schedule_takes_what_a_run_by_hand_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import serve as serve_module

    served: list[RunOptions] = []
    monkeypatch.setattr(serve_module, "serve", lambda options, *_: served.append(options))
    how = ["--column", "published=Tag", "--dates", "day-first", "--prune", "--workers", "2"]
    done = CliRunner().invoke(main, ["serve", str(tmp_path), "--interval", "60", *how])
    assert done.exit_code == 0, done.output
    (options,) = served
    assert (options.columns, options.dates, options.prune) == ({"published": "Tag"}, "day-first", True)
    assert options.workers == 2
    wrong = CliRunner().invoke(main, ["serve", str(tmp_path), "--interval", "60", "--column", "colour=Tag"])
    assert wrong.exit_code == 2
    assert "no field colour" in wrong.output


@pytest.mark.parametrize("when", [[], ["--cron", "0 * * * *", "--interval", "60"]])
def test_a_schedule_says_when_in_one_way(when: list[str]) -> None:
    done = CliRunner().invoke(main, ["serve", "in", *when])
    assert done.exit_code == 2
    assert "either --cron or --interval" in done.output
