"""The forms of time that news writes, in sentences of the table beside this file."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from flows.extract.dates.tagger import tag
from flows.extract.rules import load_tables

GROUPS = tomllib.loads(Path(__file__).with_name("news_forms.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("published", "text", "values"),
    [
        pytest.param(group["published"], text, values, id=f"{name}: {text}")
        for name, group in GROUPS.items()
        for text, values in group["values"].items()
    ],
)
def test_sentence(published: date, text: str, values: list[str]) -> None:
    assert [t.edtf or "unresolved" for t in tag(text, published)] == values


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2019, {"Good Friday": "2019-04-19", "Thanksgiving Day": "2019-11-28", "Memorial Day": "2019-05-27"}),
        (2023, {"Easter Monday": "2023-04-10", "Labor Day": "2023-09-04", "Ash Wednesday": "2023-02-22"}),
        (
            2025,
            {"Pentecost": "2025-06-08", "Presidents' Day": "2025-02-17", "St. David’s Day": "2025-03-01"},
        ),
    ],
)
def test_feasts_that_move(year: int, days: dict[str, str]) -> None:
    for name, day in days.items():
        assert [t.edtf for t in tag(f"He spoke on {name} {year}.", date(2024, 5, 15))] == [day]


def test_every_feast_is_found() -> None:
    names = [name for kind, table in load_tables("dates_feasts").items() if kind != "short" for name in table]
    for name in names:
        assert [t.kind for t in tag(f"They will meet on {name}.", date(2024, 5, 15))] == ["feast"], name


def test_a_feast_is_the_nearest_unless_the_words_say_which() -> None:
    day = date(2024, 12, 25)
    assert [t.edtf for t in tag("He spoke on Christmas Day.", day)] == ["2024-12-25"]
    assert [t.edtf for t in tag("He spoke last Christmas.", day)] == ["2023-12-25"]
    assert [t.edtf for t in tag("He will speak next Christmas Day.", day)] == ["2025-12-25"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The hosts won on Friday.", "2024-05-10"),  # a noun like the verb of what is arranged
        ("The play ended on Friday.", "2024-05-10"),
        ("The party meets on Friday.", "2024-05-17"),
        ("The men will reportedly be handed over on Friday.", "2024-05-17"),
        ("The vessel sank on Friday (the second in a week).", "2024-05-10"),
        ("They met on Friday, May Smith said.", "2024-05-10"),
    ],
)
def test_the_clause_tells_which_way_a_weekday_lies(text: str, value: str) -> None:
    assert [t.edtf for t in tag(text, date(2024, 5, 15))] == [value]
