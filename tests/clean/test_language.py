import tomllib
from pathlib import Path

import pytest

from flows.clean.language import language_of

DATA = tomllib.loads((Path(__file__).parent / "paragraphs.toml").read_text(encoding="utf-8"))
PARAGRAPHS, ENGLISH = DATA["foreign"], DATA["english"]["full_of_names"]


@pytest.mark.parametrize("language", sorted(PARAGRAPHS))
def test_every_stretch_of_200_characters_is_told(language: str) -> None:
    text = PARAGRAPHS[language]
    stretches = [text[i : i + 200] for i in range(0, max(1, len(text) - 199), 10)]
    assert {language_of(stretch) for stretch in stretches} == {language}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_short_texts_have_the_benefit_of_the_doubt() -> None:
    assert language_of("El ministro dijo que no.") == "en"
