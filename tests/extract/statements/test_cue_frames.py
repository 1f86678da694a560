"""Frames that make a verb a cue, and the means, orders and outlets beside it that change what it reports."""

import pytest

from flows.records import Event


def read(text: str, events: tuple[Event, ...]) -> list[tuple[str, list[str], str | None]]:
    """Returns cue, speakers and content of each statement."""
    return [
        (
            e.mentions[0].span.of(text),
            [p.actor.name for p in e.participants if p.role == "speaker"],
            e.content.of(text) if e.content else None,
        )
        for e in events
        if e.event_type == "statement"
    ]


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "content"),
    [
        (
            "Detectives are asking anyone with a camera to call the station.",
            "asking",
            "Detectives",
            "to call the station",
        ),
        (
            "The Irish Bishops’ Conference, in a letter read on Sunday, had begged rebels to spare clinics.",
            "begged",
            "Irish Bishops’ Conference",
            "to spare clinics",
        ),
        (
            "“The dam held,” Rosa Pinto, who teaches law, explained by telephone.",
            "explained",
            "Rosa Pinto",
            "The dam held",
        ),
        ("Joe Cole tweeted his thanks to the crew.", "tweeted", "Joe Cole", "his thanks to the crew"),
        ("Rosa Pinto renewed her appeal for calm.", "renewed", "Rosa Pinto", "her appeal for calm"),
        ("The fire service’s records show no fault.", "show", "fire service", "no fault"),
        (
            "Ana Berg said that while the dam would hold, the road would not.",
            "said",
            "Ana Berg",
            "while the dam would hold, the road would not",
        ),
        ("“It will hold,” Ana Berg said, before adding: “So will we.”", "adding", "Ana Berg", "So will we."),
        (
            "Twelve died when the dam burst, Olaf Dahl, head of the dockers' union, confirmed.",
            "confirmed",
            "Olaf Dahl",
            "Twelve died when the dam burst",
        ),
        (
            "“The dam,” Olaf Dahl, 45, a farmer from Narvik, said, “will hold.”",
            "said",
            "Olaf Dahl",
            "The dam,” Olaf Dahl, 45, a farmer from Narvik, said, “will hold.",
        ),
        ("The dam, Rep. Ana Berg, D-Ohio, said, would hold.", "said", "Ana Berg", "would hold."),
        (
            "A senior official who asked not to be named accused the firm of lying.",
            "accused",
            "senior official",
            "the firm of lying",
        ),
        (
            "Two officials familiar with the matter called on the government to act.",
            "called on",
            "Two officials",
            "to act",
        ),
        (
            "Ana Berg described as “nonsense” reports that the dam had burst.",
            "described",
            "Ana Berg",
            "nonsense” reports that the dam had burst.",
        ),
        (
            "The ministry defended the decision to close the dam.",
            "defended",
            "ministry",
            "the decision to close the dam",
        ),
        ("Nordkraft AG said on Monday it would close.", "said", "Nordkraft AG", "it would close"),
        (
            "Ana Berg said in a letter dated May 3 that the dam would hold.",
            "said",
            "Ana Berg",
            "the dam would hold.",
        ),
        ("The port said in a statement it had found a leak.", "said", "port", "it had found a leak"),
        ("The mill leaks, according to one of the men.", "according to", "one of the men", "The mill leaks"),
        (
            "Curator Joe Cole was hurt. “I got a call,” the 63-year-old claimed, without elaborating.",
            "claimed",
            "Joe Cole",
            "I got a call",
        ),
        (
            "It comes after an investigation found one spill lasted for 31 hours.",
            "found",
            "investigation",
            "one spill lasted for 31 hours",
        ),
        (
            "Ann Reed told reporters on the courthouse steps they would be back.",
            "told",
            "Ann Reed",
            "they would be back",
        ),
        (
            "The court declared school funding inadequate.",
            "declared",
            "court",
            "school funding inadequate",
        ),
        ("The board came out in defence of the pitch.", "came", "board", "the pitch."),
        (
            "Analysts raised their target to 210 francs, citing “a pill that patients will take”.",
            "citing",
            "Analysts",
            "a pill that patients will take",
        ),
        (
            "The firm apologised for the leak but insisted customers were safe.",
            "insisted",
            "firm",
            "customers were safe.",
        ),
        ("Ana Berg was among those who condemned the raid.", "condemned", "Ana Berg", "the raid"),
        ("The minister was forced to deny that the dam had burst.", "deny", "minister", "the dam had burst"),
        ("The minister ruled out closing the border.", "ruled out", "minister", "closing the border"),
        ("Two builders have also pleaded guilty and await sentencing.", "pleaded", "Two builders", "guilty"),
        ("Rosa Pinto on Monday thanked him publicly.", "thanked", "Rosa Pinto", "him"),
        (
            "The town put the mill up for sale in March, citing the cost of its sails.",
            "citing",
            "town",
            "the cost of its sails",
        ),
        (
            "In its written judgment, the court found the council had not heard the people of the town.",
            "found",
            "court",
            "the council had not heard the people of the town",
        ),
        (
            "On Tuesday, the District Court in Leeuwarden, Netherlands ordered the town to halt the sale.",
            "ordered",
            "District Court",
            "to halt the sale",
        ),
        (
            "Reports from the Leeds police are that the car was stolen.",
            "Reports",
            "Leeds police",
            "the car was stolen",
        ),
        (
            'Town hall told AFK that "not punishment" was its aim, and city records show no fine above £10.',
            "show",
            "city",
            "no fine above £10",
        ),
        (
            'Ann Kessler quit. The Draper campaign had a two-word response: "Nice try."',
            "had",
            "Draper",
            "Nice try.",
        ),
        (
            "Rosa Pinto credited her training. “We practise each August,” she said.",
            "credited",
            "Rosa Pinto",
            "her training",
        ),
    ],
)  # fmt: skip
def test_a_cue_is_read_in_its_frame(text: str, cue: str, speaker: str, content: str, events_of) -> None:
    found = [(c, s, (words or "").rstrip(",")) for c, s, words in read(text, events_of(text))]
    assert (cue, [speaker], content) in found


@pytest.mark.parametrize(
    "text",
    [
        "The judge denied a motion for a new trial.",
        "The court denied bail to the two men.",
        "The guard stood by the gate all night.",
        "The teacher dismissed the class at noon.",
        "Joe Cole renewed his passport in May.",
        "The bank credited the account on Monday.",
        "The site put a warning on the post.",
    ],
)
def test_acts_that_are_no_words_are_no_statements(text: str, events_of) -> None:
    assert read(text, events_of(text)) == []


def test_an_outlet_named_at_the_end_hands_on_what_the_speaker_said(events_of) -> None:
    text = "The dam will be ready in June, Energy Minister Rosa Pinto said at the site, Sardar reports."
    assert read(text, events_of(text)) == [("said", ["Rosa Pinto"], "The dam will be ready in June")]


def test_a_name_told_after_an_office_speaks_in_the_midst_of_its_words(events_of) -> None:
    text = "The dam, her lawyer, Olaf Dahl, said, would hold."
    assert [(cue, who) for cue, who, _ in read(text, events_of(text))] == [("said", ["Olaf Dahl"])]
