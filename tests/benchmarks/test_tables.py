"""The tables of the page about quality are written between their marks; all else stays as it is."""

import pytest

from benchmarks.quality.tables import PAGE, quality_table, replaced


def test_a_table_takes_the_place_of_the_former_one():
    page = "before\n<!-- quality -->\nold\n<!-- /quality -->\nafter\n"
    new = replaced(page, "quality", "| new |")
    assert new == "before\n<!-- quality -->\n| new |\n<!-- /quality -->\nafter\n"
    assert replaced(new, "quality", "old") == page
    with pytest.raises(ValueError, match="no marks"):
        replaced("nothing here", "quality", "| new |")


def test_the_page_has_both_marks_with_figures_between():
    page = PAGE.read_text(encoding="utf-8")
    for name, row in (("quality", "| all |"), ("report-page", "| first render |")):
        between = page.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
        assert row in between


def test_a_figure_that_there_is_none_of_is_said_to_be_none():
    keys = ("gold", "precision", "recall", "f1", "date_acc", "status_acc", "who_acc", "row_f1")
    row = dict.fromkeys(keys, 0.5) | {"gold": 3, "who_acc": None}
    last = quality_table({"call": row, "macro": {}}).splitlines()[-1]
    assert last == "| call | 3 | 0.50 | 0.50 | 0.50 | 0.50 | 0.50 | – | 0.50 |"
