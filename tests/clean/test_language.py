import tomllib
from pathlib import Path

import pytest

from flows.clean.language import language_of

PARAGRAPHS = tomllib.loads((Path(__file__).parent / "paragraphs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", sorted(PARAGRAPHS))
def test_every_stretch_of_200_characters_is_told(language: str) -> None:
    text = PARAGRAPHS[language]
    stretches = [text[i : i + 200] for i in range(0, max(1, len(text) - 199), 10)]
    assert {language_of(stretch) for stretch in stretches} == {language}


@pytest.mark.parametrize(
    "text",
    [
        "In Baghdad, McGurk met President Barham Salih, Prime Minister Mustafa al-Kadhimi and former Speaker "
        "Mohammed al-Halbusi. In Erbil, McGurk met Nechirvan Barzani and Masrour Barzani.",
        "Prayuth Chan-o-cha, Joko Widodo, Nguyen Xuan Phuc, Hun Sen, Phankham Viphavanh, Muhyiddin Yassin and "
        "Hassanal Bolkiah met in Bandar Seri Begawan. Aung Hlaing stayed away.",
        "Members: Rep. Ana María Rodríguez, Sen. José Javier Rodríguez, Mayor Daniella Levine Cava, Commissioner "
        "René García, Councilwoman Eileen Higgins.",
        "Kyiv: Zelenskyy phoned Duda, Nausėda, Rinkēvičs, Karis. Macron phoned Scholz. Erdoğan phoned Putin. "
        "Xi hosted Lukashenko. Lula hosted Maduro, Petro, Boric, Fernández.",
        '"Nous avons besoin d’une réponse commune", President Macron told reporters at the Élysée after he met '
        "Kyriakos Mitsotakis, the prime minister of Greece.",
    ],
)
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_short_texts_have_the_benefit_of_the_doubt() -> None:
    assert language_of("El ministro dijo que no.") == "en"
