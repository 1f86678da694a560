import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.mapped_text import MappedText
from flows.clean.whitespace import collapse, replace_unseen


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\r\ntwo\rthree\u2028four\u2029five", "one\ntwo\nthree\nfour\n\nfive"),
        ("Dec.\u00a05,\u202f2022\tin\u3000Doha", "Dec. 5, 2022 in Doha"),
        ("NUL\x00 bell\x07 zero\u200bwidth \ufeffmark", "NUL bell zerowidth mark"),
        ("a minis\xad\ntry and a cap\xadital", "a ministry and a capital"),
        ("emoji 👩\u200d🚀 stay", "emoji 👩\u200d🚀 stay"),
    ],
)
def test_what_cannot_be_seen(before: str, after: str) -> None:
    assert replace_unseen(MappedText.at(before)).text == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  one  two \n three\n\n \n\n\nfour  \n", "one two\nthree\n\nfour"),
        ("\n\n", ""),
        (" ", ""),
        ("plain text", "plain text"),
    ],
)
def test_collapses(before: str, after: str) -> None:
    assert collapse(MappedText.at(before)).text == after


@given(st.text(st.sampled_from("ab \n"), max_size=50))
def test_collapsing_keeps_words_and_paragraphs(text: str) -> None:
    after = collapse(MappedText.at(text)).text
    assert after.split() == text.split()
    assert not re.search(r"^\s|\s$|  | \n|\n |\n{3}", after)
    assert [p.split() for p in after.split("\n\n") if p] == [
        p.split() for p in re.split(r"\n *\n[ \n]*", text.strip()) if p
    ]
    assert collapse(MappedText.at(after)).text == after
