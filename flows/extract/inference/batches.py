"""Cuts a stream of documents into batches."""

import itertools
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc


def batches(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Yields documents in order, `size` at a time; the last batch may be smaller."""
    stream = iter(docs)
    while batch := list(itertools.islice(stream, size)):
        yield batch
