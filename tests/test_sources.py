"""Whole runs over sources of all kinds, and over rejects again."""

import gzip
import hashlib
import io
import json
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.options import RunOptions
from flows.replay import replay_of
from flows.run import RunSummary, run
from flows.source_check import source_faults
from flows.write.lake import Lake
from flows.write.tables import table_of
from tests.ingest.test_html_pages import PARAGRAPHS, page
from tests.ingest.test_news_xml import NITF
from tests.ingest.test_packed import zipped
from tests.ingest.test_web import LONG, RSS
from tests.ingest.test_web_archives import write_warc
from tests.lakes import assert_whole, rows
from tests.newsroom import article, write_articles
from tests.web_site import Site


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


def feed_with_a_page(site: Site, body: str, **headers: str) -> str:
    bare = RSS.replace("<description>Ministers met in Oslo.</description>", "")
    site.put("/feed", bare.format(base=site.base, long=LONG), "text/xml", **headers)
    site.put("/page", body)
    return f"{site.base}/feed"


def test_what_a_server_says_is_unchanged_is_not_read_again(site: Site, tmp_path: Path) -> None:
    stamp = "Wed, 15 May 2024 10:00:00 GMT"
    feed = feed_with_a_page(site, page(*PARAGRAPHS), ETag='"v1"', **{"Last-Modified": stamp})
    options = RunOptions(sources=[feed], lake=str(tmp_path / "lake"))
    first = run(options).counts
    assert (first.extracted, first.unmodified) == (2, 0)
    before = rows(tmp_path / "lake")
    second = run(options).counts
    assert (second.read, second.unmodified) == (0, 1)
    assert [(path, etag, since) for path, etag, since in site.asked] == [
        ("/feed", None, None),
        ("/page", None, None),
        ("/feed", '"v1"', stamp),
    ]
    assert rows(tmp_path / "lake") == before
    site.put(
        "/feed", site.answers["/feed"][2].replace(b"Talks in Oslo", b"Oslo talks"), "text/xml", ETag='"v2"'
    )
    third = run(options).counts
    assert (third.extracted, third.unchanged, third.unmodified) == (1, 1, 0)
    assert_whole(tmp_path / "lake")


def test_the_rows_of_a_linked_page_point_into_the_page(site: Site, tmp_path: Path) -> None:
    feed = feed_with_a_page(site, page(*PARAGRAPHS))
    run(RunOptions(sources=[feed], lake=str(tmp_path / "lake")))
    evidence = [json.loads(e["provenance"]) for e in Lake(tmp_path / "lake").read("events").to_pylist()]
    bodies = {site.base + path: body for path, (_, _, body) in site.answers.items()}
    assert {e["source"]["uri"] for e in evidence} == set(bodies)
    for e in evidence:
        body = bodies[e["source"]["uri"]]
        assert e["source"]["sha256"] == hashlib.sha256(body).hexdigest()
        words = body.decode()[e["source"]["selector"]["start"] : e["source"]["selector"]["end"]]
        assert words.split()[0] == e["selector"][1]["exact"].split()[0]
        assert words.split()[-1] == e["selector"][1]["exact"].split()[-1]


def test_a_page_that_was_away_is_fetched_by_the_next_run_though_its_feed_is_the_same(
    site: Site, tmp_path: Path
) -> None:
    feed = feed_with_a_page(site, page(*PARAGRAPHS), ETag='"v1"')
    site.refuse("/page", 503, 503, 503)
    options = RunOptions(sources=[feed], lake=str(tmp_path / "lake"))
    assert run(options).counts.rejected_by_reason == {"network": 1}
    second = run(options).counts
    assert (second.extracted, second.unchanged, second.rejected) == (1, 1, 0)
    assert rows(tmp_path / "lake")["rejects"] == []
    assert run(options).counts.unmodified == 1
    # Another model has to read what this one has read, whatever the server says.
    other = options.model_copy(update={"model": "tests.extract.other_model"})
    assert run(other).counts.extracted == 2
    assert_whole(tmp_path / "lake")


def test_a_feed_is_tried_again_though_its_server_says_that_it_is_the_same(site: Site, tmp_path: Path) -> None:
    feed = feed_with_a_page(site, "<html><body></body></html>", ETag='"v1"')
    lake = Lake(tmp_path / "lake")
    run(RunOptions(sources=[feed], lake=str(lake.root)))
    (reject,) = rows(lake.root)["rejects"]
    assert (reject["source_uri"], reject["source_record"]) == (feed, "entry 2")
    site.put("/page", page(*PARAGRAPHS))
    options = replay_of(lake).options
    assert options is not None
    counts = run(options).counts
    assert (counts.extracted, counts.unchanged, counts.rejected) == (1, 1, 0)
    assert rows(lake.root)["rejects"] == []
    assert_whole(lake.root)


def test_what_came_on_the_standard_input_is_not_kept_for_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = "\n".join(json.dumps(r) for r in (article(0), article(1) | {"published": "soon"}))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given.encode())))
    lake = Lake(tmp_path / "lake")
    run(RunOptions(sources=["-"], lake=str(lake.root)))
    before = rows(lake.root)
    assert [r["source_uri"] for r in before["rejects"]] == ["stdin:"]
    replay = replay_of(lake)
    assert (replay.options, replay.gone, replay.unkept) == (None, (), True)
    done = CliRunner().invoke(main, ["rejects", "--replay", "--lake", str(lake.root)])
    assert "give it once more, to `readout run -`" in done.output
    assert rows(lake.root) == before


def test_each_span_is_proved_by_its_source(tmp_path: Path) -> None:
    folder = mixed_folder(tmp_path / "in")
    wrapped = textwrap.fill(article(41)["text"] + " " + article(3)["text"], 60).replace("“", "&ldquo;")
    (folder / "2024-06-01-m.txt").write_text(f"date 2024-06-01\n{wrapped}\n\nREAD MORE: Talks fail\n")
    go(tmp_path / "lake", folder)
    lake = Lake(tmp_path / "lake")
    assert list(source_faults(lake)) == []
    (path,) = lake.versions.glob("events-*")
    events = pq.ParquetFile(path).read().to_pylist()
    known, kinds = set(), set()
    for event in events:
        evidence = json.loads(event["provenance"])
        if evidence["source"]["selector"] is not None:
            known.add(event["event_id"])
            kinds.add(evidence["source"]["uri"].rpartition(".")[2])
            evidence["source"]["selector"]["start"] += 4
        event["provenance"] = json.dumps(evidence)
    assert kinds == {"jsonl", "json", "csv", "parquet", "html", "xml", "nitf", "gz", "zip", "txt"}
    pq.write_table(table_of("events", events), path)
    faults = list(source_faults(lake))
    assert {f.row for f in faults} == known
    assert {f.table for f in faults} == {"events"}
