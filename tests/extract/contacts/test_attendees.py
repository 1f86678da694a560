"""Long lists of attendees: whom they name, and what in them is only part of a title."""

import pytest


def people(events, kind: str, role: str) -> set[str]:
    (event,) = [e for e in events if e.event_type == kind]
    return {p.actor.name for p in event.participants if p.role == role}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "In his second meeting, Mr Torres met the president and CEO of Danish software giant Delphi, "
                "Mr Jens Holm."
            ),
            {"Torres", "Jens Holm"},
        ),
        (
            (
                "Miss Cole met on Tuesday with Prime Minister Bram Goring; Minister of Finance and the "
                "Public Service, Audley Crane; Director General of the Planning Institute of Jamaica (PIOJ), "
                "Dr. Wesley Hume, and Financial Secretary, Colin Bell."
            ),
            {"Cole", "Bram Goring", "Audley Crane", "Wesley Hume", "Colin Bell"},
        ),
        (
            (
                "The envoys met Prime Minister, the Most Hon. Andrew Hale; Finance and the Public Service "
                "Minister, Hon. Audley Crane and others."
            ),
            {"envoys", "Andrew Hale", "Audley Crane"},
        ),
        (
            "In the meeting with President of Turkey Cem Aydin on Monday, Mr. Rao sought support.",
            {"Rao", "Cem Aydin"},
        ),
        ("In the meeting with his counterpart Mark Turner, Mr. Rao spoke.", {"Rao", "Mark Turner"}),
        (
            (
                "Prime Minister Rohan Rao chaired a meeting of chief ministers on Thursday. Union Home "
                "Minister Amit Shah and party president J P Nair were also present in the meeting. Chief "
                "ministers Nayab Saini and Manik Saha attended the meeting."
            ),
            {"Rohan Rao", "chief ministers", "Amit Shah", "J P Nair", "Nayab Saini", "Manik Saha"},
        ),
        (
            (
                "Mayor Tom Reed met traders on Tuesday. He was flanked by deputy leader Ross Kelly and the "
                "authority's head of highways, Ida Tait."
            ),
            {"Tom Reed", "traders", "Ross Kelly", "Ida Tait"},
        ),
        (
            (
                "Mayor Tom Reed met the bank's president, Ann Shaw, on Friday. Also at the meeting were "
                "Minister for Finance, Economic Development and Youth Economy, Hon. Leo "
                "Augier; Permanent Secretary Ms. Mara Philbert; and Mr. Des Clarke."
            ),
            {"Tom Reed", "Ann Shaw", "Leo Augier", "Mara Philbert", "Des Clarke"},
        ),
        (
            (
                "Governor Gita Muri held a meeting with MPs on Monday. Those who attended included "
                "Senator Karan Njogu, Eric Mwai (Mathira) and Onesmus Kiha (Naivasha)."
            ),
            {"Gita Muri", "Karan Njogu", "Eric Mwai", "Onesmus Kiha"},
        ),
        (
            "They held talks on Monday. Mayor Tom Reed met New Leon economy secretary Ivan Garza.",
            {"Tom Reed", "Ivan Garza"},
        ),
        (
            (
                "Finance Minister Asif Raza, now in Washington, held a bilateral with his Saudi counterpart, "
                "Fahad Jadaan."
            ),
            {"Asif Raza", "Fahad Jadaan"},
        ),
        (
            "Finance ministers met in Lima on Monday. The meeting was chaired by Premier Rohan Perera.",
            {"Finance ministers", "Rohan Perera"},
        ),
        (
            "Ms Scully is due to see Transport Minister Dermot Fahy on Friday.",
            {"Scully", "Dermot Fahy"},
        ),
    ],
)
def test_sides_of_a_meeting_are_the_persons_and_no_part_of_their_titles(events_of, text, expected) -> None:
    assert people(events_of(text), "meeting", "participant") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "President Bola Ade visited Cotonou on Tuesday. He was accompanied by six governors: "
                "Babajide Sanwo-Oke (Lagos), Seyi Makinwa (Oyo) and Mohammed Umar Bagu (Niger)."
            ),
            {"Bola Ade", "Babajide Sanwo-Oke", "Seyi Makinwa", "Mohammed Umar Bagu"},
        ),
        (
            (
                "CM Jaganath left for Delhi on Tuesday. CM Jaganath was accompanied by MPs Vijay Reddy, "
                "Vemireddy, Mithun Reddy and Gurumurthy."
            ),
            {"Jaganath", "Vijay Reddy", "Vemireddy", "Mithun Reddy", "Gurumurthy"},
        ),
        (
            (
                "President Bola Ade hosted James Ibru at the Villa on Friday. He was accompanied by Governor "
                "Seyi Makinwa of Oyo State and ex-Governor Nyesom Wiko of Rivers."
            ),
            {"James Ibru", "Seyi Makinwa", "Nyesom Wiko"},
        ),
    ],
)
def test_companions_in_a_list_travel_too(events_of, text, expected) -> None:
    assert people(events_of(text), "visit", "visitor") == expected


def test_a_meeting_of_others_is_not_joined_by_those_who_attended_another(events_of) -> None:
    text = (
        "Prime Minister Rohan Rao met Finance Minister Anna Lund on Monday. "
        "Tom Reed and Joe Pike attended the summit in Lima on Friday."
    )
    first, second = [e for e in events_of(text) if e.event_type == "meeting"]
    assert {p.actor.name for p in first.participants} == {"Rohan Rao", "Anna Lund"}
    assert {p.actor.name for p in second.participants} == {"Tom Reed", "Joe Pike"}


def test_frequent_visits_are_no_visit(events_of) -> None:
    text = "Chief ministers of several states are frequently visiting the national capital."
    assert not [e for e in events_of(text) if e.event_type == "visit"]
