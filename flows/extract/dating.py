"""Gives each candidate event its date: the expression that governs it, else the guidelines' rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.extract.candidates import Candidate
from flows.extract.dates import intervals
from flows.extract.dates.aspect import is_background, is_main, is_past, is_perfect
from flows.extract.dates.attachment import head_of, is_bound
from flows.extract.dates.framing import (
    acts_in,
    at_known_occasion,
    frames,
    goes_straight_on,
    is_gathering,
    is_occasion,
    is_scene,
    reports,
)
from flows.extract.dates.government import Governor, event_date
from flows.extract.dates.intervals import Interval
from flows.extract.dates.time_expression import TimeExpression
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Token
from flows.records import EventDate

_BREAK = re.compile(r"\n+")
_LEAD = re.compile(r"^(?:(?:\S+[^\S\n]+){12}[^\n]*|[^\n]*[.!?]['\"”’]?[^\S\n]*$)", re.MULTILINE)
"""The first line that is a sentence, or a dozen words and more."""
_DURING = frozenset(("during", "on", "throughout"))
_NEAR_PARAGRAPHS = 2
_SCENE_DAYS = 10
"""How long a scene may last that gives its day to what was said in it."""
_FROM_AFAR = frozenset({"written statement", "social media"})
"""Media of words that are not spoken at the scene which the article tells of."""


def date_candidates(parsed: ParsedArticle, candidates: Sequence[Candidate]) -> list[EventDate]:
    """Dates the candidates of one article, in the order given."""
    dater = _Dater(parsed, candidates)
    contacts_first = sorted(
        range(len(candidates)),
        key=lambda i: (candidates[i].event_type == "statement", candidates[i].trigger.i),
    )
    dates = {i: dater.date(candidates[i]) for i in contacts_first}
    return [dates[i] for i in range(len(candidates))]


@dataclass(frozen=True, slots=True)
class _Told:
    """An event already dated, as later ones may take its day."""

    candidate: Candidate
    date: EventDate

    @property
    def is_contact(self) -> bool:
        """A call, visit or meeting that took place."""
        return self.candidate.event_type != "statement" and self.candidate.status == "occurred"

    @property
    def has_a_day(self) -> bool:
        """The text, not the rule, gives a time short enough to be one scene's."""
        start, end = self.date.start, self.date.end
        in_text = self.date.basis in ("explicit", "relative", "inherited")
        return in_text and start is not None and end is not None and (end - start).days <= _SCENE_DAYS

    @property
    def has_a_longer_time(self) -> bool:
        """The text gives it a time longer than a day ("in late June"), which "he added" shares."""
        return self.date.basis in ("explicit", "relative") and self.date.precision in ("month", "range")


class _Dater:
    """Dates the events of one article: first the contacts, then the statements, each in text order."""

    def __init__(self, parsed: ParsedArticle, candidates: Sequence[Candidate]) -> None:
        self._parsed = parsed
        self._governor = Governor(parsed, [c.content for c in candidates if c.content])
        self._published = parsed.article.published_date
        self._told: list[_Told] = []
        self._story = list(self._days_of_the_story())
        self._first_turn = min((c.trigger.i for c in candidates if _is_turn(c)), default=0)

    def date(self, candidate: Candidate) -> EventDate:
        """Dates one event, which those dated after it may refer to."""
        governed = None if _is_turn(candidate) else self._governor.date(candidate)
        found = governed or self._inherited(candidate) or self._by_rule(candidate)
        self._told.append(_Told(candidate, found))
        return found

    def _inherited(self, candidate: Candidate) -> EventDate | None:
        """The day of what frames the event: its scene, its speaker's words before, the story told so far."""
        trigger = candidate.trigger
        if _is_turn(candidate):
            return self._day_at_the_head()
        if goes_on := self._same_breath(candidate):
            return goes_on
        if candidate.status in ("occurred", "planned") and (visit := self._framing_visit(candidate)):
            return visit
        if candidate.status == "planned":
            return self._same_plan(candidate) or self._announced_time(candidate)
        if candidate.status != "occurred" or is_perfect(trigger) or is_background(trigger):
            return None
        if not is_past(trigger):
            return self._same_speaker(candidate) if candidate.event_type == "statement" else None
        frame = None
        if candidate.event_type == "statement":
            frame = self._scene(trigger) or self._same_speaker(candidate)
        return (
            frame
            or self._lead_contact(candidate)
            or (self._lead_scene(candidate) if candidate.medium not in _FROM_AFAR else None)
            or self._story_day(candidate)
        )

    def _day_at_the_head(self) -> EventDate | None:
        """The day that a transcript gives above its first turn: in a line of its own, or the story's last."""
        days = [(t, t.day, head) for t, head in self._story if t.day and head.i < self._first_turn]
        for time, day, head in days:
            if not any(t.pos_ in ("VERB", "AUX") for t in head.sent):
                return event_date(intervals.of_day(day), "dateline", time.span)
        if days:
            time, day, _ = days[-1]
            return event_date(intervals.of_day(day), "inherited", time.span)
        return None

    def _same_breath(self, candidate: Candidate) -> EventDate | None:
        """The day of the same speaker's cue that a participle goes on from ("denied it, saying …")."""
        trigger = candidate.trigger
        finite = any(c.dep_ == "aux" for c in trigger.lefts)
        if candidate.event_type != "statement" or trigger.tag_ != "VBG" or finite:
            return None
        for told in reversed(self._told):
            before = told.candidate
            if before.trigger.sent != trigger.sent or before.trigger.i > trigger.i:
                continue
            if before.event_type == "statement" and _names(before) & _names(candidate):
                return _inherit(told)
        return None

    def _framing_visit(self, candidate: Candidate) -> EventDate | None:
        """The time of the visit that holds the event: "during the visit, he …", "the visit, where he …"."""
        trigger = candidate.trigger
        for told in reversed(self._told):
            if told.candidate.event_type != "visit" or told.date.basis == "none":
                continue
            if told.date.basis == "publication" and told.date.precision != "day":
                continue
            for mention in (told.candidate.trigger, *told.candidate.anchors):
                during = mention.head.lower_ in _DURING and mention.head.head == trigger
                if during or (mention.is_ancestor(trigger) and mention.pos_ == "NOUN"):
                    return _inherit(told)
        return None

    def _same_plan(self, candidate: Candidate) -> EventDate | None:
        """The day of a plan just told of, with one of the same people."""
        people = _names(candidate)
        for told in reversed(self._told):
            near = self._paragraphs(told.candidate.trigger, candidate.trigger) <= _NEAR_PARAGRAPHS
            same = told.candidate.status == "planned" and people & _names(told.candidate)
            if same and near and told.has_a_day:
                return _inherit(told)
        return None

    def _announced_time(self, candidate: Candidate) -> EventDate | None:
        """The time to come of the meetings that the sentence before tells of together."""
        trigger = candidate.trigger
        if candidate.event_type != "meeting":
            return None
        for time in reversed(self._parsed.times):
            head = head_of(self._parsed.doc, time.span)
            if head is None or head.sent.end != trigger.sent.start or time.end is None or time.start is None:
                continue
            held = any(is_occasion(t) for t in head.sent)
            if held and self._published <= time.end and (time.end - time.start).days <= _SCENE_DAYS:
                interval = Interval(time.start, time.end, time.granularity or "span")
                return event_date(interval, "inherited", time.span)
        return None

    def _scene(self, trigger: Token) -> EventDate | None:
        """The day of a contact that the statement is placed in: "during the visit, she said"."""
        for told in self._told:
            anchors = (told.candidate.trigger, *told.candidate.anchors)
            if told.is_contact and told.has_a_day and any(frames(a, trigger) for a in anchors):
                return _inherit(told)
        return None

    def _same_speaker(self, candidate: Candidate) -> EventDate | None:
        """The day of the same speaker's last words, if they stand near."""
        speakers = _names(candidate)
        for told in reversed(self._told):
            if told.candidate.event_type == "statement" and speakers & _names(told.candidate):
                paragraphs = self._paragraphs(told.candidate.trigger, candidate.trigger)
                if self._is_aside(told.candidate.trigger, candidate.trigger):
                    continue
                if paragraphs == 0 and told.has_a_longer_time:
                    return _inherit(told)
                background = told.date.precision == "before" and paragraphs == 0
                near = paragraphs <= _NEAR_PARAGRAPHS and told.has_a_day
                return _inherit(told) if near or background else None
        return None

    def _is_aside(self, told: Token, trigger: Token) -> bool:
        """Tells whether words told of what came before, behind which the story goes on."""
        if told.sent != trigger.sent:
            return is_perfect(told)
        return trigger.is_ancestor(told) and (is_background(told) or is_perfect(told))

    def _lead_contact(self, candidate: Candidate) -> EventDate | None:
        """The day of the call, visit or meeting that the article opens with, and so is about.

        Who was there, or speaks in the verbs of official prose ("underscored"), is taken to speak at it; a
        spokesman who "said" is not.
        """
        for told in self._told:
            contact = told.candidate.trigger
            opens = self._is_in_lead(contact) and is_main(contact)
            official = candidate.event_type == "statement" and not reports(candidate.trigger)
            there = official or _names(candidate) & _names(told.candidate)
            after = contact.sent.end <= candidate.trigger.i
            if opens and there and after and told.is_contact and told.has_a_day:
                gone_on = self._tells_another_day(contact.sent.end_char, candidate.trigger, told.date)
                return None if gone_on else _inherit(told)
        return None

    def _lead_scene(self, candidate: Candidate) -> EventDate | None:
        """The day on which people came together, where the article opens with that and has not gone on."""
        for time in self._parsed.times:
            head = head_of(self._parsed.doc, time.span)
            if head is None or head.i > candidate.trigger.i or not self._is_in_lead(head):
                continue
            if time.day is not None and time.day <= self._published and is_scene(head):
                scene = event_date(intervals.of_day(time.day), "inherited", time.span)
                return None if self._tells_another_day(time.span.end, candidate.trigger, scene) else scene
        return None

    def _tells_another_day(self, start: int, trigger: Token, of: EventDate) -> bool:
        """Tells whether the text from a position on tells of another day before it comes to the trigger."""
        return any(
            start <= time.span.start < trigger.sent.start_char
            and not (time.day and of.start and of.end and of.start <= time.day <= of.end)
            for time, _ in self._story
        )

    def _story_day(self, candidate: Candidate) -> EventDate | None:
        """The day that the text told of last, where something ties the event to it.

        That is an occasion that is pointed back to ("in his speech"), the same person, "then", or a gathering
        that the words are spoken to ("told the court").
        """
        trigger = candidate.trigger
        for time, head in reversed(self._story):
            if time.span.end > trigger.sent.start_char:
                continue
            paragraphs = self._paragraphs(head, trigger)
            next_thing = goes_straight_on(trigger) and head.sent.end == trigger.sent.start
            tied = acts_in(_names(candidate), head) or at_known_occasion(trigger) or next_thing
            here = _is_said_to_a_gathering(candidate)
            if not (here or (tied and paragraphs <= _NEAR_PARAGRAPHS)) or time.day is None:
                return None
            return event_date(intervals.of_day(time.day), "inherited", time.span)
        return None

    def _days_of_the_story(self) -> Iterator[tuple[TimeExpression, Token]]:
        """Yields the past days that main clauses outside quotations tell of, with their heads."""
        for time in self._parsed.times:
            if time.day is None or time.day > self._published or self._parsed.quotation_at(time.span.start):
                continue
            head = head_of(self._parsed.doc, time.span)
            if head is not None and is_main(head) and not is_bound(head):
                yield time, head

    def _is_in_lead(self, token: Token) -> bool:
        """Tells whether a token stands in the first paragraph that is no title or date line."""
        lead = _LEAD.search(self._parsed.article.text)
        return lead is not None and token.idx < lead.end()

    def _paragraphs(self, first: Token, second: Token) -> int:
        """Counts the line breaks between two tokens."""
        return len(_BREAK.findall(self._parsed.article.text[first.idx : second.idx]))

    def _by_rule(self, candidate: Candidate) -> EventDate:
        """What the guidelines say where the text gives no time."""
        trigger = candidate.trigger
        if candidate.status == "planned":
            return event_date(intervals.since(self._published), "publication")
        bare_noun = candidate.event_type == "statement" and trigger.pos_ in ("NOUN", "PROPN")
        background = is_perfect(trigger) or is_background(trigger) or bare_noun
        if background and not _is_turn(candidate) and not _is_misread(candidate):
            return event_date(intervals.until(self._published), "publication")
        dateline = self._parsed.article.dateline_date
        if dateline is not None and dateline != self._published:
            return event_date(intervals.of_day(dateline), "dateline")
        return event_date(intervals.of_day(self._published), "publication")


def _is_turn(candidate: Candidate) -> bool:
    """Tells whether a statement is a turn of a transcript, whose label has no tense and no time."""
    return candidate.mentions[0].rule_id == "statement.transcript.turn"


def _is_said_to_a_gathering(candidate: Candidate) -> bool:
    return candidate.event_type == "statement" and any(
        p.role == "addressee" and is_gathering(p.actor.name) for p in candidate.participants
    )


def _is_misread(candidate: Candidate) -> bool:
    """Tells whether a verb of saying was read as a noun ("…,'' claims Ana Cruz"), and so has no tense."""
    verb = candidate.mentions[0].rule_id.startswith("statement.verb.")
    return verb and candidate.trigger.pos_ in ("NOUN", "PROPN")


def _inherit(told: _Told) -> EventDate:
    return replace(told.date, basis="inherited")


def _names(candidate: Candidate) -> set[str]:
    """Names those who act: not whom it was said to."""
    return {p.actor.name for p in candidate.participants if p.role != "addressee"}
