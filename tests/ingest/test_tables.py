import csv
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.csv_tables import CsvReader
from flows.ingest.limits import MAX_LINE
from flows.ingest.source import ReadOptions, Source
from flows.records import Reject
from tests.ingest.reading import TEXT, articles, read, rejected

ROWS = [
    {"Id": f"a{i}", "Publish Date": "2024-05-15", "headline": "Talks", "text": f"{TEXT} {i}"}
    for i in range(3)
]


def write_csv(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, list(ROWS[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(ROWS)
    return path


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "|"), ("a.tsv", "\t"), ("a.csv", "\t")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv(tmp_path: Path, name: str, delimiter: str, encoding: str) -> None:
    found = articles(write_csv(tmp_path / name, delimiter, encoding))
    assert [(a.text, a.source_record) for a in found] == [
        (row["text"], f"row {i}") for i, row in enumerate(ROWS, 1)
    ]
    assert {(a.published, a.title, a.reader) for a in found} == {("2024-05-15", "Talks", "csv")}
    assert [a.source_id for a in found] == ["a0", "a1", "a2"]


def test_a_field_that_is_too_long_does_not_end_the_table(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w") as file:
        file.write(f'date,text\n2024-05-15,"{"x" * (MAX_LINE * 2)}"\n2024-05-16,All is well here today.\n')
    found = read(tmp_path)
    assert any(isinstance(r, Reject) and r.reason == "limit_exceeded" for r in found)
    assert any(not isinstance(r, Reject) and r.text == "All is well here today." for r in found)


def test_a_table_without_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,age\nAda,36\n")
    what_to_do = "name the one that does with --column text=NAME"
    assert rejected(tmp_path).message == f"no column that holds a text among: name, age; {what_to_do}"


def test_a_parquet_table_without_a_text_is_one_reject(tmp_path: Path) -> None:
    pq.write_table(pa.table({"name": ["Ada", "Eve"], "age": [36, 40]}), tmp_path / "a.parquet")
    assert "name, age; name the one" in rejected(tmp_path).message


def test_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbf\r\n")
    assert rejected(tmp_path).reason == "empty"


@pytest.mark.parametrize(
    "broken",
    [
        '2024-05-15,"We are "pleased," the minister said."',
        '2024-05-15,"The minister said \\"no\\" twice."',
        '2024-05-15,"The minister left Lima.',
    ],
    ids=["not doubled", "escaped otherwise", "not closed"],
)
def test_a_row_with_a_stray_quotation_mark_is_a_reject_and_no_other_text(tmp_path: Path, broken: str) -> None:
    whole = '2024-05-16,"He said ""no"" in Lima,\nand left."'
    (tmp_path / "a.csv").write_text(f"date,text\n{whole}\n{broken}\n{whole}\n")
    first, reject, *rest = read(tmp_path)
    assert not isinstance(first, Reject)
    assert first.text == 'He said "no" in Lima,\nand left.'
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.source_record) == ("malformed", "row 2")
    assert "stray quotation mark" in reject.message
    texts = [a.text for a in rest if not isinstance(a, Reject)]
    assert all(text == first.text for text in texts)


@pytest.mark.parametrize("before", ["\r\n", "sep=;\r\n", '"sep=;"\r\n'])
def test_what_excel_puts_before_the_head(tmp_path: Path, before: str) -> None:
    rows = "Tag;text,plain;text\r\n2024-05-15;none;The ministers, it was said, met.\r\n"
    (tmp_path / "a.csv").write_text(f"{before}{rows}", newline="")
    (article,) = articles(tmp_path)
    assert (article.text, article.source_record) == ("The ministers, it was said, met.", "row 1")


def test_a_row_with_more_fields_than_the_head_is_a_reject(tmp_path: Path) -> None:
    # Cut off at the comma, the text would say something else.
    rows = "date,text\n2024-05-15,The ministers met in Lima, Peru.\n2024-05-16,The ministers met again.,,\n"
    (tmp_path / "a.csv").write_text(rows)
    reject, article = read(tmp_path)
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.source_record) == ("malformed", "row 1")
    assert "3 fields where the head names 2" in reject.message
    assert not isinstance(article, Reject)
    assert article.text == "The ministers met again."


def test_a_table_whose_first_accent_comes_late_is_read_in_its_own_encoding(tmp_path: Path) -> None:
    rows = [
        {"date": "2024-05-15", "text": "x" * 90_000},
        {"date": "2024-05-16", "text": "Señor Núñez spoke."},
    ]
    with (tmp_path / "a.csv").open("w", newline="", encoding="cp1252") as file:
        writer = csv.DictWriter(file, ["date", "text"])
        writer.writeheader()
        writer.writerows(rows)
    assert [a.text for a in articles(tmp_path)][1] == "Señor Núñez spoke."


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.feather"])
def test_parquet_and_arrow(tmp_path: Path, name: str) -> None:
    table = pa.Table.from_pylist([row | {"blob": b"\x00" * 10} for row in ROWS])
    if name == "a.parquet":
        pq.write_table(table, tmp_path / name)
    else:
        feather.write_feather(table, str(tmp_path / name))
    found = articles(tmp_path)
    assert [(a.text, a.source_record) for a in found] == [
        (row["text"], f"row {i}") for i, row in enumerate(ROWS, 1)
    ]


def test_columns_of_unusual_names(tmp_path: Path) -> None:
    table = pa.table({"Meldung": [TEXT], "Tag": pa.array([19858], pa.date32()), "text": ["another"]})
    pq.write_table(table, tmp_path / "a.parquet")
    (article,) = articles(tmp_path, options=ReadOptions({"text": "Meldung", "published": "Tag"}))
    assert (article.text, article.published) == (TEXT, "2024-05-15")


def test_what_is_no_parquet(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"\x00" * 50 + b"PAR1")
    assert rejected(tmp_path).reason == "malformed"


@given(st.binary(max_size=200))
def test_any_bytes_are_articles_or_rejects(data: bytes) -> None:
    list(CsvReader().read(Source("memory:", "0" * 64, "a.csv", lambda: io.BytesIO(data))))
