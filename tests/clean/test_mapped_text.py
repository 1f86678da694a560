from hypothesis import given
from hypothesis import strategies as st

from flows.clean.mapped_text import Edit, MappedText, source_length


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(a, b, draw(st.text(max_size=4))) for a, b in pairs]


def holds(text: MappedText, source: str, offset: int) -> None:
    """Every run stands within the text and the source; unchanged ones show the same characters."""
    end = 0
    for run in text.runs:
        assert run.start >= end
        assert run.length > 0
        end = run.start + run.length
        start = run.source_start - offset
        assert 0 <= start <= start + source_length(run) <= len(source)
        if run.source_length is None:
            assert text.text[run.start : end] == source[start : start + run.length]
    assert end <= len(text.text)


@given(st.data(), st.text(max_size=60), st.integers(0, 9))
def test_edits_upon_edits_keep_the_way_back(data: st.DataObject, source: str, offset: int) -> None:
    text = MappedText.at(source, offset)
    for _ in range(3):
        made = data.draw(edits(len(text.text)))
        expected = list(text.text)
        for edit in reversed(made):
            expected[edit.start : edit.end] = edit.replacement
        text = text.edit(made)
        assert text.text == "".join(expected)
        holds(text, source, offset)


@given(st.data(), st.text(max_size=60))
def test_deletions_alone_leave_every_character_its_source(data: st.DataObject, source: str) -> None:
    text = MappedText.at(source)
    for _ in range(3):
        text = text.edit(Edit(e.start, e.end) for e in data.draw(edits(len(text.text))))
    assert sum(run.length for run in text.runs) == len(text.text)
    assert all(run.source_length is None for run in text.runs)


def test_a_replacement_stands_for_all_that_it_replaces() -> None:
    text = MappedText.at("the cafÃ© closed").edit([Edit(7, 9, "é")]).edit([Edit(0, 4)])
    assert text.text == "café closed"
    assert [(r.start, r.source_start, r.length, r.source_length) for r in text.runs] == [
        (0, 4, 3, None),
        (3, 7, 1, 2),
        (4, 9, 7, None),
    ]


def test_no_edits_give_the_same_text() -> None:
    text = MappedText.at("unchanged")
    assert text.edit([]) is text


def test_the_runs_of_a_text_in_pieces_stay_apart() -> None:
    pieces = MappedText.at("one two").runs + MappedText.at("x").runs
    text = MappedText("one two", (pieces[0],)).edit([Edit(3, 4, "\n")])
    assert [r.source_length for r in text.runs] == [None, 1, None]
