import pytest

from flows.extract.places.geocoding import Geocoder
from flows.records import Place, Span


def located(name: str, text: str | None = None) -> Place:
    text = text if text is not None else f"They met in {name}."
    start = text.find(name)
    return Geocoder(text).locate(Place(name, Span(start, start + len(name)) if start >= 0 else None))


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Peshawar", "PAK", 34.0, 71.6),
        ("Kiev", "UKR", 50.5, 30.5),
        ("Nouméa", "NCL", -22.3, 166.4),
        ("Washington, D.C.", "USA", 38.9, -77.0),
        ("Washington", "USA", 38.9, -77.0),
        ("the White House", "USA", 38.9, -77.0),
        ("the Kremlin", "RUS", 55.8, 37.6),
        ("Downing Street", "GBR", 51.5, -0.1),
        ("the Turkish capital", "TUR", 39.9, 32.9),
        ("the capital of Kenya", "KEN", -1.3, 36.8),
        ("northern Gaza", "PSE", 31.4, 34.4),
        ("St. Petersburg", "RUS", 59.9, 30.3),
    ],
)
def test_finds_country_and_position(name: str, country: str, latitude: float, longitude: float) -> None:
    place = located(name)
    assert place.country == country
    assert place.latitude == pytest.approx(latitude, abs=0.3)
    assert place.longitude == pytest.approx(longitude, abs=0.3)
    assert place.name == name


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The ministers of Pakistan and China met in Hyderabad.", "PAK"),
        ("India's ministers met in Hyderabad.", "IND"),
        ("They met in Hyderabad.", "IND"),
        ("The Sindh government met in Hyderabad.", "PAK"),
        ("Nothing else helps in Hyderabad, Pakistan, this week.", "PAK"),
    ],
)
def test_ambiguous_town_is_read_by_the_article(text: str, country: str) -> None:
    assert located("Hyderabad", text).country == country


def test_town_in_a_named_state() -> None:
    text = "She flew to Geneva, Illinois, on Monday."
    assert located("Geneva", text).latitude == pytest.approx(41.9, abs=0.2)
    assert located("Geneva", "She flew to Geneva.").country == "CHE"


def test_bare_capital_is_that_of_the_articles_country() -> None:
    assert located("the capital", "Omani officials met in the capital. Oman hosts often.").country == "OMN"


@pytest.mark.parametrize("name", ["the scene", "his homestead", "Nowhereville", "", "the capital", ",", "D"])
def test_unresolved_stays_null(name: str) -> None:
    place = located(name, "It rained.")
    assert (place.country, place.latitude, place.longitude) == (None, None, None)


def test_country_stands_for_the_middle_of_its_towns() -> None:
    place = located("Qatar")
    assert (place.country, place.latitude) == ("QAT", pytest.approx(25.3, abs=0.3))
