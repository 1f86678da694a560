"""Extraction within the process of the tests, in place of the pool that runs use."""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from flows.extract.guarded import extract_encoded
from flows.extract.options import ExtractOptions
from flows.record_files import decode
from flows.records import ArticleEvents, CleanArticle, Reject


class InProcess:
    """Takes what a worker pool takes and gives what it gives, but for articles that hang or crash."""

    def __init__(self, options: ExtractOptions, workers: int = 1) -> None:  # noqa: ARG002  as the pool
        self._options = options

    def start(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def extract(self, articles: Iterable[CleanArticle]) -> Iterator[bytes]:
        yield from extract_encoded(list(articles), self._options)


def decoded(lines: Iterable[bytes]) -> list[ArticleEvents | Reject]:
    """Returns what an extractor has given, as records."""
    return [decode(line, ArticleEvents | Reject) for line in lines]
