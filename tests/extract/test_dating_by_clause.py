"""Dates that an event takes from its sentence, read off whole articles of Wednesday, 15 May 2024."""

import pytest

from tests.extract.dated import dates_of


@pytest.mark.parametrize(
    ("text", "cue", "edtf"),
    [
        # a relative clause that goes on with the story is news …
        ("The audit was disputed by the dockers' union, which blamed old cranes.", "blamed", "2024-05-15"),
        # … one that says who or what somebody is, background
        ("Mayor Olaf Dahl opened the dock, which the union rejected.", "rejected", "../2024-05-15"),
        ("A minister who rejected the plan resigned.", "rejected", "../2024-05-15"),
        # a document of the past
        ("A previous review by Nordkraft concluded that the dam was sound.", "concluded", "../2024-05-15"),
        # what is joined to an act of before
        ("Berg threatened the station before, and he accused it of lying.", "accused", "../2024-05-15"),
        ("Berg said the dam would hold, and he accused the station of lying.", "accused", "2024-05-15"),
        # a day is no part of the title behind it
        ("On Friday Prime Minister Olaf Dahl had met King Felix.", "met", "2024-05-10"),
        # a length told of what is over counts back
        ("Minister Ana Berg left Chad on Sunday after a three-day visit.", "visit", "2024-05-10/2024-05-12"),
        # a plan's own time goes before that of the plan's making
        (
            "The presidents agreed in a call on Sunday to meet next week in Oslo.",
            "meet",
            "2024-05-20/2024-05-26",
        ),
        # a calendar day of the report's own is not a year away
        ("Minister Ana Berg announced a meeting with Olaf Dahl on May 15.", "meeting", "2024-05-15"),
        # the day of a call is not that of what was discussed in it
        (
            "Ana Berg and Olaf Dahl discussed a coming EU-China summit by phone on Friday.",
            "summit",
            "2024-05-15/..",
        ),
        # the tense of the words is not that of giving an opinion
        ("In his opinion, the strikes have split the town, Olaf Dahl said.", "said", "2024-05-15"),
        # words told in one breath with an older year
        (
            "Dahl was elected in 2012 and served his term, but did not run again, citing poor health.",
            "citing",
            "../2024-05-15",
        ),
        # what follows "after" has no time of its own
        (
            "Minister Ana Berg met dockers on Monday after the owners said that the yard would close.",
            "said",
            "../2024-05-15",
        ),
        # the occasion is told behind what was urged, and is no part of it
        (
            "Minister Ana Berg urged both sides to talk when she spoke to reporters in Narvik on Monday.",
            "urged",
            "2024-05-13",
        ),
        # what a document is dated by dates its words
        (
            "Company spokesman Olaf Dahl confirmed this to us in an email dated April 19.",
            "confirmed",
            "2024-04-19",
        ),
        # a time that opens a sentence of two halves dates both
        (
            "In opening statements last week, prosecutors blamed Dahl; his lawyers said that he was ill.",
            "said",
            "2024-05-06/2024-05-12",
        ),
        # papers that the outlet itself brings to light are news
        (
            "Officials knew in March that the dam leaked, according to documents seen by this newspaper.",
            "according to",
            "2024-05-15",
        ),
        # a time right behind a verb of saying is that of the saying
        ("Nordkraft AG said on Monday it would close the dam.", "said", "2024-05-13"),
        ("The owners told reporters on Monday they had found a leak.", "told", "2024-05-13"),
        ("Ana Berg said in a Monday statement that the dam would hold.", "said", "2024-05-13"),
        ("Ana Berg said in a letter dated May 3 that the dam would hold.", "said", "2024-05-03"),
        # … what it comes after is no time of its own
        ("Ana Berg said after Monday's attack that the dam would hold.", "said", "2024-05-15"),
        ("Ana Berg had said after last year's defeat that the dam would hold.", "said", "2023"),
        # a day at the end is that of the act, though the parser hung it on the object
        ("The ministry announced a new dam on Monday.", "announced", "2024-05-13"),
        ("The ministry unveiled plans for a new dam on Monday.", "unveiled", "2024-05-13"),
        ("The minister will announce a new dam on Friday.", "announce", "2024-05-17"),
        # what somebody used a speech for is no habit
        ("Ana Berg used the speech to call for a new dam.", "call for", "2024-05-15"),
        # on what occasion the speaker spoke
        (
            "Olaf Dahl, who spoke with journalists in Narvik on Monday, alleged that trucks were diverted.",
            "alleged",
            "2024-05-13",
        ),
        (
            (
                'Ana Berg cited the treaty and said, "They need to stand by us", while '
                "addressing the press on Monday."
            ),
            "said",
            "2024-05-13",
        ),
        # a time that opens both halves of a sentence
        ("That March, the strike began; Olaf Dahl demanded a raise.", "demanded", "2024-03"),
        # another's clause keeps its time to itself
        (
            "No losses were reported on Monday, but mayor Olaf Dahl blamed the railway for the fire.",
            "blamed",
            "2024-05-15",
        ),
        # the time of what is blamed
        ("Dahl has blamed the city for unrest throughout 2023.", "blamed", "../2024-05-15"),
        # a verb in the words of a clause of speech shares the time of speaking
        (
            (
                "On Monday, officials from Chad acknowledged the army had shot down a plane, "
                "blaming human error."
            ),
            "blaming",
            "2024-05-13",
        ),
    ],
)
def test_statements(text: str, cue: str, edtf: str) -> None:
    assert dates_of(text)[cue] == edtf


@pytest.mark.parametrize(
    ("text", "cue", "edtf"),
    [
        (
            "The premier spoke today with Olaf Dahl and will meet Mayor Per Lie in Narvik later this month.",
            "meet",
            "2024-05",
        ),
        (
            "Minister Ana Berg is expected to meet Emir Khalid before flying to Ankara on Friday.",
            "meet",
            "2024-05-15/..",
        ),
        (
            "Minister Ana Berg will join the first talks between Chad and Niger, a plan announced in April.",
            "join the first talks",
            "2024-05-15/..",
        ),
        (
            "President Ana Berg has met mayors from Oslo. Berg also met farmers from Narvik.",
            "met",
            "../2024-05-15",
        ),
    ],
)
def test_contacts(text: str, cue: str, edtf: str) -> None:
    assert dates_of(text)[cue] == edtf


def test_an_occasion_pointed_at_has_the_day_of_the_contact_before() -> None:
    text = (
        "The ministry recalls that on 4 March minister Ana Berg received Ion Grosu, who "
        "leads the growers' union. "
        "At that meeting Grosu thanked Berg for her help."
    )
    found = dates_of(text)
    assert found["meeting"] == found["thanked"] == "2024-03-04"


def test_what_was_set_for_a_weekday_and_is_off_lay_ahead() -> None:
    text = "Minister Ana Berg and Mayor Olaf Dahl were set to meet on {}, but the talks were called off."
    assert dates_of(text.format("Sunday"))["meet"] == "2024-05-19"
    assert dates_of(text.format("Tuesday"))["meet"] == "2024-05-14"
