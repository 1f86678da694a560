"""Gives the places of events their country and position, read in the light of the article's countries."""

import re
from collections import Counter
from dataclasses import replace

from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.places.gazetteer import Gazetteer, Site, fold, gazetteer
from flows.records import Place

_CAPITAL_OF = re.compile(
    r"^(?:the\s+)?(?:"
    r"(?P<demonym>[A-Z][\w’'-]+(?:\s[A-Z][\w-]+)*)\s+capital(?:\s+city)?"
    r"|capital\s+of\s+(?P<country>.+)"
    r"|(?P<owner>.+?)[’']s\s+capital)$"
)
_BARE_CAPITAL = re.compile(r"^(?:the\s+)?(?:nation[’']s\s+|country[’']s\s+)?capital$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=\w)|\.(?<=[A-Z]\.))*")
_AFTER = re.compile(r"\s*,\s*((?:[A-Z][\w.’'-]*\s?){1,4})")
_BEFORE = re.compile(
    r"^(?:(?:central|downtown|(?:north|south)(?:ern|-?eastern|-?western)?|east(?:ern)?|west(?:ern)?"
    r"|greater|nearby|upper|lower|occupied|war-torn"
    r"|(?:port city|city|town|village|province|state|region|island) of)\s+)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:[’']s)?\s+(?:city|province|region|state|governorate|district|county|prefecture|"
    r"(?:international )?airport|suburbs?|area|city centre|city center)$",
    re.IGNORECASE,
)
# Other places of these names are meant as often.
_NOT_STATES = frozenset({"washington", "georgia", "new york"})


class Geocoder:
    """Places the names of one article."""

    def __init__(self, text: str) -> None:
        """Prepares for an article; its text is looked at only when a place is asked for."""
        self._text = text
        self._countries: Counter[str] | None = None

    def locate(self, place: Place) -> Place:
        """Returns a place with the country and position found for it; unresolved ones stay as they are."""
        site = self._site(place)
        if site is None:
            return replace(place, country=country_named(place.name))
        return replace(place, country=site.country, latitude=site.latitude, longitude=site.longitude)

    def _site(self, place: Place) -> Site | None:
        known, name = gazetteer(), " ".join(place.name.split())
        capital = self._capital(name, known)
        if capital is not None:
            return capital
        whole = known.fixed.get(fold(name))
        if whole is not None:
            return whole
        country = country_named(name) or country_of_demonym(name)
        if country is not None:
            return known.centres.get(country) or known.capitals.get(country)
        head, _, rest = name.partition(",")
        bare = _BEFORE.sub("", head.strip())
        within = self._containers(bare, rest, place)
        for form in (bare, _BEHIND.sub("", bare)):
            if fold(form) in known.fixed:
                return known.fixed[fold(form)]
            code = country_named(form)
            if code is not None:
                return known.centres.get(code)
            site = self._state(form, known) or self._town(form, within, known)
            if site is not None:
                return site
        return self._washington(name, known)

    def _capital(self, name: str, known: Gazetteer) -> Site | None:
        """Returns the capital that "the Turkish capital" is; "the capital" is that of the main country."""
        if _BARE_CAPITAL.match(name):
            leading = self._context().most_common(1)
            return known.capitals.get(leading[0][0]) if leading else None
        told = _CAPITAL_OF.match(name)
        if told is None:
            return None
        words = told["demonym"] or told["country"] or told["owner"]
        code = country_of_demonym(words) or country_named(words)
        return known.capitals.get(code) if code else None

    def _washington(self, name: str, known: Gazetteer) -> Site | None:
        """Returns the capital of the United States for its many spellings: "Washington, D.C.", "D.C."."""
        return known.capitals.get("USA") if fold(name) in ("washington dc", "washington, dc", "dc") else None

    def _state(self, name: str, known: Gazetteer) -> Site | None:
        folded = fold(name)
        code = known.states.get(folded)
        if code is None or folded in _NOT_STATES:
            return None
        return known.centres.get(f"US-{code}")

    def _town(self, name: str, within: list[str], known: Gazetteer) -> Site | None:
        """Returns the town in what contains it, else in the article's countries, else the largest."""
        sites = known.named(name)
        if not sites:
            return None
        for container in within:
            code, state = country_named(container), self._state_code(container, known)
            for site in sites:
                if site.country == code or (state is not None and site.state == state):
                    return site
        context, largest = self._context(), max(sites, key=lambda s: s.population)
        if largest.country in context:
            return largest
        return next((s for s in sites if s.country in context), largest)

    def _state_code(self, name: str, known: Gazetteer) -> str | None:
        return known.states.get(name.strip(" .").replace(".", "")) or known.states.get(fold(name))

    def _containers(self, head: str, rest: str, place: Place) -> list[str]:
        """Returns what the article says that a place is in: "Geneva, Switzerland", here or elsewhere."""
        found = [rest.strip()] if rest.strip() else []
        if place.span is not None:
            after = _AFTER.match(self._text, place.span.end)
            found += [after[1].strip()] if after else []
        found += [m[1].strip() for m in re.finditer(rf"\b{re.escape(head)}{_AFTER.pattern}", self._text)]
        return found

    def _context(self) -> Counter[str]:
        """Counts the countries that the article names, by name or demonym."""
        if self._countries is None:
            fixed = gazetteer().fixed
            words = _WORDS.findall(self._text)
            counted: Counter[str] = Counter()
            for one, two, three in zip(words, [*words[1:], ""], [*words[2:], "", ""], strict=False):
                if not one[0].isupper():
                    continue
                pair, triple = f"{one} {two}", f"{one} {two} {three}"
                code = country_named(triple) or country_named(pair) or country_of_demonym(pair)
                code = code or country_named(one) or country_of_demonym(one)
                if code is None and (region := fixed.get(pair.lower()) or fixed.get(one.lower())):
                    code = region.country
                if code is not None:
                    counted[code] += 1
            self._countries = counted
        return self._countries
