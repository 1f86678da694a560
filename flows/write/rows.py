"""Turns one article's events into the rows of the tables."""

import hashlib
from collections import Counter
from typing import Any

from pydantic_core import to_json

from flows.records import ArticleEvents, CleanArticle, Event, Participant, Reject, Span
from flows.write.provenance import provenance

Row = dict[str, Any]


def event_id(article_id: str, event: Event, earlier: int = 0) -> str:
    """Returns the event's id: a hash of its article, its type and its first mention.

    Args:
        article_id: The article.
        event: The event.
        earlier: How many events of that type before it have the same first mention, as in "held separate
            meetings with A and with B".
    """
    first = event.mentions[0].span
    key = f"{article_id}\n{event.event_type}\n{first.start}\n{first.end}" + (
        f"\n{earlier}" if earlier else ""
    )
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def rows_of(result: ArticleEvents, run_id: str, version: str) -> dict[str, list[Row]]:
    """Returns the rows of the tables events, participants, mentions and articles for one article."""
    article = result.article
    rows: dict[str, list[Row]] = {"events": [], "participants": [], "mentions": []}
    met: Counter[tuple[str, Span]] = Counter()
    for event in result.events:
        first = (event.event_type, event.mentions[0].span)
        key = event_id(article.article_id, event, met[first])
        met[first] += 1
        rows["events"].append(_event_row(key, result, event, run_id, version))
        rows["participants"] += [
            _participant_row(key, article, i, p) for i, p in enumerate(event.participants)
        ]
        rows["mentions"] += [
            {
                "event_id": key,
                "article_id": article.article_id,
                "ordinal": i,
                "start": m.span.start,
                "end": m.span.end,
                "text": m.span.of(article.text),
                "rule_id": m.rule_id,
                "sentence_start": m.sentence.start,
                "sentence_end": m.sentence.end,
            }
            for i, m in enumerate(event.mentions)
        ]
    rows["articles"] = [_article_row(result, run_id, version)]
    return rows


def reject_row(reject: Reject, run_id: str) -> Row:
    """Returns the row of the table rejects for one reject."""
    return {
        "run_id": run_id,
        "source_uri": reject.source_uri,
        "source_record": reject.source_record or None,
        "stage": reject.stage,
        "reason": reject.reason,
        "message": reject.message,
        "excerpt": reject.excerpt or None,
        "raw": reject.raw,
    }


def quote_span(event: Event, text: str) -> Span:
    """Returns the span of the words that a row rests on: the first mention's sentence and all content.

    The line end that closes a paragraph is none of the words, and stands in no source that is markup.
    """
    sentence = event.mentions[0].sentence
    start, end = sentence.start, sentence.end
    if event.content is not None:
        start, end = min(start, event.content.start), max(end, event.content.end)
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _event_row(key: str, result: ArticleEvents, event: Event, run_id: str, version: str) -> Row:
    article, when, text = result.article, event.date, result.article.text
    quote = quote_span(event, text)
    addressees = [p.actor.name for p in event.participants if p.role == "addressee"]
    return {
        "event_id": key,
        "article_id": article.article_id,
        "event_type": event.event_type,
        "status": event.status,
        "event_date": when.start or when.end,
        "event_date_start": when.start,
        "event_date_end": when.end,
        "event_date_edtf": when.edtf,
        "event_date_precision": when.precision,
        "event_date_basis": when.basis,
        "event_date_text": when.words.of(text) if when.words else None,
        "event_date_text_start": when.words.start if when.words else None,
        "event_date_text_end": when.words.end if when.words else None,
        "published_date": article.published_date,
        **_actor_columns(1, event.participants[:1]),
        **_actor_columns(2, event.participants[1:2]),
        "participants_text": "; ".join(p.actor.name for p in event.participants) or None,
        "place": event.place.name if event.place else None,
        "place_country": event.place.country if event.place else None,
        "place_lat": event.place.latitude if event.place else None,
        "place_lon": event.place.longitude if event.place else None,
        "content": event.content.of(text) if event.content else None,
        "content_start": event.content.start if event.content else None,
        "content_end": event.content.end if event.content else None,
        "content_kind": event.content_kind,
        "addressee": "; ".join(addressees) or None,
        "medium": event.medium,
        "reported_by": event.reported_by,
        "sentence": event.mentions[0].sentence.of(text),
        "cameo_code": event.cameo_code,
        "plover_event": event.plover_event,
        "plover_mode": event.plover_mode,
        "story_id": key,
        "confidence": event.confidence,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "quote": quote.of(text),
        "char_start": quote.start,
        "char_end": quote.end,
        "rule_id": event.mentions[0].rule_id,
        "extractor_version": version,
        "model": result.model,
        "run_id": run_id,
        "provenance": to_json(provenance(result, event, quote, run_id, version)).decode(),
    }


def _actor_columns(number: int, found: tuple[Participant, ...]) -> Row:
    participant = found[0] if found else None
    actor = participant.actor if participant else None
    return {
        f"actor{number}_name": actor.name if actor else None,
        f"actor{number}_role": participant.role if participant else None,
        f"actor{number}_kind": actor.kind if actor else None,
        f"actor{number}_country": actor.country if actor else None,
    }


def _participant_row(key: str, article: CleanArticle, ordinal: int, participant: Participant) -> Row:
    return {
        "event_id": key,
        "article_id": article.article_id,
        "ordinal": ordinal,
        "role": participant.role,
        "name": participant.actor.name,
        "mention": participant.mention.of(article.text),
        "kind": participant.actor.kind,
        "title": participant.actor.title,
        "affiliation": participant.actor.affiliation,
        "country": participant.actor.country,
        "start": participant.mention.start,
        "end": participant.mention.end,
    }


def _article_row(result: ArticleEvents, run_id: str, version: str) -> Row:
    article = result.article
    return {
        "article_id": article.article_id,
        "source_uri": article.source_uri,
        "source_sha256": article.source_sha256,
        "source_record": article.source_record or None,
        "outlet": article.outlet,
        "url": article.url,
        "title": article.title,
        "published_date": article.published_date,
        "published_basis": article.published_basis,
        "dateline_place": article.dateline_place,
        "language": article.language,
        "text": article.text,
        "text_sha256": article.text_sha256,
        "cleaning": " ".join(article.cleaning) or None,
        "duplicate_of": article.duplicate_of,
        "n_events": len(result.events),
        "extractor_version": version,
        "model": result.model or None,
        "run_id": run_id,
    }
