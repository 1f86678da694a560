"""Reads from a lake what it holds, as far as a run must know it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc

from flows.records import Locator
from flows.write.lake import Snapshot

_ARTICLE = [
    "article_id",
    "source_uri",
    "source_record",
    "published_date",
    "text_sha256",
    "title",
    "url",
    "outlet",
    "extractor_version",
    "model",
    "duplicate_of",
]


@dataclass(frozen=True, slots=True)
class HeldArticle:
    """An article that a lake holds: what tells its readings apart, and what extracted it."""

    article_id: str
    source_uri: str
    source_record: str
    published_date: date
    text_sha256: str
    title: str | None
    url: str | None
    outlet: str | None
    extractor_version: str
    model: str | None
    duplicate_of: str | None

    @property
    def place(self) -> Locator:
        """Where it was read."""
        return self.source_uri, self.source_record


def held_articles(state: Snapshot) -> Iterator[HeldArticle]:
    """Yields the articles that a lake holds, texts left out."""
    for table in state.batches("articles", _ARTICLE):
        for row in table.to_pylist():
            yield HeldArticle(**(row | {"source_record": row["source_record"] or ""}))


def text_lengths(state: Snapshot) -> Iterator[tuple[str, int]]:
    """Yields the id of each article that a lake holds, and the length of its text in code points."""
    for table in state.batches("articles", ["article_id", "text"]):
        lengths = pc.utf8_length(table["text"]).to_pylist()
        yield from zip(table["article_id"].to_pylist(), lengths, strict=True)


@dataclass(frozen=True, slots=True)
class HeldReject:
    """A reject that a lake holds.

    Attributes:
        tried: For what extraction had to give up, the version and the model that tried, and the text's
            hash; else None.
    """

    place: Locator
    stage: str
    reason: str
    message: str
    tried: tuple[str, str, str] | None


def held_rejects(state: Snapshot) -> Iterator[HeldReject]:
    """Yields the rejects that a lake holds."""
    rejects = state.read("rejects", ["source_uri", "source_record", "stage", "reason", "message"])
    failed = pc.equal(rejects["stage"], "extract")
    # Only failed articles need their raw text read, which may be long.
    raws = iter(
        state.read("rejects", ["raw"])["raw"].filter(failed).to_pylist() if pc.any(failed).as_py() else ()
    )
    for row in rejects.to_pylist():
        tried = None
        if row["stage"] == "extract":
            raw = json.loads(next(raws))
            tried = raw["extractor_version"], raw.get("model", ""), raw["text_sha256"]
        place = (row["source_uri"], row["source_record"] or "")
        yield HeldReject(place, row["stage"], row["reason"], row["message"], tried)
