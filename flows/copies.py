"""Marks copies among the articles of a run and a lake, the same whatever the order in which they come.

Of two articles that are copies of one another (flows/clean/copies.py) the one published first is the
original; of the same day, that with the smaller id. An article is marked as a copy of the original of its
original. Only originals have events: a copy is not extracted, and one that was, before its original came,
loses its rows when the run is committed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from flows.clean.copies import WINDOW_DAYS, CopyIndex
from flows.records import CleanArticle
from flows.write.lake import Snapshot

_COLUMNS = ["article_id", "published_date", "text", "duplicate_of"]


class Copies:
    """The copies known so far; reads from the lake only what was published near the run's own articles."""

    def __init__(self, state: Snapshot) -> None:
        """Takes the lake as it was before the run."""
        self._state = state
        self._index = CopyIndex()
        self._loaded: set[date] = set()
        self._originals: dict[str, str] = {}
        # What the lake, or the batch that the article went into, says that it is a copy of, if it says so.
        self._recorded: dict[str, str] = {}

    def mark(self, articles: Sequence[CleanArticle]) -> list[CleanArticle]:
        """Takes note of the articles, and returns them with `duplicate_of` set where they are copies."""
        self._load({article.published_date for article in articles})
        for article in articles:
            self._originals.pop(article.article_id, None)
            self._index.add(article.article_id, article.published_date, article.text)
        for article in articles:
            for other in self._index.copies_of(article.article_id):
                self._relate(article.article_id, other)
        marked = [replace(a, duplicate_of=self._original(a.article_id)) for a in articles]
        for article in marked:
            self._recorded.pop(article.article_id, None)
            if article.duplicate_of:
                self._recorded[article.article_id] = article.duplicate_of
        return marked

    def found_late(self) -> dict[str, str]:
        """Returns the copies that are not recorded as such, or as copies of another, with their originals."""
        found = {}
        for article_id in self._originals:
            original = self._original(article_id)
            if original is not None and original != self._recorded.get(article_id):
                found[article_id] = original
        return found

    def _load(self, days: set[date]) -> None:
        near = {d + timedelta(n) for d in days for n in range(-WINDOW_DAYS, WINDOW_DAYS + 1)} - self._loaded
        self._loaded |= near
        if not near or self._state.manifest is None:
            return
        value_set = pa.array(sorted(near), pa.date32())
        for held in self._state.batches("articles", _COLUMNS):
            for row in held.filter(pc.is_in(held["published_date"], value_set=value_set)).to_pylist():
                if row["article_id"] not in self._index:
                    self._index.add(row["article_id"], row["published_date"], row["text"])
                    if row["duplicate_of"]:
                        self._recorded[row["article_id"]] = row["duplicate_of"]
                        self._originals[row["article_id"]] = row["duplicate_of"]

    def _relate(self, one: str, other: str) -> None:
        original, copy = sorted((one, other), key=self._rank)
        known = self._originals.get(copy)
        if known is None or known not in self._index or self._rank(original) < self._rank(known):
            self._originals[copy] = original

    def _rank(self, article_id: str) -> tuple[date, str]:
        return self._index.published(article_id), article_id

    def _original(self, article_id: str) -> str | None:
        """Follows copies of copies to their original."""
        found = None
        while (article_id := self._originals.get(article_id, "")) and article_id != found:
            found = article_id
        return found
