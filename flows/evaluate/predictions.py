"""Collects predicted events for gold articles, from a lake's tables or from extraction in memory."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any

from flows.evaluate.alignment import Alignment
from flows.evaluate.annotations import Annotation, GoldArticle, RoleName, from_event
from flows.records import ArticleEvents, Span

# Yields the rows of a table of that name, with these columns.
ReadRows = Callable[[str, list[str]], Iterable[dict[str, Any]]]

LEAST_LIKENESS = 0.6
"""Share of words (Jaccard index) that a text must have in common with a gold text to be that article."""


class NoArticlesError(ValueError):
    """There are no articles in the tables that are to be measured."""


def predictions_from_tables(rows: ReadRows, golds: Sequence[GoldArticle]) -> dict[str, list[Annotation]]:
    """Reads the events that a lake's tables hold about the gold articles.

    An article is found by its text, so that ids need not agree; positions are carried over to the gold text.

    Raises:
        NoArticlesError: Where there are no articles in the tables.
    """
    finder, ways, found = _GoldFinder(golds), {}, False
    for row in rows("articles", ["article_id", "text"]):
        found = True
        gold = finder.find(row["text"])
        if gold:
            ways[row["article_id"]] = gold.id, Alignment(row["text"], gold.text)
    if not found:
        raise NoArticlesError("there are no articles in the lake")

    actors: dict[str, list[RoleName]] = defaultdict(list)
    for row in _of_articles(rows, "participants", ways, ["event_id", "role", "name"]):
        actors[row["event_id"]].append(RoleName(row["role"], row["name"]))
    mentions: dict[str, list[Span]] = defaultdict(list)
    for row in _of_articles(rows, "mentions", ways, ["event_id", "start", "end"]):
        mentions[row["event_id"]].append(Span(row["start"], row["end"]))

    predictions: dict[str, list[Annotation]] = {gold.id: [] for gold in golds}
    columns = ["event_id", "event_type", "status", "event_date_edtf", "place"]
    for row in _of_articles(rows, "events", ways, [*columns, "content_start", "content_end"]):
        gold_id, way = ways[row["article_id"]]
        content = row["content_start"]
        predictions[gold_id].append(
            Annotation(
                row["event_type"],
                row["status"],
                row["event_date_edtf"],
                row["place"],
                tuple(actors[row["event_id"]]),
                _carried(way, sorted(mentions[row["event_id"]])),
                way.carry(Span(content, row["content_end"])) if content is not None else None,
            )
        )
    return predictions


def _of_articles(
    rows: ReadRows, table: str, ids: Container[str], columns: list[str]
) -> Iterator[dict[str, Any]]:
    """Yields the rows of these articles: a lake may hold many others."""
    return (row for row in rows(table, ["article_id", *columns]) if row["article_id"] in ids)


def predictions_from_events(results: Iterable[ArticleEvents]) -> dict[str, list[Annotation]]:
    """Takes the events of articles that were extracted under the gold's ids and from the gold's own texts."""
    return {result.article.article_id: [from_event(event) for event in result.events] for result in results}


def _carried(way: Alignment, spans: Iterable[Span]) -> tuple[Span, ...]:
    carried = (way.carry(span) for span in spans)
    return tuple(span for span in carried if span)


class _GoldFinder:
    """Finds the gold article that a text is a version of."""

    def __init__(self, golds: Sequence[GoldArticle]) -> None:
        self._golds = [(gold, _words(gold.text)) for gold in golds]

    def find(self, text: str) -> GoldArticle | None:
        words, best, likeness = _words(text), None, 0.0
        for gold, gold_words in self._golds:
            # The index cannot exceed the ratio of the sizes; most articles of a big lake end here.
            small, big = sorted((len(words), len(gold_words)))
            if not big or small / big < LEAST_LIKENESS:
                continue
            index = len(words & gold_words) / len(words | gold_words)
            if index > likeness:
                best, likeness = gold, index
        return best if likeness >= LEAST_LIKENESS else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
