"""Values of feasts and holidays, which have a day of their own in every year."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from flows.extract.dates.calendar_values import of_days_without_year
from flows.extract.dates.intervals import of_day, of_month
from flows.extract.dates.reading import Context, Value, part, pointing
from flows.extract.rules import load_tables


@dataclass(frozen=True, slots=True)
class _Feasts:
    """How the day of each feast is found; the names are in lower case, see the lexicon."""

    fixed: dict[str, tuple[int, int]]
    from_easter: dict[str, int]
    weekday_of_month: dict[str, tuple[int, int, int]]
    short: dict[str, str]

    def day(self, name: str, year: int) -> date:
        """Returns the feast's day in the year."""
        if name in self.fixed:
            return date(year, *self.fixed[name])
        if name in self.from_easter:
            sunday: date = easter(year)
            return sunday + timedelta(self.from_easter[name])
        month, weekday, which = self.weekday_of_month[name]
        days = of_month(year, month)
        first = days.start or date(year, month, 1)
        first += timedelta((weekday - first.weekday()) % 7)
        found = [day for n in range(5) if (day := first + timedelta(7 * n)) in days]
        return found[which - 1 if which > 0 else which]


@functools.cache
def _feasts() -> _Feasts:
    tables = load_tables("dates_feasts")
    return _Feasts(
        {_key(name): (int(day[:2]), int(day[3:])) for name, day in tables["fixed"].items()},
        {_key(name): days for name, days in tables["from_easter"].items()},
        {_key(name): tuple(rule) for name, rule in tables["weekday_of_month"].items()},
        {_key(name): _key(full) for name, full in tables["short"].items()},
    )


def _key(name: str) -> str:
    return re.sub(r"[.'’]", "", name.lower())


def feast(match: re.Match[str], context: Context) -> Value:
    """Reads "Christmas Day", "Easter Monday 2021", "last Thanksgiving"."""
    name = _key(part(match, "feast") or "")
    feasts, published = _feasts(), context.published
    name = feasts.short.get(name, name)
    year, rel = part(match, "year"), part(match, "rel")
    if year:
        return Value(of_day(feasts.day(name, int(year))), "explicit")
    days = [feasts.day(name, y) for y in range(published.year - 2, published.year + 3)]
    if rel is None or pointing(rel) == 0:
        return of_days_without_year(match, context, days)
    past, coming = [d for d in days if d < published], [d for d in days if d > published]
    return Value(of_day(past[-1] if pointing(rel) < 0 else coming[0]), "explicit")


READERS: dict[str, Callable[[re.Match[str], Context], Value]] = {"feast": feast}
