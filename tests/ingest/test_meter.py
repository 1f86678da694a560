"""The bytes of the sources are counted as they are read."""

import gzip
import io
import secrets
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.ingest.articles import read_articles
from flows.ingest.meter import Meter, total_size
from flows.ingest.source import ReadOptions
from tests.ingest.test_html_pages import PARAGRAPHS, page
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


def _warc(path: Path) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        for n in range(40):
            html = page(*PARAGRAPHS).replace("</body>", f"<!-- {n} {'x' * 20_000} --></body>").encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = f"https://news.example/{n}"
            payload = io.BytesIO(html)
            writer.write_record(writer.create_warc_record(url, "response", payload, http_headers=headers))


def _lines(path: Path) -> None:
    write_articles(path, list(range(100)) * 30)


def _rows(path: Path) -> None:
    rows = (f"2024-05-15,The mayor of Leeds said that rent {n} fell.\n" for n in range(40_000))
    path.write_text("date,text\n" + "".join(rows))


def _packed(path: Path) -> None:
    write_articles(plain := path.with_name("plain"), list(range(100)) * 90)
    # Each line another, so that it does not shrink to nothing.
    lines = (line + secrets.token_hex(300) for line in plain.read_text().splitlines())
    pack = {".gz": gzip.compress, ".zip": lambda data: zipped(**{"a.jsonl": data})}[path.suffix]
    path.write_bytes(pack("\n".join(lines).encode()))


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.jsonl", _lines), ("a.csv", _rows), ("a.warc", _warc), ("a.jsonl.gz", _packed), ("a.zip", _packed)],
)
def test_articles_come_long_before_a_source_is_read_to_its_end(
    tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(tmp_path / name)
    size = (tmp_path / name).stat().st_size
    assert size > 700_000
    meter = Meter(size)
    stream = read_articles([str(tmp_path / name)], options=ReadOptions(meter=meter))
    next(stream)
    assert 0 < meter.read < 0.4 * size
