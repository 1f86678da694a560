"""Turns a raw article into a clean one, or says why it cannot."""

import hashlib
from datetime import date

from flows.clean.identity import article_id
from flows.clean.language import language_of
from flows.records import CleanArticle, RawArticle, Reject, SourceRun

MAX_CHARACTERS = 1_000_000


def clean(raw: RawArticle) -> CleanArticle | Reject:
    """Cleans one article: strips the ends, finds its date, tells its language and gives it its id."""
    text = raw.text.strip()
    if not text:
        return _reject(raw, "empty", "no words in it")
    if len(text) > MAX_CHARACTERS:
        return _reject(raw, "too_long", f"{len(text)} characters; at most {MAX_CHARACTERS} are read")
    published = _date(raw.published)
    if published is None:
        what = f"{raw.published!r} is no date" if raw.published else "no publication date"
        return _reject(raw, "no_date", what)
    if (language := language_of(text)) != "en":
        return _reject(raw, "language", f"the text is in {language!r}, not English")
    lead = len(raw.text) - len(raw.text.lstrip())
    runs = None if raw.text_offset is None else (SourceRun(0, raw.text_offset + lead, len(text)),)
    return CleanArticle(
        article_id=article_id(raw, text),
        source_uri=raw.source_uri,
        source_sha256=raw.source_sha256,
        source_record=raw.source_record,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        published_date=published,
        published_basis=raw.published_basis,
        title=raw.title,
        url=raw.url,
        outlet=raw.outlet,
        language=language,
        source_runs=runs,
    )


def _date(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def _reject(raw: RawArticle, reason: str, message: str) -> Reject:
    return Reject(
        raw.source_uri, raw.source_record, "clean", reason, message, raw.text[:200], raw.text[:MAX_CHARACTERS]
    )
