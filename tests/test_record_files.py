from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.record_files import decode, encode, read_records, write_lines, write_records
from flows.records import Reject

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@dataclass(frozen=True, slots=True)
class Note:
    day: date
    words: str


@given(st.lists(st.builds(Note, st.dates(), WORDS)))
def test_what_is_encoded_is_one_line_and_comes_back(notes: list[Note]) -> None:
    lines = [encode(note) for note in notes]
    assert not any(b"\n" in line for line in lines)
    assert [decode(line, Note) for line in lines] == notes


def test_records_of_several_kinds_share_a_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "records.jsonl"
    records = [
        Note(date(2024, 2, 29), "“Tea?”\nShe nodded."),
        Reject("a.txt", "", "clean", "empty", "no words"),
    ]
    assert write_records(file, records) == 2
    assert list(read_records(file, Note | Reject)) == records
    assert write_lines(file, file.read_bytes().splitlines()[1:]) == 1
    assert list(read_records(file, Note | Reject)) == records[1:]


def test_a_line_of_another_kind_is_refused() -> None:
    with pytest.raises(ValidationError):
        decode(encode(Note(date(2024, 2, 29), "Tea")), Reject)
