import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.decoding import UndecodableError, decode
from tests.ingest.reading import TEXT, articles, rejected


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("gap", [" ", ": ", "\n\n"])
def test_the_date_in_front(tmp_path: Path, gap: str) -> None:
    source = f" date 2022-12-23{gap}{TEXT}"
    (article,) = articles(write(tmp_path / "a.txt", source))
    assert (article.published, article.published_basis, article.text) == ("2022-12-23", "header", TEXT)
    assert article.text_offset is not None
    assert source[article.text_offset :] == TEXT


def test_a_head_of_fields(tmp_path: Path) -> None:
    head = "Title: Talks in Doha\nDate: May 15, 2024\nURL: https://news.example/a\nSource: NPA\n\n"
    (article,) = articles(write(tmp_path / "a.txt", head + TEXT))
    assert (article.title, article.published, article.outlet) == ("Talks in Doha", "May 15, 2024", "NPA")
    assert (article.url, article.text, article.text_offset) == ("https://news.example/a", TEXT, len(head))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines_of_other_systems(tmp_path: Path, end: str) -> None:
    source = f"Title: Talks in Doha\nDate: May 15, 2024\n\n{TEXT}".replace("\n", end)
    (article,) = articles(write(tmp_path / "a.txt", source))
    assert (article.title, article.published) == ("Talks in Doha", "May 15, 2024")
    assert article.text_offset == source.index(TEXT[:20])
    assert article.text.split() == TEXT.split()


@pytest.mark.parametrize("name", ["2024-05-15-talks.txt", "talks_20240515.txt", "npa.2024.05.15.txt"])
def test_the_date_in_the_name(tmp_path: Path, name: str) -> None:
    (article,) = articles(write(tmp_path / name, TEXT))
    assert (article.published, article.published_basis) == ("2024-05-15", "filename")


@pytest.mark.parametrize("sidecar", ["a.json", "a.txt.json"])
def test_a_sidecar_describes_the_text_and_is_no_source_of_its_own(tmp_path: Path, sidecar: str) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / sidecar, json.dumps({"date": "2024-05-15", "headline": "Talks", "publisher": "NPA"}))
    (article,) = articles(tmp_path)
    assert (article.published, article.published_basis) == ("2024-05-15", "sidecar")
    assert (article.title, article.outlet) == ("Talks", "NPA")


def test_without_a_date_that_is_left_to_cleaning(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path / "a.txt", TEXT))
    assert article.published is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (article,) = articles(write(tmp_path / "a.txt", f"date 2024-05-15 {TEXT} Señor Peña", encoding))
    assert article.text == f"{TEXT} Señor Peña"


def test_binary_data_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\x00\x01\xff" * 40)
    assert rejected(tmp_path).reason == "undecodable"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_none(data: bytes) -> None:
    with contextlib.suppress(UndecodableError):
        decode(data).encode()
