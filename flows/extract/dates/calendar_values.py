"""Values of expressions that stand on the calendar by themselves, or lack but the year."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from flows.extract.dates import intervals
from flows.extract.dates.intervals import Interval
from flows.extract.dates.reading import (
    Context,
    Value,
    count,
    day_number,
    is_anaphoric,
    month_number,
    part,
    pointing,
    weekday_number,
    words,
)

_UNRESOLVED = Value(None, "explicit")
_NEAR = 60
"""Days within which the nearer of two days of a month is meant, whatever the clause says."""


def iso(match: re.Match[str], context: Context) -> Value:
    """Reads "2024-03-08"."""
    return _one_day(context.calendar.written(int(match["year"]), int(match["month"]), int(match["day"])))


def numeric(match: re.Match[str], context: Context) -> Value:
    """Reads "08/03/2024"."""
    return _one_day(context.calendar.figures(match["numeric"]))


def calendar_day(match: re.Match[str], context: Context) -> Value:
    """Reads "Friday, March 8, 2024", "8 March", "the eighth of March"; without a year the nearest."""
    month, day = month_number(part(match, "month") or ""), day_number(part(match, "day") or "")
    year, rel = part(match, "year"), part(match, "rel")
    if year or rel:
        written = int(year) if year else context.published.year + pointing(rel)
        value = _one_day(context.calendar.written(written, month, day))
    else:
        value = of_days_without_year(match, context, _in_years_around(context, month, day))
    weekday, found = part(match, "weekday"), value.interval and value.interval.start
    if found and weekday and found.weekday() != weekday_number(weekday):
        return Value(value.interval, value.basis, value.other_way, contradicted=True)
    return value


def this_day_in_year(match: re.Match[str], context: Context) -> Value:
    """Reads "on this day in 1918"."""
    today = context.published
    return _one_day(context.calendar.written(int(match["year"]), today.month, today.day))


def days_listed(match: re.Match[str], context: Context) -> Value:
    """Reads "May 3, 4 and 5", as the days from the first to the last."""
    month, year = month_number(part(match, "month") or ""), part(match, "year")
    first, last = day_number(part(match, "day") or ""), day_number(part(match, "last") or "")
    ends = [
        context.calendar.written(int(year), month, day) if year else nearest(context, month, day)
        for day in (first, last)
    ]
    if ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
        return _UNRESOLVED
    return Value(intervals.of_span(ends[0], ends[1]), "explicit")


def counted_day_of_month(match: re.Match[str], context: Context) -> Value:
    """Reads "the first Monday of October" and "the last day of April"."""
    number, year = month_number(match["month"]), part(match, "year")
    ordinal, weekday = part(match, "ordinal") or "", part(match, "weekday")
    month = of_month_without_year(context, number, context.direction(match) == "ahead")
    if year:
        month = intervals.of_month(int(year), number)
    if month.start is None or month.end is None:
        return _UNRESOLVED
    days = [month.start + timedelta(n) for n in range((month.end - month.start).days + 1)]
    if weekday:
        days = [d for d in days if d.weekday() == weekday_number(weekday)]
    return _one_day(days[-1 if ordinal in ("last", "final") else words().ordinals[ordinal] - 1])


def months_of_year(match: re.Match[str], context: Context) -> Value:
    """Reads "the first nine months of 2023"."""
    year, number = part(match, "year"), count(part(match, "number") or "")
    if number is None or not 1 <= number <= 12:
        return _UNRESOLVED
    of = int(year) if year else context.published.year + pointing(part(match, "rel"))
    first = 1 if part(match, "ordinal") == "first" else 13 - number
    return Value(
        Interval(date(of, first, 1), intervals.of_month(of, first + number - 1).end, "span"), "explicit"
    )


def day_range(match: re.Match[str], context: Context) -> Value:
    """Reads "December 14-16", "14 to 16 December 2022", "January 29 – February 14"."""
    last_day = match["day2"] or match["day3"] or match["day4"] or match["day6"]
    first_day = match["day"] or match["day5"]
    last_month = month_number(match["month2"] or match["month4"] or match["month"])
    first_month = month_number(match["month"] or match["month3"] or match["month4"])
    year = match["year2"] or match["year3"] or match["year"]
    if year:
        last = context.calendar.written(int(year), last_month, day_number(last_day))
    else:
        last = nearest(context, last_month, day_number(last_day))
    if last is None:
        return _UNRESOLVED
    first_year = int(match["year"]) if match["year"] else last.year - (first_month > last_month)
    first = context.calendar.written(first_year, first_month, day_number(first_day))
    if first is None or first > last:
        return Value(intervals.of_day(last), "explicit", contradicted=True)
    return Value(intervals.of_span(first, last), "explicit")


def month_of_year(match: re.Match[str], context: Context) -> Value:
    """Reads "March 2019", "March '99" and "late January of last year"."""
    month, year, short, rel = (part(match, name) for name in ("month", "year", "short", "rel"))
    if year:
        number = int(year)
    elif short:
        number = _full_year(int(short), context.published)
    else:
        spoken = context.spoken.start if context.spoken and is_anaphoric(rel) else None
        number = (spoken or context.published).year + pointing(rel)
    return Value(intervals.of_month(number, month_number(month or "")), "explicit")


def month_range(match: re.Match[str], context: Context) -> Value:
    """Reads "from March to May 2019"."""
    first = month_number(match["month"] or match["month3"] or match["month5"])
    last = month_number(match["month2"] or match["month4"] or match["month6"])
    year = match["year2"] or match["year3"]
    if year:
        last_year = int(year)
    else:
        ahead = context.direction(match) == "ahead"
        last_year = context.published.year - (not ahead and last > context.published.month)
        last_year += ahead and last < context.published.month
    first_year = int(match["year"]) if match["year"] else last_year - (first > last)
    start, end = intervals.of_month(first_year, first).start, intervals.of_month(last_year, last).end
    return Value(Interval(start, end, "span"), "explicit") if start and end and start <= end else _UNRESOLVED


def week_of(match: re.Match[str], context: Context) -> Value:
    """Reads "the week of March 4"."""
    month, day = month_number(part(match, "month") or ""), day_number(part(match, "day") or "")
    year = part(match, "year")
    found = context.calendar.written(int(year), month, day) if year else nearest(context, month, day)
    return Value(intervals.of_week(found), "explicit") if found else _UNRESOLVED


def week_of_month(match: re.Match[str], context: Context) -> Value:
    """Reads "the last week of March": a week belongs to the month that most of its days are in."""
    ordinal, year = part(match, "ordinal") or "", part(match, "year")
    month = of_month_without_year(context, month_number(match["month"]), context.direction(match) == "ahead")
    if year:
        month = intervals.of_month(int(year), month_number(match["month"]))
    if month.start is None or month.end is None:
        return _UNRESOLVED
    if ordinal in ("last", "final"):
        return Value(intervals.of_week(month.end - timedelta(3)), "explicit")
    return Value(intervals.of_week(month.start + timedelta(7 * words().ordinals[ordinal] - 4)), "explicit")


def year_alone(match: re.Match[str], _: Context) -> Value:
    """Reads "1993"."""
    return Value(intervals.of_year(int(match["year"])), "explicit")


def year_short(match: re.Match[str], context: Context) -> Value:
    """Reads "'82"."""
    return Value(intervals.of_year(_full_year(int(match["short"]), context.published)), "explicit")


def year_range(match: re.Match[str], _: Context) -> Value:
    """Reads "from 2009 to 2011"."""
    first, last = int(match["year"]), int(match["year2"])
    if last < 100:
        last += first // 100 * 100
    if first >= last:
        return _UNRESOLVED
    return Value(Interval(date(first, 1, 1), date(last, 12, 31), "span"), "explicit")


def decade(match: re.Match[str], context: Context) -> Value:
    """Reads "the late 1960s", "the '80s" and "the sixties"."""
    year, short, word = part(match, "decade"), part(match, "short"), part(match, "word")
    if not year:
        two_figures = int(short) if short else words().decades[word or ""]
        year = str(_full_year(two_figures, context.published))
    return Value(intervals.of_decade(int(year)), "explicit")


def century(match: re.Match[str], _: Context) -> Value:
    """Reads "the 17th century"."""
    figures = part(match, "number")
    number = int(figures) if figures else words().centuries[part(match, "word") or ""]
    return Value(intervals.of_century(number), "explicit") if 1 < number <= 30 else _UNRESOLVED


def unresolved(_: re.Match[str], __: Context) -> Value:
    """Leaves fiscal and academic years without a value."""
    return _UNRESOLVED


def of_month_without_year(context: Context, number: int, ahead: bool) -> Interval:
    """Returns the last month of that number to have begun, or the next to end."""
    published = context.published
    if ahead:
        return intervals.of_month(published.year + (number < published.month), number)
    return intervals.of_month(published.year - (number > published.month), number)


def nearest(context: Context, month: int, day: int) -> date | None:
    """Returns the day of that month nearest to the publication day; None where no year near has one."""
    found = _in_years_around(context, month, day)
    return min(found, key=lambda d: abs((d - context.published).days), default=None)


def of_days_without_year(match: re.Match[str], context: Context, days: Sequence[date]) -> Value:
    """Returns the nearest of a day's returns, or the one that the clause points to where none is near."""
    published = context.published

    def distance(day: date) -> int:
        return abs((day - published).days)

    found = min(days, key=distance, default=None)
    if found is None:
        return _UNRESOLVED
    if distance(found) > _NEAR:
        ahead = context.direction(match) == "ahead"
        found = min((d for d in days if (d > published) == ahead), key=distance, default=found)
    other = min((d for d in days if _beyond(d, found, published)), key=distance, default=None)
    return Value(intervals.of_day(found), "explicit", intervals.of_day(other) if other else None)


def _in_years_around(context: Context, month: int, day: int) -> list[date]:
    year = context.published.year
    return [date(y, month, day) for y in range(year - 2, year + 3) if day <= monthrange(y, month)[1]]


def _beyond(candidate: date, found: date, published: date) -> bool:
    """Tells whether the candidate lies on the other side of the publication day than what was found."""
    return candidate > published if found <= published else candidate < published


def _full_year(two_figures: int, published: date) -> int:
    """Returns the last year that ends in the two figures and is not after the publication year."""
    year = published.year // 100 * 100 + two_figures
    return year if year <= published.year else year - 100


def _one_day(found: date | None) -> Value:
    return Value(intervals.of_day(found), "explicit") if found else _UNRESOLVED


READERS: dict[str, Callable[[re.Match[str], Context], Value]] = {
    "iso": iso,
    "numeric": numeric,
    "calendar_day": calendar_day,
    "counted_day_of_month": counted_day_of_month,
    "months_of_year": months_of_year,
    "day_range": day_range,
    "days_listed": days_listed,
    "this_day_in_year": this_day_in_year,
    "month_of_year": month_of_year,
    "month_range": month_range,
    "week_of": week_of,
    "week_of_month": week_of_month,
    "year": year_alone,
    "year_short": year_short,
    "year_range": year_range,
    "decade": decade,
    "century": century,
    "unresolved": unresolved,
}
