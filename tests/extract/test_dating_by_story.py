"""Dates that an event takes from the story around it, read off whole articles of Wednesday, 15 May 2024."""

import pytest

from tests.extract.dated import dates_of


@pytest.mark.parametrize(
    ("text", "cue", "edtf"),
    [
        # a source cited for what is weeks old is taken from the record
        (
            "More than 900 homes have burned since March, according to the Daily Courier.",
            "according to",
            "../2024-05-15",
        ),
        # … but not where the story is about that source, or where the matter is fresh
        ("Nordkraft AG sold 90 ships in March, according to the company.", "according to", "2024-05-15"),
        (
            "More than 900 homes have burned since Monday, according to the Daily Courier.",
            "according to",
            "2024-05-15",
        ),
        # a source behind the lead leaves the contact there what the article is about
        (
            "Ana Berg received Olaf Dahl on Monday, the Courier said.\n\nThe meeting in Narvik was short.",
            "meeting",
            "2024-05-13",
        ),
        # a guest met his host on the day on which he was received
        (
            "President Ana Berg on Monday hosted King Felix.\n\nTrade grew, Berg said after the meeting.",
            "meeting",
            "2024-05-13",
        ),
        # a day counted from that of the clause above
        (
            "Minister Ana Berg met striking miners on Monday, a week after she visited Narvik.",
            "visited",
            "2024-05-06",
        ),
        (
            "Premier Ana Berg quit on Monday.\n\nIt came two days after she met Prime Minister Olaf Dahl.",
            "met",
            "2024-05-11",
        ),
        # what came before or after on the day told of
        (
            "Minister Ana Berg opened a bridge on Monday.\n\nEarlier, Berg met Mayor Olaf Dahl in Narvik.",
            "met",
            "2024-05-13",
        ),
        (
            "Minister Ana Berg visited Narvik on Monday. She later telephoned Mayor Olaf Dahl.",
            "telephoned",
            "2024-05-13",
        ),
        # what happened where a journey led
        (
            "Premier Ana Berg opened a dam on Monday.\n\nLater, she flew to Narvik, where she met Olaf Dahl.",
            "met",
            "2024-05-13",
        ),
        # what somebody said then is of the time told of
        (
            "Minister Ana Berg met Olaf Dahl on May 6. It went well, the press service reported at the time.",
            "reported",
            "2024-05-06",
        ),
        (
            "The union had urged owners on May 1 to pay. A spokesman promised then to do so.",
            "promised",
            "2024-05-01",
        ),
        (
            "The court declared the rents unlawful in 2014. At the time, Mayor Olaf Dahl blasted the judges.",
            "blasted",
            "2014",
        ),
        # a board that speaks up for itself does not sit
        (
            "The Board of Cricket on Monday praised the pitch.\n\nOlaf Dahl, a bowler, opined it was bad.",
            "opined",
            "2024-05-15",
        ),
        # … a setting of its own begins anew, one that points back does not
        (
            "Denise Moreau pleaded guilty last spring. On cross-examination, she conceded that he had lied.",
            "conceded",
            "2024-05-15",
        ),
        (
            "Lawyer Olaf Dahl conceded the point in a speech in 2019. In the speech, he said he was proud.",
            "said",
            "2019",
        ),
        # a sentence that names its speaker anew has no share in a year told of before
        (
            "The chamber alleged in 2018 that the port was full. Nordkraft welcomed the ruling.",
            "welcomed",
            "2024-05-15",
        ),
        # words share a year within the paragraph
        (
            "Lawyer Olaf Dahl conceded the point in a speech in 2019. He said he was too proud.",
            "said",
            "2019",
        ),
        # "when" behind a verb in the past tells of the same time
        (
            'Mayor Ana Berg spoke on television on Monday when she announced: "I am stepping down."',
            "announced",
            "2024-05-13",
        ),
        # a time behind the act before is that of what the act was about
        (
            "Minister Ana Berg deplored the killing of two drivers last week and praised their colleagues.",
            "praised",
            "2024-05-15",
        ),
        ("The council's president for May, Ana Berg, told reporters it was over.", "told", "2024-05-15"),
        # what was to come then, later on the same day
        (
            "Minister Ana Berg opened a bridge on Monday and was to meet Olaf Dahl later on Wednesday.",
            "meet",
            "2024-05-15",
        ),
    ],
)
def test_the_time_around(text: str, cue: str, edtf: str) -> None:
    assert dates_of(text)[cue] == edtf


def test_an_unnamed_source_is_named_in_the_next_words() -> None:
    text = (
        "The port will stay open for the winter, a senior official said on Monday.\n\n"
        '"We have coal enough," remarked Ana Berg, head of the harbour agency.\n\n'
        "Trade unionist Olaf Dahl disputed the figures."
    )
    found = dates_of(text)
    assert (found["remarked"], found["disputed"]) == ("2024-05-13", "2024-05-15")


def test_a_stop_on_a_trip_goes_before_the_trip() -> None:
    text = (
        "Minister Ana Berg visited Iceland from May 11 to 13.\n\n"
        "Berg met Mayor Olaf Dahl on May 12. Berg praised his city's harbour."
    )
    assert dates_of(text)["praised"] == "2024-05-12"


def test_who_judges_the_news_was_not_at_its_scene() -> None:
    text = (
        "A jury convicted former governor Ivar Lund of bribery on Monday.\n\n"
        "Lawyer Olaf Dahl said the ruling would stand.\n\n"
        "Mayor Ana Berg welcomed the verdict.\n\n"
        "Senator Eva Strand told the BBC that voters had waited for years."
    )
    found = dates_of(text)
    assert (found["said"], found["welcomed"], found["told"]) == ("2024-05-13", "2024-05-15", "2024-05-15")


def test_what_is_argued_at_a_sitting_has_its_day() -> None:
    text = (
        "The High Court on Monday refused bail to a builder.\n\n"
        "His client had no part in it, counsel Olaf Dahl argued.\n\n"
        "Neighbour Ana Berg said that she was relieved."
    )
    found = dates_of(text)
    assert (found["argued"], found["said"]) == ("2024-05-13", "2024-05-15")


def test_an_occasion_that_was_held_is_a_scene() -> None:
    text = "There were angry exchanges in parliament on Monday.\n\nSenator Ana Berg said the bill was bad."
    assert dates_of(text)["said"] == "2024-05-13"


def test_words_are_not_those_of_the_meeting_they_report() -> None:
    text = "Minister Ana Berg addressed miners on Monday, three people familiar with the matter said."
    assert dates_of(text)["said"] == "2024-05-15"


@pytest.mark.parametrize(
    ("length", "edtf"),
    [
        ("a weeklong", "2024-05-20/2024-05-26"),
        ("a week-long", "2024-05-20/2024-05-26"),
        ("a three-day", "2024-05-20/2024-05-22"),
    ],
)
def test_a_called_off_journey_has_the_days_it_was_to_last(length: str, edtf: str) -> None:
    text = f"Foreign Minister Ana Berg has cancelled {length} visit to Iceland from May 20."
    assert dates_of(text)["visit"] == edtf


def test_whose_country_is_named_does_not_act_there() -> None:
    text = (
        "On Monday, Olaf Dahl, the long-serving Sultan of Oman, died at the age of 79.\n\n"
        "The government of Oman announced three days of mourning."
    )
    assert dates_of(text)["announced"] == "2024-05-15"


def test_police_here_are_not_those_there() -> None:
    text = "Police in Narvik stopped a lorry on Monday. Police said the driver was 23."
    assert dates_of(text)["said"] == "2024-05-15"


def test_officials_go_on_with_what_their_government_said() -> None:
    text = (
        "The government of Chad on Tuesday announced the death of Olaf Dahl. He fell ill on Sunday.\n\n"
        "Dahl had been in good health, government officials stated."
    )
    assert dates_of(text)["stated"] == "2024-05-14"


def test_a_look_back_does_not_end_the_scene() -> None:
    text = (
        "Minister Ana Berg met Premier Olaf Dahl in Narvik on Monday. Dahl had arrived "
        "on Sunday and toured a port.\n\n"
        'The minister came on Sunday. "Our boats do not see the line," Berg remarked.'
    )
    assert dates_of(text)["remarked"] == "2024-05-13"


def test_reactions_have_the_day_on_which_they_came() -> None:
    text = (
        "Voters in Iceland elected a new parliament on Saturday. Reactions came in early on Sunday.\n\n"
        'Premier Ana Berg said she was "humbled". Trade unionist Olaf Dahl announced that he would resign.'
    )
    found = dates_of(text)
    assert found["said"] == found["announced"] == "2024-05-12"


def test_an_occasion_in_a_clause_before_is_told_of() -> None:
    text = (
        "Olaf Dahl filed a petition on May 2. After a hearing was held on May 6, the "
        "senate found no fault.\n\n"
        "Dahl apologized to Ana Berg during the hearing."
    )
    assert dates_of(text)["apologized to"] == "2024-05-06"


def test_a_named_judge_is_no_gathering() -> None:
    text = (
        "Judge Olaf Dahl left Narvik on Monday.\n\n"
        "The draft is under study, and the government asked Judge Dahl to wait."
    )
    assert dates_of(text)["asked"] == "2024-05-15"


def test_posts_about_the_scene_are_of_its_day() -> None:
    text = (
        "Thousands marched through Narvik on Monday against the tax.\n\n"
        'Mayor Ana Berg tweeted, "Here in Narvik, thousands have come together."'
    )
    assert dates_of(text)["tweeted"] == "2024-05-13"


def test_what_was_done_there_is_of_the_journey() -> None:
    text = (
        "Premier Ana Berg travelled to Kampala in March. While there, she met Foreign Minister Grace Akello."
    )
    assert dates_of(text)["met"] == "2024-03"


def test_what_took_place_on_a_day_that_had_begun_in_the_east() -> None:
    text = "Mayor Ana Berg was found dead in Busan, police reported Thursday morning, local time (UTC+0900)."
    assert dates_of(text)["reported"] == "2024-05-16"
