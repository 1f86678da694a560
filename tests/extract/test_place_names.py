"""Towns that the small model takes for persons or bodies are places where the words before them say so."""

import pytest

from flows.extract import language_model


def kinds(text: str, name: str) -> set[str]:
    doc = language_model.load()(text)
    start = text.index(name)
    return {token.ent_type_ for token in doc.char_span(start, start + len(name))}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Foreign Minister Carlo Benedetti travelled to Niamey overnight.", "Niamey"),
        ("The bloc's mediator, Comfort Wleh, flew into Bissau on Jan. 12.", "Bissau"),
        ("The minister will pay a two-day working visit to Accra from Thursday.", "Accra"),
        ("Hélène Vasseur is to visit Dakar next week.", "Dakar"),
        ("The duke visited Leith on Friday.", "Leith"),
        ("Hugh Farrell will come to Auckland for the Bledisloe launch on 3 March.", "Auckland"),
        ("The two met at the Presidential Villa, Abuja, on Friday.", "Abuja"),
        ("The dean has visited Muscat four times this year, records show.", "Muscat"),
    ],
)
def test_a_town_after_a_word_for_a_way_is_a_place(text, place):
    assert kinds(text, place) == {"GPE"}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("The board met on Monday. It has confidence in Marek, the chairman said.", "Marek"),
        ("The mayor was to visit Marek, who was being treated for a knife wound.", "Marek"),
        ("Anna Florence resigned. A visit to Florence in hospital was denied to her son.", "Florence in"),
    ],
)
def test_a_person_stays_a_person(text, person):
    assert "GPE" not in kinds(text, person)


def test_a_group_that_shares_another_name_of_a_town_stays_a_group():
    assert "GPE" not in kinds("He spent 132 days in Hamas captivity.", "Hamas")


def test_a_visit_to_a_town_that_the_model_misreads_is_found(events_of):
    (visit,) = [
        e
        for e in events_of("Foreign Minister Carlo Benedetti travelled to Niamey overnight.")
        if e.event_type == "visit"
    ]
    assert visit.place is not None
    assert visit.place.name == "Niamey"
    assert [p.actor.name for p in visit.participants] == ["Carlo Benedetti"]
