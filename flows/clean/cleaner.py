"""Turns a raw article into a clean one, or says why it cannot."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from flows.clean.dateline import read_dateline, read_head_date
from flows.clean.encoding_repair import repair_encoding
from flows.clean.furniture import drop_furniture
from flows.clean.headline import clean_title, split_headline
from flows.clean.identity import article_id
from flows.clean.language import language_of
from flows.clean.line_joining import join_lines
from flows.clean.mapped_text import MappedText
from flows.clean.normalization import normalize
from flows.clean.publication_date import is_ambiguous, read_publication_date
from flows.clean.shape import not_an_article, too_short
from flows.clean.walls import wall
from flows.clean.whitespace import collapse, replace_unseen
from flows.records import CleanArticle, PublishedBasis, RawArticle, Reject, SourceRun

MAX_CHARACTERS = 1_000_000

# In this order: each step sees the text as the one before left it.
_STEPS: tuple[tuple[str, Callable[[MappedText], MappedText]], ...] = (
    ("encoding", repair_encoding),
    ("normalization", normalize),
    ("unseen", replace_unseen),
    ("line_joining", join_lines),
    ("whitespace", collapse),
)
# Readers whose sources have no place for a title but the text's first line.
_TITLE_IN_TEXT = frozenset({"text"})
_WHERE_A_DATE_GOES = dict.fromkeys(
    ("csv", "json", "jsonl", "parquet"), "; name the field that holds it with --column published=NAME"
) | dict.fromkeys(("html", "text"), "; put one before the file's name, as in 2024-05-15-talks.txt")


def clean(raw: RawArticle) -> CleanArticle | Reject:
    """Cleans one article: repairs it, drops furniture, finds date and language, and gives it its id."""
    if len(raw.text) > MAX_CHARACTERS:
        return _reject(raw, "too_long", f"{len(raw.text)} characters; at most {MAX_CHARACTERS} are read")
    if not raw.text.strip():
        return _reject(raw, "empty", "no words in it")
    title = clean_title(raw.title, raw.outlet)
    body, title, steps = _clean_body(raw, title)
    if reason := _unusable(raw, body.text):
        return _reject(raw, *reason)
    published, basis = _published(raw, body.text)
    if published is None:
        return _reject(raw, "no_date", _why_undated(raw))
    if (language := language_of(body.text)) != "en":
        return _reject(raw, "language", f"the text is in {language!r}, not English")
    dateline = read_dateline(body.text, published)
    return CleanArticle(
        article_id=article_id(raw, body.text, published),
        source_uri=raw.source_uri,
        source_sha256=raw.source_sha256,
        source_record=raw.source_record,
        text=body.text,
        text_sha256=hashlib.sha256(body.text.encode()).hexdigest(),
        published_date=published,
        published_basis=basis,
        title=title,
        url=raw.url,
        outlet=raw.outlet,
        dateline_place=dateline.place if dateline else None,
        dateline_date=dateline.day if dateline else None,
        language=language,
        source_runs=_way_back(raw, body),
        cleaning=steps,
        reader=raw.reader,
        found_in=raw.found_in,
    )


def _clean_body(raw: RawArticle, title: str | None) -> tuple[MappedText, str | None, tuple[str, ...]]:
    """Returns the clean body, the title, and the names of the steps and rules that changed something."""
    body, changed = _mapped(raw), []
    for name, step in _STEPS:
        before, body = body.text, step(body)
        if body.text != before:
            changed.append(name)
    if title is None and raw.reader in _TITLE_IN_TEXT:
        title, body = split_headline(body)
    body, dropped = drop_furniture(body, title)
    return collapse(body), title, (*changed, *(f"furniture.{rule}" for rule in dropped))


def clean_words(words: str) -> str:
    """Cleans some words of an article as they stand in its source; furniture, if any, stays."""
    body = MappedText.at(words)
    for _, step in _STEPS:
        body = step(body)
    return body.text


def _mapped(raw: RawArticle) -> MappedText:
    return (
        MappedText.at(raw.text, raw.text_offset or 0)
        if raw.text_runs is None
        else MappedText(raw.text, raw.text_runs)
    )


def _way_back(raw: RawArticle, body: MappedText) -> tuple[SourceRun, ...] | None:
    return None if raw.text_offset is None and raw.text_runs is None else body.runs


def _unusable(raw: RawArticle, text: str) -> tuple[str, str] | None:
    if not text:
        return "empty", "nothing but furniture in it"
    if why := wall(text):
        return "not_an_article", why
    if too_short(text):
        return "too_short", "too few words to report anything"
    if why := not_an_article(raw.text):
        return "not_an_article", why
    return None


def _published(raw: RawArticle, text: str) -> tuple[date | None, PublishedBasis]:
    """Returns the publication date and where it was found; what the source gives apart comes first."""
    if raw.published and (published := read_publication_date(raw.published, raw.day_first)):
        return published, raw.published_basis
    if head := read_head_date(text):
        return head[0], "header"
    dateline = read_dateline(text, None)
    return dateline.day if dateline else None, "dateline"


def _why_undated(raw: RawArticle) -> str:
    written = raw.published
    if not written:
        return "no publication date" + _WHERE_A_DATE_GOES.get(raw.reader, "")
    if is_ambiguous(written):
        return f"{written!r} is another day here than there: say --dates day-first or month-first"
    return f"{written!r} is no date; one is written as in 2024-05-15"


def _reject(raw: RawArticle, reason: str, message: str) -> Reject:
    # What is too long to be read is too long to be kept.
    kept = None if reason == "too_long" else json.dumps(asdict(raw))
    return Reject(*raw.read_from, "clean", reason, message, raw.text[:200], kept, raw.reader)
