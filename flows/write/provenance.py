"""Writes the evidence of an event in the terms of the W3C Web Annotation model."""

from typing import Any

from flows.records import ArticleEvents, CleanArticle, Event, Span

# Enough words on each side to find the quote again in a text that has shifted.
_CONTEXT = 32


def provenance(result: ArticleEvents, event: Event, quote: Span, run_id: str, version: str) -> dict[str, Any]:
    """Returns the provenance of one event, valid against schemas/provenance.schema.json."""
    article = result.article
    text = article.text
    model, _, model_version = result.model.rpartition(" ")
    return {
        "source": {
            "uri": article.source_uri,
            "sha256": article.source_sha256,
            "record": article.source_record or None,
            "selector": _position(source_span(article, quote)),
        },
        "article": {"id": article.article_id, "text_sha256": article.text_sha256},
        "selector": [
            _position(quote),
            {
                "type": "TextQuoteSelector",
                "exact": quote.of(text),
                "prefix": text[max(0, quote.start - _CONTEXT) : quote.start],
                "suffix": text[quote.end : quote.end + _CONTEXT],
            },
        ],
        "mentions": [
            {"start": m.span.start, "end": m.span.end, "exact": m.span.of(text), "rule": m.rule_id}
            for m in event.mentions
        ],
        "extractor": {
            "name": "readout",
            "version": version,
            "rule": event.mentions[0].rule_id,
            "model": model,
            "model_version": model_version,
        },
        "run": run_id,
    }


def source_span(article: CleanArticle, span: Span) -> Span | None:
    """Returns where a span of the clean text stands in the source record's decoded text, or None if unknown.

    A span that cleaning cut through (a line joined, a furniture line dropped) reaches from the source
    position of its first character to that of its last.
    """
    start = _source_position(article, span.start)
    last = _source_position(article, span.end - 1)
    return None if start is None or last is None else Span(start.start, last.end)


def _source_position(article: CleanArticle, position: int) -> Span | None:
    """Returns the stretch of the source that one character comes from."""
    for run in article.source_runs or ():
        if run.start <= position < run.start + run.length:
            if run.source_length is not None:
                return Span(run.source_start, run.source_start + run.source_length)
            start = run.source_start + position - run.start
            return Span(start, start + 1)
    return None


def _position(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"type": "TextPositionSelector", "start": span.start, "end": span.end}
