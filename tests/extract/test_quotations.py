import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [q.inner.of(text) for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"It rained," she said. "All day."', ["It rained,", "All day."]),
        ("“It rained,” she said.", ["It rained,"]),
        ("``It rained,'' she said.", ["It rained,"]),
        ("„Es regnet“, sagte sie. «Il pleut», dit-il.", ["Es regnet", "Il pleut"]),
        ("‘We can’t stay,’ he said. ‘The ministers’ summit is over.’",
         ["We can’t stay,", "The ministers’ summit is over."]),
        ("'We'll go,' she said, 'when the boys' mother comes.'",
         ["We'll go,", "when the boys' mother comes."]),
        ("“He told me ‘never again’ and left,” she said.", ["He told me ‘never again’ and left,"]),
        ("“They call it “the wall” here,” he said.", ["They call it “the wall” here,"]),
        ('" open door " is what the town calls it', ["open door"]),
        ("「はい」 he said", ["はい"]),
    ],
)  # fmt: skip
def test_marks_of_every_form_are_paired(text: str, inner: list[str]) -> None:
    assert quoted(text) == inner


def test_years_elisions_and_measures_quote_nothing() -> None:
    text = "In the ’90s a 6\" pipe burst; rock 'n' roll was 5'10\" tall, 'twas said of the farmers' band."
    assert quoted(text) == []


def test_speech_of_several_paragraphs_runs_on_to_its_closing_mark() -> None:
    text = "He said: “The dam held.\n\n“The road did not,” he added.\n\nNobody was hurt."
    first, second = find_quotations(text)
    assert (first.inner.of(text), first.closed) == ("The dam held.", False)
    assert (second.inner.of(text), second.closed) == ("The road did not,", True)


def test_a_lost_closing_mark_swallows_no_more_than_its_sentence() -> None:
    text = '"The dam held. The mayor thanked the crews. "We were lucky," she said.'
    assert quoted(text) == ["The dam held.", "We were lucky,"]


def test_a_lost_opening_mark_gives_the_sentence_before_the_closing_one() -> None:
    assert quoted('The road reopened. We were lucky," she said.') == ["We were lucky,"]


def test_a_wrapped_line_does_not_end_a_quotation() -> None:
    assert quoted('She said "we were\nlucky" and left.') == ["we were\nlucky"]


MARKS = "“”„‟«»‹›‘’‚'\"`「」"


@given(st.text(alphabet=st.sampled_from(MARKS + " ab.,?!:—-([)]\n0s"), max_size=80))
def test_no_mix_of_marks_makes_it_fail_and_every_quotation_lies_within_the_text(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.span.start < quotation.span.end <= len(text)
        assert quotation.span.covers(quotation.inner)
        assert quotation.inner.of(text).strip() == quotation.inner.of(text) != ""
        end = quotation.span.end
