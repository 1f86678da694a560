"""Values of weekdays, which are counted from the publication day or from what the text spoke of last."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from flows.extract.dates import intervals
from flows.extract.dates.reading import (
    Context,
    Value,
    count,
    day_number,
    is_anaphoric,
    one_day,
    part,
    pointing,
    two_ways,
    weekday_near,
    weekday_number,
)

_NO_VALUE = Value(None)
_WEEKS = {"week": 1, "fortnight": 2}
_EASTERN_CLOCK = re.compile(r",? local time,? \((?:UTC|GMT)\+\d")
_DAYS_BEFORE_A_DATE = 31
"""Days around the publication day among which "Monday the 13th" is sought."""


def weekday(match: re.Match[str], context: Context) -> Value:
    """Reads "Monday": on or before the publication day, or on or after it where the clause looks ahead."""
    number = weekday_number(part(match, "weekday") or "")
    rel, week = part(match, "rel"), part(match, "week")
    if week:
        monday = intervals.of_week(context.published).start or context.published
        which = pointing(week.removesuffix(" week"))
        return one_day(monday + timedelta(7 * which + number))
    if is_anaphoric(rel):
        base = context.spoken_day or context.published
        if pointing(rel) == 0:
            return one_day(weekday_near(base, number))
    else:
        base = context.published
    if rel and pointing(rel):
        strictly = base + timedelta(pointing(rel) - 7 * rel.startswith("before"))
        side = _on_or_after if pointing(rel) > 0 else _on_or_before
        return one_day(side(strictly, number))
    behind, ahead = _on_or_before(base, number), _on_or_after(base, number)
    if (ahead - base).days == 1 and is_east(context.text, match.end()):
        return one_day(ahead)  # it has dawned there before it ended where the article was published
    looks_ahead = context.direction(match) == "ahead"
    return two_ways(intervals.of_day(behind), intervals.of_day(ahead), looks_ahead)


def weekday_range(match: re.Match[str], context: Context) -> Value:
    """Reads "from Monday to Wednesday"."""
    first = weekday_number(match["weekday"] or match["weekday3"] or match["weekday5"])
    last = weekday_number(match["weekday2"] or match["weekday4"] or match["weekday6"])
    length = timedelta((last - first) % 7)
    behind = _on_or_before(context.published, last) - length
    ahead = _on_or_after(context.published, first)
    return two_ways(
        intervals.of_span(behind, behind + length),
        intervals.of_span(ahead, ahead + length),
        context.direction(match) == "ahead",
    )


def weeks_from_weekday(match: re.Match[str], context: Context) -> Value:
    """Reads "Monday week", "a week on Tuesday", "two weeks from Friday", "a week ago Monday"."""
    number, side = weekday_number(part(match, "weekday") or ""), part(match, "side") or "on"
    weeks = count(part(match, "number") or "one")
    if weeks is None:
        return _NO_VALUE
    length = timedelta(7 * weeks * _WEEKS[part(match, "unit") or "week"])
    if pointing(side.split()[0]) < 0:
        return one_day(_on_or_before(context.published - timedelta(side == "last"), number) - length)
    return one_day(_on_or_after(context.published + timedelta(1), number) + length)


def weekdays_ago(match: re.Match[str], context: Context) -> Value:
    """Reads "two Sundays ago": the last Sunday is the first counted."""
    number = count(part(match, "number") or "")
    if number is None:
        return _NO_VALUE
    last = _on_or_before(context.published - timedelta(1), weekday_number(match["weekday"]))
    return one_day(last - timedelta(7 * (number - 1)))


def weekday_with_day(match: re.Match[str], context: Context) -> Value:
    """Reads "Monday the 13th": the nearest thirteenth that is a Monday; None where none is near."""
    day, number = day_number(match["day"]), weekday_number(match["weekday"])
    reach = range(-_DAYS_BEFORE_A_DATE, _DAYS_BEFORE_A_DATE + 1)
    near = (context.published + timedelta(n) for n in sorted(reach, key=abs))
    found = next((d for d in near if d.day == day and d.weekday() == number), None)
    return Value(intervals.of_day(found), "explicit") if found else _NO_VALUE


def is_east(text: str, end: int) -> bool:
    """Tells whether the words before `end` are told by a clock ahead of UTC ("…, local time (UTC+0900)")."""
    return _EASTERN_CLOCK.match(text, end) is not None


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta((day.weekday() - weekday) % 7)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.weekday()) % 7)


READERS: dict[str, Callable[[re.Match[str], Context], Value]] = {
    "weekday": weekday,
    "weekday_range": weekday_range,
    "weekday_with_day": weekday_with_day,
    "weekdays_ago": weekdays_ago,
    "weeks_from_weekday": weeks_from_weekday,
}
