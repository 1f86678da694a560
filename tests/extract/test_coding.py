import pytest


def codes(events_of, text: str, event_type: str) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (e.cameo_code, e.plover_event, e.plover_mode) for e in events_of(text) if e.event_type == event_type
    ]


@pytest.mark.parametrize(
    ("text", "cameo", "plover"),
    [
        ("The mayor said the bridge would reopen in June.", "010", None),
        ("The mayor condemned the attack on the market.", "111", "ACCUSE"),
        ("The mayor accused the union of lying.", "112", "ACCUSE"),
        ("The mayor urged drivers to stay at home.", "020", "REQUEST"),
        ("The mayor called for an inquiry into the fire.", "020", "REQUEST"),
        ("The mayor praised the firefighters.", "051", "SUPPORT"),
        ("The mayor expressed concern about the flood.", "012", None),
        ("The mayor rejected the proposal.", "120", "REJECT"),
        ("The mayor denied the allegations.", "016", None),
        ("The mayor threatened to close the port.", "130", "THREATEN"),
    ],
)
def test_statement_is_coded_by_its_speech_act(events_of, text: str, cameo: str, plover: str | None) -> None:
    assert codes(events_of, text, "statement") == [(cameo, plover, None)]


def test_call_is_a_consultation_by_telephone(events_of) -> None:
    text = "President Ana Lima spoke by phone with Chancellor Karl Weiss on Monday."
    assert codes(events_of, text, "call") == [("041", "CONSULT", "phone")]


def test_visit_made_and_visit_hosted(events_of) -> None:
    assert codes(events_of, "President Ana Lima visited Vienna on Monday.", "visit") == [
        ("042", "CONSULT", "visit")
    ]
    hosted = codes(
        events_of, "Chancellor Karl Weiss received President Ana Lima in Vienna on Monday.", "visit"
    )
    assert hosted == [("043", "CONSULT", "visit")]


def test_planned_visit_has_no_plover_event(events_of) -> None:
    assert codes(events_of, "President Ana Lima will visit Vienna on Friday.", "visit") == [
        ("042", None, None)
    ]


def test_meeting_at_home_and_at_a_third_place(events_of) -> None:
    sides = "Brazilian President Ana Lima met Austrian Chancellor Karl Weiss in {} on Monday."
    assert codes(events_of, sides.format("Geneva"), "meeting")[0][0] == "044"
    assert codes(events_of, sides.format("Vienna"), "meeting")[0][0] == "040"
    assert (
        codes(events_of, "President Ana Lima met Chancellor Karl Weiss in Geneva.", "meeting")[0][0] == "040"
    )


def test_negotiation_is_told_from_talks(events_of) -> None:
    text = "Brazil and Austria held peace talks in Geneva on Monday."
    assert codes(events_of, text, "meeting")[0][:2] == ("046", "CONSULT")


def test_three_countries_make_it_multilateral(events_of) -> None:
    text = "Brazil, Austria and Kenya held talks in Geneva on Monday."
    assert codes(events_of, text, "meeting")[0][2] == "multilateral"
