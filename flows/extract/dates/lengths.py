"""Reads how long an event lasts, where its first day is known: "a three-day visit from Monday"."""

from collections.abc import Sequence
from datetime import timedelta

from flows.extract.dates import intervals
from flows.extract.dates.context_words import context_words
from flows.extract.dates.intervals import Interval
from flows.extract.dates.reading import words
from flows.extract.dates.time_expression import TimeExpression
from flows.extract.tokens import Token

_LONGEST = 31
"""Days from which on a length is taken for a misreading."""

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
"""Lengths in days."""


def days_of(trigger: Token) -> int | None:
    """Returns the length in days that the sentence gives a visit or meeting, or None.

    That is a modifier of its noun, or of a noun in its verb's phrases ("left on a three-day visit"), or a
    phrase of its own ("stayed for three days").
    """
    forms = [t.lower_ for t in trigger.subtree]
    for at, word in enumerate(forms):
        if word in ("day", "days") and at:
            before = at - 2 if forms[at - 1] == "-" else at - 1
            hyphened = forms[at - 1] == "-" or word == "day"
            if (
                before >= 0
                and (number := _number(forms[before]))
                and (hyphened or forms[before - 1] == "for")
            ):
                return number
        if word == "weeklong" or forms[at : at + 3] == ["week", "-", "long"]:
            return 7
    return None


def stretched(interval: Interval, days: int, noun: Token) -> Interval:
    """Returns an event's days, of which the interval is the first, or the last where the event ended then.

    An interval that is not one day stays as it is.
    """
    if interval.granularity != "day" or interval.start is None:
        return interval
    rest = timedelta(days - 1)
    if _is_over(noun):
        return intervals.of_span(interval.start - rest, interval.start)
    return intervals.of_span(interval.start, interval.start + rest)


def _is_over(noun: Token) -> bool:
    """Tells whether the day is that on which an event ended: "left after a visit", "a visit that ended"."""
    endings = context_words("ending_verbs")
    clauses = (c for c in noun.rights if c.dep_ in ("relcl", "acl"))
    return (
        noun.head.lower_ == "after"
        or noun.head.lemma_ in endings
        or any(c.lemma_ in endings for c in clauses)
    )


def joined(time: TimeExpression, times: Sequence[TimeExpression], text: str) -> TimeExpression | None:
    """Returns the next day where the text joins it to a day ("on Monday and Tuesday"), or None."""
    if time.day is None:
        return None
    for other in times:
        if other.day == time.day + timedelta(1) and text[time.span.end : other.span.start].strip() == "and":
            return other
    return None


def _number(word: str) -> int | None:
    number = int(word) if word.isascii() and word.isdigit() else words().numbers.get(word, 0)
    return number if 1 < number <= _LONGEST else None


def days_counted(clause: Token) -> int | None:
    """Returns how many days a clause lies from the one above ("a week after he met her": -7), or None.

    Args:
        clause: Verb of a clause with "after" or "before".
    """
    mark = next((c for c in clause.lefts if c.lower_ in ("after", "before")), None)
    if mark is None or mark.i - 2 < mark.sent.start:
        return None
    number, unit = (t.lower_ for t in mark.doc[mark.i - 2 : mark.i])
    length = _UNITS.get(unit)
    count = 1 if number in ("a", "one") else _number(number)
    if length is None or count is None:
        return None
    return count * length if mark.lower_ == "before" else -count * length
