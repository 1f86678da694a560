"""Who took part, in which role, and where."""

import pytest


def only(events, kind: str):
    (event,) = [e for e in events if e.event_type == kind]
    return event


def names(event, role: str) -> list[str]:
    return [p.actor.name for p in event.participants if p.role == role]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister Jonas Vik met President Ilze Kalnina in Riga.", {"Jonas Vik", "Ilze Kalnina"}),
        ("Jonas Vik's meeting with Ilze Kalnina lasted an hour.", {"Jonas Vik", "Ilze Kalnina"}),
        ("Jonas Vik met labour leaders at the town hall on Monday.", {"Jonas Vik", "labour leaders"}),
        ("Jonas Vik met farmers in Kandy on Monday.", {"Jonas Vik", "farmers"}),
        ("Jonas Vik met the Danish ambassador in Riga.", {"Jonas Vik", "Danish ambassador in Riga"}),
        (
            "High Commissioner in Colombo Santosh Rane met Prime Minister Jonas Vik on Monday.",
            {"Santosh Rane", "Jonas Vik"},
        ),
        (
            "UN Resident Coordinator in Sri Lanka Marc Dubois met Ilze Kalnina.",
            {"Marc Dubois", "Ilze Kalnina"},
        ),
        (
            "Ann Shaw spoke with Tom Reed. Jonas Vik held talks in Oslo with his Kyrgyz opposite number.",
            {"Jonas Vik", "his Kyrgyz opposite number"},
        ),
        ("King Felix gave an audience to Ilze Kalnina on Monday.", {"King Felix", "Ilze Kalnina"}),
        (
            "The leaders of six countries came together in Riga for a summit hosted by King Felix.",
            {"leaders of six countries", "King Felix"},
        ),
        ("Alan Prentice, M.P., Prime Minister, met Ilze Kalnina.", {"Alan Prentice", "Ilze Kalnina"}),
        (
            "Tom Reed and Eva Lund left. Jonas Vik met the governors of Aston Bury School on Monday.",
            {"Jonas Vik", "governors of Aston Bury School"},
        ),
        (
            "A small party, led by Canon Ruth Shaw, is in Oslo. Jonas Vik met a group of parents on Monday.",
            {"Jonas Vik", "group of parents"},
        ),
        ("Jonas Vik denied any meeting with Ilze Kalnina.", {"Jonas Vik", "Ilze Kalnina"}),
        ("Jonas Vik met ex-governor Peter Akpan on Monday.", {"Jonas Vik", "Peter Akpan"}),
        ("Jonas Vik announced a meeting with Ilze Kalnina in Riga.", {"Jonas Vik", "Ilze Kalnina"}),
        ("The cabinet, chaired by Premier Joe Banda, met on Monday.", {"cabinet", "Joe Banda"}),
        ("Speaking when he met Bishop Tom Hale, Governor Joe Banda said no.", {"Joe Banda", "Tom Hale"}),
        ("On Friday Kemp met Speaker Nabil Harfouche.", {"Kemp", "Nabil Harfouche"}),
        (
            "General Asim Qureshi, Chief of Army Staff (COAS), spoke. The COAS met Ilze Kalnina on Monday.",
            {"Asim Qureshi", "Ilze Kalnina"},
        ),
        (
            "Envoy Tom Reed and Foreign Minister Ann Shaw spoke. King Felix will meet both presidents.",
            {"King Felix", "presidents"},
        ),
        ("Jonas Vik flew to Chad and met Chadian leadership.", {"Jonas Vik", "Chadian leadership"}),
        (
            "Tom Reed and Ann Shaw spoke. They also discussed holding a U.S.-China dialogue in June.",
            {"U.S.", "China"},
        ),
        (
            "The leaders of six states held a summit. Eva Lund and Lena Holm were among those who attended.",
            {"Eva Lund", "Lena Holm"},
        ),
        (
            "Eva Lund and Lena Holm met on Monday. The premier, Gabor Szalay, took part as an observer.",
            {"Eva Lund", "Lena Holm", "Gabor Szalay"},
        ),
        (
            "A meeting that Tom Reed was due to have with Ann Shaw has been postponed.",
            {"Tom Reed", "Ann Shaw"},
        ),
        (
            "Jonas Vik met leaders of the union at the Presidential Villa, Abuja, over plans to strike.",
            {"Jonas Vik", "leaders of the union"},
        ),
        (
            "Jonas Vik and Ilze Kalnina are expected to see each other in Riga on Friday.",
            {"Jonas Vik", "Ilze Kalnina"},
        ),
        ("Talks between Kenya and Somalia opened on Monday.", {"Kenya", "Somalia"}),
        ("The EU-China summit opened in Beijing on Monday.", {"EU", "China"}),
        (
            "Prime Minister Jonas Vik met with visiting Latvian President Ilze Kalnina on Friday.",
            {"Jonas Vik", "Ilze Kalnina"},
        ),
        ("Qantas and union representatives met on Friday.", {"Qantas", "union representatives"}),
        (
            "King Felix held meetings with two major South Korean firms on Monday.",
            {"King Felix", "two major South Korean firms"},
        ),
        (
            "Defence Minister Jonas Vik announced a meeting with Ilze Kalnina on Friday.",
            {"Jonas Vik", "Ilze Kalnina"},
        ),
        ("Spokeswoman Ann Shaw announced a meeting with Ilze Kalnina on Friday.", {"Ilze Kalnina"}),
        ("Boeing and union negotiators met on Friday.", {"Boeing", "union negotiators"}),
        ("Prime Minister Jonas Vik and senior aides met on Friday.", {"Jonas Vik"}),
        (
            "King Felix met with Kenyan leadership in Nairobi on Friday.",
            {"King Felix", "Kenyan leadership"},
        ),
        ("Foreign Minister Ann Shaw met FM Lena Holm on Friday.", {"Ann Shaw", "Lena Holm"}),
        ("The U.S.-ASEAN summit opened on Monday.", {"U.S.", "ASEAN"}),
        ("Talks were held in Kampala between Kenya and Somalia.", {"Kenya", "Somalia"}),
        ("Talks began on Monday between Kenya and Somalia.", {"Kenya", "Somalia"}),
        ("The mayor's meeting with Governor Ann Shaw was postponed.", {"mayor", "Ann Shaw"}),
        (
            "Foreign Minister Lena Holm, Defence Minister Per Dahl and Envoy Eva Lund met Ilze Kalnina.",
            {"Lena Holm", "Per Dahl", "Eva Lund", "Ilze Kalnina"},
        ),
        (
            "Mayor Tom Reed met union leaders, including Ann Shaw and Joe Pike, on Monday.",
            {"Tom Reed", "Ann Shaw", "Joe Pike"},
        ),
        (
            "Mayor Tom Reed met union leaders on Monday. The meeting was also attended by Ann Shaw.",
            {"Tom Reed", "union leaders", "Ann Shaw"},
        ),
        (
            "Mayor Tom Reed met Joe Pike on Monday. Also present were Governor Ann Shaw and Eva Lund.",
            {"Tom Reed", "Joe Pike", "Ann Shaw", "Eva Lund"},
        ),
        (
            "Mayor Tom Reed met Joe Pike on Monday. Governor Ann Shaw was not present.",
            {"Tom Reed", "Joe Pike"},
        ),
        (
            "A Danish team met Ilze Kalnina. The team, led by Ann Shaw, included Eva Lund and Lena Holm.",
            {"Ann Shaw", "Eva Lund", "Lena Holm", "Ilze Kalnina"},
        ),
        (
            "President Biden and King Felix flew to Accra. The two held talks on trade on Monday.",
            {"Biden", "King Felix"},
        ),
        (
            "Envoy to Chad Liu Wenbo called on General Tariq Awan. During the meeting, trade was discussed.",
            {"Liu Wenbo", "Tariq Awan"},
        ),
        (
            "Peter Vogt and John Marsh lead them. A meeting between Vogt and Marsh was held in Bonn.",
            {"Peter Vogt", "John Marsh"},
        ),
        (
            "Mayor Tom Reed met union leaders. The mayor was joined at the meeting by Ann Shaw and Eva Lund.",
            {"Tom Reed", "union leaders", "Ann Shaw", "Eva Lund"},
        ),
        (
            "A trade delegation from Chad, headed by Ann Shaw, met Premier Ilze Kalnina on Friday.",
            {"Ann Shaw", "Ilze Kalnina"},
        ),
        (
            "Federal officials met makers of vaccines including Sanofi and Moderna this winter season.",
            {"Federal officials", "Sanofi", "Moderna"},
        ),
        (
            "It followed President Joe Biden’s meeting with Philippines President Ferdinand Marcos.",
            {"Joe Biden", "Ferdinand Marcos"},
        ),
        (
            "Aide Mike Pyle met Tom Reed, Head of Cabinet to European Commission President Eva Lund.",
            {"Mike Pyle", "Tom Reed"},
        ),
        (
            (
                "Leaders of four states ended a summit in Riga on Friday. "
                "The summit, hosted by Premier Ilze Kalnina, was attended by Jonas Vik and King Felix."
            ),
            {"Ilze Kalnina", "Jonas Vik", "King Felix"},
        ),
        (
            (
                "A delegation of MPs left. The delegation, which included Eva Lund and Lena Holm, ate. "
                "The MPs met Ilze Kalnina on Friday."
            ),
            {"Eva Lund", "Lena Holm", "Ilze Kalnina"},
        ),
        (
            "The charity met three carmakers, Volvo, Fiat and Toyota, on Friday.",
            {"charity", "Volvo", "Fiat", "Toyota"},
        ),
        (
            "His Highness Shaikh Rashid Al Murad left. His Highness met Envoy Eva Lund on Friday.",
            {"Rashid Al Murad", "Eva Lund"},
        ),
        (
            (
                "The prime ministers of Norway and Latvia met in Riga on Friday.\n\n"
                "Jonas Vik and his guest, Ilze Kalnina, discussed fish."
            ),
            {"Jonas Vik", "Ilze Kalnina"},
        ),
        (
            (
                "Norway's foreign minister met his Latvian counterpart on Friday.\n\n"
                "Jonas Vik thanked Latvian Foreign Minister Ilze Kalnina."
            ),
            {"Jonas Vik", "Ilze Kalnina"},
        ),
        (
            "Norway's foreign minister met Ilze Kalnina on Friday.\n\nJonas Vik, a lawmaker, objected.",
            {"Norway's foreign minister", "Ilze Kalnina"},
        ),
        (
            "The premiers of Kenya and Uganda, Ann Shaw and Joe Pike, held talks in Kisumu on Monday.",
            {"Ann Shaw", "Joe Pike"},
        ),
        (
            "Mayor Tom Reed met Senator Joe Pike and the Saudi ambassador to Yemen on Monday.",
            {"Tom Reed", "Joe Pike", "Saudi ambassador to Yemen"},
        ),
        (
            "President Donald Trump arrived. The Trump-Putin summit in Alaska ended without a deal.",
            {"Donald Trump", "Putin"},
        ),
        (
            "Ann Shaw met with Joe Pike, secretary of state, who was accompanied by Paul Nolan.",
            {"Ann Shaw", "Joe Pike", "Paul Nolan"},
        ),
        ("The leaders of Germany, France and Italy met.", {"leaders of Germany, France and Italy"}),
        (
            "Joe Pike and his Italian counterpart are to meet on Monday.",
            {"Joe Pike", "his Italian counterpart"},
        ),
        ("Ann Shaw arrived in Bodrum to meet the injured.", {"Ann Shaw", "injured"}),
        ("Ann Shaw held delegation-level talks with Joe Pike.", {"Ann Shaw", "Joe Pike"}),
        ("The Woodside Summit between Joe Pike and Ann Shaw was held in May.", {"Joe Pike", "Ann Shaw"}),
        ("A U.S.-China dialogue was held in Geneva on Monday.", {"U.S.", "China"}),
        (
            "Ann Shaw will travel to Rome for the G20 Leaders’ Summit on Monday.",
            {"Ann Shaw", "G20"},
        ),
        (
            "Ann Shaw held a meeting with 70 lawmakers, office staff, and other local leaders on Monday.",
            {"Ann Shaw", "70 lawmakers", "office staff", "other local leaders"},
        ),
        ("Presidents Biden and Xi met in Woodside on Monday.", {"Biden", "Xi"}),
        (
            "Mayor Tom Reed met Senators Ann Shaw and Joe Pike on Monday.",
            {"Tom Reed", "Ann Shaw", "Joe Pike"},
        ),
        (
            "A meeting between Mayor Tom Reed and the school board was set for Monday.",
            {"Tom Reed", "school board"},
        ),
        ("Mayor Tom Reed held a session of talks with Governor Ann Shaw.", {"Tom Reed", "Ann Shaw"}),
        ("Mayor Tom Reed met Governor Ann Shaw at Raj Bhavan on Monday.", {"Tom Reed", "Ann Shaw"}),
        (
            "Mayor Tom Reed met Ambassador Noh Kyung-ah at the ministry on Monday.",
            {"Tom Reed", "Noh Kyung-ah"},
        ),
        (
            "An extraordinary summit of IGAD leaders is scheduled to be held in Djibouti on Friday.",
            {"IGAD leaders"},
        ),
        (
            "About 40 residents gathered at the church on Sunday to plan their next steps.",
            {"About 40 residents"},
        ),
        (
            (
                "Senior officials from both sides conferred in Fukuoka on Monday. The Tokyo delegation was "
                "headed by Director General Kei Ito, and the Seoul one by Hwang Min."
            ),
            {"Kei Ito", "Hwang Min"},
        ),
        (
            (
                "Officers of both border forces met on Monday. The Omani side was led by Colonel Said Amri, "
                "while Brigadier Reza Karimi headed the Iranian team."
            ),
            {"Said Amri", "Reza Karimi"},
        ),
        (
            "Tom Reed and Ann Shaw came together in Leeds on Thursday. Joe Pike chaired the session.",
            {"Tom Reed", "Ann Shaw", "Joe Pike"},
        ),
        (
            "Minister Ann Shaw is to visit Dakar on Friday, her office said, and will meet Musa Faye.",
            {"Ann Shaw", "Musa Faye"},
        ),
        ("Ann Shaw walked out of a meeting with Joe Pike in Lima in May.", {"Ann Shaw", "Joe Pike"}),
        (
            "Mayor Tom Reed met traders on Monday. Those in attendance were Ann Shaw and Joe Pike.",
            {"Tom Reed", "traders", "Ann Shaw", "Joe Pike"},
        ),
        (
            "Minister Tom Reed met with HE the outgoing Ambassador of Chile, Patricio Diaz, on Monday.",
            {"Tom Reed", "Patricio Diaz"},
        ),
        (
            "Premier Naresh Rao held a flurry of meetings on Friday. He met Isaac Lev and Ulf Dahl.",
            {"Naresh Rao", "Isaac Lev", "Ulf Dahl"},
        ),
        (
            "The talks were attended by Ashok Verma and Tariq Satti and ended without agreement.",
            {"Ashok Verma", "Tariq Satti"},
        ),
        (
            (
                "A Japanese parliamentary delegation headed by Taro Inaba arrived on Monday. "
                "The lawmakers dined with Minister Joseph Chang on Friday."
            ),
            {"Taro Inaba", "Joseph Chang"},
        ),
        (
            "Ann Shaw will lead a team to Bern on Friday for talks on trade with the Chinese government.",
            {"Ann Shaw", "Chinese government"},
        ),
        ("Mr Rao had a meeting about the budget with Minister Tom Reed.", {"Rao", "Tom Reed"}),
        (
            "Mayor Tom Reed hosted envoy Ann Shaw at State House on Friday, where they discussed tariffs.",
            {"Tom Reed", "Ann Shaw"},
        ),
        (
            "Mayor Tom Reed met Ann Shaw on Monday. Joe Pike, who stayed away, called the session fruitful.",
            {"Tom Reed", "Ann Shaw"},
        ),
        (
            "Governor Ann Shaw met with mayors on Monday; regional president Joe Pike did not attend.",
            {"Ann Shaw", "mayors"},
        ),
        (
            "The Secretary-General and the Minister, Ann Shaw, exchanged views on the Sahel on Monday.",
            {"Secretary-General", "Ann Shaw"},
        ),
        (
            "Syrian opposition figures met Turkish officials on Sunday.",
            {"Syrian opposition figures", "Turkish officials"},
        ),
        (
            (
                "Mayor Tom Reed met traders on Monday. He said so. The meeting was long. "
                "The traders at the meeting included Ann Shaw and Joe Pike. The meeting also ended late."
            ),
            {"Tom Reed", "Ann Shaw", "Joe Pike"},
        ),
    ],
)
def test_names_every_side_of_a_meeting(events_of, text: str, expected: set[str]) -> None:
    assert set(names(only(events_of(text), "meeting"), "participant")) == expected


def test_tells_host_from_visitor(events_of) -> None:
    visit = only(events_of("President Amina Diallo received King Felix in Abuja on Friday."), "visit")
    assert (names(visit, "host"), names(visit, "visitor")) == (["Amina Diallo"], ["King Felix"])
    visit = only(events_of("King Felix was received by President Amina Diallo in Abuja."), "visit")
    assert (names(visit, "host"), names(visit, "visitor")) == (["Amina Diallo"], ["King Felix"])


@pytest.mark.parametrize(
    "text",
    [
        "President Amina Diallo flew to Riga on Friday with Foreign Minister Lena Holm.",
        "President Amina Diallo, accompanied by Foreign Minister Lena Holm, visited Riga on Friday.",
        "President Amina Diallo visited Riga on Friday. She was accompanied by Foreign Minister Lena Holm.",
        "President Amina Diallo paid a visit to Riga on Friday, accompanied by Foreign Minister Lena Holm.",
        "President Amina Diallo visited Riga. Those who accompanied Diallo included Minister Lena Holm.",
        (
            "President Amina Diallo will visit Riga on Friday.\n\n"
            "She will be accompanied by Foreign Minister Lena Holm."
        ),
        "President Amina Diallo toured the port with commissioner Lena Holm.",
        "President Amina Diallo toured the port last Friday with commissioner Lena Holm.",
        "President Amina Diallo will go to Riga for talks, accompanied by the committee's chair, Lena Holm.",
    ],
)
def test_who_goes_along_is_a_visitor_too(events_of, text: str) -> None:
    assert names(only(events_of(text), "visit"), "visitor") == ["Amina Diallo", "Lena Holm"]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Tom Reed met Ann Shaw on Monday. The two last met in March.",
        "Mayor Tom Reed met Ann Shaw on Monday. They had met in Leeds in March.",
        "Ann Shaw flew to Leeds and was met at the airport by Mayor Tom Reed. The two held talks there.",
        (
            "Mayor Tom Reed will meet Ann Shaw on Friday at the United Nations, the governments said.\n\n"
            "Shaw will also call on Premier Joe Pike. The pair are rivals.\n\nThe two last met in March."
        ),
    ],
)
def test_they_are_the_sides_told_of_before(events_of, text: str) -> None:
    *_, last = [e for e in events_of(text) if e.event_type == "meeting"]
    assert set(names(last, "participant")) == {"Tom Reed", "Ann Shaw"}


@pytest.mark.parametrize(
    ("text", "visitors", "hosts"),
    [
        ("President Jonas Vik was on Monday visited by Ilze Kalnina.", ["Ilze Kalnina"], ["Jonas Vik"]),
        ("Jonas Vik played host to King Felix in Accra on Monday.", ["King Felix"], ["Jonas Vik"]),
        ("The Earl of Corran, on behalf of the Prince Regent, left for Oslo.", ["Earl of Corran"], []),
        ("A trip to Laiagam by Southern Highlands governor Joseph Yopo was scrapped.", ["Joseph Yopo"], []),
        ("Princess Maud visited Leith on Monday.", ["Princess Maud"], []),
        (
            "Accompanied by Minister Grace Otieno, Governor Joe Banda visited Lamu on Monday.",
            ["Joe Banda", "Grace Otieno"],
            [],
        ),
        ("The visit to Chad that the envoy, Ann Shaw, was to have made is put off.", ["Ann Shaw"], []),
        (
            "Ann Shaw, President of the Welders, sang. King Felix was received by the President of Iceland.",
            ["King Felix"],
            ["President of Iceland"],
        ),
        (
            "At the invitation of Gao Ming, Premier of Fiji Jone Tora will visit China, Eva Lund said.",
            ["Jone Tora"],
            [],
        ),
    ],
)
def test_tells_visitors_from_hosts_and_from_places(events_of, text, visitors, hosts) -> None:
    visit = only(events_of(text), "visit")
    assert names(visit, "visitor") == visitors
    assert names(visit, "host") == hosts


def test_two_sides_are_no_single_group(events_of) -> None:
    met = "Officials of the Metro met leaders of the Drivers' Union on Tuesday."
    events = events_of(f"{met}\n\nThe two sides plan to meet again on Friday.")
    first, again = (set(names(e, "participant")) for e in events if e.event_type == "meeting")
    assert again == first
    assert len(again) == 2


def test_their_talks_are_those_of_the_persons_who_met(events_of) -> None:
    events = events_of(
        "Prime Minister Jonas Vik held talks with Premier Ilze Kalnina in Oslo on Monday.\n\n"
        "Trade between Norway and Latvia has grown, Kalnina said, and the two countries are friends.\n\n"
        "Before their talks, Vik held a welcome ceremony for Kalnina."
    )
    assert set(names(only(events, "meeting"), "participant")) == {"Jonas Vik", "Ilze Kalnina"}


def test_who_speaks_after_a_meeting_is_in_no_row_with_the_other_side(events_of) -> None:
    events = events_of(
        "Premier Li Keqiang invited him to China.\n\n"
        "After a meeting with Li, Prime Minister Jonas Vik will leave for Riga."
    )
    assert set(names(only(events, "meeting"), "participant")) == {"Jonas Vik", "Li Keqiang"}


def test_aides_of_the_host_and_the_host_do_not_visit_him(events_of) -> None:
    events = events_of(
        "Ambassador Jonas Vik paid a courtesy call on Minister Ilze Kalnina on Monday. "
        "Kalnina, who received the envoy in her office, was accompanied by Ann Shaw and Eva Lund."
    )
    visit = only(events, "visit")
    assert names(visit, "visitor") == ["Jonas Vik"]
    assert names(visit, "host") == ["Ilze Kalnina"]


@pytest.mark.parametrize(
    "text",
    [
        "President Jonas Vik on Wednesday spoke for the first time with King Felix.",
        "President Jonas Vik offered his condolences to King Felix in a phone call on Monday.",
        "President Jonas Vik expressed concern to King Felix in a phone call on Monday.",
    ],
)
def test_whom_something_was_said_to_by_phone_is_the_other_side(events_of, text: str) -> None:
    assert set(names(only(events_of(text), "call"), "participant")) == {"Jonas Vik", "King Felix"}


def test_a_meeting_of_others_is_another_one(events_of) -> None:
    events = events_of(
        "Prime Minister Jonas Vik and Premier Ilze Kalnina held a dinner in Riga.\n\n"
        "At the meeting of the G7 countries on April 19, Vik and Kalnina insisted that more was needed."
    )
    dinner, summit = (e for e in events if e.event_type == "meeting")
    assert set(names(dinner, "participant")) == {"Jonas Vik", "Ilze Kalnina"}
    assert "G7 countries" in names(summit, "participant")


def test_the_lands_of_a_tour_do_not_make_it(events_of) -> None:
    visit = only(events_of("In 2015, King Felix undertook a tour of Arab countries."), "visit")
    assert names(visit, "visitor") == ["King Felix"]


def test_two_countries_are_no_newspaper(events_of) -> None:
    events = events_of(
        "Prime Minister Jonas Vik will visit Chad, a source told The Chad Courier.\n\n"
        "Talks between the two countries have been planned for Friday."
    )
    assert not any("Courier" in name for e in events for name in names(e, "participant"))


def test_whom_somebodys_delegation_comprises_are_visitors_too(events_of) -> None:
    text = (
        "Prime Minister Althea Clarke arrived in Georgetown on Monday. Her delegation comprises Minister of "
        "Agriculture Indra Goode and Ambassador David Holder."
    )
    assert names(only(events_of(text), "visit"), "visitor") == [
        "Althea Clarke",
        "Indra Goode",
        "David Holder",
    ]


def test_a_tour_of_countries_is_no_tour_by_them(events_of) -> None:
    text = "In 2015, King Felix undertook a whirlwind tour of Middle Eastern countries."
    assert names(only(events_of(text), "visit"), "visitor") == ["King Felix"]


def test_those_led_by_somebody_do_not_receive_him(events_of) -> None:
    text = "Colin Marsh flies to Nairobi on Friday. Officials led by Paul Rono will receive him."
    assert names(only(events_of(text), "visit"), "visitor") == ["Colin Marsh"]


def test_whom_one_did_something_else_with_did_not_come_along(events_of) -> None:
    text = "Ann Shaw flew to Riga on Friday and hosted, with Minister Tom Reed, a meeting on trade."
    assert names(only(events_of(text), "visit"), "visitor") == ["Ann Shaw"]


def test_who_rang_may_stand_behind_the_day(events_of) -> None:
    text = (
        "His Highness the Prime Minister, Sheikh Nasser Al-Fahad, received a phone call on Sunday from the "
        "Prime Minister of the Kingdom of Morocco, Idriss Bennani."
    )
    assert set(names(only(events_of(text), "call"), "participant")) == {"Nasser Al-Fahad", "Idriss Bennani"}


def test_whom_one_is_talking_to_is_not_rung(events_of) -> None:
    text = "Minister Tom Reed said so on Tuesday. He was talking to Envoy Ann Shaw."
    assert not [e for e in events_of(text) if e.event_type == "call"]


@pytest.mark.parametrize("meal", ["a working lunch", "talks"])
def test_what_a_guest_is_received_for_is_a_meeting(events_of, meal: str) -> None:
    events = events_of(f"Yesterday, President Ann Shaw hosted Prime Minister Luka Peric for {meal}.")
    assert set(names(only(events, "meeting"), "participant")) == {"Ann Shaw", "Luka Peric"}


def test_an_audience_is_that_of_the_guest_and_the_host(events_of) -> None:
    text = (
        "Prince Jaber Ali received Foreign Minister Davlat Rahimov in Doha on Monday. "
        "The audience was attended by Defence Minister Hamad Saleh."
    )
    found = names(only(events_of(text), "meeting"), "participant")
    assert set(found) == {"Jaber Ali", "Davlat Rahimov", "Hamad Saleh"}


def test_the_traveller_is_a_side_of_the_talks_he_travels_for(events_of) -> None:
    meeting = only(events_of("Prime Minister Jonas Vik travelled to Riga to meet Ilze Kalnina."), "meeting")
    assert set(names(meeting, "participant")) == {"Jonas Vik", "Ilze Kalnina"}
    assert meeting.place is not None
    assert meeting.place.name == "Riga"


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Prime Minister Jonas Vik met Ilze Kalnina in Riga on Monday.", "meeting", "Riga"),
        ("In Ghana, Prime Minister Jonas Vik met President Amina Diallo.", "meeting", "Ghana"),
        ("Prime Minister Jonas Vik travelled to Lima to visit a barracks.", "visit", "Lima"),
        ("Prime Minister Jonas Vik visited the town of Narvik on Monday.", "visit", "Narvik"),
        ("Prime Minister Jonas Vik will leave for Seychelles on Friday.", "visit", "Seychelles"),
        ("Prime Minister Jonas Vik visited the villages of Rajanpur.", "visit", "Rajanpur"),
        ("Prime Minister Jonas Vik called on Ilze Kalnina at Ganabhaban.", "visit", "Ganabhaban"),
        ("Jonas Vik travelled to Cusco on Friday. He met community leaders there.", "meeting", "Cusco"),
        ("Jonas Vik travelled to Cusco last year. Ilze Kalnina met him on Friday.", "meeting", None),
        ("Jonas Vik, who arrived in Jakarta on Monday, met Ilze Kalnina.", "meeting", "Jakarta"),
        ("Jonas Vik met union leaders at the county headquarters.", "meeting", "county headquarters"),
        ("Jonas Vik met the Saudi ambassador to Yemen.", "meeting", None),
        ("Prime Minister Jonas Vik toured Turkana on Monday.", "visit", "Turkana"),
        ("Prime Minister Jonas Vik toured flood-hit Morigaon district.", "visit", "Morigaon district"),
        ("Prime Minister Jonas Vik toured the war-torn Tigray region.", "visit", "Tigray region"),
        ("Prime Minister Jonas Vik's trip to the Nordic countries ended.", "visit", "Nordic countries"),
        (
            "Prime Minister Jonas Vik arrived in the Omani capital and met Ilze Kalnina.",
            "meeting",
            "Omani capital",
        ),
        ("President Amina Diallo hosted Jonas Vik for talks in Accra on Monday.", "meeting", "Accra"),
        ("The governor received King Felix at Government House, Kaduna.", "visit", "Kaduna"),
        ("LIMA, May 14 -- Prime Minister Jonas Vik arrived here on Monday.", "visit", "LIMA"),
        ("Jonas Vik met Ilze Kalnina in Lima on Monday. He also toured a rice mill.", "visit", "Lima"),
        ("Prime Minister Jonas Vik toured a rice mill on Monday.", "visit", "rice mill"),
        ("Prime Minister Jonas Vik visited plantations around Daloa on Monday.", "visit", "Daloa"),
        ("Prime Minister Jonas Vik met Ilze Kalnina on Monday.", "meeting", None),
    ],
)
def test_finds_the_place(events_of, text: str, kind: str, place: str | None) -> None:
    found = only(events_of(text), kind).place
    assert (found.name if found is not None else None) == place


def test_a_calls_sides_have_no_place(events_of) -> None:
    call = only(events_of("Jonas Vik in Oslo phoned President Ilze Kalnina on Monday."), "call")
    assert call.place is None


def test_a_list_of_attendees_is_entered_whole(events_of) -> None:
    text = (
        "Health Minister Eva Lund held a meeting with hospital leaders on Monday.\n\n"
        "Meeting participants included:\n\n"
        "- Dr. Ann Shaw, Director, Bergen Hospital\n- Joe Pike, Chair, Narvik Clinic\n- Nurses of Norway\n"
    )
    found = names(only(events_of(text), "meeting"), "participant")
    assert found == ["Eva Lund", "Ann Shaw", "Joe Pike", "Nurses of Norway"]


def test_attendees_may_stand_on_one_line(events_of) -> None:
    text = (
        "Health Minister Eva Lund held a meeting with hospital leaders on Monday.\n\n"
        "Participants in the meeting included: • Ann Shaw • Joe Pike • Narvik Clinic\n"
    )
    found = names(only(events_of(text), "meeting"), "participant")
    assert found == ["Eva Lund", "Ann Shaw", "Joe Pike", "Narvik Clinic"]


def test_who_joined_a_call_is_a_side_of_it(events_of) -> None:
    text = "President Amina Diallo spoke with King Felix by phone. Prime Minister Jonas Vik joined the call."
    assert set(names(only(events_of(text), "call"), "participant")) == {
        "Amina Diallo",
        "King Felix",
        "Jonas Vik",
    }


def test_a_body_before_a_title_is_not_the_side(events_of) -> None:
    text = "Adviser Tom Reed spoke with International Committee of the Red Cross (ICRC) President Eva Egger."
    assert names(only(events_of(text), "call"), "participant") == ["Tom Reed", "Eva Egger"]


def test_a_call_may_have_both_sides_in_one_phrase(events_of) -> None:
    event = only(events_of("The presidents of Chile and Peru spoke over the phone on Sunday."), "call")
    assert names(event, "participant") == ["presidents of Chile and Peru"]
    assert not events_of("The residents spoke over the phone on Sunday.")


def test_a_summit_is_named_for_its_scene_and_its_host_comes_last(events_of) -> None:
    text = "They spoke after the Reykjavik summit between Jonas Vik and Ilze Kalnina."
    assert only(events_of(text), "meeting").place.name == "Reykjavik"
    text = "Jonas Vik will attend a summit with Ilze Kalnina of Latvia, hosted by President Ann Shaw."
    assert set(names(only(events_of(text), "meeting"), "participant")) == {
        "Jonas Vik",
        "Ilze Kalnina",
        "Ann Shaw",
    }


def test_talks_took_place_where_they_ended(events_of) -> None:
    text = "Talks between Ethiopia and Sudan on the dam ended without agreement in Khartoum on Wednesday."
    assert only(events_of(text), "meeting").place.name == "Khartoum"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Jonas Vik received the head of the Rail Fund, Eva Lund, at the Akorda residence.",
            "Akorda",
        ),
        ("On Monday in the Apostolic Palace, Pope Clement received Eva Lund.", "Apostolic Palace"),
        ("The envoy's first stop on Monday was Nairobi.", "Nairobi"),
        ("King Felix received Ilze Kalnina in the Turkish capital, Ankara, on Monday.", "Ankara"),
        ("The visit that Jonas Vik was to pay to Oslo next week has been cancelled.", "Oslo"),
        (
            "RIGA - Ministers came together in Riga on Friday. King Felix arrived in the city on Thursday.",
            "Riga",
        ),
        ("Deputy President Gita Muri hosted MP Eric Mwai at her Karen residence on Monday.", "Karen"),
        ("LAHORE: Envoy Rauf Hasan called on Minister Ayesha Nawaz at her office here on Monday.", "LAHORE"),
        ("Chancellor Fritz Oster's plane touched down at Riga on Monday.", "Riga"),
        ("Football federation president Kofi Osei flew out to Cairo on Monday for the cup.", "Cairo"),
        ("President David Lagat held talks in Doha before proceeding to Ankara on Friday.", "Ankara"),
        ("Mayor Tom Reed departed the island for Kingstown on Sunday.", "Kingstown"),
        ("PORT LOUIS: Minister Raghav Rao on Friday called on Prime Minister Anand Lall.", "PORT LOUIS"),
        ("LIMA, May 14 -- Talks began. President Ann Shaw arrived on Monday evening.", "LIMA"),
        (
            "Envoy Ann Shaw called on Tom Reed at the Prime Minister's House.",
            "Prime Minister's House",
        ),
        ("Envoy Ann Shaw visited the fishermen at Mannar prison on Monday.", "Mannar"),
        ("Envoy Ann Shaw called on Mayor Tom Reed in Leeds on Tuesday to explain the ban.", "Leeds"),
        ("A planned trip by Ann Shaw to Lima was scrapped last month.", "Lima"),
        ("Mayor Tom Reed was asked to come to Invercargill and will travel there in May.", "Invercargill"),
        ("Secretary Mark Hollis landed in Manila late on Monday ahead of elections.", "Manila"),
        ("Premier Eva Lund is in Tokyo today to co-chair a dialogue.", "Tokyo"),
        ("The trip of Premier Eva Lund will be her first to Seoul since March 2024.", "Seoul"),
    ],
)
def test_a_visit_is_placed_by_house_dateline_or_journey(events_of, text: str, place: str) -> None:
    event = only(events_of(text), "visit")
    assert event.place is not None
    assert event.place.name == place


def test_a_side_that_plays_makes_no_visit(events_of) -> None:
    text = "The league champions flew out to Cairo on Monday for the cup match."
    assert not [e for e in events_of(text) if e.event_type == "visit"]


def test_nobles_are_named_by_their_lands(events_of) -> None:
    text = (
        "Mayor Tom Reed met the Duke of Kent, the Duchess of Cornwall and Prince Henry on Monday. "
        "The duke left for London."
    )
    events = events_of(text)
    expected = {"Tom Reed", "Duke of Kent", "Duchess of Cornwall", "Prince Henry"}
    assert set(names(only(events, "meeting"), "participant")) == expected
    assert names(only(events, "visit"), "visitor") == ["Duke of Kent"]
