"""Gives each candidate event its date: the expression that governs it, else the guidelines' rule."""

from collections.abc import Sequence
from datetime import timedelta

from flows.extract.candidates import Candidate
from flows.extract.dates import intervals
from flows.extract.dates.aspect import clause_verb, is_background, is_habit, is_main, is_past, is_perfect
from flows.extract.dates.attachment import head_of
from flows.extract.dates.framing import is_occasion, opens_with_earlier_or_later
from flows.extract.dates.government import Governor, event_date
from flows.extract.dates.intervals import Interval
from flows.extract.dates.lengths import days_counted
from flows.extract.dates.story import Story
from flows.extract.dates.told_events import SCENE_DAYS, ToldEvents, acting_names
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Token
from flows.records import EventDate, Span

_MONTH = 31
_WEEKS_OLD = 14
"""Days from which on what a source is cited for is no news of the day."""


def date_candidates(parsed: ParsedArticle, candidates: Sequence[Candidate]) -> list[EventDate]:
    """Dates the candidates of one article, in the order given."""
    dater = _Dater(parsed, candidates)
    contacts_first = sorted(
        range(len(candidates)),
        key=lambda i: (candidates[i].event_type == "statement", candidates[i].trigger.i),
    )
    dates = {i: dater.date(candidates[i]) for i in contacts_first}
    return [dates[i] for i in range(len(candidates))]


class _Dater:
    """Dates the events of one article: first the contacts, then the statements, each in text order."""

    def __init__(self, parsed: ParsedArticle, candidates: Sequence[Candidate]) -> None:
        self._parsed = parsed
        self._governor = Governor(parsed, [c.content for c in candidates if c.content])
        self._published = parsed.article.published_date
        self._story = Story(parsed)
        self._told = ToldEvents(self._story)
        self._first_turn = min((c.trigger.i for c in candidates if _is_turn(c)), default=0)

    def date(self, candidate: Candidate) -> EventDate:
        """Dates one event, which those dated after it may refer to."""
        timeless = _is_turn(candidate) or is_habit(candidate.trigger)
        governed = None if timeless else self._told.at_that_time(candidate) or self._governor.date(candidate)
        found = governed or self._inherited(candidate) or self._by_rule(candidate)
        self._told.add(candidate, found)
        return found

    def _inherited(self, candidate: Candidate) -> EventDate | None:
        """The day of what frames the event: its scene, its speaker's words before, the story told so far."""
        if _is_turn(candidate):
            return self._story.day_at_the_head(self._first_turn)
        if self._is_on_record(candidate):
            return event_date(intervals.until(self._published), "publication")
        tied = (
            self._told.same_breath(candidate)
            or self._told.contact_above(candidate)
            or self._told.that_occasion(candidate)
            or self._told.also_before(candidate)
            or self._counted(candidate)
            or self._earlier_or_later(candidate)
        )
        if tied or candidate.status not in ("occurred", "planned"):
            return tied
        if visit := self._told.framing_visit(candidate):
            return visit
        if candidate.status == "planned":
            return self._told.same_plan(candidate) or self._announced_time(candidate)
        return self._of_the_news(candidate)

    def _of_the_news(self, candidate: Candidate) -> EventDate | None:
        """The day of what the article tells of, for an event that is news of that day, not background."""
        trigger = candidate.trigger
        if self._is_of_before(candidate):
            return None
        is_statement = candidate.event_type == "statement"
        if not is_past(trigger):
            return self._told.same_speaker(candidate) if is_statement else None
        return (
            (self._told.scene_of_a_statement(candidate) if is_statement else None)
            or self._told.contact_of_the_lead(candidate)
            or self._story.day_of_the_scene(candidate)
            or self._story.last_day(candidate, _known_actors(candidate))
        )

    def _is_of_before(self, candidate: Candidate) -> bool:
        """Tells whether an event is told of as background, by its tense, its clause or its sentence."""
        trigger = candidate.trigger
        return is_perfect(trigger) or is_background(trigger) or self._is_told_with_the_past(candidate)

    def _is_told_with_the_past(self, candidate: Candidate) -> bool:
        """Tells whether the sentence has told of a past year or month before ("rose in 2012, citing …")."""
        trigger, content = candidate.trigger, candidate.content
        return (
            candidate.event_type == "statement"
            and is_past(trigger)
            and any(
                time.granularity in ("year", "month")
                and time.end is not None
                and (self._published - time.end).days > _MONTH
                and trigger.sent.start_char <= time.span.start < trigger.idx
                and not (content and content.covers(time.span))
                and not self._parsed.quotation_at(time.span.start)
                and (head := head_of(self._parsed.doc, time.span)) is not None
                and is_main(head)
                for time in self._parsed.times
            )
        )

    def _is_on_record(self, candidate: Candidate) -> bool:
        """Tells whether a source is only cited for what is weeks old ("since June, according to the Times").

        Such words are taken from the record; the day's news does not tell when they were written.
        """
        trigger = candidate.trigger
        if trigger.lower_ != "according" or _is_known_source(trigger) or _was_given_to_the_outlet(trigger):
            return False
        sentence = Span(trigger.sent.start_char, trigger.sent.end_char)
        return any(
            time.start is not None
            and time.end is not None
            and (self._published - time.end).days >= _WEEKS_OLD
            and sentence.covers(time.span)
            for time in self._parsed.times
        )

    def _counted(self, candidate: Candidate) -> EventDate | None:
        """The day counted from that of the clause above ("they met a day after he toured the border")."""
        verb = clause_verb(candidate.trigger)
        if verb is None or verb.dep_ != "advcl" or candidate.status != "occurred":
            return None
        days = days_counted(verb)
        if days is None:
            return None
        above = (
            self._told.day_of_the_clause(verb.head)
            or self._story.day_of_the_clause(verb.head)
            or self._story.day_before(verb.sent[0])
        )
        if above is None or above.start is None:
            return None
        return event_date(intervals.of_day(above.start + timedelta(days)), "relative", above.words)

    def _earlier_or_later(self, candidate: Candidate) -> EventDate | None:
        """The day told of last, for what came before or after on it ("Earlier, the minister chaired …")."""
        if opens_with_earlier_or_later(candidate.trigger):
            return self._story.day_before(candidate.trigger.sent[0])
        return self._told.same_day_later(candidate)

    def _announced_time(self, candidate: Candidate) -> EventDate | None:
        """The time to come of the meetings that the sentence before tells of together."""
        trigger = candidate.trigger
        if candidate.event_type != "meeting":
            return None
        for time in reversed(self._parsed.times):
            head = head_of(self._parsed.doc, time.span)
            if head is None or head.sent.end != trigger.sent.start or time.end is None or time.start is None:
                continue
            if time.day == self._published and is_past(head):
                continue  # the day that the plan was told of
            held = any(is_occasion(t) for t in head.sent)
            if held and self._published <= time.end and (time.end - time.start).days <= SCENE_DAYS:
                interval = Interval(time.start, time.end, time.granularity or "span")
                return event_date(interval, "inherited", time.span)
        return None

    def _by_rule(self, candidate: Candidate) -> EventDate:
        """What the guidelines say where the text gives no time."""
        trigger = candidate.trigger
        if candidate.status == "planned":
            return event_date(intervals.since(self._published), "publication")
        bare_noun = (
            candidate.event_type == "statement"
            and trigger.pos_ in ("NOUN", "PROPN")
            and candidate.mentions[0].rule_id != "statement.noun.is_that"  # which has its verb's tense
        )
        if (
            (bare_noun or self._is_of_before(candidate))
            and not _is_turn(candidate)
            and not _is_misread(candidate)
        ):
            return event_date(intervals.until(self._published), "publication")
        dateline = self._parsed.article.dateline_date
        if dateline is not None and dateline != self._published:
            return event_date(intervals.of_day(dateline), "dateline")
        return event_date(intervals.of_day(self._published), "publication")


def _is_turn(candidate: Candidate) -> bool:
    """Tells whether a statement is a turn of a transcript, whose label has no tense and no time."""
    return candidate.mentions[0].rule_id == "statement.transcript.turn"


def _known_actors(candidate: Candidate) -> set[str]:
    """Names those who act and are the same wherever they are named: not "police" or "officials"."""
    loose = {p.actor.name for p in candidate.participants if p.actor.kind in ("group", "unnamed")}
    return acting_names(candidate) - loose


def _is_known_source(according: Token) -> bool:
    """Tells whether "according to" names a source that the text has told of ("according to the report")."""
    source = next((t for t in according.subtree if t.dep_ == "pobj" and t.head.lower_ == "to"), None)
    return source is not None and source.pos_ == "NOUN" and any(c.lower_ == "the" for c in source.lefts)


def _was_given_to_the_outlet(according: Token) -> bool:
    """Tells whether the source came to light with the report ("according to files seen by this paper")."""
    return any(
        t.dep_ == "acl" and t.lower_ in ("seen", "obtained", "reviewed", "leaked", "shared", "provided")
        for t in according.subtree
    )


def _is_misread(candidate: Candidate) -> bool:
    """Tells whether a verb of saying was read as a noun ("…,'' claims Ana Cruz"), and so has no tense."""
    verb = candidate.mentions[0].rule_id.startswith("statement.verb.")
    return verb and candidate.trigger.pos_ in ("NOUN", "PROPN")
