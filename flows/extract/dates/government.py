"""Finds the time expression of its own sentence that dates an event, and the value that fits the event."""

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from flows.extract.candidates import Candidate
from flows.extract.datelines import dateline_end
from flows.extract.dates import intervals
from flows.extract.dates.aspect import is_of_the_past, is_past
from flows.extract.dates.attachment import governing, is_part_of
from flows.extract.dates.framing import is_about_events
from flows.extract.dates.intervals import Interval
from flows.extract.dates.lengths import days_of, joined, stretched
from flows.extract.dates.time_expression import TimeExpression
from flows.extract.dates.weekday_values import is_east
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Token
from flows.records import DateBasis, EventDate, Precision, Span

_LINE = re.compile(r"^(?=\S)", re.MULTILINE)
_HEAD = 600
"""How far into the text a dateline may stand, behind a title and bylines."""
_DIRECT = 1.3
"""Cost up to which a statement takes a time longer than a day, and a later mention gives its day at all."""
_WAS = frozenset({"was", "were"})
_PREPOSITION = 12
"""How many characters may stand between a content and the time that closes it ("throughout")."""
_PRECISION: dict[str, Precision] = {"day": "day", "month": "month", "year": "year"}


class Governor:
    """Dates events of one article by the expressions that govern them."""

    def __init__(self, parsed: ParsedArticle, contents: Sequence[Span]) -> None:
        """Takes the article, and what its statements say: times in there date something else."""
        self._parsed = parsed
        self._contents = contents
        self._published = parsed.article.published_date
        # A dateline's day is that of the report, which the rule for undated events gives.
        text = parsed.article.text
        opening = next(
            (end for m in _LINE.finditer(text, 0, _HEAD) if (end := dateline_end(text, m.start()))), 0
        )
        self._times = [t for t in parsed.times if t.span.start >= opening]

    def date(self, candidate: Candidate) -> EventDate | None:
        """The time expression that governs the first mention, else the day that governs a later one."""
        is_statement = candidate.event_type == "statement"
        ahead = candidate.status == "planned"
        for token in (candidate.trigger, *candidate.anchors):
            found = governing(token, self._times, self._foreign(token), in_reach=not is_statement)
            if found is None:
                continue
            time, cost = found
            if is_of_the_past(token) and not is_part_of(time, token):
                continue
            if token != candidate.trigger and (cost > _DIRECT or (time.day is None and not ahead)):
                continue
            if is_statement and time.day is None and cost > _DIRECT:
                continue
            if is_statement and is_about_events(token) and _ends_with(candidate.content, time):
                continue
            if is_statement and _belongs_to_the_act_before(token, time):
                continue
            if interval := self._fitting(candidate, time):
                interval, words = self._whole(candidate, token, interval, time)
                return replace(event_date(interval, time.basis, words), contradicted=time.contradicted)
        return None

    def _whole(
        self, candidate: Candidate, token: Token, interval: Interval, time: TimeExpression
    ) -> tuple[Interval, Span]:
        """Returns a visit's or meeting's days from the first to the last, and the words for them.

        The length told with a journey that is over ("arrived on Monday on a three-day visit") is that of the
        plan, so it lengthens only what is ahead or what the noun itself names.
        """
        if candidate.event_type not in ("visit", "meeting") or interval.start is None:
            return interval, time.span
        last = joined(time, self._parsed.times, self._parsed.article.text)
        if last is not None and interval == Interval(time.start, time.end, "day"):
            return intervals.of_span(interval.start, interval.start + timedelta(1)), Span(
                time.span.start, last.span.end
            )
        if candidate.status in ("planned", "cancelled") or token.pos_ == "NOUN":
            days = days_of(token)
            return (stretched(interval, days, token) if days else interval), time.span
        return interval, time.span

    def _foreign(self, token: Token) -> list[Span]:
        """Stretches whose expressions date something else: quotations, and what statements say."""
        spans = [q.span for q in self._parsed.quotations if not q.span.start <= token.idx < q.span.end]
        spans += [c for c in self._contents if not c.start <= token.idx < c.end]
        return spans

    def _fitting(self, candidate: Candidate, time: TimeExpression) -> Interval | None:
        """The expression's value, on the side of the publication day that the event's status asks for."""
        if time.granularity is None:
            return None
        readings = [Interval(time.start, time.end, time.granularity), time.other_way]
        if candidate.status == "cancelled" and time.kind.startswith("weekday"):
            readings.sort(key=self._distance)
            if _was_set(candidate.trigger) and self._is_days_ago(readings[0]):
                readings.reverse()
        for reading in readings:
            if reading is None:
                continue
            over = reading.end is not None and reading.end < self._published
            ahead = reading.start is not None and reading.start > self._published
            told_today = is_past(candidate.trigger) and not _was_to_come(candidate.trigger)
            # A calendar day's other reading is a year away.
            bare = time.kind != "calendar_day"
            todays_news = reading.end == self._published and told_today and bare
            if candidate.status == "planned" and (over or todays_news):
                continue
            if candidate.status == "occurred" and ahead:
                if time.other_way is None and is_east(self._parsed.article.text, time.span.end):
                    return reading  # a day that had begun there
                if time.kind == "calendar_day":
                    return None  # the nearest such day is to come, so it dates what was spoken of
                continue
            return reading
        return None

    def _is_days_ago(self, reading: Interval | None) -> bool:
        return reading is not None and reading.end is not None and (self._published - reading.end).days > 1

    def _distance(self, interval: Interval | None) -> int:
        """Counts the days from the publication day; what was called off was set for the nearest such day."""
        if interval is None or interval.start is None:
            return sys.maxsize
        return abs((interval.start - self._published).days)


def event_date(interval: Interval, basis: DateBasis, words: Span | None = None) -> EventDate:
    """Turns a stretch of days into an event's date."""
    if interval.start is None or interval.end is None:
        precision: Precision = "before" if interval.start is None else "after"
    else:
        precision = _PRECISION.get(interval.granularity, "range")
    return EventDate(interval.start, interval.end, interval.edtf, precision, basis, words)


def _belongs_to_the_act_before(token: Token, time: TimeExpression) -> bool:
    """Tells whether a time longer than a day stands with what the act before is about.

    In "deplored the killing of two drivers last week and thanked the staff", the time is that of the killing.
    """
    before = token.head
    joined_on = token.dep_ == "conj" and before.tag_ == "VBD" and is_about_events(before)
    return joined_on and time.day is None and before.idx < time.span.start < token.idx


def _was_to_come(trigger: Token) -> bool:
    """Tells whether the past tense tells of what lay ahead then ("was to leave later on Thursday")."""
    return _is_planned_act(trigger) and trigger.head.lower_ in _WAS


def _was_set(trigger: Token) -> bool:
    """Tells whether the past tense tells of what is off ("they were set to talk on Thursday")."""
    plan = trigger.head
    return _is_planned_act(trigger) and any(t.lower_ in _WAS for t in (plan, *plan.lefts))


def _is_planned_act(trigger: Token) -> bool:
    return trigger.tag_ == "VB" and trigger.dep_ == "xcomp"


def _ends_with(content: Span | None, time: TimeExpression) -> bool:
    """Tells whether an expression closes a statement's content ("condemned the raid of May 3").

    A weekday is left to the statement, which wire reports like to date at the end.
    """
    if content is None or time.kind.startswith("weekday"):
        return False
    return 0 <= time.span.start - content.end < _PREPOSITION or content.covers(time.span)
