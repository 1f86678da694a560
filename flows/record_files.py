"""Stores records as JSON Lines, the form in which one process or task hands them to the next."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def encode(record: Any) -> bytes:
    """Returns a record, a dataclass, as one line of JSON without the line's end."""
    kind: Any = type(record)
    return _adapter(kind).dump_json(record)


def decode(line: bytes, kind: type[T] | Any) -> T:
    """Returns the record of a line; `kind` is its dataclass, or a union of some.

    Raises:
        pydantic.ValidationError: Where the line is no record of that kind.
    """
    form: Any = kind
    record: T = _adapter(form).validate_json(line)
    return record


def write_records(path: Path, records: Iterable[object]) -> int:
    """Writes records, dataclasses, and returns how many there were."""
    return write_lines(path, map(encode, records))


def write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Writes records that are encoded already, and returns how many there were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    n = 0
    with path.open("wb") as file:
        for line in lines:
            file.write(line)
            file.write(b"\n")
            n += 1
    return n


def read_records(path: Path, kind: type[T] | Any) -> Iterator[T]:
    """Reads the records that were written to a file, as `decode` does each."""
    with path.open("rb") as file:
        for line in file:
            yield decode(line, kind)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    # Making one takes as long as a hundred records.
    return TypeAdapter(kind)
