import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.contract import ContractError
from flows.write.commit import commit, repair
from flows.write.lake import Lake
from flows.write.manifest import LakeError
from flows.write.merge import Changes
from tests.lakes import assert_whole, files, globbed, rows
from tests.write.staged import reject, result, run_row, stage


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A lake with three articles and a reject, committed by run-1."""
    lake = Lake(tmp_path / "lake")
    lake.root.mkdir()
    (lake.root / "_lock").touch()
    batch = stage(tmp_path / "batch-1", result(1), result(2), result(3), reject(9))
    commit(lake, Changes("run-1", [batch]), run_row("run-1", 3))
    return lake


def test_an_article_s_rows_replace_its_former_rows(lake: Lake, tmp_path: Path) -> None:
    batch = stage(tmp_path / "b", result(2), result(4), run_id="run-2")
    commit(lake, Changes("run-2", [batch]), run_row("run-2", 2))
    events = globbed(lake.root, "events")
    assert len(events) == 4
    assert sorted(e["run_id"] for e in events) == ["run-1", "run-1", "run-2", "run-2"]
    assert_whole(lake.root)


def test_of_an_article_in_two_batches_the_later_counts(lake: Lake, tmp_path: Path) -> None:
    first = stage(tmp_path / "b1", result(4), run_id="early")
    second = stage(tmp_path / "b2", result(4), run_id="late")
    commit(lake, Changes("run-2", [first, second]), run_row("run-2", 2))
    (event,) = [e for e in globbed(lake.root, "events") if e["run_id"] in ("early", "late")]
    assert event["run_id"] == "late"


def test_a_reject_goes_when_its_place_holds_an_article(lake: Lake, tmp_path: Path) -> None:
    batch = stage(tmp_path / "b", result(9), run_id="run-2")
    commit(lake, Changes("run-2", [batch]), run_row("run-2", 1))
    assert globbed(lake.root, "rejects") == []


def test_a_table_that_nothing_changes_keeps_its_file(lake: Lake, tmp_path: Path) -> None:
    before = lake.snapshot().manifest
    commit(lake, Changes("run-2", [stage(tmp_path / "b", reject(10))]), run_row("run-2"))
    after = lake.snapshot().manifest
    assert before is not None
    assert after is not None
    kept = {name for name in before.tables if before.tables[name] == after.tables[name]}
    assert kept == {"events", "participants", "mentions", "articles"}


def test_what_breaks_the_contract_leaves_the_lake_as_it_was(lake: Lake, tmp_path: Path) -> None:
    before = files(lake.root)
    batch = stage(tmp_path / "b", result(4), reject(11, reason="out_of_paper"))
    with pytest.raises(ContractError, match="out_of_paper"):
        commit(lake, Changes("run-2", [batch]), run_row("run-2", 1))
    assert files(lake.root) == before


def test_a_snapshot_stays_whole_through_the_next_commit(lake: Lake, tmp_path: Path) -> None:
    state = lake.snapshot()
    assert state.read("events").num_rows == 3
    commit(lake, Changes("run-2", [stage(tmp_path / "b", result(4))]), run_row("run-2", 1))
    assert state.read("events").num_rows == state.read("articles").num_rows == 3
    assert lake.read("events").num_rows == lake.read("articles").num_rows == 4


def test_files_of_the_state_before_last_are_gone(lake: Lake, tmp_path: Path) -> None:
    for n in (4, 5, 6):
        batch = stage(tmp_path / f"b{n}", result(n))
        commit(lake, Changes(f"run-{n}", [batch]), run_row(f"run-{n}", 1))
    assert len(list(lake.versions.glob("events-*"))) == 2


def test_a_commit_that_is_tried_again_counts_once(lake: Lake, tmp_path: Path) -> None:
    changes = Changes("run-2", [stage(tmp_path / "b", result(4))])
    commit(lake, changes, run_row("run-2", 1))
    commit(lake, changes, run_row("run-2", 1))
    assert len(globbed(lake.root, "runs")) == 2


def test_a_copied_lake_is_as_good(lake: Lake, tmp_path: Path) -> None:
    copy = Lake(tmp_path / "copy")
    _copy(lake.root, copy.root)
    before = files(copy.root)
    repair(copy)
    assert files(copy.root) == before
    commit(copy, Changes("run-2", [stage(tmp_path / "b", result(4))]), run_row("run-2", 1))
    assert len(globbed(copy.root, "events")) == 4
    assert_whole(copy.root)


def test_a_file_system_without_links_gets_copies(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: Any) -> None:
        raise OSError(errno.ENOTSUP, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    commit(lake, Changes("run-2", [stage(tmp_path / "b", result(4))]), run_row("run-2", 1))
    assert len(globbed(lake.root, "events")) == 4
    assert_whole(lake.root)


class _Disk:
    """Refuses the nth call of what makes files lasting, as a full or failing disk would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
        self.left, self.refused = nth, False
        for target, name in ((os, "fsync"), (os, "link"), (Path, "replace"), (Path, "unlink")):
            monkeypatch.setattr(target, name, self._refusing(getattr(target, name)))

    def _refusing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                self.refused = True
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **kwargs)

        return call


@pytest.mark.heavy
def test_a_disk_that_refuses_at_any_moment_leaves_the_old_state_or_the_new(
    lake: Lake, tmp_path: Path
) -> None:
    batch = stage(tmp_path / "b", result(2), result(4), reject(9, "empty"), run_id="run-2")
    changes = Changes("run-2", [batch], vanished={result(1).article.article_id})
    old = rows(lake.root)
    outcomes = []
    for nth in range(1, 200):
        trial = Lake(tmp_path / f"trial-{nth}")
        _copy(lake.root, trial.root)
        with pytest.MonkeyPatch.context() as patch:
            disk = _Disk(patch, nth)
            try:
                commit(trial, changes, run_row("run-2", 2))
            except (OSError, LakeError):
                assert disk.refused
        now = rows(trial.root)
        outcomes.append("old" if now == old else "new")
        repair(trial)
        commit(trial, changes, run_row("run-2", 2))
        assert_whole(trial.root)
        new = rows(trial.root)
        assert now in (old, new)
        if not disk.refused:
            break
    assert outcomes.count("old") > 10
    assert outcomes == sorted(outcomes, reverse=True)  # the manifest is the one turning point
    assert "new" in outcomes[:-1]


def _copy(source: Path, target: Path) -> None:
    for name in files(source):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes((source / name).read_bytes())
