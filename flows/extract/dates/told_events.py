"""The events of an article that are dated already, whose days those told of later may share."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.extract.candidates import Candidate
from flows.extract.dates.aspect import clause_verb, is_background, is_main, is_perfect
from flows.extract.dates.framing import (
    frames,
    names_its_subject,
    opens_a_new_scene,
    points_to_that_time,
    reports,
)
from flows.extract.dates.story import NEAR_PARAGRAPHS, Story
from flows.extract.tokens import Token
from flows.records import EventDate

SCENE_DAYS = 10
"""How long a scene may last that gives its day to what was said in it."""

_DURING = frozenset(("during", "on", "throughout"))
_OFFICIAL_PARAGRAPHS = 3
"""How far behind the contact that an article opens with its official prose may go on."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event already dated, as later ones may take its day."""

    candidate: Candidate
    date: EventDate

    @property
    def trigger(self) -> Token:
        """Head token of what the event is told with first."""
        return self.candidate.trigger

    @property
    def is_statement(self) -> bool:
        """Somebody's words."""
        return self.candidate.event_type == "statement"

    @property
    def is_contact(self) -> bool:
        """A call, visit or meeting that took place."""
        return not self.is_statement and self.candidate.status == "occurred"

    @property
    def has_a_day(self) -> bool:
        """The text, not the rule, gives a time short enough to be one scene's."""
        start, end = self.date.start, self.date.end
        return self.has_a_time and start is not None and end is not None and (end - start).days <= SCENE_DAYS

    @property
    def has_a_time(self) -> bool:
        """The text, not the rule, gives a day or a longer time of the past."""
        in_text = self.date.basis in ("explicit", "relative", "inherited")
        return in_text and self.date.start is not None and self.date.end is not None

    @property
    def has_a_longer_time(self) -> bool:
        """The text gives it a time longer than a day ("in late June"), which "he added" shares."""
        longer = self.date.precision in ("range", "month", "year")
        return longer and self.date.basis in ("explicit", "relative")

    def has_words(self, verb: Token) -> bool:
        """Tells whether a verb is that of its words, on which parsers hang "…, blaming" as well."""
        return verb.dep_ == "ccomp" and verb.head == self.trigger

    def handed_on(self) -> EventDate:
        """Returns its date as that of another event."""
        return replace(self.date, basis="inherited")

    def is_source_of(self, candidate: Candidate) -> bool:
        """Tells whether the speaker is the same, or the body whose officials speak, here or there."""
        return (
            self.shares_people_with(candidate)
            or _are_officials(self.candidate, candidate)
            or _are_officials(candidate, self.candidate)
        )

    def shares_people_with(self, candidate: Candidate) -> bool:
        """Tells whether somebody acts both here and there."""
        return not acting_names(self.candidate).isdisjoint(acting_names(candidate))


class ToldEvents:
    """The dated events of one article: the contacts first, then the statements, each in text order."""

    def __init__(self, story: Story) -> None:
        """Takes the story that the events stand in; none is told yet."""
        self._story = story
        self._told: list[Told] = []

    def add(self, candidate: Candidate, date: EventDate) -> None:
        """Takes in an event with its date."""
        self._told.append(Told(candidate, date))

    def same_breath(self, candidate: Candidate) -> EventDate | None:
        """The day of the same speaker's cue that a participle goes on from ("denied it, saying …")."""
        trigger = candidate.trigger
        finite = any(c.dep_ == "aux" for c in trigger.lefts)
        if candidate.event_type != "statement" or trigger.tag_ != "VBG" or finite:
            return None
        for told in reversed(self._told):
            before = told.trigger.sent == trigger.sent and told.trigger.i <= trigger.i
            goes_on = told.shares_people_with(candidate) or told.has_words(trigger.head)
            if before and told.is_statement and goes_on:
                return told.handed_on()
        return None

    def day_of_the_clause(self, verb: Token) -> EventDate | None:
        """The day of the event that a clause tells of, by the clause's verb."""
        return next(
            (t.date for t in self._told if t.date.precision == "day" and clause_verb(t.trigger) == verb), None
        )

    def same_day_later(self, candidate: Candidate) -> EventDate | None:
        """The day of what the same people did in the sentence before ("He later rang the minister")."""
        verb = clause_verb(candidate.trigger)
        if verb is None or not any(c.lower_ == "later" and c.dep_ == "advmod" for c in verb.lefts):
            return None
        for told in reversed(self._told):
            before = told.trigger.sent.end == candidate.trigger.sent.start
            if before and told.has_a_day and told.shares_people_with(candidate):
                return told.handed_on()
        return None

    def contact_above(self, candidate: Candidate) -> EventDate | None:
        """The time of the contact that the clause hangs on ("flew to Oslo, where she met the mayor")."""
        verb = clause_verb(candidate.trigger)
        if verb is None or verb.dep_ != "relcl":
            return None
        if not any(c.lower_ in ("where", "when") for c in verb.lefts):
            return None
        for told in reversed(self._told):
            above = told.is_contact and told.trigger.is_ancestor(verb)
            if above and told.shares_people_with(candidate):
                return told.handed_on()
        return None

    def also_before(self, candidate: Candidate) -> EventDate | None:
        """The open date of what the sentence before tells of ("She has met the mayors. She also met …")."""
        verb = clause_verb(candidate.trigger)
        if verb is None or not any(c.lower_ == "also" for c in verb.lefts):
            return None
        for told in reversed(self._told):
            before = told.trigger.sent.end == candidate.trigger.sent.start and is_perfect(told.trigger)
            if before and told.date.precision == "before" and told.shares_people_with(candidate):
                return told.handed_on()
        return None

    def that_occasion(self, candidate: Candidate) -> EventDate | None:
        """The day of the contact in the sentence before that a noun points at ("At that meeting …")."""
        trigger = candidate.trigger
        if trigger.pos_ != "NOUN" or not any(c.lower_ in ("that", "this") for c in trigger.lefts):
            return None
        for told in reversed(self._told):
            if told.is_contact and told.has_a_day and told.trigger.sent.end == trigger.sent.start:
                return told.handed_on()
        return None

    def at_that_time(self, candidate: Candidate) -> EventDate | None:
        """The time of what was told of last, for what somebody said "then" or "at the time"."""
        trigger = candidate.trigger
        if candidate.event_type != "statement" or not points_to_that_time(trigger):
            return None
        before = [t for t in self._told if t.trigger.sent.end <= trigger.sent.start and t.has_a_time]
        last = max(before, key=lambda t: t.trigger.i, default=None)
        if last is None or self._story.paragraphs_between(last.trigger, trigger) > NEAR_PARAGRAPHS:
            return None
        return last.handed_on()

    def framing_visit(self, candidate: Candidate) -> EventDate | None:
        """The time of the visit that holds the event: "during the visit, he …", "While there, he …"."""
        trigger = candidate.trigger
        visits = [
            t for t in reversed(self._told) if t.candidate.event_type == "visit" and t.date.basis != "none"
        ]
        journey = next((t for t in visits if t.trigger.i < trigger.i), None)
        if journey is not None and _opens_there(trigger):
            near = self._story.paragraphs_between(journey.trigger, trigger) <= NEAR_PARAGRAPHS
            return journey.handed_on() if near else None
        for told in visits:
            if told.date.basis == "publication" and told.date.precision != "day":
                continue
            for mention in (told.trigger, *told.candidate.anchors):
                during = mention.head.lower_ in _DURING and mention.head.head == trigger
                if during or (mention.is_ancestor(trigger) and mention.pos_ == "NOUN"):
                    return told.handed_on()
        return None

    def same_plan(self, candidate: Candidate) -> EventDate | None:
        """The day of a plan just told of, with one of the same people."""
        for told in reversed(self._told):
            near = self._story.paragraphs_between(told.trigger, candidate.trigger) <= NEAR_PARAGRAPHS
            same = told.candidate.status == "planned" and told.shares_people_with(candidate)
            if same and near and told.has_a_day:
                return told.handed_on()
        return None

    def scene_of_a_statement(self, candidate: Candidate) -> EventDate | None:
        """The day that a statement shares with what it stands in or goes on from."""
        return (
            self._contact_around(candidate.trigger)
            or self._contact_before(candidate)
            or self.same_speaker(candidate)
            or self._named_at_last(candidate)
        )

    def _contact_around(self, trigger: Token) -> EventDate | None:
        """The day of a contact that the statement is placed in: "during the visit, she said"."""
        for told in self._told:
            anchors = (told.trigger, *told.candidate.anchors)
            if told.is_contact and told.has_a_day and any(frames(a, trigger) for a in anchors):
                return told.handed_on()
        return None

    def _contact_before(self, candidate: Candidate) -> EventDate | None:
        """The day of the contact that the paragraph tells of before, where the speakers were there.

        On a trip of some days, such a day goes before that of the whole trip.
        """
        trigger = candidate.trigger
        for told in reversed(self._told):
            if not told.is_contact or not told.has_a_day or told.trigger.sent.end > trigger.i:
                continue
            here = self._story.paragraphs_between(told.trigger, trigger) == 0
            if here and told.shares_people_with(candidate) and not self._has_gone_on(told, trigger):
                return told.handed_on()
        return None

    def same_speaker(self, candidate: Candidate) -> EventDate | None:
        """The day of the same speaker's last words, if they stand near."""
        trigger = candidate.trigger
        for told in reversed(self._told):
            if not told.is_statement or not told.is_source_of(candidate):
                continue
            if _is_aside(told.trigger, trigger):
                continue
            paragraphs = self._story.paragraphs_between(told.trigger, trigger)
            if paragraphs == 0 and (told.has_a_longer_time or told.date.precision == "before"):
                longer = told.has_a_longer_time and told.trigger.sent != trigger.sent
                anew = opens_a_new_scene(trigger) or (longer and names_its_subject(trigger))
                return None if anew else told.handed_on()
            near = paragraphs <= NEAR_PARAGRAPHS and told.has_a_day
            return told.handed_on() if near and not self._has_gone_on(told, trigger) else None
        return None

    def _named_at_last(self, candidate: Candidate) -> EventDate | None:
        """The day on which the article opens with an unnamed source's words, where the next words name it.

        In "…, a senior official said on Monday. "The offer stands," said Ana Cruz, head of the agency", both
        are one person's.
        """
        trigger = candidate.trigger
        before = (t for t in self._told if t.is_statement and t.trigger.i < trigger.i)
        last = max(before, key=lambda t: t.trigger.i, default=None)
        if last is None or not last.has_a_day or not self._story.is_in_lead(last.trigger):
            return None
        unnamed = [p.actor.kind for p in last.candidate.participants if p.role == "speaker"] == ["unnamed"]
        named = [p.actor.kind for p in candidate.participants if p.role == "speaker"] == ["person"]
        near = self._story.paragraphs_between(last.trigger, trigger) <= 1
        return last.handed_on() if unnamed and named and near else None

    def contact_of_the_lead(self, candidate: Candidate) -> EventDate | None:
        """The day of the call, visit or meeting that the article opens with, and so is about.

        Who was there, or speaks in the verbs of official prose ("underscored") near it, is taken to speak at
        it; a spokesman who "said" is not.
        """
        trigger = candidate.trigger
        official = candidate.event_type == "statement" and not reports(trigger)
        for told in self._opening_contacts():
            if told.trigger.sent.end > trigger.i:
                continue
            near = self._story.paragraphs_between(told.trigger, trigger) <= _OFFICIAL_PARAGRAPHS
            if (official and near) or told.shares_people_with(candidate):
                return None if self._has_gone_on(told, trigger) else told.handed_on()
        return None

    def _opening_contacts(self) -> Iterator[Told]:
        for told in self._told:
            opens = self._story.is_in_lead(told.trigger) and is_main(told.trigger)
            if opens and told.is_contact and told.has_a_day:
                yield told

    def _has_gone_on(self, told: Told, trigger: Token) -> bool:
        """Tells whether another day is told of between an event and a trigger."""
        return self._story.tells_another_day(told.trigger.sent.end_char, trigger, told.date)


def acting_names(candidate: Candidate) -> set[str]:
    """Names those who act: not whom it was said to."""
    return {p.actor.name for p in candidate.participants if p.role != "addressee"}


def _are_officials(some: Candidate, body: Candidate) -> bool:
    """Tells whether some who speak are the officials of a body ("government officials" of that of Chad)."""
    names = {name.lower().removeprefix("the ") for name in acting_names(some)}
    return any(f"{name.lower().partition(' of ')[0]} officials" in names for name in acting_names(body))


def _is_aside(told: Token, trigger: Token) -> bool:
    """Tells whether words told of what came before, behind which the story goes on."""
    if told.sent != trigger.sent:
        return is_perfect(told)
    return trigger.is_ancestor(told) and (is_background(told) or is_perfect(told))


def _opens_there(trigger: Token) -> bool:
    """Tells whether a sentence goes on where the one before has led: "There, he …", "While there, he …"."""
    opening = [t.lower_ for t in trigger.doc[trigger.sent.start : trigger.sent.start + 3]]
    return opening[:2] == ["there", ","] or opening[:3] == ["while", "there", ","]
