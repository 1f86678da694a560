"""Knows on which days an article's story is set, and what of it stands near to what."""

import re
from collections.abc import Iterator

from flows.extract.candidates import Candidate
from flows.extract.dates import intervals
from flows.extract.dates.aspect import clause_verb, is_main
from flows.extract.dates.attachment import head_of, is_bound
from flows.extract.dates.framing import (
    acts_in,
    at_known_occasion,
    goes_straight_on,
    is_about_events,
    is_gathering,
    is_of_an_occasion,
    is_of_reactions,
    is_said_at_a_sitting,
    is_scene,
)
from flows.extract.dates.government import event_date
from flows.extract.dates.intervals import Interval
from flows.extract.dates.time_expression import TimeExpression
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Token
from flows.records import DateBasis, EventDate

NEAR_PARAGRAPHS = 2

_BREAK = re.compile(r"\n+")
_LEAD = re.compile(r"^(?:(?:\S+[^\S\n]+){12}[^\n]*|[^\n]*[.!?]['\"”’]?[^\S\n]*$)", re.MULTILINE)
"""The first line that is a sentence, or a dozen words and more."""
_SITTING_DAYS = 10
"""Days back at most on which a gathering sat that words far from the day's mention were spoken to."""
_POSTED = "social media"
_FROM_AFAR = frozenset({"written statement"})
"""Media of words that are not spoken at the scene which the article tells of."""


class Story:
    """The past days that the main clauses of one article tell of, in text order."""

    def __init__(self, parsed: ParsedArticle) -> None:
        """Takes the article; times that lie ahead, are quoted or only bound another time are not told of."""
        self._parsed = parsed
        self._text = parsed.article.text
        self._published = parsed.article.published_date
        lead = _LEAD.search(self._text)
        self._lead_end = lead.end() if lead is not None else 0
        self._days = list(self._days_told())

    def _days_told(self) -> Iterator[tuple[TimeExpression, Token]]:
        for time in self._parsed.times:
            if time.day is None or time.day > self._published or self._parsed.quotation_at(time.span.start):
                continue
            head = head_of(self._parsed.doc, time.span)
            if head is not None and (is_main(head) or is_of_an_occasion(head)) and not is_bound(head):
                yield time, head

    def is_in_lead(self, token: Token) -> bool:
        """Tells whether a token stands in the first paragraph that is no title or date line."""
        return token.idx < self._lead_end

    def paragraphs_between(self, first: Token, second: Token) -> int:
        """Counts the line breaks between two tokens."""
        return len(_BREAK.findall(self._text, first.idx, second.idx))

    def tells_another_day(self, start: int, trigger: Token, of: EventDate) -> bool:
        """Tells whether the text from a position on tells of another day before it comes to the trigger."""
        return any(
            start <= time.span.start < trigger.sent.start_char
            and not (time.day and of.end and time.day <= of.end)
            for time, _ in self._days
        )

    def day_at_the_head(self, first_turn: int) -> EventDate | None:
        """The day that a transcript gives above its first turn: in a line of its own, or the story's last.

        Args:
            first_turn: Index of the token that the first turn begins with.
        """
        days = [(t, t.day, head) for t, head in self._days if t.day and head.i < first_turn]
        for time, day, head in days:
            if not any(t.pos_ in ("VERB", "AUX") for t in head.sent):
                return event_date(intervals.of_day(day), "dateline", time.span)
        if days:
            time, day, _ = days[-1]
            return event_date(intervals.of_day(day), "inherited", time.span)
        return None

    def day_of_the_clause(self, verb: Token) -> EventDate | None:
        """The day that the text gives the clause of a verb, or None."""
        return next((_of(time, "relative") for time, head in self._days if clause_verb(head) == verb), None)

    def day_before(self, sentence_start: Token) -> EventDate | None:
        """The day told of last before a sentence, or None."""
        before = [time for time, _ in self._days if time.span.end <= sentence_start.idx]
        return _of(before[-1], "inherited") if before else None

    def day_of_the_scene(self, candidate: Candidate) -> EventDate | None:
        """The day on which people came together, where the article opens with that and has not gone on."""
        trigger = candidate.trigger
        if not _may_be_at_the_scene(candidate):
            return None
        for time in self._parsed.times:
            head = head_of(self._parsed.doc, time.span)
            if head is None or head.sent.end > trigger.i or time.day is None or time.day > self._published:
                continue
            opens = self.is_in_lead(head)
            near = opens or self.paragraphs_between(head, trigger) <= NEAR_PARAGRAPHS
            sat = candidate.medium != _POSTED and is_said_at_a_sitting(trigger, head)
            here = near and (is_of_reactions(head) or sat)
            if here or (opens and is_scene(head)):
                scene = _of(time, "inherited")
                return None if self.tells_another_day(time.span.end, trigger, scene) else scene
        return None

    def last_day(self, candidate: Candidate, names: set[str]) -> EventDate | None:
        """The day that the text told of last, where something ties the event to it.

        That is an occasion that is pointed back to ("in his speech"), the same person, "then", or a gathering
        that the words are spoken to ("told the court").

        Args:
            candidate: The event.
            names: Who acts in it.
        """
        trigger = candidate.trigger
        before = [(t, head) for t, head in self._days if t.span.end <= trigger.sent.start_char]
        here = _is_said_to_a_gathering(candidate)
        for time, head in reversed(before):
            if time.day != before[-1][0].day:
                return None
            next_thing = goes_straight_on(trigger) and head.sent.end == trigger.sent.start
            tied = acts_in(names, head) or at_known_occasion(trigger) or next_thing
            near = self.paragraphs_between(head, trigger) <= NEAR_PARAGRAPHS
            sits = here and time.day is not None and (self._published - time.day).days <= _SITTING_DAYS
            if (near and (here or tied)) or sits:
                return _of(time, "inherited")
        return None


def _of(time: TimeExpression, basis: DateBasis) -> EventDate:
    return event_date(Interval(time.start, time.end, "day"), basis, time.span)


def _may_be_at_the_scene(candidate: Candidate) -> bool:
    """Tells whether nothing speaks against words being spoken at the scene which the article opens with.

    Those who write, tell an outlet, or only judge what happened ("hailed the verdict") were elsewhere.
    """
    outlets = any(p.role == "addressee" and p.actor.kind == "media" for p in candidate.participants)
    judges = is_main(candidate.trigger) and is_about_events(candidate.trigger)
    return candidate.medium not in _FROM_AFAR and not outlets and not judges


def _is_said_to_a_gathering(candidate: Candidate) -> bool:
    return candidate.event_type == "statement" and any(
        p.role == "addressee" and p.actor.kind != "person" and is_gathering(p.actor.name)
        for p in candidate.participants
    )
