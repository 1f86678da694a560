"""Mentions of one event become one row; different events stay apart."""

from datetime import date
from pathlib import Path

SEED = Path(__file__).parents[3] / "seeds" / "000_84c789ae38139314.txt"


def contacts(events, kind: str):
    return [e for e in events if e.event_type == kind]


def words(event, text: str) -> list[str]:
    return [m.span.of(text) for m in event.mentions]


def test_later_mentions_join_the_event(events_of) -> None:
    text = (
        "Prime Minister Jonas Vik met President Ilze Kalnina in Riga on Monday. "
        "The two leaders discussed trade. The meeting lasted two hours, and the talks will bring jobs."
    )
    (meeting,) = contacts(events_of(text), "meeting")
    assert words(meeting, text) == ["met", "meeting", "talks"]


def test_two_meetings_of_the_same_people_on_two_days_stay_two(events_of) -> None:
    text = (
        "Prime Minister Jonas Vik met President Ilze Kalnina in Riga on May 6, 2024. "
        "Prime Minister Jonas Vik met President Ilze Kalnina in Oslo on May 13, 2024."
    )
    assert [m.place.name for m in contacts(events_of(text), "meeting")] == ["Riga", "Oslo"]


def test_separate_meetings_are_one_event_each(events_of) -> None:
    text = (
        "Foreign Minister Lena Holm held separate meetings with President Ilze Kalnina, "
        "Prime Minister Jonas Vik and King Felix on Monday."
    )
    found = contacts(events_of(text), "meeting")
    assert len(found) == 3
    assert all("Lena Holm" in {p.actor.name for p in m.participants} for m in found)


def test_each_stop_of_a_trip_is_a_visit(events_of) -> None:
    text = (
        "Foreign Minister Lena Holm arrived in Ghana on Monday. On Tuesday Lena Holm travelled to Togo. "
        "Foreign Minister Lena Holm will visit Rwanda on Friday."
    )
    assert [v.place.name for v in contacts(events_of(text), "visit")] == ["Ghana", "Togo", "Rwanda"]


def test_arriving_on_a_visit_is_one_visit(events_of) -> None:
    text = "Foreign Minister Lena Holm arrived in Ghana on Monday on a two-day visit."
    (visit,) = contacts(events_of(text), "visit")
    assert words(visit, text) == ["arrived", "visit"]


def test_leaving_for_a_city_and_landing_at_its_airport_is_one_visit(events_of) -> None:
    text = "President Amina Diallo left for Juba on Monday. She touched down at Central Airport at noon."
    (visit,) = contacts(events_of(text), "visit")
    assert visit.place.name == "Juba"


def test_the_visit_on_whose_occasion_a_guest_is_received_is_his(events_of) -> None:
    text = "The emir received King Felix in Doha on Monday on the occasion of his visit to the country."
    assert len(contacts(events_of(text), "visit")) == 1


def test_a_summit_as_mere_setting_is_no_event(events_of) -> None:
    text = "Jonas Vik met President Ilze Kalnina on the margins of the NATO summit in Riga on Monday."
    (meeting,) = contacts(events_of(text), "meeting")
    assert {p.actor.name for p in meeting.participants} == {"Jonas Vik", "Ilze Kalnina"}


def test_the_seed_article(events_of) -> None:
    text = SEED.read_text(encoding="utf-8")
    events = events_of(text, date(2022, 12, 23))
    (call,) = contacts(events, "call")
    assert {p.actor.name for p in call.participants} == {"Bilawal Bhutto", "Antony Blinkon"}
    assert words(call, text) == ["telephonic conversation"]
    pakistan, peshawar = contacts(events, "visit")
    assert (pakistan.place.name, words(pakistan, text)) == ("Pakistan", ["visit", "visit", "visit"])
    assert (peshawar.place.name, words(peshawar, text)) == ("Peshawar", ["traveled", "visit"])
    (meeting,) = contacts(events, "meeting")
    assert {p.actor.name for p in meeting.participants} == {"Michael E Kurilla", "senior military leaders"}


def test_a_meeting_with_further_sides_is_another(events_of) -> None:
    text = (
        "Tom Reed met Joe Pike on Saturday. Reed also sat down with Ann Shaw. "
        "A trilateral meeting of the three ministers took place on Sunday."
    )
    assert len(contacts(events_of(text), "meeting")) == 3


def test_a_call_on_somebody_on_a_trip_is_a_visit_of_its_own(events_of) -> None:
    text = (
        "Ambassador Ann Shaw made a visit to Davao from 9 to 11 May 2024. "
        "In Davao, Ambassador Shaw paid a courtesy call on Mayor Tom Reed."
    )
    assert len(contacts(events_of(text), "visit")) == 2
    text = "Ambassador Ann Shaw paid a visit to the headquarters on Thursday and called on General Tom Reed."
    assert len(contacts(events_of(text), "visit")) == 1


def test_one_met_separately_is_another_meeting(events_of) -> None:
    text = "Ann Shaw met Trade Secretary Neelam Vaidya and, separately, bank chairman Mukund Rao on Monday."
    assert [{p.actor.name for p in m.participants} for m in contacts(events_of(text), "meeting")] == [
        {"Ann Shaw", "Neelam Vaidya"},
        {"Ann Shaw", "Mukund Rao"},
    ]


def test_where_a_guest_was_received_on_the_way_is_another_visit(events_of) -> None:
    text = "Ann Shaw travelled to Lima from Quito, where she had been received by President Tom Reed."
    assert [v.place.name for v in contacts(events_of(text), "visit")] == ["Lima", "Quito"]


def test_who_joined_is_at_the_meeting_also_in_another_paragraph(events_of) -> None:
    text = "Ann Shaw met Envoy Tom Reed on Monday.\n\nShaw was joined by Senators Eva Lund and Joe Pike."
    (meeting,) = contacts(events_of(text), "meeting")
    assert {p.actor.name for p in meeting.participants} == {"Ann Shaw", "Tom Reed", "Eva Lund", "Joe Pike"}


def test_what_is_said_of_a_meeting_in_apposition_is_no_other(events_of) -> None:
    text = "Ann Shaw joined a trilateral meeting on Monday, the fourth trilateral between the three advisers."
    (meeting,) = contacts(events_of(text), "meeting")
    assert words(meeting, text) == ["joined a trilateral meeting", "trilateral"]


def test_to_meet_again_is_another_meeting(events_of) -> None:
    text = "Ann Shaw and Tom Reed spoke at the committee's third meeting. They agreed to meet again in Rome."
    assert [m.status for m in contacts(events_of(text), "meeting")] == ["occurred", "planned"]


def test_whom_several_met_besides_is_another_meeting(events_of) -> None:
    text = (
        "President Tom Reed met Senators Ann Shaw and Joe Pike on Monday. "
        "They flew to Chad, where they met Chadian officials on Friday."
    )
    assert len(contacts(events_of(text), "meeting")) == 2


def test_the_session_of_another_body_is_another_meeting(events_of) -> None:
    text = (
        "Ministers from four states will hold a meeting on Monday. "
        "The International Cocoa Council's annual session, set for May 20, has been moved to Lagos."
    )
    assert len(contacts(events_of(text), "meeting")) == 2


def test_talks_that_turn_out_a_telephone_conversation_are_a_call(events_of) -> None:
    text = (
        "Foreign Minister Lena Holm recently held talks with Envoy Tom Reed. "
        "During their telephone conversation, the two spoke of fisheries."
    )
    assert [e.event_type for e in events_of(text) if e.event_type in ("call", "meeting")] == ["call"]


def test_a_meeting_with_a_guest_has_the_day_of_his_reception(events_of) -> None:
    text = (
        "President Tom Reed received Envoy Ann Shaw in Accra on May 6, 2024. "
        "They spoke of trade, an aide said after the meeting."
    )
    (meeting,) = contacts(events_of(text), "meeting")
    assert meeting.date.edtf == "2024-05-06"


def test_a_first_trip_is_the_visit_told_of(events_of) -> None:
    text = "President Ann Shaw will visit Luanda in November. It will be her first trip to Africa."
    (visit,) = contacts(events_of(text), "visit")
    assert visit.status == "planned"
