"""Stores records as JSON Lines, the form in which one task hands them to the next."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def write_records(path: Path, kind: type[T] | Any, records: Iterable[T]) -> int:
    """Writes records of one kind (a dataclass or a union of them) and returns how many there were."""
    adapter: TypeAdapter[T] = TypeAdapter(kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    n = 0
    with path.open("wb") as file:
        for record in records:
            file.write(adapter.dump_json(record))
            file.write(b"\n")
            n += 1
    return n


def read_records(path: Path, kind: type[T] | Any) -> Iterator[T]:
    """Reads the records that `write_records` wrote.

    Raises:
        pydantic.ValidationError: Where a line is no record of that kind.
    """
    adapter: TypeAdapter[T] = TypeAdapter(kind)
    with path.open("rb") as file:
        for line in file:
            yield adapter.validate_json(line)
