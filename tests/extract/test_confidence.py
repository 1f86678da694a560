"""A row's confidence is a probability that falls with what makes rows wrong."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.extract import language_model
from flows.extract.confidence import confidence, features
from flows.records import Actor, Event, EventDate, Mention, Participant, Span

TEXT = "Lena Brandt arrived in Riga on Monday. She met Mart Kask there, officials said."
DOC = language_model.load()(TEXT)
DAY = EventDate(date(2024, 5, 13), date(2024, 5, 13), "2024-05-13", "day", "explicit", Span(31, 37))
BRANDT = Actor("Lena Brandt", Span(0, 11), "person")
KASK = Actor("Mart Kask", Span(47, 56), "person")
MEETING = Event(
    "meeting",
    "occurred",
    DAY,
    (Participant("participant", BRANDT, Span(39, 42)), Participant("participant", KASK, Span(47, 56))),
    (Mention(Span(43, 46), "contact.meeting.meet", Span(39, 79)),),
)


def test_every_extracted_row_has_a_confidence_of_its_own(events_of):
    events = events_of(
        "Foreign Minister Lena Brandt met her Estonian counterpart Mart Kask in Riga on Monday. "
        "“We stand together,” Brandt said. Some officials had expressed doubts about it."
    )
    assert len(events) >= 2
    assert all(0 < event.confidence < 1 for event in events)
    assert len({event.confidence for event in events}) > 1


def test_a_meeting_with_one_side_missing_is_less_sure():
    lonely = replace(MEETING, participants=MEETING.participants[:1])
    assert confidence(lonely, DOC) < confidence(MEETING, DOC)


def test_a_date_that_contradicts_itself_is_less_sure():
    doubtful = replace(MEETING, date=replace(DAY, contradicted=True))
    assert confidence(doubtful, DOC) < confidence(MEETING, DOC)


def test_features_tell_a_pronoun_from_a_name():
    assert features(MEETING, DOC)["actors.resolved.contact"] == 1.0
    named = replace(MEETING, participants=MEETING.participants[1:])
    assert "actors.resolved.contact" not in features(named, DOC)


def test_features_tell_main_verbs_from_others_and_from_nouns():
    def trigger_features(text, trigger):
        start = text.index(trigger)
        mention = Mention(Span(start, start + len(trigger)), "statement.verb.say", Span(0, len(text)))
        doc = language_model.load()(text)
        found = features(replace(MEETING, mentions=(mention,)), doc)
        return {name for name in found if name.startswith("trigger")}

    assert trigger_features("He warned of a long winter.", "warned") == set()
    assert trigger_features("He left, warning of a long winter.", "warning") == {
        "trigger.lower_verb",
        "trigger.participle",
    }
    assert trigger_features("Their talks ended late.", "talks") == {"trigger.no_verb"}


def test_a_contact_dated_by_the_publication_only_is_less_sure():
    stamped = replace(MEETING, date=replace(DAY, basis="publication", words=None))
    assert confidence(stamped, DOC) < confidence(MEETING, DOC)


@given(st.integers(1, 60), st.integers(0, 5))
def test_confidence_stays_a_probability(mentions, companions):
    event = replace(
        MEETING,
        mentions=MEETING.mentions * mentions,
        participants=MEETING.participants + MEETING.participants[1:] * companions,
    )
    assert 0 <= confidence(event, DOC) <= 1
