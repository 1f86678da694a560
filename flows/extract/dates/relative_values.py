"""Values of expressions that are counted from the publication day."""

import re
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from flows.extract.dates import intervals
from flows.extract.dates.calendar_reader import YEARS_A_UNIT
from flows.extract.dates.calendar_values import of_month_without_year
from flows.extract.dates.reading import (
    Context,
    Value,
    count,
    day_number,
    is_anaphoric,
    month_number,
    one_day,
    part,
    pointing,
    singular,
    two_ways,
    weekday_near,
    weekday_number,
    words,
)

_NO_VALUE = Value(None)
PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
_SHORTER_THAN_DAY = frozenset({"second", "minute", "hour"})


def deictic(match: re.Match[str], context: Context) -> Value:
    """Reads "yesterday", "tonight", "last night", "this morning"."""
    word = (part(match, "word") or "").split()[0]
    return one_day(context.published + timedelta(pointing(word)))


def day_beyond_next(match: re.Match[str], context: Context) -> Value:
    """Reads "the day before yesterday" and "the day after tomorrow"."""
    return one_day(context.published + timedelta(2 * pointing((part(match, "side") or "").split()[0])))


def counted_from_now(match: re.Match[str], context: Context) -> Value:
    """Reads "three weeks ago", "two days from now", "three years ago today"; the unit is the precision."""
    step = pointing((part(match, "side") or "").removeprefix("from ")) or 1
    anniversary, weekday = part(match, "anniversary"), part(match, "weekday")
    number, unit = count(part(match, "number") or ""), singular(part(match, "unit"))
    if number is None or (anniversary is None and (weekday is None or unit != "year")):
        return count_from(context, context.published, match, step)
    base = context.published + timedelta(pointing(anniversary))
    if weekday:
        base = weekday_near(base, weekday_number(weekday))
    found = context.calendar.counted(base, step * number, unit)
    return Value(intervals.unit_around(found, (anniversary or "day").split()[-1])) if found else _NO_VALUE


def in_counted_time(match: re.Match[str], context: Context) -> Value:
    """Reads "in two weeks' time", and "in two weeks" in a clause that looks ahead."""
    return count_from(context, context.published, match, 1)


def count_from(context: Context, base: date, match: re.Match[str], step: int) -> Value:
    """Counts the match's `number` of its `unit` from the base, ahead or back as `step` says."""
    words_for_number = part(match, "number") or "one"
    number, unit = count(words_for_number), singular(part(match, "unit"))
    if unit in _SHORTER_THAN_DAY:
        return one_day(base)
    halves = words().fractions.get(words_for_number, 0) + ("and a half" in match.group().lower()) / 2
    if halves and unit in YEARS_A_UNIT:
        months = step * int(12 * YEARS_A_UNIT[unit] * ((number or 0) + halves))
        return Value(intervals.of_year(intervals.add_months(base.year, base.month, months)[0]))
    if number is None:
        return Value(intervals.until(base) if step < 0 else intervals.since(base))
    if unit in YEARS_A_UNIT:
        year = base.year + step * number * YEARS_A_UNIT[unit]
        return Value(intervals.of_year(year)) if MINYEAR <= year <= MAXYEAR else _NO_VALUE
    found = context.calendar.counted(base, step * number, unit)
    return Value(intervals.unit_around(found, unit)) if found else _NO_VALUE


def unit_beyond_next(match: re.Match[str], context: Context) -> Value:
    """Reads "the week before last" and "the month after next"."""
    step = 2 * pointing((part(match, "side") or "").split()[-1])
    return Value(intervals.neighbour(context.published, part(match, "unit") or "week", step))


def length_to_now(match: re.Match[str], context: Context) -> Value:
    """Reads "over the past three months": the days between then and the publication day."""
    step = pointing(part(match, "side"))
    unit = singular(part(match, "unit")).replace("weekend", "week")
    number = count(part(match, "number") or "") if part(match, "number") else None
    if number is None and not unit.startswith(part(match, "unit") or "?"):
        return Value(intervals.until(context.published) if step < 0 else intervals.since(context.published))
    if unit in _SHORTER_THAN_DAY:
        return one_day(context.published)
    found = context.calendar.counted(context.published, step * (number or 1), unit)
    return Value(intervals.of_span(*sorted((found, context.published)))) if found else _NO_VALUE


def day_of_relative_month(match: re.Match[str], context: Context) -> Value:
    """Reads "the 5th of next month"."""
    rel = part(match, "rel")
    base = (context.spoken_day if is_anaphoric(rel) else None) or context.published
    year, month = intervals.add_months(base.year, base.month, pointing(rel))
    found = context.calendar.written(year, month, day_number(part(match, "day") or ""))
    return one_day(found) if found else _NO_VALUE


def relative_month(match: re.Match[str], context: Context) -> Value:
    """Reads "last March", "this May", "that September"."""
    rel, number = part(match, "rel"), month_number(match["month"])
    base = (context.spoken_day if is_anaphoric(rel) else None) or context.published
    step = pointing(rel)
    year = base.year
    if step < 0 and number >= base.month:
        year -= 1
    elif step > 0 and number <= base.month:
        year += 1
    return Value(intervals.of_month(year, number))


def month(match: re.Match[str], context: Context) -> Value:
    """Reads "August": the last one begun, or the next one to end where the clause looks ahead."""
    number = month_number(match["month"])
    behind, ahead = (of_month_without_year(context, number, ahead) for ahead in (False, True))
    return two_ways(behind, ahead, context.direction(match) == "ahead")


def season(match: re.Match[str], context: Context) -> Value:
    """Reads "last summer", "in the spring", "winter 2019"."""
    first_month = words().seasons[part(match, "season") or ""]
    year, rel = part(match, "year"), part(match, "rel")
    if year:
        return Value(intervals.of_season(int(year), first_month), "explicit")
    published = context.published
    begun = published.year - (published.month < first_month)
    if first_month == words().seasons["winter"] and published.month < 3:
        begun = published.year - 1
    running = published in intervals.of_season(begun, first_month)
    coming = begun if running else begun + 1
    step = pointing(rel) if (rel or "").split()[-1:] != ["of"] else 0
    if step < 0:
        return Value(intervals.of_season(begun - running, first_month))
    if step > 0:
        return Value(intervals.of_season(begun + 1, first_month))
    if rel == "this":
        nearest = published.year if not running else begun
        return Value(intervals.of_season(nearest, first_month))
    return two_ways(
        intervals.of_season(begun, first_month),
        intervals.of_season(coming, first_month),
        context.direction(match) == "ahead",
    )


def quarter(match: re.Match[str], context: Context) -> Value:
    """Reads "the third quarter of 2011", "Q3 2019", "the first half"."""
    ordinal = (part(match, "ordinal") or "").removeprefix("fiscal ")
    fiscal = "fiscal" in match.group().lower()
    if fiscal:
        return _NO_VALUE
    figures = ordinal.strip("qh")
    number = int(figures) if figures.isdigit() else words().ordinals[ordinal]
    half = part(match, "unit") == "half" or "h" in ordinal[:2].removesuffix("t")
    half = half and number <= 2 if ordinal[:1].isalpha() and not ordinal.startswith("h") else half
    make = intervals.of_half if half else intervals.of_quarter
    number = min(number, 2) if half else number
    year, rel = part(match, "year"), part(match, "rel")
    if year:
        return Value(make(int(year), number), "explicit")
    if rel:
        return Value(make(context.published.year + pointing(rel), number))
    this_year = make(context.published.year, number)
    begun = this_year.start is not None and this_year.start <= context.published
    behind = this_year if begun else make(context.published.year - 1, number)
    over = this_year.end is not None and this_year.end < context.published
    ahead = make(context.published.year + 1, number) if over else this_year
    return two_ways(behind, ahead, context.direction(match) == "ahead")


def relative_quarter(match: re.Match[str], context: Context) -> Value:
    """Reads "last quarter" and "the current quarter"."""
    rel = part(match, "rel") or ""
    published = context.published
    if "ago" in rel or "earlier" in rel:
        return Value(intervals.neighbour(published, "quarter", -4))
    step = -1 if re.search(r"latest|recent|prior", rel) else pointing(rel)
    return Value(intervals.neighbour(published, "quarter", step))


def relative_unit(match: re.Match[str], context: Context) -> Value:
    """Reads "last week", "this year", "the following month", "next weekend"."""
    rel, unit = part(match, "rel") or "", part(match, "unit") or ""
    base, step = context.published, pointing(rel)
    if "year-ago" in rel or "year-earlier" in rel:
        return Value(intervals.of_year(base.year - 1))
    if is_anaphoric(rel) and context.spoken and context.spoken.start:
        base = context.spoken.start
    if unit in ("season", "period"):
        return Value(intervals.until(base)) if step < 0 and unit == "period" else _NO_VALUE
    if unit in PARTS_OF_DAY or unit == "day":
        return one_day(base + timedelta(step))
    if unit == "weekend":
        return _weekend(match, context, step)
    return Value(intervals.neighbour(base, unit, step))


def the_weekend(match: re.Match[str], context: Context) -> Value:
    """Reads "over the weekend"."""
    return _weekend(match, context, 0)


def present(_: re.Match[str], context: Context) -> Value:
    """Reads "now"."""
    return one_day(context.published)


def vague_past(_: re.Match[str], context: Context) -> Value:
    """Reads "recently"."""
    return Value(intervals.until(context.published))


def vague_future(_: re.Match[str], context: Context) -> Value:
    """Reads "soon"."""
    return Value(intervals.since(context.published))


def _weekend(match: re.Match[str], context: Context, step: int) -> Value:
    this = intervals.of_weekend(context.published)
    last = intervals.of_weekend(context.published - timedelta(7))
    if step < 0:
        return Value(last)
    if step > 0:
        return Value(intervals.of_weekend(context.published + timedelta(7)))
    begun = this.start is not None and this.start <= context.published
    direction = context.direction(match)
    coming = direction is None and (part(match, "rel") or "").startswith("this")
    return two_ways(this if begun else last, this, direction == "ahead" or coming)


READERS: dict[str, Callable[[re.Match[str], Context], Value]] = {
    "deictic": deictic,
    "day_beyond_next": day_beyond_next,
    "counted_from_now": counted_from_now,
    "in_counted_time": in_counted_time,
    "length_to_now": length_to_now,
    "unit_beyond_next": unit_beyond_next,
    "day_of_relative_month": day_of_relative_month,
    "relative_month": relative_month,
    "month": month,
    "season": season,
    "quarter": quarter,
    "relative_quarter": relative_quarter,
    "relative_unit": relative_unit,
    "the_weekend": the_weekend,
    "present": present,
    "vague_past": vague_past,
    "vague_future": vague_future,
}
