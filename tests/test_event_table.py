from typing import Any

from rich.console import Console

from flows.event_table import EventTable

LONG = (
    "The foreign minister arrived in the northern port city on Tuesday evening, where the governor and two "
    "dozen representatives of the shipbuilding industry were waiting on the quay to receive her delegation."
)


def row(**given: Any) -> dict[str, Any]:
    columns = ("actor1_name", "addressee", "participants_text", "place", "event_date_edtf")
    base: dict[str, Any] = dict.fromkeys(columns)
    base |= {"event_type": "visit", "status": "occurred", "quote": LONG, "event_date_edtf": "2024-05-14"}
    return base | given


def shown(rows: list[dict[str, Any]], width: int) -> str:
    console = Console(width=width, record=True, file=None, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(EventTable(rows))
    return capture.get()


VISIT = row(
    actor1_name="Annegret Kramp-Karrenbauer",
    participants_text="Annegret Kramp-Karrenbauer; Thorvald Stoltenberg-Lindqvist",
    place="Trondheim",
)


def test_words_are_never_broken_at_80_columns():
    allowed = set(LONG.split()) | {"Annegret", "Kramp-Karrenbauer", "→", "Thorvald", "Stoltenberg-Lindqvist"}
    allowed |= {"·", "Trondheim", "2024-05-14", "visit", "date", "event", "who", "and", "what", "…"}
    assert set(shown([VISIT], 80).replace("…", " … ").split()) <= allowed


def test_lines_fit_the_terminal():
    for width in (80, 100, 160):
        assert max(len(line) for line in shown([VISIT] * 3, width).splitlines()) <= width


def test_a_wide_terminal_has_a_column_for_each_side_and_one_line_an_event():
    lines = shown([VISIT], 200).splitlines()
    assert lines[0].split() == ["date", "event", "who", "to", "/", "with", "where", "words"]
    assert len(lines) == 2


def test_columns_that_no_row_fills_are_left_out():
    assert "where" not in shown([row(actor1_name="The mayor")], 160).splitlines()[0]
    assert "with" not in shown([row(actor1_name="The mayor")], 160).splitlines()[0]


def test_a_status_is_shown_where_it_is_not_the_usual_one():
    assert "planned" in shown([row(status="planned")], 80)
    assert "occurred" not in shown([row()], 80)


def test_an_interval_breaks_at_its_slash_and_an_open_one_does_not():
    closed = shown([row(event_date_edtf="2024-05-14/2024-05-16")], 80).splitlines()
    assert [line.split()[0] for line in closed[1:3]] == ["2024-05-14/", "2024-05-16"]
    assert "../2024-05-14 " in shown([row(event_date_edtf="../2024-05-14")], 80)


def test_a_summit_of_twenty_names_four_and_counts_the_rest():
    names = "; ".join(f"Delegate {i}" for i in range(20))
    out = " ".join(
        shown([row(event_type="meeting", actor1_name="Delegate 0", participants_text=names)], 160).split()
    )
    assert "and 15 more" in out


def test_markup_in_a_name_is_shown_as_text():
    assert "[bold]x[/bold]" in shown([row(actor1_name="[bold]x[/bold]")], 80)
