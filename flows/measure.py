"""Measures the extractor on gold articles, extracted afresh or as a lake holds them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.evaluate.annotations import GoldArticle, GoldFormatError, read_gold
from flows.evaluate.predictions import predictions_from_events, predictions_from_tables
from flows.evaluate.report import Report
from flows.evaluate.scoring import evaluate
from flows.records import CleanArticle
from flows.text_article import text_article
from flows.write.lake import Lake


class UndatedGoldError(ValueError):
    """A gold article without a publication date, from which nothing can be extracted."""


def measure(gold: Sequence[Path], lake: Lake | None = None) -> Report:
    """Compares gold files with a lake's tables, or without a lake with what is extracted from their texts.

    Raises:
        GoldFormatError: Where a line of a gold file cannot be read, or none holds an article.
        UndatedGoldError: Where there is no lake and a gold article has no publication date.
        NoArticlesError: Where the lake holds no articles.
        LakeError: Where a file of the lake is missing or damaged.
    """
    golds = read_gold(gold)
    if not golds:
        raise GoldFormatError(f"no article in {', '.join(map(str, gold))}")
    if lake is not None:
        return evaluate(golds, predictions_from_tables(lake.snapshot().rows, golds))
    from flows.extract.extractor import extract

    return evaluate(golds, predictions_from_events(extract(list(_articles(golds)))))


def _articles(golds: Sequence[GoldArticle]) -> Iterator[CleanArticle]:
    """Yields the gold articles as they are, nothing cleaned, so that positions stay the gold's own."""
    for gold in golds:
        if gold.published is None:
            raise UndatedGoldError(f"gold article {gold.id} has no publication date")
        yield text_article(gold.text, gold.published, gold.title, article_id=gold.id, source_uri="gold:")
