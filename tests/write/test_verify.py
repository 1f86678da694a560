import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.options import RunOptions
from flows.run import run
from flows.source_check import source_faults
from flows.write.commit import commit
from flows.write.fault import Fault
from flows.write.lake import Lake
from flows.write.manifest import LakeError, Manifest, TableFile
from flows.write.merge import Changes
from flows.write.tables import table_of, write_parquet
from flows.write.verify import verify
from tests.lakes import files
from tests.newsroom import write_articles
from tests.write.staged import reject, result, run_row, stage

ID = result(1).article.article_id


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path / "lake")
    batch = stage(tmp_path / "b", result(1), result(2), reject(3))
    commit(lake, Changes("run-1", [batch]), run_row("run-1", 2))
    assert list(verify(lake)) == []
    return lake


def _rewrite(lake: Lake, table: str, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Rewrites a table as a forger would who keeps the manifest's hashes right."""
    rows = lake.read(table).to_pylist()
    changed = change(rows)
    path = lake.file(table)
    path.unlink()
    write_parquet(table_of(table, rows if changed is None else changed), path)
    digest = files(lake.root)[f"{table}/{table}.parquet"]
    version = lake.versions / f"{table}-{digest[:16]}.parquet"
    version.hardlink_to(path)
    manifest = lake.snapshot().manifest
    assert manifest is not None
    file = TableFile(f"_versions/{version.name}", f"{table}/{table}.parquet", digest, len(rows))
    tables = dict(manifest.tables) | {table: (file,)}
    Manifest("run-1", "0", tables).write(lake.manifest, lake.root / "aside")


def _set(column: str, value: Any, row: int = 0) -> Callable[[list[dict[str, Any]]], None]:
    def change(rows: list[dict[str, Any]]) -> None:
        rows[row][column] = value

    return change


def _shift(column: str) -> Callable[[list[dict[str, Any]]], None]:
    def change(rows: list[dict[str, Any]]) -> None:
        rows[0][column] += 1

    return change


def _evidence(*path: Any, value: Any) -> Callable[[list[dict[str, Any]]], None]:
    def change(rows: list[dict[str, Any]]) -> None:
        evidence = json.loads(rows[0]["provenance"])
        place = evidence
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        rows[0]["provenance"] = json.dumps(evidence)

    return change


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("articles", _set("text", "Nothing of the kind."), "does not have the hash"),
        ("articles", _set("text_sha256", "0" * 64), "does not have the hash"),
        ("articles", _set("n_events", 5), "says 5 events, and there are 1"),
        ("articles", _set("run_id", "no-run"), "run_id no-run is not in runs"),
        (
            "articles",
            _set("duplicate_of", "feedfeedfeedfeed"),
            "duplicate_of feedfeedfeedfeed is not in articles",
        ),
        ("articles", lambda rows: rows[:1], "is not in articles"),
        ("events", _set("status", "rumoured"), "'rumoured', which is not allowed"),
        ("events", _set("quote", "He said no such thing."), "does not hold its quote"),
        ("events", _shift("char_end"), "does not hold its quote"),
        ("events", _set("article_id", "feedfeedfeedfeed"), "article_id feedfeedfeedfeed is not in articles"),
        ("events", _set("run_id", "no-run"), "run_id no-run is not in runs"),
        ("events", _set("provenance", "{"), "is not JSON"),
        ("events", _set("provenance", "{}"), "breaks the schema"),
        ("events", _evidence("run", value="no-run"), "names another article or run"),
        ("events", _evidence("article", "text_sha256", value="0" * 64), "names another text"),
        ("events", _evidence("selector", 1, "exact", value="He said"), "quotation at its position"),
        ("events", _evidence("mentions", 0, "start", value=3), "the mention 'said'"),
        ("events", lambda rows: rows + rows[:1], "stands more than once"),
        ("events", lambda rows: rows[:1], "is not in events"),
        ("participants", _set("event_id", "feedfeedfeedfeed"), "event_id feedfeedfeedfeed is not in events"),
        ("participants", _shift("start"), "does not hold"),
        ("mentions", _set("event_id", "feedfeedfeedfeed"), "event_id feedfeedfeedfeed is not in events"),
        ("mentions", _shift("end"), "does not hold"),
        ("rejects", _set("run_id", "no-run"), "run_id no-run is not in runs"),
        ("rejects", _set("reason", "mood"), "'mood', which is not allowed"),
        ("runs", _shift("read"), "read 3 articles and accounts for 2"),
        ("runs", lambda rows: rows[:0], "is not in runs"),
    ],
)
def test_each_kind_of_damage_is_found(
    lake: Lake, table: str, change: Callable[[list[dict[str, Any]]], Any], message: str
) -> None:
    _rewrite(lake, table, change)
    assert any(message in fault.message for fault in verify(lake))


@pytest.mark.parametrize("name", ["fixed", "version"])
@pytest.mark.parametrize("table", ["events", "articles", "rejects", "runs"])
def test_an_altered_byte_a_cut_and_a_loss_are_found(lake: Lake, table: str, name: str) -> None:
    fixed = lake.file(table)
    (version,) = lake.versions.glob(f"{table}-*")
    damaged, other = (fixed, version) if name == "fixed" else (version, fixed)
    whole = damaged.read_bytes()
    damaged.unlink()
    for content in (whole[:-1] + b"?", whole[: len(whole) // 2], None):
        if content is not None:
            damaged.write_bytes(content)
        place = damaged.relative_to(lake.root).as_posix()
        assert (table, place) in {(f.table, f.row) for f in verify(lake)}
        damaged.unlink(missing_ok=True)
    assert other.exists()


def test_a_text_changed_under_the_fixed_name_alone_is_told_with_its_row(lake: Lake) -> None:
    rows = lake.read("articles").to_pylist()
    row = next(r for r in rows if r["article_id"] == ID)
    row["text"] = row["text"].replace("no tax", "a tax")
    lake.file("articles").unlink()
    write_parquet(table_of("articles", rows), lake.file("articles"))
    assert Fault("articles", ID, "the text does not have the hash that is recorded for it") in list(
        verify(lake)
    )


def test_a_file_put_beside_a_table_is_found(lake: Lake) -> None:
    (lake.root / "events" / "more.parquet").write_bytes(lake.file("events").read_bytes())
    (fault,) = verify(lake)
    assert (fault.table, fault.row) == ("events", "events/more.parquet")


def test_an_altered_record_of_an_idle_run_is_found(lake: Lake) -> None:
    commit(lake, Changes("run-2"), run_row("run-2"))
    (path,) = lake.idle_runs
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert ("runs", f"runs/{path.name}") in {(f.table, f.row) for f in verify(lake)}


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"schema_version": 1}', '{"schema_version": 1, "tables": 3}']
)
def test_a_damaged_manifest_is_told(lake: Lake, content: str) -> None:
    lake.manifest.write_text(content)
    with pytest.raises(LakeError, match="damaged"):
        list(verify(lake))


def test_sources_prove_the_articles_that_were_read_from_them(tmp_path: Path) -> None:
    source = write_articles(tmp_path / "a.jsonl", range(3))
    lake = Lake(tmp_path / "lake")
    run(RunOptions(sources=[str(source)], lake=str(lake.root)))
    assert list(source_faults(lake)) == []
    lines = source.read_text().splitlines()
    source.write_text("\n".join([lines[0], lines[1].replace(" the ", " that "), lines[2]]) + "\n")
    messages = [f.message for f in source_faults(lake)]
    assert len(messages) == 3
    assert sum("does not follow from" in m for m in messages) == 1
    assert sum("has changed since" in m for m in messages) == 2
    source.unlink()
    assert list(source_faults(lake)) == []
