"""Stages small batches of made-up results, without a language model."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flows.records import (
    Actor,
    ArticleEvents,
    Event,
    EventDate,
    Mention,
    Participant,
    Reject,
    Span,
)
from flows.text_article import text_article
from flows.version import __version__
from flows.write.staging import stage_batch

TEXT = "OSLO - Finance Minister Berit Haugen said on Monday that bulletin {n} would raise no tax. She left."


def result(number: int) -> ArticleEvents:
    """Returns an article with one statement in it."""
    text = TEXT.format(n=number)
    name, sentence = Span(24, 36), Span(0, text.index(".") + 1)
    said = Mention(Span(37, 41), "statement.say", sentence)
    actor = Actor(text[24:36], name, "person", title="Finance Minister", country="NOR")
    day = date(2024, 5, 13)
    event = Event(
        "statement",
        "occurred",
        EventDate(day, day, "2024-05-13", "day", "relative"),
        (Participant("speaker", actor, name),),
        (said,),
    )
    article = text_article(
        text,
        date(2024, 5, 14),
        article_id=hashlib.sha256(f"wire {number}".encode()).hexdigest()[:16],
        source_uri="file:///wire.jsonl",
        source_record=f"line {number}",
    )
    return ArticleEvents(article, (event,), "en_core_web_sm 3.8.0")


def reject(number: int, reason: str = "no_date") -> Reject:
    """Returns a reject at the place of the article of that number."""
    return Reject("file:///wire.jsonl", f"line {number}", "clean", reason, "no publication date")


def stage(folder: Path, *records: ArticleEvents | Reject, run_id: str = "run-1") -> Path:
    """Stages a batch in `folder`."""
    stage_batch(folder, records, run_id, __version__)
    return folder


def run_row(run_id: str, read: int = 0) -> Callable[[], dict[str, Any]]:
    """Returns what makes the row of a run in which every article was extracted."""
    now = datetime(2024, 5, 14, 12, tzinfo=UTC)
    counts = dict.fromkeys(("unchanged", "duplicate", "rejected", "events"), 0)
    seconds = {f"seconds_{s}": 0.0 for s in ("ingest", "clean", "extract", "write", "commit")}
    row: dict[str, Any] = {"run_id": run_id, "started_at": now, "finished_at": now, "status": "completed"}
    row["error"] = None
    row |= {"parameters": "{}", "versions": "{}", "counts": "{}", "read": read, "extracted": read}
    return lambda: row | counts | seconds
