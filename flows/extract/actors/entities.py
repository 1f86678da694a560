"""Gathers the names of an article into entities: every form of one person's or body's name is one entity."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from flows.extract.actors.names import Name
from flows.extract.actors.vocabulary import Gender, Vocabulary, plain, vocabulary
from flows.extract.places.countries import country_named, country_of_demonym
from flows.records import ActorKind, Span


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that acts in the article; grows while the article is read.

    Attributes:
        name: The fullest form so far, titles left out.
        span: One place where that form stands.
        titles: Every title or office that the article gives it, as sets of `plain` words.
        title: The longest of them as written, or None.
        affiliation: The body or country that a title names ("Apple" of "Apple CEO"), or None.
        plural: Whether "they" can mean it and "he" or "she" cannot.
        unnamed: Whether the article only describes it.
    """

    name: str
    span: Span
    kind: ActorKind
    titles: list[frozenset[str]] = field(default_factory=list)
    title: str | None = None
    affiliation: str | None = None
    country: str | None = None
    gender: Gender | None = None
    plural: bool = False
    unnamed: bool = False
    words: tuple[str, ...] = ()

    def entitle(self, title: str | None, words: Iterable[str]) -> None:
        """Adds a title that the article gives the entity."""
        found = frozenset(words)
        if found and found not in self.titles:
            self.titles.append(found)
        if (
            title
            and not found <= vocabulary().honorifics
            and (self.title is None or len(title) > len(self.title))
        ):
            self.title = title


def gather(doc: Doc, names: list[Name]) -> dict[int, Entity]:
    """Groups names into entities.

    Returns:
        The entity of each name, by the index of the name's first token.
    """
    words = vocabulary()
    found: dict[int, Entity] = {}
    people: list[tuple[Entity, list[int]]] = []
    bodies: dict[str, Entity] = {}
    persons = [n for n in names if n.person]
    for name in sorted(persons, key=lambda n: (-len(_name_words(doc, n, words)), n.start)):
        _add_person(doc, name, words, people, found)
    acronyms = _in_brackets(doc, names)
    surnames = {e.words[-1]: e for e, _ in reversed(people) if e.words}
    given = {e.words[0]: e for e, _ in reversed(people) if len(e.words) > 1}
    for name in names:
        if name.person:
            continue
        form = _name_words(doc, name, words)
        same = surnames.get(form[-1]) or given.get(form[0]) if len(form) == 1 else None
        if (
            same is not None
            and name.kind not in ("country", "media")
            and not _is_acronym(doc[name.start].text)
        ):
            found[name.start] = same
        elif name.start in acronyms:
            found[name.start] = bodies[doc[name.start : name.end].text.casefold()] = found[
                acronyms[name.start]
            ]
        else:
            found[name.start] = _add_body(doc, name, bodies)
    return found


def _in_brackets(doc: Doc, names: list[Name]) -> dict[int, int]:
    """Returns, for short names in brackets right after a body's full one, the start of the full one."""
    return {
        short.start: full.start
        for full, short in pairwise(names)
        if short.start == full.end + 1
        and doc[full.end].text == "("
        and not full.person
        and not short.person
        and short.end < len(doc)
        and doc[short.end].text == ")"
        and short.end - short.start == 1
    }


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _name_words(doc: Doc, name: Name, words: Vocabulary) -> tuple[str, ...]:
    """Returns a name's telling words: no particles, hyphens, suffixes or crowns."""
    told = [
        plain(t.text) for t in doc[name.start : name.end] if not t.is_punct and t.text not in ("'s", "’s")
    ]
    if not name.person:
        return tuple(told)
    kept = [w for w in told if w not in words.suffixes and w not in words.particles and w not in words.crowns]
    return tuple(kept or told)


def _span(doc: Doc, name: Name) -> Span:
    words = doc[name.start : name.end]
    return Span(words.start_char, words.end_char)


def _add_person(
    doc: Doc,
    name: Name,
    words: Vocabulary,
    people: list[tuple[Entity, list[int]]],
    found: dict[int, Entity],
) -> None:
    form = _name_words(doc, name, words)
    title = frozenset(name.title_words)
    gender = words.gender(title, form[0] if len(form) > 1 else "")
    fits = [(e, at) for e, at in people if _same_person(form, e.words) and not _clash(gender, e.gender)]
    if len(fits) > 1:
        sharing = [(e, at) for e, at in fits if title and any(title & t for t in e.titles)]
        fits = sharing or fits
        fits.sort(key=lambda pair: min(abs(name.start - i) + (i > name.start) * 10_000 for i in pair[1]))
    if fits:
        entity, places = fits[0]
    else:
        entity, places = Entity(doc[name.start : name.end].text, _span(doc, name), "person", words=form), []
        people.append((entity, places))
    places.append(name.start)
    entity.gender = entity.gender or gender
    _read_title(doc, name, entity, words)
    found[name.start] = entity


def _clash(one: Gender | None, other: Gender | None) -> bool:
    return one is not None and other is not None and one != other


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tells whether the words of a shorter form of a name fit a fuller one."""
    if not short or not full or short == full:
        return short == full
    if len(short) == 1:
        return short[0] in (full[0], full[-1]) or (len(full) == 2 and short[0] == full[1])
    if short[-1] == full[-1] and (short[0] == full[0] or _initial_of(short[0], full[0])):
        return True
    return set(short) <= set(full)


def _initial_of(one: str, other: str) -> bool:
    return (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other))


def _read_title(doc: Doc, name: Name, entity: Entity, words: Vocabulary) -> None:
    if name.title is None:
        return
    told = [w for w in name.title_words if w not in ("of", "the", "for", "to", "and")]
    entity.entitle(_without_honorific(name.title, words), told)
    if name.owner is not None:
        owner = doc[name.owner[0] : name.owner[1]].text
        entity.country = entity.country or country_of_demonym(owner) or country_named(owner)
        if country_of_demonym(owner) is None:
            entity.affiliation = entity.affiliation or owner
    elif entity.country is None:
        entity.country = next(
            (c for w in doc[name.first : name.start] if (c := country_of_demonym(w.text))), None
        )


def _without_honorific(title: str, words: Vocabulary) -> str | None:
    kept = title.split()
    while kept and plain(kept[-1]) in words.honorifics:
        kept.pop()
    return " ".join(kept) or None


def _add_body(doc: Doc, name: Name, bodies: dict[str, Entity]) -> Entity:
    text = doc[name.start : name.end].text
    code = country_named(text) if name.kind == "country" else None
    key = code or text.casefold()
    if key not in bodies and _is_acronym(text.replace(".", "")):
        key = next((k for k, e in bodies.items() if _initials(e.name) == text), key)
    if key not in bodies and code is None:
        key = next((k for k, e in bodies.items() if _shortens(text, e.name) and e.kind != "country"), key)
    if key not in bodies:
        form = tuple(plain(t.text) for t in doc[name.start : name.end])
        bodies[key] = Entity(text, _span(doc, name), name.kind, country=code, words=form)
        bodies[key].plural = False
    entity = bodies[key]
    if len(text) > len(entity.name):
        entity.name, entity.span = text, _span(doc, name)
    return entity


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())


_CORPORATE = frozenset(
    {
        "inc",
        "corp",
        "corporation",
        "company",
        "co",
        "ltd",
        "plc",
        "group",
        "holdings",
        "computer",
        "motor",
        "motors",
        "magazine",
        "newspaper",
        "administration",
        "airlines",
        "airways",
        "technologies",
        "systems",
        "ag",
        "sa",
        "gmbh",
        "llc",
    }
)


def _shortens(short: str, full: str) -> bool:
    """Tells whether one body's name is the other's cut short: "Apple" of "Apple Inc."."""
    if not full.casefold().startswith(short.casefold() + " "):
        return False
    rest = full[len(short) :].split()
    return all(plain(w) in _CORPORATE for w in rest[-1:])
