import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.ingest.reading import TEXT, articles, read, rejected
from tests.ingest.test_html_pages import PARAGRAPHS, page


def write_warc(path: Path, compressed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=compressed)

        def put(url: str, status: str, media_type: str, body: bytes) -> None:
            headers = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
            # The same bytes every time, by which the fuzzing of this file starts.
            fixed = {"WARC-Date": "2024-05-15T10:00:00Z", "WARC-Record-ID": f"<urn:test:{url}>"}
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=fixed
            )
            writer.write_record(record)

        html = page(*PARAGRAPHS).encode()
        put("https://news.example/talks", "200 OK", "text/html; charset=utf-8", html)
        put("https://news.example/logo.png", "200 OK", "image/png", b"\x89PNG")
        put("https://news.example/old", "404 Not Found", "text/html", html)
        put("https://news.example/second", "200 OK", "text/html", html.replace(b"Doha", b"Oslo"))
    return path


@pytest.mark.parametrize(("name", "compressed"), [("a.warc.gz", True), ("a.warc", False)])
def test_pages_that_were_fetched_well(tmp_path: Path, name: str, compressed: bool) -> None:
    found = articles(write_warc(tmp_path / name, compressed))
    assert [(a.url, a.source_record) for a in found] == [
        ("https://news.example/talks", "record 1"),
        ("https://news.example/second", "record 4"),
    ]
    assert PARAGRAPHS[0] in found[0].text
    assert {(a.reader, a.published) for a in found} == {("warc", "2024-05-15")}


def test_wet(tmp_path: Path) -> None:
    with (tmp_path / "a.wet").open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        record = writer.create_warc_record(
            "https://news.example/2024/05/15/talks",
            "conversion",
            payload=io.BytesIO(TEXT.encode()),
            warc_content_type="text/plain",
        )
        writer.write_record(record)
    (article,) = articles(tmp_path)
    assert (article.text, article.published, article.text_offset) == (TEXT, "2024-05-15", 0)


def test_a_cut_archive_gives_what_it_has(tmp_path: Path) -> None:
    whole = write_warc(tmp_path / "whole.warc", compressed=False).read_bytes()
    (tmp_path / "whole.warc").unlink()
    cut = whole[: whole.rindex(b"WARC/1.")] + b"rubbish"
    (tmp_path / "cut.warc").write_bytes(cut)
    found = read(tmp_path)
    assert [getattr(r, "url", None) or r.reason for r in found] == ["https://news.example/talks", "malformed"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.warc", b"rubbish\xff\xfe, and so on", "malformed"),
        ("a.warc", b"no archive \x00\xff\xfe and so on\r\n" * 9, "empty"),
        ("a.warc.gz", gzip.compress(b"no archive \x00\xff\xfe and so on\r\n" * 9), "malformed"),
        ("a.warc.gz", b"never packed", "malformed"),
        ("a.warc.gz", b"", "empty"),
    ],
)
def test_what_is_no_archive(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = rejected(tmp_path)
    assert found.reason == reason
    assert found.message.isprintable()
    assert "and so on" not in found.message
