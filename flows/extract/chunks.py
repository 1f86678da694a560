"""Cuts articles into the chunks that are handed to extracting processes."""

import math
from collections.abc import Iterable, Iterator

from flows.records import CleanArticle

# Large enough that the model reads many words at a time; more would hold more memory and gain nothing.
_MOST_ARTICLES = 64
_MOST_CHARACTERS = 400_000


def chunks(articles: Iterable[CleanArticle], processes: int = 1) -> Iterator[list[CleanArticle]]:
    """Yields articles in order, some at a time, so that all processes end them together.

    Args:
        articles: Those of one batch.
        processes: How many share them: each gets as many chunks as the others, of as many articles, unless
            long ones fill a chunk early.
    """
    waiting = list(articles)
    rounds = math.ceil(len(waiting) / (processes * _MOST_ARTICLES))
    share = math.ceil(len(waiting) / (processes * rounds)) if rounds else 0
    chunk: list[CleanArticle] = []
    held = 0
    for article in waiting:
        if chunk and (len(chunk) == share or held + len(article.text) > _MOST_CHARACTERS):
            yield chunk
            chunk, held = [], 0
        chunk.append(article)
        held += len(article.text)
    if chunk:
        yield chunk
