"""Runs that the system refuses to let write: no room, no permission; each is one sentence and no harm."""

import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.options import RunOptions
from flows.write.commit import LakeWriteError
from tests.forked_runs import finish, hear_out, start
from tests.lakes import assert_whole, files, rows
from tests.newsroom import write_articles

pytestmark = pytest.mark.usefixtures("warm_run")
_NOBODY = 65534


@pytest.fixture
def options(warm_run: None) -> Iterator[RunOptions]:
    """A lake with two articles, and four more to read; in a folder that other users may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    source = write_articles(folder / "a.jsonl", range(2))
    options = RunOptions(sources=[str(source)], lake=str(folder / "lake"), batch_size=2)
    assert finish(options)[-1].extracted == 2
    write_articles(source, range(6))
    for path in folder.rglob("*"):
        if os.getuid() == 0:
            os.chown(path, _NOBODY, _NOBODY)
    yield options
    shutil.rmtree(folder)


def _as_nobody() -> None:
    # Nothing is refused to root.
    if os.getuid() == 0:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


def _as_nobody_without_room() -> None:
    _as_nobody()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))


def _assert_harmless(options: RunOptions, before: dict[str, object], refused: object, reason: str) -> None:
    assert isinstance(refused, LakeWriteError)
    assert reason in str(refused)
    assert "\n" not in str(refused)
    assert rows(Path(options.lake)) == before
    assert finish(options, _as_nobody)[-1].read == 6
    assert len(rows(Path(options.lake))["articles"]) == 6
    assert_whole(Path(options.lake))


def test_a_disk_without_room(options: RunOptions) -> None:
    before = rows(Path(options.lake))
    *_, refused = finish(options, _as_nobody_without_room)
    _assert_harmless(options, dict(before), refused, "File too large")


def test_a_read_only_folder(options: RunOptions) -> None:
    before, bytes_before = rows(Path(options.lake)), files(Path(options.lake))
    Path(options.lake).chmod(0o555)
    (refused,) = finish(options, _as_nobody)
    Path(options.lake).chmod(0o755)
    assert files(Path(options.lake)) == bytes_before
    _assert_harmless(options, dict(before), refused, "Permission denied")


@pytest.mark.parametrize("folder", ["", "_versions", "_staging"])
def test_a_permission_lost_in_the_middle(options: RunOptions, folder: str) -> None:
    before = rows(Path(options.lake))
    lost = Path(options.lake, folder)
    process, connection = start(options, _as_nobody)
    while connection.recv() != "write":
        pass
    lost.chmod(0o555)
    *_, refused = hear_out(connection)
    process.join()
    lost.chmod(0o755)
    _assert_harmless(options, dict(before), refused, "Permission denied")
