"""Values of expressions that are counted from what the text spoke of last, not from the publication day."""

import re
from collections.abc import Callable

from flows.extract.dates import intervals
from flows.extract.dates.reading import Context, Value, day_number, part, pointing, singular
from flows.extract.dates.relative_values import PARTS_OF_DAY, count_from

_NO_VALUE = Value(None)


def counted_from_context(match: re.Match[str], context: Context) -> Value:
    """Reads "two days later" and "a year earlier"; from the publication day where there is nothing else."""
    unit = singular(part(match, "unit"))
    step = pointing(part(match, "side")) or 1
    if unit in ("year", "decade", "century") and context.spoken and context.spoken.start:
        return count_from(context, context.spoken.start, match, step)
    base = context.spoken_day or context.published
    if step < 0 and base > context.published and not context.spoken_in_sentence(match):
        base = context.published  # what came earlier is told of, and not what comes before a plan
    return count_from(context, base, match, step)


def neighbour_of_context(match: re.Match[str], context: Context) -> Value:
    """Reads "the previous day", "the day after", "the week before", "that day"."""
    unit = part(match, "unit") or "day"
    step = pointing((part(match, "side") or "").replace("previously", "previous").replace("very ", ""))
    base = context.spoken_day or context.published
    return Value(intervals.neighbour(base, "day" if unit in PARTS_OF_DAY else unit, step))


def same_day(_: re.Match[str], context: Context) -> Value:
    """Reads "later in the day"."""
    return Value(intervals.of_day(context.spoken_day or context.published))


def clock(match: re.Match[str], context: Context) -> Value:
    """Reads "at 3 p.m." of what is to come: on the day to come that the paragraph tells of, else today."""
    told = context.spoken_day
    same_paragraph = "\n" not in context.text[context.spoken_end : match.start()]
    coming = told is not None and told >= context.published and same_paragraph
    return Value(intervals.of_day(told if told and coming else context.published))


def unit_of_context(match: re.Match[str], context: Context) -> Value:
    """Reads "later in the year", "the end of the month"."""
    unit = part(match, "unit") or "year"
    if unit == "season":
        return _NO_VALUE
    if match["unit3"]:
        return Value(intervals.of_year(context.published.year))
    if unit in ("year", "decade", "century"):
        told = context.spoken_in_sentence(match)
        return Value(intervals.unit_around((told and told.start) or context.published, unit))
    return Value(intervals.unit_around(context.spoken_day or context.published, unit))


def ordinal_day(match: re.Match[str], context: Context) -> Value:
    """Reads "on the 25th": of the month that the text spoke of last."""
    base = (context.spoken and context.spoken.start) or context.published
    found = context.calendar.written(base.year, base.month, day_number(match["day"]))
    return Value(intervals.of_day(found)) if found else _NO_VALUE


def same_period(match: re.Match[str], context: Context) -> Value:
    """Reads "the same period last year"."""
    year = part(match, "year")
    if year:
        return Value(intervals.of_year(int(year)))
    rel = part(match, "rel")
    return Value(intervals.of_year(context.published.year + (pointing(rel) if rel else -1)))


READERS: dict[str, Callable[[re.Match[str], Context], Value]] = {
    "counted_from_context": counted_from_context,
    "neighbour_of_context": neighbour_of_context,
    "same_day": same_day,
    "clock": clock,
    "unit_of_context": unit_of_context,
    "ordinal_day": ordinal_day,
    "same_period": same_period,
}
