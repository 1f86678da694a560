"""Compressed files and archives, and what hostile ones end in."""

import bz2
import functools
import gzip
import io
import json
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from flows.ingest.articles import read_articles
from flows.records import Reject
from tests.ingest.reading import TEXT, articles, read, rejected

LINES = "\n".join(json.dumps({"id": n, "date": "2024-05-15", "text": f"{TEXT} {n}"}) for n in range(3))


def zstd(data: bytes) -> bytes:
    packed: bytes = pa.compress(data, codec="zstd", asbytes=True)
    return packed


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.jsonl.gz", gzip.compress),
        ("a.jsonl.bz2", bz2.compress),
        ("a.jsonl.zst", zstd),
        ("a", gzip.compress),
    ],
)
def test_compressed(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(pack(LINES.encode()))
    found = articles(tmp_path)
    assert [(a.source_record, a.source_id) for a in found] == [(f"line {n + 1}", str(n)) for n in range(3)]
    assert {a.reader for a in found} == {"jsonl"}


def test_zip_with_all_kinds_in_it(tmp_path: Path) -> None:
    inner = zipped(**{"deep.jsonl": LINES.encode()})
    members = {
        "a/2024-05-15-x.txt": TEXT.encode(),
        "b.jsonl.gz": gzip.compress(LINES.encode()),
        "c.zip": inner,
        "__MACOSX/._b": b"\x00",
        "d.csv": b"date,text\n2024-05-15,All is well here today.\n",
    }
    (tmp_path / "news.zip").write_bytes(zipped(**members))
    found = articles(tmp_path)
    assert [a.source_record for a in found] == [
        "member a/2024-05-15-x.txt",
        *(f"member b.jsonl.gz line {n}" for n in (1, 2, 3)),
        *(f"member c.zip!deep.jsonl line {n}" for n in (1, 2, 3)),
        "member d.csv row 1",
    ]
    assert len({a.source_sha256 for a in found}) == 1


@pytest.mark.parametrize("name", ["../../etc/evil.txt", "/etc/evil.txt", "..\\evil.txt"])
def test_members_that_point_out_of_the_archive(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(**{name: b"date 2024-05-15 x"}))
    reject = rejected(tmp_path)
    assert (reject.reason, reject.kind) == ("unsafe", "zip")


@functools.cache
def bomb(pack: str) -> bytes:
    zeros = b" " * (1 << 20)
    if pack == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for n in range(20):
                with archive.open(f"{n}.jsonl", "w") as member:
                    for _ in range(40):
                        member.write(zeros)
        return buffer.getvalue()
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb") as file:
        for _ in range(800):
            file.write(zeros)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.zip", "a.csv.gz", "a.txt.gz", "a.html.gz", "a.parquet.gz"])
def test_bombs_end_in_rejects_within_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bomb("zip" if name == "a.zip" else "gz"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(tmp_path)
    assert found
    # What is no table is turned away before it has yielded too much.
    reason = "malformed" if name == "a.csv.gz" else "limit_exceeded"
    assert all(isinstance(r, Reject) and r.reason == reason for r in found)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 300


def test_packed_too_often(tmp_path: Path) -> None:
    data = LINES.encode()
    for _ in range(5):
        data = gzip.compress(data)
    (tmp_path / "a.jsonl.gz.gz.gz.gz.gz").write_bytes(data)
    assert rejected(tmp_path).reason == "limit_exceeded"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl.gz", b"no gzip"),
        ("a.jsonl.gz", gzip.compress(LINES.encode())[:-12]),
        ("a.jsonl.bz2", b"no bzip2"),
        ("a.jsonl.zst", b"no zstandard"),
        ("a.zip", b"PK\x03\x04 no zip"),
    ],
)
def test_broken_packing(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.jsonl").write_text(LINES)
    found = read(tmp_path)
    assert [r.reason for r in found if isinstance(r, Reject)] == ["malformed"]
    assert sum(r.source_uri.endswith("b.jsonl") for r in found) == 3


def test_symlink_loops_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in" / "self")
    (tmp_path / "in" / "a.jsonl").write_text(LINES)
    assert len(articles(tmp_path / "in")) == 3


def test_links_to_folders_are_followed_and_one_to_a_missing_article_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.jsonl").write_text(LINES)
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "archive")
    (tmp_path / "in" / "z.jsonl").symlink_to(tmp_path / "gone.jsonl")
    *found, missing = read(tmp_path / "in")
    assert len(found) == 3
    assert isinstance(missing, Reject)
    assert (missing.reason, missing.message) == ("unreadable", "No such file or directory")


@pytest.mark.parametrize(
    ("name", "reason"), [("a.jpg", "unsupported"), ("a.parquet", "malformed"), ("a.zip", "malformed")]
)
def test_names_that_promise_something_else(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / name).write_text("<html><body>no such thing</body></html>")
    assert rejected(tmp_path).reason == reason


@pytest.mark.parametrize(
    ("name", "advice"),
    [("a.xlsx", "CSV"), ("a.PDF", "as text"), ("a.tar.gz", "unpack it"), ("a.jpg", "docs/sources.md")],
)
def test_what_is_not_read_is_told_with_what_to_do_instead(tmp_path: Path, name: str, advice: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"anything") if name.endswith(".gz") else b"anything")
    found = rejected(tmp_path)
    assert found.reason == "unsupported"
    assert advice in found.message


def test_articles_come_before_the_source_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(LINES + "\n" + "x" * 50_000_000)
    stream = read_articles([str(path)])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert next(stream).source_record == "line 1"
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 60
