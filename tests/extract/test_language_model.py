import pytest

from flows.extract import language_model


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He met the Mayor of Lima, the Hon. Lorelei Pacquiao, there.", 1),
        ("Engr. Sola Ade and Rt. Hon. John Ray spoke. Cllr. Anna Poe left.", 2),
        ("Lt.-Gen. Ali Khan spoke to Dr. Ana Cruz.", 1),
        ("MUSCAT (May 14) - Envoys and delegates met on Monday.", 2),
        ("It cost a hundred dollars. Ada paid.", 2),
        ("A line with no stop\nand another", 2),
    ],
)
def test_sentences_end_at_stops_and_lines_but_not_behind_titles(text: str, sentences: int) -> None:
    assert len(list(language_model.load()(text).sents)) == sentences
