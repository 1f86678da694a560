import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from flows.clean.mapped_text import MappedText
from flows.clean.normalization import normalize

letters = st.text(st.sampled_from("aeioun z\n\u0301\u0308\u0327\u0323\u1100\u1161\u11a8\u212bé"), max_size=40)


@given(letters)
@example("\u1100\u1161\u11a8")
def test_gives_form_c_whatever_the_text(text: str) -> None:
    assert normalize(MappedText.at(text)).text == unicodedata.normalize("NFC", text)


def test_a_composed_letter_leads_back_to_letter_and_mark() -> None:
    text = normalize(MappedText.at("Bogota\u0301"))
    assert text.text == "Bogotá"
    assert (text.runs[-1].source_start, text.runs[-1].source_length) == (5, 2)
