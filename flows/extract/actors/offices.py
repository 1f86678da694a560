"""Links offices to the persons who hold them: "Mike Quigley, the chairman", "the chairman, Mike Quigley"."""

from flows.extract.actors.entities import Entity, is_named_person
from flows.extract.actors.names import Name
from flows.extract.actors.phrases import Description
from flows.extract.actors.reading import SUBJECTS, Reading, has_article
from flows.extract.places.countries import country_of_demonym
from flows.extract.tokens import Token

_CLOSING = frozenset({",", ".", ";", "and", "who", ")"})
_NAMING = frozenset({"named", "called", "identified", "known", "nicknamed", "dubbed", "using", "calling"})
_BETWEEN = frozenset({",", "(", ")"})
_AHEAD = 4  # sentences within which "a judge" may get its name


class Offices:
    """Finds who holds the offices that one article speaks of."""

    def __init__(self, reading: Reading) -> None:
        """Prepares to read the article."""
        self._r = reading

    def read_beside(self, name: Name, entity: Entity, root: Token) -> None:
        """Gives a person the office that stands beside the name or is predicated of it."""
        nouns = [c for c in root.children if c.dep_ == "appos" and c.i >= name.end]
        if root.dep_ == "appos":
            nouns.append(root.head)
        if root.dep_ in SUBJECTS and root.head.lemma_ in ("be", "become"):
            nouns += [c for c in root.head.children if c.dep_ == "attr"]
        for clause in root.children:  # "Musk, who is also the chief executive of Tesla"
            if (
                clause.dep_ == "relcl"
                and clause.lemma_ == "be"
                and any(c.lower_ == "who" for c in clause.lefts)
            ):
                nouns += [c for c in clause.children if c.dep_ == "attr"]
        nouns += self._after_comma(name.end)
        for noun in nouns:
            if noun.i in self._r.name_at or not self._r.is_office(noun) or self._is_served(noun):
                continue
            description = self._r.describe(noun)
            if description.plural:
                continue
            self.entitle(entity, description)
            if noun.dep_ != "attr":
                self._r.links[noun.i] = (entity,)

    def _is_served(self, noun: Token) -> bool:
        """Tells whether an office is one that another serves: "Envoy of the Secretary-General"."""
        outer = noun.head.head
        served = noun.dep_ == "pobj" and noun.head.lower_ in ("of", "to") and outer.i < noun.i
        return served and outer.text[:1].isupper() and (self._r.is_office(outer) or outer.text == "Staff")

    def _after_comma(self, at: int) -> list[Token]:
        """Returns the office noun of the phrase after a name's comma, where it closes like an apposition."""
        table = self._r.table
        if at + 1 >= len(table) or table.words[at] != ",":
            return []
        for token in table.tokens[at + 1 : at + 13]:
            i = token.i
            if table.words[i] in _CLOSING or table.pos[i] in ("VERB", "AUX"):
                return []
            if i in self._r.name_at:
                if i == at + 1:
                    return []
            elif self._r.is_office(token) and token.dep_ not in ("compound", "pobj"):
                end = self._r.describe(token).end
                return [token] if end < len(table) and table.words[end] in _CLOSING else []
        return []

    def entitle(self, entity: Entity, description: Description) -> None:
        """Gives an entity the office that a phrase names, with its body and country."""
        reading = self._r
        served = {  # "envoy of the secretary-general": whom an office serves is no title of its holder
            reading.table.plain[i]
            for i in range(description.head + 1, description.end)
            if reading.table.plain[i] in reading.words.callings
        }
        entity.entitle(
            reading.table.written(description.start, description.end),
            {description.noun, *(description.words - served)},
        )
        entity.country = entity.country or description.country
        if entity.gender is None:
            entity.gender = reading.words.title_genders.get(description.raw)
        if entity.affiliation is None:
            for i in range(description.start, description.end):
                owner = reading.entity_at(i)
                if owner is not None and owner.kind not in ("person", "country") and not owner.place:
                    entity.affiliation = owner.name
                    break
        if entity.affiliation is None:
            entity.affiliation = self._body_in_title(description)

    def _body_in_title(self, description: Description) -> str | None:
        """Returns the body that a title names after "of": "US Central Command" of its commander."""
        table, end = self._r.table, description.end
        if table.plain[end - 1] not in self._r.words.kinds or table.words[end - 1].islower():
            return None
        of = next((i for i in range(description.start, end) if table.words[i] == "of"), None)
        return table.written(of + 1, end) if of is not None else None

    def peer(self, description: Description) -> Entity | None:
        """Returns who was named as holding the same office in another country: "his Tajik counterpart"."""
        reading, at = self._r, description.head
        owner = reading.entity_at(description.owner or 0)
        owners = reading.links.get(description.owner or 0, ()) if owner is None else (owner,)
        offices = {w for e in owners for t in e.titles for w in t} & reading.words.callings
        found = reading.history.salience(at, reading.table.sentence[at], is_named_person)
        peers = [e for e, _ in found if e.country == description.country]
        return next((e for e in peers if any(t & offices for t in e.titles) and e not in owners), None)

    def named_beside(self, token: Token, description: Description) -> Entity | None:
        """Returns who is named right after an office or body: "the mayor of London, Sadiq Khan"."""
        reading, words = self._r, self._r.table.words
        body = description.raw in reading.words.bodies
        office = reading.is_office(token)
        at = description.end
        if office and at < len(words) and words[at] == "representing":  # "the senator representing X, A B"
            at = next((i for i in range(at, min(at + 8, len(words))) if words[i] == ","), at)
        if at + 2 < len(words) and words[at + 2] == "gave":
            return self._gave_name(at)
        if at >= len(words) or description.plural or self._is_served(token):
            return None
        if not (body or office) and words[at] not in _NAMING:
            return self._apposed(token, at)
        if words[at] == "(":
            at = next((i + 1 for i in range(at, min(at + 6, len(words))) if words[i] == ")"), at)
        joined = False
        if words[at] in _NAMING:
            at = next((i for i in range(at + 1, min(at + 5, len(words))) if i in reading.name_at), at)
        elif words[at] == ",":
            at += 1
        elif words[at] == "and" and (not has_article(token) or token.text.islower()):
            at, joined = at + 1, True  # "Conservative Party leader and Prime Minister Boris Johnson"
        if body and at < len(words) and words[at].lower() == "the":
            at += 1
        name = next((n for i in range(at, min(at + 10, len(words))) if (n := reading.name_at.get(i))), None)
        if name is None or not (at in (name.first, name.start) or self._leads_to(at, name)):
            return None
        if reading.table.sentence[at] != reading.table.sentence[token.i]:
            return None
        entity = reading.by_name[name.start]
        if not name.person:
            return entity if body and name.kind != "country" and not name.place else None
        owned = description.owner is not None or reading.table.plain[at] in ("the", "a", "an")
        if not (office or words[description.end] in _NAMING) or not (
            joined
            or owned
            or words[description.end] in _NAMING
            or self._compatible(name, description)
            or self._enclosed(name, at)
            or self._bare(token, name)
        ):
            return None
        self.entitle(entity, description)
        return entity

    def _apposed(self, token: Token, comma: int) -> Entity | None:
        """Returns the person whom commas set beside any other subject: "her matron, Judith Cole, said"."""
        ahead = (self._r.name_at.get(i) for i in range(comma + 1, comma + 5))
        name = next((n for n in ahead if n is not None), None)
        if self._r.table.words[comma] != "," or token.dep_ not in SUBJECTS or name is None:
            return None
        if not name.person or name.first != comma + 1:
            return None
        beside = any(c.dep_ == "appos" and name.start <= c.i < name.end for c in token.children)
        closed = name.end < len(self._r.table) and self._r.table.words[name.end] == ","
        return self._r.by_name[name.start] if beside and closed else None

    def _gave_name(self, at: int) -> Entity | None:
        """Returns the person of "a waiter, who gave only his first name, Emre, said"."""
        table = self._r.table
        if table.plain[at : at + 3] != [",", "who", "gave"] or not {"name", "names"} & set(
            table.plain[at : at + 8]
        ):
            return None
        name = next((n for i in range(at + 3, at + 10) if (n := self._r.name_at.get(i))), None)
        return self._r.by_name[name.start] if name is not None else None

    def _leads_to(self, at: int, name: Name) -> bool:
        """Tells whether words at `at` only lead to a name's title: "the painter A. B.", "former Malian …"."""
        table = self._r.table
        return name.title_words != () and all(
            w in ("the", "a", "an")
            or w in self._r.words.titles
            or country_of_demonym(table.words[i]) is not None
            for i, w in enumerate(table.plain[at : name.first], at)
        )

    def _compatible(self, name: Name, description: Description) -> bool:
        """Tells whether a name's own title lets it be the holder of the office before it."""
        told = set(name.title_words)
        words = self._r.words
        return (
            description.noun in {words.canonical(w) for w in told} or told <= words.honorifics | words.ranks
        )

    def _enclosed(self, name: Name, at: int) -> bool:
        """Tells whether commas close the name off before a verb: "the envoy, former minister A. B., flew"."""
        table = self._r.table
        return (
            table.words[at - 1] == ","
            and name.end + 1 < len(table)
            and table.words[name.end] == ","
            and table.pos[name.end + 1] in ("VERB", "AUX")
        )

    def _bare(self, token: Token, name: Name) -> bool:
        """Tells whether a bare office leads to a name: "Minister for Power, A. B. said"."""
        table = self._r.table
        bare = not has_article(token) and token.text[:1].isupper()
        return bare and name.end < len(table) and table.pos[name.end] in ("VERB", "AUX")

    def _office_before(self, name: Name) -> tuple[str, ...]:
        """Returns the words of a bare title in apposition before a name: "Commander of X (XC), General Y"."""
        table, found, i = self._r.table, [], name.first - 1
        while i >= 0 and (table.words[i] in _BETWEEN or i in self._r.offices or i in self._r.name_at):
            if i in self._r.offices:
                found.append(table.plain[i])
            i -= 1
        return tuple(found)

    def named_later(self, token: Token, description: Description) -> Entity | None:
        """Returns the person whom the next sentences name in the office of "a federal judge"."""
        reading = self._r
        if (
            description.plural
            or reading.quoted[token.i]
            or not (has_article(token) or self._of_country(description))
            or not reading.is_office(token)
        ):
            return None
        here = reading.table.sentence[token.i]
        met: set[int] = set()
        for name in reading.names:
            entity = reading.by_name[name.start]
            if name.start > token.i:
                if reading.table.sentence[name.start] - here > _AHEAD:
                    return None
                titles = {reading.words.canonical(w) for w in (*name.title_words, *self._office_before(name))}
                if name.person and description.noun in titles and id(entity) not in met:
                    same = has_article(token) or titles - {description.noun} <= description.words
                    return entity if same else None
            met.add(id(entity))
        return None

    def _of_country(self, description: Description) -> bool:
        """Tells whether a country owns an office: "South Korea's defence minister"."""
        owner = self._r.entity_at(description.owner) if description.owner is not None else None
        return owner is not None and owner.kind == "country"
