"""Finds time expressions in a text and gives them values."""

from datetime import date

from flows.extract.dates import (
    anaphoric_values,
    calendar_values,
    feast_values,
    relative_values,
    weekday_values,
)
from flows.extract.dates.detection import Detected, detect
from flows.extract.dates.reading import SENTENCE_END, Context, Value
from flows.extract.dates.time_expression import TimeExpression
from flows.records import Span

__all__ = ["TimeExpression", "tag"]

READERS = {
    **calendar_values.READERS,
    **feast_values.READERS,
    **weekday_values.READERS,
    **relative_values.READERS,
    **anaphoric_values.READERS,
}
_VAGUE = frozenset({"present", "vague_past", "vague_future", "length_to_now", "unit_of_context"})


def tag(text: str, published: date) -> tuple[TimeExpression, ...]:
    """Finds all time expressions of a text, in order, never overlapping, valued from its publication day."""
    context = Context(text, published)
    found = []
    for detected in detect(text):
        value = READERS[detected.pattern.reader](detected.match, context)
        found.append(_expression(detected, value))
        if value.interval and value.interval.start and detected.pattern.reader not in _VAGUE:
            context.spoken, context.spoken_end = value.interval, detected.match.end()
            if value.interval.granularity == "day":
                context.spoken_day = value.interval.start
    coming = [t.span for t in found if t.kind != "clock" and t.day and t.day > published]
    return tuple(t for t in found if t.kind != "clock" or not _has_its_day(t.span, coming, text))


def _has_its_day(clock: Span, coming: list[Span], text: str) -> bool:
    """Tells whether the sentence names the day of a time of day ("at 3 p.m. in the hall on Tuesday")."""
    return any(not SENTENCE_END.search(text, *sorted((day.start, clock.start))) for day in coming)


def _expression(detected: Detected, value: Value) -> TimeExpression:
    span, pattern, interval = Span(*detected.match.span()), detected.pattern, value.interval
    if interval is None:
        return TimeExpression(span, pattern.id, None, None, None, value.basis, timex=pattern.timex)
    return TimeExpression(
        span,
        pattern.id,
        interval.edtf,
        interval.start,
        interval.end,
        value.basis,
        interval.granularity,
        pattern.timex,
        value.other_way,
        value.contradicted,
    )
