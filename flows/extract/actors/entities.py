"""Gathers the names of an article into entities: every form of one person's or body's name is one entity."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from flows.extract.actors.names import Name
from flows.extract.actors.token_table import TokenTable
from flows.extract.actors.vocabulary import Gender, Vocabulary, plain
from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.places.gazetteer import gazetteer
from flows.records import ActorKind, Span

_SMALL = frozenset({"of", "the", "for", "to", "and"})


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that acts in the article; grows while the article is read.

    Attributes:
        name: The fullest form so far, titles left out.
        span: One place where that form stands.
        place: Whether it is a place on the ground rather than a body.
        titles: Every title or office that the article gives it, as sets of `plain` words.
        title: The longest of them as written, or None.
        affiliation: The body that a title names ("Apple" of "Apple CEO"), or None.
        plural: Whether "they" can mean it and "he" or "she" cannot.
        unnamed: Whether the article only describes it.
        companion: Whether it merely comes along with somebody: "his team".
        words: The telling words of the fullest name, `plain`.
        nouns: Nouns that the article calls a body by: "party" of "the Green Left party".
    """

    name: str
    span: Span
    kind: ActorKind
    place: bool = False
    titles: list[frozenset[str]] = field(default_factory=list)
    title: str | None = None
    affiliation: str | None = None
    country: str | None = None
    gender: Gender | None = None
    plural: bool = False
    unnamed: bool = False
    companion: bool = False
    words: tuple[str, ...] = ()
    nouns: set[str] = field(default_factory=set)

    def entitle(self, title: str | None, words: Iterable[str]) -> None:
        """Adds a title that the article gives the entity; None for a mere honorific."""
        found = frozenset(words)
        if found and found not in self.titles:
            self.titles.append(found)
        if title and (self.title is None or len(title) > len(self.title)):
            self.title = title


def is_named_person(entity: Entity) -> bool:
    """Tells whether an entity is a person whom the article names."""
    return entity.kind == "person" and not entity.unnamed


def is_one_person(entity: Entity) -> bool:
    """Tells whether an entity is one person, named or only described."""
    return entity.kind in ("person", "unnamed") and not entity.plural


class Gathering:
    """Groups the names of one article into entities."""

    def __init__(self, table: TokenTable, words: Vocabulary, names: list[Name]) -> None:
        """Groups the names; the longest forms come first, so that shorter ones find them."""
        self._t = table
        self._words = words
        self._people: list[tuple[Entity, list[int]]] = []
        self._bodies: dict[str, Entity] = {}
        self.by_name: dict[int, Entity] = {}
        forms = {name.start: self._form(name) for name in names}
        persons = [n for n in names if n.person]
        for name in sorted(persons, key=lambda n: (-len(forms[n.start]), n.start)):
            self.by_name[name.start] = self._person(name, forms[name.start])
        by_surname = {e.words[-1]: e for e, _ in reversed(self._people) if e.words}
        by_first = {e.words[0]: e for e, _ in reversed(self._people) if len(e.words) > 1}
        by_middle = {w: e for e, _ in reversed(self._people) for w in e.words[1:-1] if len(w) > 1}
        brackets = self._in_brackets(names)
        self.by_letters = self._holders_by_letters(names)
        for name in names:
            if name.person:
                continue
            form, text = forms[name.start], table.written(name.start, name.end)
            known = (by.get(form[0]) for by in (by_surname, by_first, by_middle))
            same = next((e for e in known if e is not None), None) if len(form) == 1 else None
            if same is not None and name.kind not in ("country", "media") and not _is_acronym(text):
                self.by_name[name.start] = same
            elif text in self.by_letters:
                self.by_name[name.start] = self.by_letters[text]
            elif name.start in brackets:
                full = self.by_name[brackets[name.start]]
                self.by_name[name.start] = self._bodies[text.casefold()] = full
            else:
                self.by_name[name.start] = self._body(name, text)

    def _form(self, name: Name) -> tuple[str, ...]:
        """Returns a name's telling words: no particles, hyphens, suffixes or crowns."""
        table, words = self._t, self._words
        told = [
            (table.plain[i], table.words[i])
            for i in range(name.start, name.end)
            if table.pos[i] != "PUNCT" and table.words[i] not in ("'s", "’s", "-")
        ]
        plain_words = tuple(p for p, _ in told)
        if not name.person:
            return plain_words or (table.plain[name.start],)
        apart = words.particles | words.crowns
        return tuple(p for p, w in told if p not in apart and not words.is_suffix(w)) or plain_words

    def _person(self, name: Name, form: tuple[str, ...]) -> Entity:
        table = self._t
        title = frozenset(name.title_words)
        gender = self._words.gender(title, form[0] if len(form) > 1 else "")
        fits = [
            (entity, places)
            for entity, places in self._people
            if _same_person(form, entity.words) and not (gender and entity.gender and gender != entity.gender)
        ]
        if len(fits) > 1:
            fits = [(e, p) for e, p in fits if title and any(title & t for t in e.titles)] or fits
            fits.sort(
                key=lambda fit: min(abs(name.start - i) + (i > name.start) * len(table) for i in fit[1])
            )
        if fits:
            entity, places = fits[0]
        else:
            end = self._without_suffix(name)
            entity, places = (
                Entity(
                    table.written(name.start, end),
                    table.span(name.start, end),
                    "person",
                    words=form,
                ),
                [],
            )
            self._people.append((entity, places))
        places.append(name.start)
        entity.gender = entity.gender or gender
        self._read_title(name, entity)
        return entity

    def _without_suffix(self, name: Name) -> int:
        """Returns where a name ends without its "Jr.", which other mentions of the person leave out."""
        end = name.end
        while end - name.start > 2 and (
            self._t.words[end - 1] == "," or self._words.is_suffix(self._t.words[end - 1])
        ):
            end -= 1
        return end

    def _read_title(self, name: Name, entity: Entity) -> None:
        if name.title is None:  # "King Harald" keeps its title in the name
            entity.entitle(None, (w for w in name.title_words if w in self._words.crowns))
            return
        entity.entitle(_without_honorific(name.title, self._words), _held(name.title_words, self._words))
        if name.owner is not None:
            owner = self._t.written(*name.owner)
            code = country_of_demonym(owner) or country_named(owner)
            entity.country = entity.country or code
            if code is None:
                entity.affiliation = entity.affiliation or owner
        if entity.country is None:
            told = self._t.words[name.first : name.start]
            entity.country = next((c for w in told if (c := country_of_demonym(w) or country_named(w))), None)

    def _body(self, name: Name, text: str) -> Entity:
        code = country_named(text) if name.kind == "country" else None
        key = code or text.casefold()
        if key not in self._bodies and code is None:
            short = text.replace(".", "")
            fits = (
                k
                for k, e in self._bodies.items()
                if e.kind != "country"
                and (_initials(e.name) == short if _is_acronym(short) else self._shortens(text, e.name))
            )
            key = next(fits, key)
        if key not in self._bodies:
            span = self._t.span(name.start, name.end)
            self._bodies[key] = Entity(
                text,
                span,
                name.kind,
                name.place,
                country=code or self._country_meant(name, text),
                words=tuple(plain(w) for w in text.split()),
            )
        entity = self._bodies[key]
        words = self._t.words
        beside = (name.start - 1, name.end, name.start - 2 if words[name.start - 1] == "," else -1)
        entity.nouns.update(
            words[i] for i in beside if 0 <= i < len(words) and words[i] in self._words.bodies
        )
        if entity.place and not name.place:  # the model takes a body for a place here and there
            entity.place, entity.kind = False, name.kind
        if len(text) > len(entity.name):
            entity.name, entity.span = text, self._t.span(name.start, name.end)
            entity.words = tuple(plain(w) for w in text.split())
        return entity

    def _country_meant(self, name: Name, text: str) -> str | None:
        """Returns the country that a building or a capital acts for: "the Kremlin", "Islamabad"."""
        if name.kind != "government":
            return None
        seat = self._words.metonyms.get(text.casefold())
        return seat or (gazetteer().country_of_capital(text) if name.place else None)

    def _shortens(self, one: str, other: str) -> bool:
        """Tells whether one body's name is the other's cut short: "Apple" of "Apple Inc."."""
        short, full = sorted((one, other), key=len)
        if not full.casefold().startswith(short.casefold() + " "):
            return False
        return plain(full.split()[-1]) in self._words.corporate

    def _in_brackets(self, names: list[Name]) -> dict[int, int]:
        """Returns, for a short name in brackets right after a body's full one, the start of the full one."""
        words = self._t.words
        return {
            short.start: full.start
            for full, short in pairwise(names)
            if short.start == full.end + 1
            and words[full.end] == "("
            and not full.person
            and not short.person
            and short.end == short.start + 1 < len(words)
            and words[short.end] == ")"
        }

    def _holders_by_letters(self, names: list[Name]) -> dict[str, Entity]:
        """Returns whom the letters after an office stand for: "General A B, Chief of Army Staff (COAS)"."""
        words, found = self._t.words, {}
        persons = [n for n in names if n.person]
        for i in range(1, len(words) - 2):
            if words[i] != "(" or words[i + 2] != ")" or not _is_acronym(words[i + 1]):
                continue
            office = self._spelt_out(words[i + 1], i)
            if office is None:
                continue
            after = next((n for n in persons if n.first == i + 3), None)
            before = next((n for n in persons if words[n.end : office] == [","]), None)
            holder = after or before
            if holder is not None:
                found[words[i + 1]] = self.by_name[holder.start]
        return found

    def _spelt_out(self, letters: str, end: int) -> int | None:
        """Returns where the office begins that ends before a token and has these initials, or None."""
        words, start, left = self._t.words, end, list(letters)
        while start > 0 and left and (words[start - 1].islower() or words[start - 1][0] == left[-1]):
            start -= 1
            if words[start][0].upper() == left[-1]:  # the O of "Chief of Army Staff (COAS)", too
                left.pop()
        held = any(self._t.plain[i] in self._words.callings for i in range(start, end))
        return start if held and not left else None


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tells whether the words of a shorter form of a name fit a fuller one."""
    if short == full:
        return True
    if len(short) == 1:
        return short[0] in full
    alike = short[0] == full[0] or (min(len(short[0]), len(full[0])) == 1 and short[0][0] == full[0][0])
    return (short[-1] == full[-1] and alike) or set(short) <= set(full)


def _held(title: tuple[str, ...], words: Vocabulary) -> list[str]:
    """Returns a title's telling words, the offices that it only serves left out.

    "Assistant to the President" is no president, "Envoy of the Secretary-General" no secretary-general.
    """
    stop = next((i for i, w in enumerate(title) if i and w in ("of", "to", "for")), len(title))
    return [
        w
        for i, w in enumerate(title)
        if w not in _SMALL and (i < stop or w not in words.heads or w in words.honorifics)
    ]


def _without_honorific(title: str, words: Vocabulary) -> str | None:
    kept = title.split()
    while kept and plain(kept[-1]) in words.honorifics:
        kept.pop()
    return " ".join(kept) or None
