"""Whether a call, visit or meeting took place, is planned, was called off or denied, or is none at all."""

from datetime import date

import pytest


def statuses(events) -> list[tuple[str, str]]:
    return sorted((e.event_type, e.status) for e in events if e.event_type != "statement")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister Jonas Vik will visit Nairobi next week.", [("visit", "planned")]),
        ("Prime Minister Jonas Vik is due to visit Nairobi next week.", [("visit", "planned")]),
        ("Prime Minister Jonas Vik is scheduled to visit Nairobi on 20 May.", [("visit", "planned")]),
        ("Prime Minister Jonas Vik to visit Nairobi", [("visit", "planned")]),
        ("Officials prepared for the upcoming visit of King Felix to Nairobi.", [("visit", "planned")]),
        ("The ministry announced a meeting between Jonas Vik and King Felix.", [("meeting", "planned")]),
        ("The board meets Friday at 9 a.m.", [("meeting", "planned")]),
        ("Prime Minister Jonas Vik is slated to visit Nairobi on 20 May.", [("visit", "planned")]),
        (
            "President Mutua's visit to Berlin, which is planned for 20 May, was discussed.",
            [("visit", "planned")],
        ),
        ("President Ole Sankan plans to stop by Garissa on Thursday.", [("visit", "planned")]),
        ("President Mutua left Nairobi on Monday for a state visit to Turkey.", [("visit", "occurred")]),
        ("President Mutua will leave on Monday for a state visit to Turkey.", [("visit", "planned")]),
        ("Prime Minister Jonas Vik called off his trip to Nairobi.", [("visit", "cancelled")]),
        (
            "Jonas Vik flies to Nairobi on Friday to meet King Felix.",
            [("meeting", "planned"), ("visit", "planned")],
        ),
        (
            "Prime Minister Jonas Vik has cancelled what would have been his final trip to Chad.",
            [("visit", "cancelled")],
        ),
        ("A meeting between Jonas Vik and King Felix has been postponed.", [("meeting", "cancelled")]),
        ("The palace denied that King Felix had met Jonas Vik in Nairobi.", [("meeting", "denied")]),
        ("Prime Minister Jonas Vik has visited Nairobi.", [("visit", "occurred")]),
        ("Prime Minister Jonas Vik is visiting Nairobi.", [("visit", "occurred")]),
        ("Prime Minister Jonas Vik is expected in Nairobi on Friday.", [("visit", "planned")]),
        ("Prime Minister Jonas Vik has never met King Felix.", [("meeting", "denied")]),
        ("The palace denied reports that King Felix had travelled to Nairobi.", [("visit", "denied")]),
        (
            "King Felix arrived in Nairobi to meet the injured.",
            [("meeting", "occurred"), ("visit", "occurred")],
        ),
        ("A meeting between Jonas Vik and King Felix fell through.", [("meeting", "cancelled")]),
        ("Prime Minister Jonas Vik was to have visited Nairobi in May.", [("visit", "cancelled")]),
        ("King Felix called the governor's wife on Sunday to offer his help.", [("call", "occurred")]),
        ("Negotiators from the union met management on Monday.", [("meeting", "occurred")]),
        ("OSLO, May 4 — The prime minister flew to Nairobi on Thursday.", [("visit", "occurred")]),
        ("King Felix will not now go to Nairobi, his office said.", [("visit", "cancelled")]),
        ("King Felix's visit to Nairobi, foreseen for June, will not take place.", [("visit", "cancelled")]),
        ("A trip to Nairobi by King Felix, planned for today, did not go ahead.", [("visit", "cancelled")]),
        (
            "The Princess Maud's visit to Orkney, arranged for June 17, has been postponed owing to storms.",
            [("visit", "cancelled")],
        ),
        (
            "King Felix's trip to Nairobi on Saturday has been moved to a later date.",
            [("visit", "cancelled")],
        ),
        ("King Felix's trip to Nairobi has been moved to Saturday.", [("visit", "planned")]),
        ("Jonas Vik said he had met no Kenyan minister in Nairobi.", [("meeting", "denied")]),
        ("Jonas Vik denied having had any discussion with King Felix.", [("meeting", "denied")]),
        ("The palace debunked claims that Jonas Vik had met King Felix in London.", [("meeting", "denied")]),
        (
            'Talk of a secret encounter between Jonas Vik and King Felix was "pure fantasy", Ann Shaw said.',
            [("meeting", "denied")],
        ),
        (
            "King Felix and Jonas Vik are to dine in late June, when the king makes a state visit to Kenya.",
            [("visit", "planned")],
        ),
        (
            "President Mutua flies to Oslo on Friday, where he meets King Felix.",
            [("meeting", "planned"), ("visit", "planned")],
        ),
        ("President Mutua departs Nairobi today for Oslo.", [("visit", "planned")]),
        ("The premier's trip to Tokyo is off, her office said.", [("visit", "cancelled")]),
        ("Jonas Vik has canceled what would have been his final trip to Brussels.", [("visit", "cancelled")]),
        (
            "After the meeting with Jonas Vik, King Felix is scheduled for a round of interviews.",
            [("meeting", "planned")],
        ),
        (
            "Premier Jonas Vik visited Nairobi on Monday -- the first premier to visit the region.",
            [("visit", "occurred")],
        ),
        (
            "Jonas Vik was in Nairobi on Monday to meet King Felix.",
            [("meeting", "occurred"), ("visit", "occurred")],
        ),
        (
            "A phone call between President Okello and Governor Joe Banda planned for Monday was cancelled.",
            [("call", "cancelled")],
        ),
        ("Minister Ann Shaw pulled out of a visit to Abidjan.", [("visit", "cancelled")]),
        ("The visit of the Governor, Ann Shaw, stands postponed.", [("visit", "cancelled")]),
        (
            "King Felix was originally supposed to visit Kampala as well, but that leg has been scrapped.",
            [("visit", "cancelled")],
        ),
        ("The bishops of Angola are visiting Rome until Friday.", [("visit", "occurred")]),
        (
            "King Felix will travel to Nairobi and be received by President Mutua on 20 May.",
            [("visit", "planned")],
        ),
    ],
)
def test_reads_whether_it_took_place(events_of, text: str, expected: list[tuple[str, str]]) -> None:
    assert statuses(events_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Jonas Vik wants to meet King Felix.",
        "Prime Minister Jonas Vik refused to meet King Felix.",
        "Prime Minister Jonas Vik invited King Felix to visit Oslo.",
        "Prime Minister Jonas Vik may visit Nairobi.",
        "Prime Minister Jonas Vik has no plans to visit Nairobi.",
        "If Prime Minister Jonas Vik visits Nairobi, the port will close.",
        "Prime Minister Jonas Vik called for talks with the rebels.",
        "Prime Minister Jonas Vik has never visited Nairobi.",
    ],
)
def test_wishes_refusals_invitations_and_conditions_are_no_events(events_of, text: str) -> None:
    assert statuses(events_of(text)) == []


def test_what_was_scheduled_for_a_day_now_past_took_place(events_of) -> None:
    text = "A meeting between Jonas Vik and King Felix was scheduled for May 10, 2024."
    assert statuses(events_of(text, date(2024, 5, 9))) == [("meeting", "planned")]
    assert statuses(events_of(text, date(2024, 5, 15))) == [("meeting", "occurred")]


def test_a_further_trip_called_off_is_that_of_the_traveller_told_of(events_of) -> None:
    text = "Anna Berg visited Lima in March. A second trip, planned for Monday, was scrapped."
    events = events_of(text)
    found = [(e.status, p.actor.name) for e in events for p in e.participants]
    assert found == [("occurred", "Anna Berg"), ("cancelled", "Anna Berg")]
    assert [e.place.name for e in events] == ["Lima", "Lima"]


def test_a_meeting_that_never_took_place_is_denied(events_of) -> None:
    text = "The planned meeting between Jonas Vik and Ilze Kalnina did not take place on Friday."
    (meeting,) = [e for e in events_of(text) if e.event_type == "meeting"]
    assert meeting.status == "denied"


def test_a_meeting_that_has_not_yet_taken_place_is_not_denied(events_of) -> None:
    text = "The meeting between Prime Minister Jonas Vik and Ilze Kalnina has not yet taken place."
    assert not [e for e in events_of(text) if e.status == "denied"]


@pytest.mark.parametrize(("was", "status"), [("was", "cancelled"), ("is", "planned")])
def test_what_was_to_be_done_on_a_visit_falls_with_it(events_of, was: str, status: str) -> None:
    text = (
        "Foreign Minister Anna Lund has postponed her visit to Tanzania. "
        f"Lund {was} set to meet Finance Minister John Mushi next week."
    )
    (meeting,) = [e for e in events_of(text) if e.event_type == "meeting"]
    assert meeting.status == status


def test_a_meeting_agreed_on_a_condition_is_none(events_of) -> None:
    text = "Company officials agreed to meet with union officials if all workers returned on Monday."
    assert not [e for e in events_of(text) if e.event_type == "meeting"]


def test_a_plan_that_had_to_be_cancelled_is_cancelled(events_of) -> None:
    text = "A planned trip by Anna Berg to Malakal had to be cancelled because of rain."
    assert statuses(events_of(text)) == [("visit", "cancelled")]


def test_what_was_put_off_before_is_still_planned(events_of) -> None:
    text = (
        "Minister Sadia Anwar will leave for Tehran on Friday on a visit. "
        "Her spokesperson said the visit had been delayed once already."
    )
    assert [e.status for e in events_of(text) if e.event_type == "visit"] == ["planned"]


def test_what_was_scheduled_falls_with_the_trip_also_when_its_day_has_passed(events_of) -> None:
    text = (
        "Rodrigo Vega met Ana Choque on Monday. They had been scheduled to meet in Brasilia on May 20, 2024, "
        "but Choque called off her trip."
    )
    found = {(e.event_type, e.status) for e in events_of(text, date(2024, 6, 12))}
    assert found == {("meeting", "occurred"), ("meeting", "cancelled"), ("visit", "cancelled")}


@pytest.mark.parametrize(
    "text",
    [
        "A planned stop by Anna Berg in Hanoi has been dropped.",
        "Anna Berg had been expected to fly to Davao on Sunday, but that leg was scrapped.",
    ],
)
def test_what_fell_through_is_cancelled(events_of, text: str) -> None:
    assert statuses(events_of(text)) == [("visit", "cancelled")]


def test_a_meeting_that_could_not_hold_is_cancelled(events_of) -> None:
    text = "The meeting between Anna Berg and Joe Pike, slated for May 20, could not hold owing to rain."
    assert statuses(events_of(text)) == [("meeting", "cancelled")]


def test_who_dismisses_a_trip_does_not_deny_it(events_of) -> None:
    text = "Anna Berg will fly to Lima on Friday. Her rival dismissed the trip as a waste."
    assert statuses(events_of(text)) == [("visit", "planned")]


def test_a_meeting_to_be_attended_is_planned_whoever_hosts_it(events_of) -> None:
    text = "Minister Anna Berg will take part in a meeting on Sudan hosted by the United Kingdom."
    assert statuses(events_of(text)) == [("meeting", "planned")]


def test_a_second_meeting_is_that_of_the_same_sides(events_of) -> None:
    text = "Anna Berg met Joe Pike in Lima in March. A second meeting is planned for May."
    found = [(e.status, {p.actor.name for p in e.participants}) for e in events_of(text)]
    assert found == [("occurred", {"Anna Berg", "Joe Pike"}), ("planned", {"Anna Berg", "Joe Pike"})]


def test_who_is_called_in_is_not_rung(events_of) -> None:
    text = "Ambassador Li Guang was called in by the Philippine foreign ministry on Saturday."
    assert statuses(events_of(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Reports that President Tom Reed met Ann Shaw were untrue.",
        "Reports of a meeting between Tom Reed and Ann Shaw in Rome were pure invention.",
    ],
)
def test_what_is_reported_falsely_is_denied(events_of, text: str) -> None:
    assert statuses(events_of(text)) == [("meeting", "denied")]


def test_the_first_in_years_is_the_visit_told_of(events_of) -> None:
    text = "Premier Ann Reed landed in Lima on Thursday. It is the first visit to Peru by a premier in years."
    assert statuses(events_of(text)) == [("visit", "occurred")]
