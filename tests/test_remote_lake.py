"""Lakes at addresses of fsspec: in memory, in files, and on a real S3 server on the loopback."""

import functools
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner

from flows.api import read_events
from flows.cli import main
from flows.options import RunOptions
from flows.remote_lake import reading_from
from flows.run import run
from flows.write.lake import Lake
from flows.write.lock import LakeBusyError
from flows.write.manifest import LakeError
from tests.forked_runs import finish
from tests.lakes import assert_whole, rows
from tests.newsroom import write_articles


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Lets the test go on as on another machine, with copies of lakes of its own."""

    def move(name: str) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches" / name))

    move("first")
    return move


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a bucket on an S3 server."""
    server_module = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    server = server_module.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3").mkdir("newsroom")
        yield "s3://newsroom/lake"
        fsspec.filesystem("s3").clear_instance_cache()
    server.stop()


@pytest.fixture(params=["memory", "file", pytest.param("s3", marks=pytest.mark.heavy)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "s3":
        found = request.getfixturevalue("s3")
    else:
        found = "memory://newsroom/lake" if request.param == "memory" else f"file://{tmp_path}/shared/lake"
    yield found
    storage, root = fsspec.url_to_fs(found)
    if storage.exists(root):
        storage.rm(root, recursive=True)


def download(address: str, folder: Path) -> Path:
    """What a reader gets who knows nothing of Readout and copies the folder."""
    storage, root = fsspec.url_to_fs(address)
    storage.invalidate_cache()
    for path in storage.find(root):
        target = folder / str(path).removeprefix(storage._strip_protocol(root)).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(storage.cat_file(path))
    for own in ("_fixed_names.json", "_lease.json"):
        (folder / own).unlink(missing_ok=True)
    return folder


def test_the_lake_is_that_of_a_local_run_whichever_machine_goes_on(
    address: str, machine: Callable[[str], None], tmp_path: Path
) -> None:
    source = tmp_path / "a.jsonl"
    near = RunOptions(sources=[str(source)], lake=str(tmp_path / "near"))
    for step, (at, articles) in enumerate((("first", 3), ("second", 5), ("first", 7), ("first", 7))):
        machine(at)
        write_articles(source, range(articles))
        summary = run(near.model_copy(update={"lake": address}))
        assert summary.lake == address
        assert summary.counts == run(near).counts
        assert summary.counts.unchanged == (0, 3, 5, 7)[step]
    copy = download(address, tmp_path / "copy")
    assert_whole(copy)
    assert rows(copy) == rows(tmp_path / "near")
    assert Lake(copy).read("runs").num_rows == 4
    assert len(list((copy / "reports").iterdir())) >= 4
    frame = read_events(address)
    assert frame["event_id"].tolist() == read_events(near.lake)["event_id"].tolist()
    assert len(frame) > 5


def test_commands_read_the_lake_at_an_address(address: str, tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(2))
    run(RunOptions(sources=[str(source)], lake=address))
    event = read_events(address).iloc[0]

    def readout(*words: str) -> str:
        result = CliRunner().invoke(main, [*words, "--lake", address])
        assert result.exit_code == 0, result.output
        return result.output

    assert "events hold" in readout("verify")
    assert event["rule_id"] in readout("show", event["event_id"])
    assert "completed" in readout("runs")
    readout("report", "--out", str(tmp_path / "page.html"))
    readout("export", "csv", "--out", str(tmp_path / "csv"))
    assert event["event_id"] in (tmp_path / "page.html").read_text()
    assert CliRunner().invoke(main, ["report", "--lake", address]).exit_code == 2


class _Cut:
    """Ends the process before the n-th change to the storage."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def change(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                os._exit(9)
            return real(*args, **kwargs)

        return change


def _cut_off(at: int) -> None:
    from fsspec.implementations.local import LocalFileSystem

    cut = _Cut(at)
    for name in ("put_file", "mv", "rm_file"):
        setattr(LocalFileSystem, name, cut(getattr(LocalFileSystem, name)))


@pytest.mark.heavy
def test_a_run_killed_while_it_publishes_leaves_the_old_state_or_the_new_and_the_next_repairs_it(
    machine: Callable[[str], None], tmp_path: Path, warm_run: None
) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(2))
    address = f"file://{tmp_path}/shared/lake"
    options = RunOptions(sources=[str(source)], lake=address)
    near = options.model_copy(update={"lake": str(tmp_path / "near")})
    run(options)
    run(near)
    old = read_events(address)["event_id"].tolist()
    write_articles(source, range(3))
    run(near)
    new = read_events(tmp_path / "near")["event_id"].tolist()
    shutil.copytree(tmp_path / "shared", tmp_path / "before")
    shutil.copytree(tmp_path / "caches", tmp_path / "caches-before")
    seen: list[bool] = []
    # The last thing that a run says is its counts, unless it was killed.
    for at in range(0, 100, 3):
        if not isinstance(finish(options, functools.partial(_cut_off, at))[-1], str):
            break
        assert read_events(address)["event_id"].tolist() in (old, new)
        seen.append(read_events(address)["event_id"].tolist() == new)
        # Others are kept out until the lease has run out; the same machine goes on at once.
        machine("second")
        with pytest.raises(LakeBusyError, match=r"another run \(process \d+ on "):
            run(options)
        machine("first")
        run(options)
        copy = download(address, tmp_path / f"copy-{at}")
        assert_whole(copy)
        assert rows(copy) == rows(tmp_path / "near")
        for folder in ("shared", "caches"):
            shutil.rmtree(tmp_path / folder)
        shutil.copytree(tmp_path / "before", tmp_path / "shared")
        shutil.copytree(tmp_path / "caches-before", tmp_path / "caches")
    # First the old state, then the new one, each met by some of the kills.
    assert seen == sorted(seen)
    assert set(seen) == {False, True}


def test_one_who_has_lost_the_lease_publishes_nothing(
    machine: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "memory://newsroom/lost"
    source = write_articles(tmp_path / "a.jsonl", range(1))
    options = RunOptions(sources=[str(source)], lake=address)
    run(options)
    storage, root = fsspec.url_to_fs(address)
    manifest = storage.cat_file(f"{root}/_manifest.json")
    write_articles(source, range(2))
    real = Lake.snapshot

    def overtaken(lake: Lake) -> Any:
        lease = json.loads(storage.cat_file(f"{root}/_lease.json"))
        assert lease["until"] > time.time()
        storage.pipe_file(f"{root}/_lease.json", json.dumps(lease | {"token": "another"}).encode())
        return real(lake)

    monkeypatch.setattr(Lake, "snapshot", overtaken)
    with pytest.raises(LakeBusyError, match="taken over"):
        run(options)
    monkeypatch.undo()
    assert storage.cat_file(f"{root}/_manifest.json") == manifest


def test_a_lease_whose_time_is_up_is_taken_over(tmp_path: Path) -> None:
    address = "memory://newsroom/expired"
    source = write_articles(tmp_path / "a.jsonl", range(1))
    storage, root = fsspec.url_to_fs(address)
    left = {"token": "dead", "owner": "elsewhere", "pid": 1, "host": "gone"}
    storage.pipe_file(f"{root}/_lease.json", json.dumps(left | {"until": time.time() + 60}).encode())
    options = RunOptions(sources=[str(source)], lake=address)
    with pytest.raises(LakeBusyError, match="process 1 on gone"):
        run(options)
    storage.pipe_file(f"{root}/_lease.json", json.dumps(left | {"until": time.time() - 1}).encode())
    assert run(options).counts.extracted == 1
    assert not storage.exists(f"{root}/_lease.json")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nosuch://bucket/lake", "nosuch"),
        ("sftp://127.0.0.1:1/lake", "sftp://127.0.0.1:1/lake"),
    ],
)
def test_storage_that_cannot_be_reached_is_said_in_one_sentence(
    address: str, said: str, tmp_path: Path
) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(1))
    with pytest.raises(LakeError, match=said):
        run(RunOptions(sources=[str(source)], lake=address))
    with pytest.raises(LakeError, match=said):
        reading_from(address)


def test_an_address_without_a_lake_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["verify", "--lake", "memory://newsroom/none"])
    assert result.exit_code == 2
    assert result.output.startswith("Error: no lake in memory://newsroom/none")
