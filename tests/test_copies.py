"""Copies are marked the same whatever the order of arrival, and only originals have events."""

import itertools
import json
from pathlib import Path

import pytest

from flows.options import RunOptions
from flows.run import RunSummary, run
from tests.clean.test_copies import EDITS, STORIES, original
from tests.lakes import assert_whole, rows

WIRE = original(STORIES[0])
TELLINGS = {
    "wire": ("2024-05-15", WIRE),
    "cut": ("2024-05-15", EDITS[0](WIRE)),
    "local": ("2024-05-16", EDITS[2](WIRE)),
    "next": ("2024-05-16", "\n\n".join([STORIES[0]["next_day"], *STORIES[0]["body"][-2:]])),
}


def write(path: Path, *names: str) -> Path:
    records = [{"id": n, "published": TELLINGS[n][0], "text": TELLINGS[n][1]} for n in names]
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def go(lake: Path, *sources: Path, **options: object) -> RunSummary:
    return run(RunOptions(sources=[str(s) for s in sources], lake=str(lake), **options))


@pytest.mark.parametrize("order", list(itertools.permutations(TELLINGS))[::9])
@pytest.mark.parametrize("how", ["one batch", "batches", "runs"])
def test_the_same_copies_in_any_order(tmp_path: Path, order: tuple[str, ...], how: str) -> None:
    whole = tmp_path / "whole"
    go(whole, *(write(tmp_path / f"{name}.jsonl", name) for name in TELLINGS))
    parts, sources = tmp_path / "parts", [tmp_path / f"{name}.jsonl" for name in order]
    if how == "runs":
        for source in sources:
            go(parts, source)
    else:
        summary = go(parts, *sources, batch_size=250 if how == "one batch" else 1)
        counts = summary.counts
        assert counts.read == 4 == counts.extracted + counts.duplicate
    assert rows(parts) == rows(whole)
    assert_whole(parts)
    articles = {a["source_uri"].rsplit("/", 1)[1]: a for a in rows(parts)["articles"]}
    original_id = min(articles[f"{n}.jsonl"]["article_id"] for n in ("wire", "cut"))
    copies = [a for a in articles.values() if a["duplicate_of"]]
    assert {a["duplicate_of"] for a in copies} == {original_id}
    assert len(copies) == 2
    assert all(a["n_events"] == 0 for a in copies)
    next_day = articles["next.jsonl"]["article_id"]
    assert {e["article_id"] for e in rows(parts)["events"]} == {original_id, next_day}


def test_a_copy_whose_original_is_gone_is_extracted_after_all(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.jsonl", "wire")
    write(folder / "b.jsonl", "local")
    go(tmp_path / "lake", folder)
    (folder / "a.jsonl").unlink()
    go(tmp_path / "lake", folder, prune=True)
    assert go(tmp_path / "lake", folder).counts.extracted == 1
    (article,) = rows(tmp_path / "lake")["articles"]
    assert article["duplicate_of"] is None
    assert article["n_events"] > 0


def test_copies_are_left_alone_by_the_next_run(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", "wire", "cut", "local")
    go(tmp_path / "lake", source)
    before = rows(tmp_path / "lake")
    assert go(tmp_path / "lake", source).counts.unchanged == 3
    assert rows(tmp_path / "lake") == before


def test_a_correction_that_makes_a_copy_differ_is_extracted(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", "wire", "local")
    go(tmp_path / "lake", source)
    record = {"id": "local", "published": "2024-05-16", "text": TELLINGS["next"][1]}
    source.write_text(source.read_text().splitlines()[0] + "\n" + json.dumps(record) + "\n")
    assert go(tmp_path / "lake", source).counts.extracted == 1
    assert [a["duplicate_of"] for a in rows(tmp_path / "lake")["articles"]] == [None, None]
