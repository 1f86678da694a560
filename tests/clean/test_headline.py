import pytest

from flows.clean.headline import clean_title, split_headline
from flows.clean.mapped_text import MappedText

BODY = "The two ministers met in Doha on Monday and agreed to reopen three border crossings, officials said."


@pytest.mark.parametrize(
    ("title", "outlet", "clean"),
    [
        ("  Ministers\n meet ", None, "Ministers meet"),
        ("Ministers &amp; envoys meet | Example News", "Example News", "Ministers & envoys meet"),
        ("Ministers meet - as it happened", "Example News", "Ministers meet - as it happened"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_titles(title: str | None, outlet: str | None, clean: str | None) -> None:
    assert clean_title(title, outlet) == clean


def test_a_headline_is_taken_out_of_the_text() -> None:
    title, body = split_headline(MappedText.at(f"Ministers meet in Doha\n\n{BODY}"))
    assert (title, body.text) == ("Ministers meet in Doha", BODY)
    assert body.runs[0].source_start == len("Ministers meet in Doha") + 2


@pytest.mark.parametrize(
    "first",
    [
        "The ministers met in Doha.",
        "Thursday, September 12, 2019",
        "Dec. 5, 2022 in Doha",
        "Doha",
        "He said:",
    ],
)
def test_what_is_no_headline_stays(first: str) -> None:
    text = MappedText.at(f"{first}\n\n{BODY}")
    assert split_headline(text) == (None, text)
