"""The bytes of the sources are counted as they are read."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.ingest.articles import read_articles
from flows.ingest.meter import Meter, total_size
from flows.ingest.source import ReadOptions
from tests.ingest.test_packed import zipped
from tests.newsroom import article, write_articles
from tests.web_site import Site


def test_bytes_grow_with_the_articles_and_end_at_the_sources_size(tmp_path: Path) -> None:
    write_articles(tmp_path / "a.jsonl", list(range(100)) * 60)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    rows = "".join(f"2024-05-15,The mayor of Leeds said that rent {n} fell.\n" for n in range(9))
    (tmp_path / "c.csv").write_text("date,text\n" + rows)
    pq.write_table(pa.Table.from_pylist([article(1)]), tmp_path / "d.parquet")
    (tmp_path / "e.zip").write_bytes(zipped(**{"2024-05-15.txt": b"The mayor of York said rents rose."}))
    (tmp_path / "f.jpg").write_bytes(b"\xff\xd8" * 100)
    meter = Meter(total_size([str(tmp_path)]))
    assert meter.total == sum(p.stat().st_size for p in tmp_path.iterdir())
    seen = [meter.read for _ in read_articles([str(tmp_path)], options=ReadOptions(meter=meter))]
    assert seen == sorted(seen)
    first = (tmp_path / "a.jsonl").stat().st_size
    # Of the first file a piece at a time has been read, not the whole, and never more than it has.
    assert 0 < seen[0] < seen[3000] < seen[5999] <= first
    assert meter.read == meter.total


def test_what_is_fetched_adds_to_the_total_once_its_size_is_known(site: Site) -> None:
    body = "date 2024-05-15 The mayor of Leeds said on Monday that rents fell."
    site.put("/a.txt", body, "text/plain")
    meter = Meter(total_size([f"{site.base}/a.txt"]))
    assert meter.total == 0
    assert len(list(read_articles([f"{site.base}/a.txt"], options=ReadOptions(meter=meter)))) == 1
    assert meter.read == meter.total == len(body)
