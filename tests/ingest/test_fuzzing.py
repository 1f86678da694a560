"""A fuzzing target for each reader: whatever the bytes, articles and rejects come out, and nothing else.

Readers are called as such, below the net that turns what a parser raises into a reject. `FUZZ_EXAMPLES=20000`
in the environment makes the search longer. What it has found stands below as tests of its own.
"""

import bz2
import gzip
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.clean.cleaner import clean
from flows.contract import contract
from flows.ingest.articles import read_articles
from flows.ingest.feed import FeedReader
from flows.ingest.limits import LimitExceededError
from flows.ingest.registry import READERS, reader_of_name
from flows.ingest.source import Source
from flows.ingest.web_archives import WebArchiveReader
from flows.records import RawArticle, Reject
from tests.ingest.test_html_pages import PARAGRAPHS, page
from tests.ingest.test_news_xml import NEWS_ITEM, NITF, NITF_BODY
from tests.ingest.test_packed import zipped, zstd
from tests.ingest.test_web import ATOM, LONG, RSS
from tests.ingest.test_web_archives import write_warc
from tests.newsroom import article

search = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "15")),
    # The everyday search is the same one every time; a longer one looks further each time.
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
REASONS = {
    *next(c.allowed or () for c in contract("rejects").columns if c.name == "reason"),
}


def parquet() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([article(0), article(1)]), buffer)
    return buffer.getvalue()


def arrow() -> bytes:
    buffer = io.BytesIO()
    pyarrow.feather.write_feather(pa.Table.from_pylist([article(0)]), buffer)
    return buffer.getvalue()


def warc(folder: Path, compressed: bool) -> bytes:
    return write_warc(folder / "a", compressed).read_bytes()


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Whole files, by a name that tells their kind: what the search starts from."""
    folder = tmp_path_factory.mktemp("seeds")
    lines = "\n".join(json.dumps(article(n)) for n in range(2))
    rows = 'date,title,text\n2024-05-15,Rents,“The mayor, on Monday”\n2024-05-16,Rents,"a\nb"\n'
    return {
        "a.txt": f"Title: Talks\nDate: 2024-05-15\n\n{LONG}".encode(),
        "a.jsonl": lines.encode(),
        "a.json": json.dumps(
            {"data": {"items": [article(0), {"body_xhtml": "<p>Talks &amp; more.</p>"}]}}
        ).encode(),
        "a.csv": rows.encode(),
        "a.tsv": rows.replace(",", "\t").encode("utf-16"),
        "a.parquet": parquet(),
        "a.arrow": arrow(),
        "a.html": page(*PARAGRAPHS).encode(),
        "a.rss": RSS.format(base="https://news.example", long=LONG).encode(),
        "a.atom": ATOM.encode(),
        "a.warc": warc(folder, compressed=False),
        "a.warc.gz": warc(folder, compressed=True),
        "a.nitf": NITF.encode(),
        "a.newsml": f"<newsMessage>{NEWS_ITEM.format(n=1, body=NITF_BODY)}</newsMessage>".encode(),
    }


TOKENS = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\r\n\r\n",
        b'"',
        b"'",
        b"\\ud800",
        b"\\u0000",
    ),
    *(
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"<?xml version='1.0' encoding='utf-7'?>",
    ),
    *(
        b"&#0;",
        b"&#xD800;",
        b"&#99999999999;",
        b"&lt;",
        b"</p>",
        b"<a:b>",
        b"<svg><style>",
        b"{",
        b"[",
        b"1e999",
        b"NaN",
    ),
    *(
        b"WARC/1.0\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 99999999999\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n",
    ),
    *(
        b"charset=rot13",
        b"charset=idna",
        b"charset=zlib_codec",
        b'encoding="hex"',
        b"PK\x03\x04",
        b"PAR1",
        b"\x1f\x8b",
    ),
]
EDIT = st.tuples(
    st.sampled_from(("insert", "delete", "repeat", "replace")),
    st.floats(0, 1, exclude_max=True),
    st.integers(1, 60),
    st.one_of(st.sampled_from(TOKENS), st.binary(max_size=6)),
)
EDITS = st.lists(EDIT, max_size=6)


def edited(data: bytes, edits: list[tuple[str, float, int, bytes]]) -> bytes:
    for how, where, length, token in edits:
        at = int(where * (len(data) + 1))
        piece = data[at : at + length]
        new = {"insert": token + piece, "delete": b"", "repeat": piece * 3, "replace": token}[how]
        data = data[:at] + new + data[at + length :]
    return data


def source_of(name: str, data: bytes) -> Source:
    return Source("file:///fuzz", "0" * 64, name, lambda: io.BytesIO(data))


def check(found: RawArticle | Reject) -> None:
    """Checks what must hold of all that readers yield."""
    if isinstance(found, Reject):
        assert found.reason in REASONS
        f"{found.message}{found.excerpt}{found.raw or ''}{found.source_record}".encode()
        return
    for words in (found.text, found.published, found.title, found.url, found.outlet, found.source_id):
        (words or "").encode()
    for run in found.text_runs or ():
        assert 0 <= run.start <= run.start + run.length <= len(found.text)
    cleaned = clean(found)
    check(cleaned) if isinstance(cleaned, Reject) else cleaned.text.encode()


def read_by_its_reader(name: str, data: bytes) -> None:
    reader = reader_of_name(name)
    assert reader is not None
    source = source_of(name, data)
    try:
        for found in reader.read(source):
            check(found)
    except (LimitExceededError, OSError, EOFError):
        pass  # what readers may raise, by their contract, when a source is not what it should be


NAMES = [
    *("a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.arrow", "a.html", "a.rss", "a.atom"),
    *("a.warc", "a.warc.gz", "a.nitf", "a.newsml"),
]


def test_every_reader_has_a_target() -> None:
    assert {reader.name for name in NAMES if (reader := reader_of_name(name))} == {r.name for r in READERS}


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_survives_what_is_done_to_a_file(name: str, seeds: dict[str, bytes]) -> None:
    @search
    @given(EDITS)
    def target(edits: list[tuple[str, float, int, bytes]]) -> None:
        read_by_its_reader(name, edited(seeds[name], edits))

    target()


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_survives_any_bytes(name: str) -> None:
    @search
    @given(st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(TOKENS), max_size=30).map(b"".join)))
    def target(data: bytes) -> None:
        read_by_its_reader(name, data)

    target()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "a.jsonl.gz": gzip.compress,
    "a.jsonl.bz2": bz2.compress,
    "a.jsonl.zst": zstd,
    "a.zip": lambda data: zipped(**{"b.jsonl": data, "c/2024-05-15.txt": data}),
}


@pytest.mark.parametrize("name", PACKERS)
def test_packed_files_survive_what_is_done_to_them(
    name: str, seeds: dict[str, bytes], tmp_path: Path
) -> None:
    whole, path = PACKERS[name](seeds["a.jsonl"]), tmp_path / name

    @search
    @given(EDITS)
    def target(edits: list[tuple[str, float, int, bytes]]) -> None:
        path.write_bytes(edited(whole, edits))
        for found in read_articles([str(path)]):
            check(found if isinstance(found, Reject) else replace(found, source_uri="file:///fuzz"))

    target()


def test_found_a_reference_that_the_loose_feed_parser_cannot_encode() -> None:
    (found,) = FeedReader().read(source_of("a.atom", b"<>&#xD800;"))
    assert isinstance(found, Reject)
    assert (found.reason, found.message[:7]) == ("malformed", "no feed")


def test_found_an_entry_whose_summary_is_none() -> None:
    feed = RSS.format(base="https://news.example", long=LONG)
    broken = feed.replace("<item>", "<item><title>t.</p>]]></content:encoded></item><item>", 1)
    # Characters before the declaration send the feed to the loose parser.
    empty, *others = FeedReader().read(source_of("a.rss", b"\x00\x00" + broken.encode()))
    assert isinstance(empty, Reject)
    assert empty.reason == "empty"
    assert [getattr(found, "title", None) for found in others] == ["Talks in Doha", "Talks in Oslo"]


def test_found_a_record_of_a_web_archive_without_its_address(seeds: dict[str, bytes]) -> None:
    data = seeds["a.warc"].replace(b"WARC-Target-URI: https://news.example/old", b"WARC-Nothing: x")
    *found, last = WebArchiveReader().read(source_of("a.warc", data))
    assert [item.url for item in found if isinstance(item, RawArticle)] == ["https://news.example/talks"]
    assert isinstance(last, Reject)
    assert (last.reason, last.source_record) == ("malformed", "record 3")
