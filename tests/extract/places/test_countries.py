import pytest

from flows.extract.places.countries import country_named, country_of_demonym


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the United States", "USA"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("us", None),
        ("People’s Republic of China", "CHN"),
        ("the UK", "GBR"),
        ("Ivory Coast", "CIV"),
        ("DPRK", "PRK"),
        ("Atlantis", None),
    ],
)
def test_country_by_name(words: str, code: str | None) -> None:
    assert country_named(words) == code


@pytest.mark.parametrize(
    ("word", "code"), [("Turkish", "TUR"), ("Afghans", "AFG"), ("South Korean", "KOR"), ("Martian", None)]
)
def test_country_by_demonym(word: str, code: str | None) -> None:
    assert country_of_demonym(word) == code
