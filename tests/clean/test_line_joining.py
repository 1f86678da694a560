import textwrap

import pytest

from flows.clean.line_joining import join_lines
from flows.clean.mapped_text import MappedText

PARAGRAPH = (
    "The foreign minister arrived in Doha on Monday for two days of talks with her Qatari counterpart, the "
    "ministry said. Officials described the visit as part of a long-term effort to reopen the Taliban-led "
    "country's airports, which have been closed to commercial flights since the summer. She will also meet "
    "representatives of the United Nations before she returns to the capital on Wednesday evening."
)
SECOND = (
    "A spokesman gave no further details of the programme. Two diplomats, who asked not to be named because "
    "the talks are private, said that a statement was expected after the last session on Tuesday."
)


def joined(text: str) -> str:
    return join_lines(MappedText.at(text)).text


@pytest.mark.parametrize("width", [45, 60, 72, 100])
def test_wrapped_paragraphs_are_whole_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(p, width) for p in (PARAGRAPH, SECOND))
    assert joined(wrapped) == f"{PARAGRAPH}\n\n{SECOND}"


def test_a_word_broken_at_the_line_end_is_whole_again() -> None:
    text = (
        "The foreign minister and her coun-\nterpart spoke for an hour on Mon-\n"
        "day about a truce that was Saudi-\nbrokered and about the long-term,\n"
        "long-promised, 30-clause plan, 15-\npage statements and other long-\n"
        "term plans for the town, officials\nof both sides said after the call."
    )
    assert joined(text) == (
        "The foreign minister and her counterpart spoke for an hour on Monday about a truce that was "
        "Saudi-brokered and about the long-term, long-promised, 30-clause plan, 15-page statements and other "
        "long-term plans for the town, officials of both sides said after the call."
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{PARAGRAPH}\n{SECOND}\n{PARAGRAPH}\n{SECOND}\n{PARAGRAPH}",
        "Those present were:\n- Qatar's minister\n- two envoys\n- a delegation of the UN\n- aides",
        "One.\nTwo words.\nA sentence that is longer.\nThree.\nAnother that is quite a bit longer.\nEnd.",
    ],
)
def test_lines_that_are_not_wrapped_stay(text: str) -> None:
    assert joined(text) == text


def test_list_items_in_wrapped_text_stay_apart() -> None:
    items = "\n".join(["* the reopening of three crossings", "* an exchange of prisoners by June"])
    text = f"{textwrap.fill(PARAGRAPH, 60)}\n\n{items}\n\n{textwrap.fill(SECOND, 60)}"
    assert items in joined(text)
