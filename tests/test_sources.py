"""Whole runs over sources of all kinds, and over rejects again."""

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.options import RunOptions
from flows.replay import replay_of
from flows.run import RunSummary, run
from flows.source_check import source_faults
from flows.write.lake import Lake
from tests.ingest.test_html_pages import PARAGRAPHS, page
from tests.ingest.test_news_xml import NITF
from tests.ingest.test_packed import zipped
from tests.ingest.test_web import LONG, RSS
from tests.ingest.test_web_archives import write_warc
from tests.lakes import assert_whole, rows
from tests.newsroom import article, write_articles


def go(lake: Path, *sources: Path) -> RunSummary:
    return run(RunOptions(sources=[str(s) for s in sources], lake=str(lake)))


def mixed_folder(folder: Path) -> Path:
    write_articles(folder / "a.jsonl", [0, 1], [{"id": "x", "text": "No date on this short note."}])
    (folder / "b.json").write_text(json.dumps({"articles": [article(40)]}))
    (folder / "c.csv").write_text(
        "date,text\n2024-06-15,The mayor of Leeds said on Monday that rents fell.\n"
    )
    pq.write_table(pa.Table.from_pylist([article(60)]), folder / "d.parquet")
    (folder / "e.html").write_text(page(*PARAGRAPHS), encoding="utf-8")
    (folder / "f.xml").write_text(RSS.format(base="https://news.example", long=LONG), encoding="utf-8")
    (folder / "g.nitf").write_text(NITF, encoding="utf-8")
    write_warc(folder / "h.warc.gz")
    (folder / "i.jsonl.gz").write_bytes(gzip.compress(json.dumps(article(80)).encode()))
    (folder / "j.zip").write_bytes(
        zipped(**{"2024-07-01-k.txt": b"The mayor of York said rents rose.", "../x": b""})
    )
    (folder / "k.jpg").write_bytes(b"\xff\xd8")
    (folder / "l.txt").write_bytes(b"date 2024-05-15 \x00\x01\xff")
    return folder


def test_a_folder_of_all_kinds_balances_by_kind_and_verifies(tmp_path: Path) -> None:
    folder = mixed_folder(tmp_path / "in")
    counts = go(tmp_path / "lake", folder).counts
    assert counts.read == counts.extracted + counts.unchanged + counts.duplicate + counts.rejected
    assert counts.read == sum(sum(fates.values()) for fates in counts.by_kind.values())
    assert set(counts.by_kind) == {
        *("text", "jsonl", "json", "csv", "parquet", "html", "feed", "newsml", "warc", "zip", "unknown")
    }
    assert counts.by_kind["jsonl"] == {"extracted": 3, "no_date": 1}
    assert counts.by_kind["text"] == {"extracted": 1, "undecodable": 1}
    assert counts.by_kind["zip"] == {"unsafe": 1}
    (recorded,) = Lake(tmp_path / "lake").read("runs").to_pylist()
    assert json.loads(recorded["counts"])["by_kind"] == counts.by_kind
    assert_whole(tmp_path / "lake")
    assert list(source_faults(Lake(tmp_path / "lake"))) == []


def test_rejects_are_tried_again_and_nothing_is_entered_twice(tmp_path: Path) -> None:
    lake, folder = Lake(tmp_path / "lake"), tmp_path / "in"
    write_articles(folder / "a.jsonl", [0, 1], [article(2) | {"published": "soon"}])
    (folder / "b.jsonl").write_text("{broken")
    go(lake.root, folder)
    before = rows(lake.root)
    assert sorted(r["reason"] for r in before["rejects"]) == ["malformed", "no_date"]
    write_articles(folder / "a.jsonl", [0, 1, 2])
    (folder / "b.jsonl").unlink()
    replay = replay_of(lake)
    assert replay.gone == ((folder / "b.jsonl").as_uri(),)
    assert replay.options is not None
    counts = run(replay.options).counts
    assert (counts.extracted, counts.unchanged) == (1, 2)
    after = rows(lake.root)
    assert len(after["articles"]) == 3
    assert [r["reason"] for r in after["rejects"]] == ["malformed"]
    again = run(replay.options).counts
    assert (again.extracted, again.unchanged, again.rejected) == (0, 3, 0)
    assert rows(lake.root) == after


def test_nothing_to_replay(tmp_path: Path) -> None:
    go(tmp_path / "lake", write_articles(tmp_path / "a.jsonl", [0]))
    assert replay_of(Lake(tmp_path / "lake")).options is None


def test_sources_are_checked_with_the_columns_that_they_were_read_by(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Tag,Meldung\n2024-05-15,The mayor of Leeds said that rents fell.\n")
    columns = {"text": "Meldung", "published": "Tag"}
    run(RunOptions(sources=[str(tmp_path / "a.csv")], lake=str(tmp_path / "lake"), columns=columns))
    assert list(source_faults(Lake(tmp_path / "lake"))) == []
    (tmp_path / "a.csv").write_text("Tag,Meldung\n2024-05-15,The mayor of Leeds said that rents rose.\n")
    assert len(list(source_faults(Lake(tmp_path / "lake")))) == 1


def test_columns_are_taken_over_into_the_replay(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Tag,Meldung\nsoon,The mayor of Leeds said on Monday that rents fell.\n")
    columns = {"text": "Meldung", "published": "Tag"}
    run(RunOptions(sources=[str(tmp_path / "a.csv")], lake=str(tmp_path / "lake"), columns=columns))
    options = replay_of(Lake(tmp_path / "lake"), "no_date").options
    assert options is not None
    assert options.columns == columns
    assert replay_of(Lake(tmp_path / "lake"), "language").options is None
