"""Finds whom a description means: "the Turkish president", "both countries", "the official"."""

from collections.abc import Callable

from flows.extract.actors.cataphora import Cataphora
from flows.extract.actors.documents import Documents
from flows.extract.actors.entities import Entity, is_one_person
from flows.extract.actors.epithets import Epithets
from flows.extract.actors.offices import Offices
from flows.extract.actors.phrases import Description
from flows.extract.actors.reading import SUBJECTS, Reading
from flows.extract.tokens import Token
from flows.records import ActorKind

_DEGREES = frozenset(
    (
        *("vice", "deputy", "assistant", "under", "undersecretary"),
        *("former", "associate", "prime", "first", "shadow"),
    )
)
# Modifiers that tell where or when an office is held, not which one it is.
_LOOSE = frozenset(
    (
        *("state", "national", "federal", "local", "city", "party", "house"),
        *("white", "senior", "former", "new", "then", "veteran", "outgoing", "incoming", "current", "acting"),
    )
)
# Styles of royalty, clergy and diplomats, which stand for their bearer: "His Majesty".
_STYLES = frozenset(
    {"highness", "majesty", "excellency", "holiness", "eminence", "beatitude", "worship"}
    | {"lordship", "ladyship"}
)
_SOURCES = frozenset({"official", "source", "diplomat", "aide", "witness", "analyst", "trader", "adviser"})
# Offices that one is called by only while in them.
_HELD_BY_FEW = frozenset({"president", "king", "governor", "mayor", "senator", "ambassador", "chancellor"})
_OUTLETS = frozenset(
    {"paper", "newspaper", "website", "publication", "magazine", "outlet", "correspondent", "reporter"}
)
_FITS = 2.0  # how well a noun matches a body whose name holds it
_NATIONS = frozenset({"country", "nation", "kingdom", "republic"})
_WITHHELD = frozenset({"source", "insider"})  # nouns for those whose names and offices are not given


class Descriptions:
    """Resolves the noun phrases of one article that have no name in them."""

    def __init__(self, reading: Reading, offices: Offices) -> None:
        """Prepares to read the article."""
        self._r = reading
        self._offices = offices
        self._ahead_of = Cataphora(reading)
        self.epithets = Epithets(reading)
        self._meant: dict[str, Entity] = {}
        self._documents = Documents(reading, self.resolve, self.ahead)

    def resolve(self, token: Token) -> tuple[Entity, ...]:
        """Returns whom a noun phrase means; a new unnamed entity where it brings one in."""
        if token.text in self._r.by_letters:
            return (self._r.by_letters[token.text],)
        description = self._r.describe(token)
        named = self._offices.named_beside(token, description)
        if named is not None:
            return (named,)
        if description.raw in _STYLES:  # "His Highness the Prime Minister, Sheikh A B"
            for apposed in (c for c in token.children if c.dep_ == "appos"):
                return self.ahead(apposed) or (self._new(description),)
        if description.raw in _OUTLETS and any(c.lower_ in ("this", "our") for c in token.lefts):
            return (self._new(description),)  # "told this paper": whose the article is
        body = self._body_apposed(token, description)
        if body is not None:
            return (body,)
        row = self._titled_row(description) or self._ahead_of.row(token, description)
        if row:
            return row
        called = self._called(description)
        if called is not None:
            return (called,)
        if description.noun in self._r.words.documents:
            issuer = self._documents.issuer(token, description)
            if issuer:
                return issuer
        fresh = _is_told_apart(token) or _is_fresh(description)
        if description.raw == "old" and (called := self.epithets.resolve(description)) is not None:
            return (called,)
        if description.definite or (description.count is not None and not fresh):
            pointed = self._pointed(description)
            if pointed:
                return pointed
        later = self._offices.named_later(token, description) or self._ahead_of.holder(token, description)
        return (later if later is not None else self._new(description),)

    def _body_apposed(self, token: Token, description: Description) -> Entity | None:
        """Returns the body whose name follows its noun: "the company behind it, Aguas del Sur, said no"."""
        if description.plural or not description.definite or description.raw not in self._r.words.bodies:
            return None
        for child in token.children:
            entity = self._r.entity_at(child.i) if child.dep_ == "appos" and child.i > token.i else None
            if entity is not None and entity.kind in ("organisation", "media") and not entity.place:
                entity.nouns.add(description.raw)
                return entity
        return None

    def _titled_row(self, description: Description) -> tuple[Entity, ...]:
        """Returns the persons whom a plural names: "Presidents A and B", "the premiers, A and B"."""
        if not description.plural:
            return ()
        at, table = description.end, self._r.table
        comma = (
            at + 1 < len(table)
            and table.words[at] == ","
            and self._r.is_office(table.tokens[description.head])
        )
        name = self._r.name_at.get(at + 1 if comma else description.head + 1)
        if name is None or not name.person:
            return ()
        row = self._r.row_of(name)
        return tuple(self._r.by_name[n.start] for n in row) if row and row[0] is name else ()

    def _called(self, description: Description) -> Entity | None:
        """Returns the body named right before a noun for bodies: "the Sustainable Australia party"."""
        words, name = self._r.words, self._r.name_at.get(description.head - 1)
        if name is None or name.kind not in ("organisation", "media") or name.place or description.plural:
            return None
        plain_body = description.raw in words.bodies and description.raw not in words.strict
        if not plain_body or description.raw in words.companions or name.end != description.head:
            return None
        return self._r.by_name[name.start]

    def ahead(self, token: Token) -> tuple[Entity, ...]:
        """Returns the entities of a phrase that the reading may not have come to yet."""
        entity = self._r.entity_at(token.i)
        if entity is not None:
            return (entity,)
        if token.pos_ in ("NOUN", "PROPN") and token.i not in self._r.links:
            self._r.links[token.i] = self.resolve(token)
        return self._r.links.get(token.i, ())

    # New entities

    def _new(self, description: Description) -> Entity:
        reading = self._r
        for known, entity in reading.unnamed:
            same = known.noun == description.noun and known.words == description.words
            if same and known.plural and description.plural:
                return entity
        entity = Entity(
            reading.table.written(description.start, description.end),
            reading.table.span(description.start, description.end),
            self._kind(description),
            titles=[frozenset({description.noun, *description.words})],
            country=description.country,
            gender=reading.words.title_genders.get(description.raw),
            plural=description.plural,
            unnamed=True,
            companion=self._is_companion(description),
        )
        for i in range(description.start, description.end):
            owner = reading.entity_at(i)
            if owner is not None and owner.kind not in ("person", "country") and not owner.place:
                entity.affiliation = owner.name
        reading.unnamed.append((description, entity))
        return entity

    def _is_companion(self, description: Description) -> bool:
        owned = description.owner is not None and self._r.table.pos[description.owner] == "PRON"
        if description.raw == "counterpart" and description.country is not None:
            return False  # "Kranjc and his Italian counterpart" are two sides
        return (owned or "other" in description.words) and description.raw in self._r.words.companions

    def _kind(self, description: Description) -> ActorKind:
        words, noun = self._r.words, description.raw
        if noun in words.media_nouns and noun not in words.documents:
            return "media"
        if noun in ("government", "administration", "cabinet"):
            return "government"
        if noun in words.documents:
            return "document"
        if noun in _NATIONS and not description.plural:
            return "country"
        if noun in words.bodies and not description.plural:
            return "organisation"
        return "group" if description.plural else "unnamed"

    # Pointing back

    def _pointed(self, description: Description) -> tuple[Entity, ...]:
        """Returns what a definite phrase points back to, or nothing."""
        if description.raw in _STYLES and description.owner is not None:
            return self._styled(description)
        if description.raw == "counterpart" and description.country is not None:
            peer = self._offices.peer(description)
            return (peer,) if peer is not None else ()
        if description.owner is not None and self._owned_by_other(description):
            return ()
        if description.plural or description.count:
            return self._gathered(description)
        found = self._by_office(description) or self._by_body(description) or self._before(description)
        found = found or self.epithets.resolve(description)
        return (found,) if found is not None else ()

    def _styled(self, description: Description) -> tuple[Entity, ...]:
        """Returns whom a style alone means: "His Highness", "Her Excellency"."""
        reading = self._r
        found = reading.history.salience(
            description.head, reading.table.sentence[description.head], is_one_person
        )
        told = [e for e, _ in found if any(description.raw in t for t in e.titles)]
        return tuple(told[:1]) or tuple(e for e, _ in found[:1])

    def _owned_by_other(self, description: Description) -> bool:
        """Tells whether the owner ("his spokesman", "Ricci's brother") makes it somebody new."""
        owner = self._r.entity_at(description.owner or 0)
        return owner is None or (owner.kind == "person" and not description.plural)

    def _by_office(self, description: Description) -> Entity | None:
        reading, words = self._r, self._r.words
        at = description.head
        wanted = set(description.noun.split())
        if description.raw in words.bodies and description.raw not in words.callings:
            return None  # "the charity" is not the charity's coordinator
        if description.noun in _WITHHELD:
            return None
        mods = {m for w in description.words for m in words.canonical(w).split()}
        telling = {m for m in mods if m in words.titles and m not in _LOOSE}
        wider = words.wider.get(description.noun, frozenset())
        bodies = frozenset(w for w in description.words if w not in words.titles)
        literal = {description.raw, *description.words}
        best: tuple[bool, float, Entity] | None = None
        head = reading.table.tokens[at]
        joined = reading.links.get(head.head.i, ()) if head.dep_ == "conj" else ()  # "A and the minister"
        for entity, score in reading.history.salience(at, reading.table.sentence[at], is_one_person):
            if description.country and entity.country and description.country != entity.country:
                continue
            if entity in joined:
                continue
            for title in entity.titles:
                told = {m for w in title for m in words.canonical(w).split()}
                exact, own = wanted <= told, bodies & title
                elsewhere = exact and description.country and entity.country is None
                if elsewhere and self._is_of_another(title, bodies):
                    continue  # "the President of Iceland" is no president of a guild
                if not exact and not (wider & (told | title)) and not (own and description.noun == "leader"):
                    continue
                degrees = told & _DEGREES if exact else told & _DEGREES - {"former"}
                if not telling <= told or degrees - mods - wanted:
                    continue
                value = score * (2.0 if exact else 1.0)
                value *= 3.0 if own else 1.0  # "the Congress leader" is a Congress MP, not an AAP chief
                value *= 2.0 if literal <= title else 1.0  # no premier is "the prime minister" beside one
                # "the Jordanian minister" is the one of Jordan, however long ago, before one of no country
                known = bool(description.country and entity.country)
                if best is None or (known, value) > best[:2]:
                    best = (known, value, entity)
        return best[2] if best else None

    def _is_of_another(self, title: frozenset[str], bodies: frozenset[str]) -> bool:
        """Tells whether a title says what its office is of, and that is nothing of what a phrase says."""
        own = {w for w in title if w not in self._r.words.titles and w not in self._r.words.synonyms}
        return bool(own) and not own & bodies

    def _by_body(self, description: Description) -> Entity | None:
        reading, noun, at = self._r, description.raw, description.head
        sentence = reading.table.sentence[at]
        if noun in _NATIONS:
            found = reading.history.salience(at, sentence, lambda e: e.kind == "country")
            return found[0][0] if found else None
        if noun not in reading.words.bodies:
            return None
        best: tuple[float, Entity] | None = None
        barred = self._acts_on(reading.table.tokens[at])
        for entity, score in reading.history.salience(at, sentence, _is_named_body):
            if entity in barred:
                continue
            if description.country and entity.country and description.country != entity.country:
                continue
            value = score * self._match(noun, entity) * (3.0 if self._meant.get(noun) is entity else 1.0)
            if value and (best is None or value > best[0]):
                best = (value, entity)
        if best is None or (self._match(noun, best[1]) < _FITS and self._repeats(description)):
            return None
        self._meant[noun] = best[1]
        return best[1]

    def _acts_on(self, token: Token) -> tuple[Entity, ...]:
        """Returns who acts on what a phrase names, and so is somebody else: "X slammed the utility"."""
        thing = token.head if token.dep_ == "poss" else token
        if thing.dep_ != "dobj":
            return ()
        return self._r.linked((c for c in thing.head.lefts if c.dep_ in SUBJECTS), token.i)

    def _repeats(self, description: Description) -> bool:
        """Tells whether the last body called by the same noun is one without a name."""
        if description.raw in self._meant:
            return False
        return any(d.noun == description.noun and not d.plural for d, _ in self._r.unnamed)

    def _match(self, noun: str, entity: Entity) -> float:
        """Tells how well a noun for bodies fits a body's name, 0 for not at all."""
        words = self._r.words
        fits = words.bodies[noun]
        if noun in entity.nouns:
            return 3.0
        if fits and entity.words:
            if entity.words[-1] in fits:
                return 3.0
            if any(w in fits for w in entity.words):
                return 2.0
        if entity.kind == "media" and noun not in words.media_nouns and fits:
            return 0.0  # "the bank" is no broadcaster
        last = entity.words[-1] if entity.words else ""
        claimed = last in words.bodies and last not in words.corporate
        if noun in words.strict or (fits and claimed):
            return 0.0
        return 0.2 if claimed else 0.4 if fits else 1.0

    def _before(self, description: Description) -> Entity | None:
        """Returns the earlier description that a shorter one repeats: "the official", "a senior official"."""
        nouns = (frozenset({description.noun}), self._r.words.wider.get(description.noun, frozenset()))
        for meant in nouns:
            for earlier, entity in reversed(self._r.unnamed):
                alike = earlier.plural == description.plural and description.words <= earlier.words
                if alike and earlier.noun in meant:
                    return entity
        return None

    def _gathered(self, description: Description) -> tuple[Entity, ...]:
        """Returns the actors that a plural gathers: "the two leaders", "both countries", "the officials"."""
        if description.count is None:
            back = self._before(description)
            if back is not None:
                return (back,)
            if self._is_of_named(description):
                return ()
        sort = self._r.words.gathering.get(description.raw)
        if sort is None:
            return self._holders(description)
        at, count, history = description.head, description.count, self._r.history
        wanted: Callable[[Entity], bool] = {"persons": _is_person, "bodies": _is_body}.get(sort, anybody)
        if description.noun in _HELD_BY_FEW:
            wanted = self._can_hold(description.noun)
        group = history.group(at, self._r.table.sentence[at], count, wanted)
        nations = sort == "bodies" and description.raw in _NATIONS
        if nations:
            group = self._nations(description) or group
        if group or count is None:
            return group
        if sort == "bodies":
            group = history.recent(at, count, lambda e: e.kind == "country")
        if nations:
            return group  # "the two countries" are no newspaper and no ministry
        few = description.noun in _HELD_BY_FEW
        return group or history.recent(at, count, wanted if few or sort == "bodies" else _is_person)

    def _can_hold(self, office: str) -> Callable[[Entity], bool]:
        """Returns whether an entity is a person of no known office, or of this one: "both presidents"."""
        canonical = self._r.words.canonical

        def holds(entity: Entity) -> bool:
            held = {m for title in entity.titles for w in title for m in canonical(w).split()}
            known = held & self._r.words.callings
            return _is_person(entity) and (not known or office in held)

        return holds

    def _is_of_named(self, description: Description) -> bool:
        """Tells whether a plural says of which body it is, and so gathers nobody: "the governors of Eton"."""
        words, at = self._r.table.words, description.head + 1
        if words[at : at + 1] != ["of"]:
            return False
        owner = next((e for i in range(at, description.end) if (e := self._r.entity_at(i)) is not None), None)
        return owner is not None and not owner.place and owner.kind not in ("person", "country")

    def _nations(self, description: Description) -> tuple[Entity, ...]:
        """Returns the countries of those last mentioned together, by their persons if need be."""
        at, known = description.head, {e.country: e for e in self._r.by_name.values() if e.kind == "country"}
        group = self._r.history.group(
            at, self._r.table.sentence[at], description.count, lambda e: e.country in known and not e.place
        )
        return tuple(dict.fromkeys(known[e.country] for e in group))

    def _holders(self, description: Description) -> tuple[Entity, ...]:
        """Returns persons mentioned together who all hold the office of a plural: "the ministers"."""
        canonical = self._r.words.canonical

        def holds(entity: Entity) -> bool:
            return any(description.noun in {canonical(w) for w in title} for title in entity.titles)

        at = description.head
        return self._r.history.group(at, self._r.table.sentence[at], description.count, holds)


def _is_told_apart(noun: Token) -> bool:
    """Tells whether words behind a noun say which ones: "two officials familiar with the deal" are new."""
    return any(c.dep_ in ("amod", "acl", "relcl") for c in noun.rights)


def _is_fresh(description: Description) -> bool:
    """Tells whether a number brings in others than those told of: "two officials said"."""
    return description.noun in _SOURCES and not description.definite


def anybody(entity: Entity) -> bool:
    """Tells whether an entity is one that can act at all."""
    return entity.kind != "document" and not entity.place


def _is_person(entity: Entity) -> bool:
    return entity.kind in ("person", "unnamed")


def _is_body(entity: Entity) -> bool:
    return entity.kind not in ("person", "unnamed", "document") and not entity.place


def _is_named_body(entity: Entity) -> bool:
    return entity.kind in ("organisation", "media", "government") and not entity.unnamed and not entity.place
