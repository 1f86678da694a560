"""Cuts articles into the chunks that are handed to extracting processes."""

from collections.abc import Iterable, Iterator

from flows.extract.batches import batches
from flows.records import CleanArticle

# Large enough that the model reads many words at a time, small enough that all end a batch together.
_CHUNK = 32


def chunks(articles: Iterable[CleanArticle]) -> Iterator[list[CleanArticle]]:
    """Yields articles in order, some at a time."""
    return batches(articles, _CHUNK)
