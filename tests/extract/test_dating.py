"""Dates of events on a Wednesday, 15 May 2024, from candidates set on the words of invented news."""

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Token

from flows.extract import language_model
from flows.extract.actors.resolver import ActorIndex
from flows.extract.candidates import Candidate
from flows.extract.dates.tagger import tag
from flows.extract.dating import date_candidates
from flows.extract.extractor import extract
from flows.extract.parsed import ParsedArticle, char_span, token_span
from flows.extract.quotations import find_quotations
from flows.records import Actor, EventDate, EventType, Mention, Participant, Span, Status
from flows.text_article import text_article

Dater = Callable[..., list[EventDate]]
PUBLISHED = date(2024, 5, 15)


def candidate(token: Token, event_type: EventType, status: Status, who: str, content: str) -> Candidate:
    text = token.doc.text
    start = text.find(content) if content else -1
    roles = {"statement": "speaker", "visit": "visitor"}
    actor = Actor(who, Span(0, 1), "person")
    return Candidate(
        event_type,
        status,
        token,
        (Mention(token_span(token), "test.rule", char_span(token.sent)),),
        (Participant(roles.get(event_type, "participant"), actor, Span(0, 1)),) if who else (),
        content=Span(start, start + len(content)) if start >= 0 else None,
    )


def dates(text: str, *triggers: tuple[str, ...], dateline: date | None = None) -> list[str]:
    """Dates events given as (trigger word, type, status, actor, content), the last three optional."""
    return [d.edtf for d in dated(text, *triggers, dateline=dateline)]


def dated(text: str, *triggers: tuple[str, ...], dateline: date | None = None) -> list[EventDate]:
    from dataclasses import replace

    doc = language_model.load()(text)
    article = replace(text_article(text, PUBLISHED), dateline_date=dateline)
    quotations = find_quotations(text)
    parsed = ParsedArticle(
        article, doc, quotations, tag(text, PUBLISHED), ActorIndex(doc, quotations, article.title)
    )
    candidates = []
    taken: set[int] = set()
    for word, event_type, *rest in triggers:
        status, who, content = (*rest, *("occurred", "", "")[len(rest) :])
        token = next(t for t in doc if t.text == word and t.i not in taken)
        taken.add(token.i)
        candidates.append(candidate(token, event_type, status, who, content))  # type: ignore[arg-type]
    return date_candidates(parsed, candidates)


@pytest.mark.parametrize(
    ("text", "word", "kind", "status", "edtf"),
    [
        # what the syntax ties to the trigger
        ("The envoy visited Oslo on Monday.", "visited", "visit", "occurred", "2024-05-13"),
        ("The envoy will visit Oslo on Monday.", "visit", "visit", "planned", "2024-05-20"),
        ("On Monday, the envoy met the king and flew home.", "met", "meeting", "occurred", "2024-05-13"),
        ("The two held talks in Oslo on May 3.", "talks", "meeting", "occurred", "2024-05-03"),
        (
            "The envoy toured the port from May 6 to 8.",
            "toured",
            "visit",
            "occurred",
            "2024-05-06/2024-05-08",
        ),
        ("Monday's meeting ended early.", "meeting", "meeting", "occurred", "2024-05-13"),
        ("The envoy visited Oslo last week.", "visited", "visit", "occurred", "2024-05-06/2024-05-12"),
        ("The envoy visited Oslo in March.", "visited", "visit", "occurred", "2024-03"),
        # a plan looks forward, what has happened back
        ("The envoy is to visit Oslo in March.", "visit", "visit", "planned", "2025-03"),
        ("The envoy spoke today of the king's visit.", "visit", "visit", "planned", "2024-05-15/.."),
        # the rule, where there is no time
        ("The envoy visited Oslo.", "visited", "visit", "occurred", "2024-05-15"),
        ("The envoy has visited Oslo.", "visited", "visit", "occurred", "../2024-05-15"),
        ("The envoy will visit Oslo.", "visit", "visit", "planned", "2024-05-15/.."),
        ("The strike began after the envoy visited Oslo.", "visited", "visit", "occurred", "../2024-05-15"),
        # a bound is not the time itself
        (
            "It was her first visit since she took office in March.",
            "visit",
            "visit",
            "occurred",
            "2024-05-15",
        ),
        (
            "The envoy visited Oslo just once, in March, records show.",
            "visited",
            "visit",
            "occurred",
            "2024-03",
        ),
        (
            "BERGEN, May 14 (NTB) - The envoy will visit Oslo this week.",
            "visit",
            "visit",
            "planned",
            "2024-05-13/2024-05-19",
        ),
        # a length gives a known start its end
        (
            "The envoy will pay a three-day visit to Oslo from Friday.",
            "visit",
            "visit",
            "planned",
            "2024-05-17/2024-05-19",
        ),
        ("She leaves on Friday on a week-long visit.", "leaves", "visit", "planned", "2024-05-17/2024-05-23"),
        ("She arrived on Monday on a three-day visit.", "arrived", "visit", "occurred", "2024-05-13"),
        (
            "They will hold talks in Oslo on Monday and Tuesday.",
            "talks",
            "meeting",
            "planned",
            "2024-05-20/2024-05-21",
        ),
        # what was called off was set for the nearest such day
        ("A second visit, set for Tuesday, was called off.", "visit", "visit", "cancelled", "2024-05-14"),
        ("A second visit, set for Friday, was called off.", "visit", "visit", "cancelled", "2024-05-17"),
        (
            "The envoy wrapped up a four-day visit to Oslo on Tuesday.",
            "visit",
            "visit",
            "occurred",
            "2024-05-11/2024-05-14",
        ),
        ("The envoy, who arrived on Monday, visited the port.", "visited", "visit", "occurred", "2024-05-15"),
        ("A visit that was set for Tuesday was called off.", "visit", "visit", "cancelled", "2024-05-14"),
        # what came earlier is not counted from a plan
        (
            "They meet on May 26. The envoy had visited Oslo a day earlier.",
            "visited",
            "visit",
            "occurred",
            "2024-05-14",
        ),
        # a time of day alone is that of the publication day, or of the coming day just told of
        ("The envoy will meet the king at 3 p.m. in Oslo.", "meet", "meeting", "planned", "2024-05-15"),
        ("He spoke overnight and is to meet her at 14:00 GMT.", "meet", "meeting", "planned", "2024-05-15"),
        ("The envoy will meet him at noon in Oslo on Friday.", "meet", "meeting", "planned", "2024-05-17"),
        ("She flies on Friday. She will meet him at 9 a.m.", "meet", "meeting", "planned", "2024-05-17"),
        ("She left on Monday. She will meet him at 9 a.m.", "meet", "meeting", "planned", "2024-05-15"),
        # the day stands with the medium
        (
            "The envoy, who talked with Ana Cruz by phone Monday night, left.",
            "talked",
            "call",
            "occurred",
            "2024-05-13",
        ),
        # what came before bounds the time
        (
            "The envoy met the rebels after talks broke down this month.",
            "met",
            "meeting",
            "occurred",
            "2024-05-15",
        ),
        # another event's time is left alone
        ("The envoy visited Oslo after Monday's attack.", "visited", "visit", "occurred", "2024-05-15"),
    ],
)
def test_contacts(text: str, word: str, kind: str, status: str, edtf: str) -> None:
    assert dates(text, (word, kind, status)) == [edtf]


@pytest.mark.parametrize(
    ("text", "word", "content", "edtf"),
    [
        (
            "The mayor said on Monday that the bridge was safe.",
            "said",
            "that the bridge was safe",
            "2024-05-13",
        ),
        ("The mayor said the bridge closed on Monday.", "said", "the bridge closed on Monday", "2024-05-15"),
        ('"It closed on Monday," the mayor said.', "said", "It closed on Monday,", "2024-05-15"),
        ("The bridge is safe, the mayor said Tuesday.", "said", "The bridge is safe", "2024-05-14"),
        ("The mayor had said the bridge was safe.", "said", "the bridge was safe", "../2024-05-15"),
        ("The plan, which the union denounced, has failed.", "denounced", "which", "../2024-05-15"),
        ("The mayor recently said the bridge was safe.", "said", "the bridge was safe", "../2024-05-15"),
        # what went on for long, again and again, or before the other clause's time
        ("For several days the mayor denied it.", "denied", "it", "../2024-05-15"),
        ("The mayor, who liked to say it was luck, died on Monday.", "say", "it was luck", "../2024-05-15"),
        ("On Monday a case was filed, and the mayor had said so.", "said", "so", "../2024-05-15"),
        # an occasion of the past
        ("In an earlier interview, the mayor said it was safe.", "said", "it was safe", "../2024-05-15"),
        # a day behind the object is the verb's, whatever counts as content
        (
            "The firm announced a profit in a turnaround Monday, despite rain.",
            "announced",
            "a profit in a turnaround Monday, despite rain",
            "2024-05-13",
        ),
        (
            "The mayor confirmed the date, Thursday, on request.",
            "confirmed",
            "the date, Thursday",
            "2024-05-15",
        ),
        # a clause of time before it
        ("When I was there last March, she assured me of it.", "assured", "of it", "2024-03"),
        # the time behind an object is the object's, where that is what happened
        ("The mayor condemned the raid of May 3.", "condemned", "the raid of May 3", "2024-05-15"),
        ("The mayor welcomed the port's growth this year.", "welcomed", "the port's growth", "2024-05-15"),
        ("The mayor announced a new bridge in April.", "announced", "a new bridge", "2024-04"),
        # the nearest such day is to come
        ("The mayor announced a march on May 26.", "announced", "a march", "2024-05-15"),
        # a second clause keeps its time to itself
        ("The mayor said so and left on Monday.", "said", "so", "2024-05-15"),
        ("Her deputy toured the port in April, promising jobs.", "promising", "jobs", "2024-04"),
        (
            "She toured the port on Monday with the mayor, who pledged help.",
            "pledged",
            "help",
            "2024-05-13",
        ),
        ("She met them in October, when she promised a freeze.", "promised", "a freeze", "2023-10"),
        ("The lawsuit, filed in March, claims that it burned.", "claims", "that it burned", "2024-03"),
        ("The mayor has just said the bridge was safe.", "said", "the bridge was safe", "2024-05-15"),
        ("Now 80, he told the station on Monday that he was well.", "told", "he was well", "2024-05-13"),
    ],
)
def test_statements(text: str, word: str, content: str, edtf: str) -> None:
    assert dates(text, (word, "statement", "occurred", "mayor", content)) == [edtf]


def test_a_speakers_next_words_keep_the_day_of_the_first() -> None:
    text = "Anna Berg said on Monday that the port was safe.\n\nBerg added that the sea was calm."
    first, second = dated(
        text,
        ("said", "statement", "occurred", "Anna Berg", "that the port was safe"),
        ("added", "statement", "occurred", "Anna Berg", "that the sea was calm"),
    )
    assert (first.edtf, first.basis) == ("2024-05-13", "relative")
    assert (second.edtf, second.basis) == ("2024-05-13", "inherited")


def test_another_speakers_words_do_not() -> None:
    text = "Anna Berg said on Monday that the port was safe.\n\nOle Dahl said that the sea was calm."
    _, second = dates(
        text,
        ("said", "statement", "occurred", "Anna Berg", "that the port was safe"),
        ("said", "statement", "occurred", "Ole Dahl", "that the sea was calm"),
    )
    assert second == "2024-05-15"


def test_what_is_said_in_a_dated_meeting_takes_its_day() -> None:
    text = "The ministers met in Oslo on Monday.\n\nThe two sides stressed that trade would grow."
    meeting, statement = dated(
        text,
        ("met", "meeting", "occurred", "ministers"),
        ("stressed", "statement", "occurred", "two sides", "that trade would grow"),
    )
    assert meeting.edtf == statement.edtf == "2024-05-13"
    assert statement.basis == "inherited"
    assert statement.words == meeting.words == Span(29, 35)


def test_words_and_precision_stand_in_the_date() -> None:
    (found,) = dated("The envoy visited Oslo on May 3.", ("visited", "visit"))
    assert found == EventDate(
        date(2024, 5, 3), date(2024, 5, 3), "2024-05-03", "day", "explicit", Span(26, 31)
    )
    (undated,) = dated("The envoy visited Oslo.", ("visited", "visit"))
    assert (undated.basis, undated.words) == ("publication", None)


def test_a_contradicted_date_says_so() -> None:
    (right,) = dated("The envoy visited Oslo on Friday, May 3, 2024.", ("visited", "visit"))
    (wrong,) = dated("The envoy visited Oslo on Monday, May 3, 2024.", ("visited", "visit"))
    assert right.edtf == wrong.edtf == "2024-05-03"
    assert (right.contradicted, wrong.contradicted) == (False, True)


def test_the_datelines_day_is_that_of_the_news() -> None:
    (found,) = dated("The envoy visited Oslo.", ("visited", "visit"), dateline=date(2024, 5, 14))
    assert (found.edtf, found.basis) == ("2024-05-14", "dateline")


def test_a_participle_goes_on_at_the_time_of_its_speakers_cue() -> None:
    text = "Anna Berg shared her reasons on Monday, pointing out that she had lost, saying it was over."
    found = dates(
        text,
        ("shared", "statement", "occurred", "Anna Berg", "her reasons"),
        ("pointing", "statement", "occurred", "Anna Berg", "that she had lost"),
        ("saying", "statement", "occurred", "Anna Berg", "it was over"),
    )
    assert found == ["2024-05-13"] * 3


def test_later_words_share_a_longer_time_within_the_paragraph() -> None:
    text = (
        "Anna Berg told the inquiry in late March that it was cold. She added that it rained.\n\nShe said so."
    )
    found = dates(
        text,
        ("told", "statement", "occurred", "Anna Berg", "that it was cold"),
        ("added", "statement", "occurred", "Anna Berg", "that it rained"),
        ("said", "statement", "occurred", "Anna Berg", "so"),
    )
    assert found[0] == found[1] == "2024-03"
    assert found[2] == "2024-05-15"


def test_words_spoken_at_the_scene_that_the_article_opens_with_take_its_day() -> None:
    text = "The council voted on Monday to keep the bus.\n\nBerg said it was needed."
    assert dates(text, ("said", "statement", "occurred", "Berg", "it was needed")) == ["2024-05-13"]
    later = text + " The mayor resigned on Tuesday. Dahl regretted that."
    assert dates(later, ("regretted", "statement", "occurred", "Dahl", "that")) == ["2024-05-15"]


@pytest.mark.parametrize(
    ("head", "edtf"),
    [
        ("Oslo, 13 May 2024\n\n", "2024-05-13"),
        ("", "2024-05-15"),
        ("The governor spoke to us on Monday.\n\n", "2024-05-13"),
    ],
)
def test_a_transcripts_turns_have_the_day_at_its_head(head: str, edtf: str) -> None:
    text = head + "MS. BERG: Good morning.\n\nQUESTION: Are you well?\n\nMS. BERG: I was ill last week."
    found = next(iter(extract([text_article(text, PUBLISHED)]))).events
    assert [e.date.edtf for e in found] == [edtf, edtf]


def test_what_is_said_to_a_gathering_takes_the_day_of_the_story() -> None:
    text = "The inquest opened on Monday.\n\nRain fell.\n\nHe slept badly.\n\nDr Berg told {} it was cold."
    for addressee, edtf in (("the jury", "2024-05-13"), ("the BBC", "2024-05-15")):
        article = text_article(
            "The school was hit by a storm on Monday." + text[28:].format(addressee), PUBLISHED
        )
        (event,) = [e for e in next(iter(extract([article]))).events if e.event_type == "statement"]
        assert event.date.edtf == edtf


def test_then_goes_on_with_the_day_before_it() -> None:
    text = "The leaders spoke by phone on Monday. Then both sides said the truce would hold."
    found = dates(
        text,
        ("spoke", "call", "occurred", "leaders"),
        ("said", "statement", "occurred", "both sides", "the truce would hold"),
    )
    assert found == ["2024-05-13", "2024-05-13"]


def test_talks_announced_together_share_their_time() -> None:
    text = "Several meetings will be held this weekend. Ministers will be gathering in Oslo."
    assert dates(text, ("gathering", "meeting", "planned", "Ministers")) == ["2024-05-18/2024-05-19"]


def test_what_is_planned_for_a_visit_has_its_days() -> None:
    text = "Berg will pay a visit to Oslo on May 20-21.\n\nDuring the visit, Berg will reaffirm aid."
    found = dates(
        text,
        ("visit", "visit", "planned", "Berg"),
        ("reaffirm", "statement", "planned", "Berg", "aid"),
    )
    assert found == ["2024-05-20/2024-05-21"] * 2


def test_the_day_a_plan_was_told_on_is_not_that_of_the_plan() -> None:
    text = "The talks will be short, a statement issued on Wednesday said. The king will meet Ana Cruz."
    assert dates(text, ("meet", "meeting", "planned", "Ana Cruz")) == ["2024-05-15/.."]


@pytest.mark.parametrize(("day", "edtf"), [("Monday", "2024-05-13"), ("March 4", "2024-05-15")])
def test_a_gathering_sat_not_long_ago(day: str, edtf: str) -> None:
    story = (
        "The school was hit by a storm on {}.\n\nRain fell.\n\nHe slept badly.\n\n"
        "Dr Berg told the jury it was cold."
    )
    events = next(iter(extract([text_article(story.format(day), PUBLISHED)]))).events
    assert [e.date.edtf for e in events if e.event_type == "statement"] == [edtf]
