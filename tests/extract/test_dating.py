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
