"""Finds who holds an office that an article's lead speaks of and names only afterwards.

"The prime ministers of Greece and Egypt met on Monday. Stavros Kalligas and his guest, Hany Darwish, …":
wires put the office first and the name in the next paragraph, with no title to tell whose it is.
"""

from collections.abc import Iterator

from flows.extract.actors.entities import Entity
from flows.extract.actors.names import Name
from flows.extract.actors.phrases import Description
from flows.extract.actors.reading import Reading
from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.tokens import Token

_LEAD = 2  # sentences at the article's start, its dateline counted, that a name may follow
_AHEAD = 4  # sentences within which a country's office holder gets a name
_BESIDE = 7  # tokens before a name within which its country may stand: "the Canadian envoy, A B"
_ENTITLING = frozenset({",", "(", "who", "of", "from"})


class Cataphora:
    """Looks ahead in one article for the holders of offices."""

    def __init__(self, reading: Reading) -> None:
        """Prepares to read the article."""
        self._r = reading

    def holder(self, token: Token, description: Description) -> Entity | None:
        """Returns whom "Kenya's foreign minister" or "his Ugandan counterpart" turns out to be, or None."""
        reading = self._r
        if description.plural or reading.quoted[token.i] or description.country is None:
            return None
        if description.raw == "counterpart":
            return self._of_country(token.i, description.country)
        if not reading.is_office(token) or not description.definite:
            return None
        return next(iter(self._untitled(token.i, 1)), None)

    def row(self, token: Token, description: Description) -> tuple[Entity, ...]:
        """Returns whom "the prime ministers of Greece and Egypt" turn out to be; all of them or nobody."""
        reading = self._r
        if not description.plural or not reading.is_office(token) or reading.quoted[token.i]:
            return ()
        codes = [c for c in self._countries(description) if c is not None]
        if len(codes) < 2:
            return ()
        told = [e for c in codes if (e := self._of_country(token.i, c)) is not None]
        if len(set(told)) == len(codes):
            return tuple(told)
        found = tuple(self._untitled(token.i, len(codes)))
        return found if len(found) == len(codes) else ()

    def _countries(self, description: Description) -> list[str | None]:
        """Returns the countries of a complement: "of Greece and Egypt"."""
        table = self._r.table
        places = [
            name
            for i in range(description.head + 1, description.end)
            if (name := self._r.name_at.get(i)) is not None and name.start == i
        ]
        return [country_named(table.written(n.start, n.end)) for n in places]

    def _new(self, at: int) -> Iterator[tuple[Name, Entity]]:
        """Yields the persons first named after a token, in text order."""
        known: set[int] = set()
        for name in self._r.names:
            entity = self._r.by_name[name.start]
            if name.person and name.start > at and id(entity) not in known:
                yield name, entity
            known.add(id(entity))

    def _of_country(self, at: int, code: str) -> Entity | None:
        """Returns the first person named after a token as of a country."""
        table = self._r.table
        for name, entity in self._new(at):
            if table.sentence[name.start] - table.sentence[at] > _AHEAD:
                break
            before = range(max(at + 1, name.first - _BESIDE), name.start)
            told = any(
                table.sentence[i] == table.sentence[name.start] and country_of_demonym(table.words[i]) == code
                for i in before
            )
            if told or self._owner(name) == code:
                return entity
        return None

    def _owner(self, name: Name) -> str | None:
        """Returns the country that owns a person's name: "Sweden's Maria Lindholm"."""
        table, i = self._r.table, name.first - 1
        if i < 1 or table.words[i] not in ("'s", "’s"):
            return None
        owner = self._r.name_at.get(i - 1)
        return country_named(table.written(owner.start, owner.end)) if owner is not None else None

    def _untitled(self, at: int, count: int) -> Iterator[Entity]:
        """Yields the first persons of the sentence after the lead, where nothing says what else they are."""
        table = self._r.table
        here = table.sentence[at]
        if here > _LEAD or any(n.person and table.sentence[n.start] <= here for n in self._r.names):
            return
        first: int | None = None
        for name, entity in list(self._new(at))[:count]:
            place = table.sentence[name.start]
            if first is None:
                opens = place - here == 1 and table.opens[name.first]
                if not opens or not self._is_bare(name, entity):
                    return
                first = place
            elif place != first or entity.titles:
                return
            yield entity

    def _is_bare(self, name: Name, entity: Entity) -> bool:
        """Tells whether a full name stands without title, apposition or description."""
        table = self._r.table
        if name.title is not None or entity.titles or name.end - name.start < 2:
            return False
        return name.end < len(table) and table.words[name.end] not in _ENTITLING
