"""Cuts a stream of articles or documents into batches."""

import itertools
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yields items in order, `size` at a time; the last batch may be smaller."""
    stream = iter(items)
    while batch := list(itertools.islice(stream, size)):
        yield batch
