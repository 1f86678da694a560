import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.encoding_repair import repair_encoding
from flows.clean.mapped_text import MappedText


@pytest.mark.parametrize(
    ("broken", "repaired"),
    [
        ("The ministerâ€™s visit", "The minister’s visit"),
        ("talks in BogotÃ¡ and SÃ£o Paulo", "talks in Bogotá and São Paulo"),
        ("he said â€œnoâ€\x9d", "he said “no”"),
        ("Smith &amp; Sons said &quot;yes&quot; &#8212; twice", 'Smith & Sons said "yes" — twice'),
        ("AT&T; &notit; R&D", "AT&T; &notit; R&D"),
        ("the president\\u2019s aide", "the president’s aide"),
        ("\ud83d\ude00 and \ud800", "😀 and \ufffd"),
        ("oﬃcial ﬁndings", "official findings"),
    ],
)
def test_repairs(broken: str, repaired: str) -> None:
    assert repair_encoding(MappedText.at(broken)).text == repaired


@pytest.mark.parametrize(
    "text",
    [
        "“Straight” and 'single' quotation marks – and dashes — stay; so does CASE…",
        "Ångström met Łukasz Ćwik in Şanlıurfa; İzmir, Dvořák, naïve, ça va à Paris",
        "in the café” he said",
        "`` It has been a wonderful day ''",
        "١٢٣ محمود 習近平",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert repair_encoding(MappedText.at(text)).text == text


@given(st.text(st.sampled_from("abc .\n“”’é–üñ€ł"), max_size=80))
def test_a_text_read_in_the_wrong_encoding_keeps_its_way_back(text: str) -> None:
    broken = text.encode().decode("cp1252", "replace")
    repaired = repair_encoding(MappedText.at(broken))
    for run in repaired.runs:
        if run.source_length is None:
            source = broken[run.source_start : run.source_start + run.length]
            assert repaired.text[run.start : run.start + run.length] == source
