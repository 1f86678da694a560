import tomllib
from itertools import chain
from pathlib import Path

import pytest

from flows.clean.language import language_of


def data(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


NEWS = data("paragraphs.toml")
FOREIGN, ENGLISH = NEWS["foreign"], NEWS["english"]["full_of_names"]
KNOWLEDGE = data("languages.toml")


def stretches(text: str) -> list[str]:
    """Returns pieces of 200 characters that begin and end anywhere in a paragraph."""
    return [text[i : i + 200] for i in range(0, max(1, len(text) - 199), 10)]


@pytest.mark.parametrize("language", sorted(FOREIGN))
def test_every_stretch_of_200_characters_of_news_is_told(language: str) -> None:
    assert {language_of(stretch) for stretch in stretches(FOREIGN[language])} == {language}


def test_stretches_of_twelve_languages_and_of_english_are_told() -> None:
    assert len(KNOWLEDGE) == 13
    assert all(len(p) >= 200 for p in chain.from_iterable(KNOWLEDGE.values()))
    told = {
        language: [language_of(s) for p in paragraphs for s in stretches(p)]
        for language, paragraphs in KNOWLEDGE.items()
    }
    right = {language: found.count(language) for language, found in told.items()}
    assert sum(right.values()) / sum(map(len, told.values())) >= 0.99
    assert all(right[language] / len(found) >= 0.95 for language, found in told.items())
    # What decides whether an article is read is never wrong here.
    assert all((found == "en") == (language == "en") for language in told for found in told[language])


@pytest.mark.parametrize("text", ENGLISH)
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_short_texts_have_the_benefit_of_the_doubt() -> None:
    assert language_of("El ministro dijo que no.") == "en"
