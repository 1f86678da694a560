"""Follows who is spoken of through an article, so that pronouns and descriptions find their actors.

The article is read once, from left to right. Every mention (name, description, pronoun) is linked to the
entities that it means, by what stands before it, and joins the history that later mentions are read by.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extract.actors.entities import Entity, gather
from flows.extract.actors.names import Name, Office, find_names
from flows.extract.actors.phrases import Description, describe
from flows.extract.actors.vocabulary import Gender, vocabulary
from flows.extract.quotations import Quotation
from flows.records import ActorKind, Span

_SINGULAR: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_FIRST = frozenset({"i", "we", "us", "me", "my", "our"})
_DEGREES = frozenset(
    {"vice", "deputy", "assistant", "under", "undersecretary", "former", "associate", "prime", "first"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_QUANTITIES = frozenset(
    {
        "some",
        "several",
        "many",
        "most",
        "others",
        "both",
        "all",
        "few",
        "two",
        "three",
        "none",
        "number",
        "majority",
        "dozens",
        "hundreds",
        "thousands",
        "handful",
    }
)
_REACH = 12  # sentences back that a pronoun looks


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention in the history: where, whom it means, and how prominent it is."""

    at: int
    sentence: int
    entities: tuple[Entity, ...]
    weight: float


class Discourse:
    """The mentions of one article, linked to entities."""

    def __init__(self, doc: Doc, quotations: Sequence[Quotation]) -> None:
        """Reads the article from left to right."""
        self._doc = doc
        self._words = vocabulary()
        self._history: list[Reference] = []
        self._sentences = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentences[i] = number
        self._quoted = self._mark_quoted(quotations)
        self.links: dict[int, tuple[Entity, ...]] = {}
        found = list(find_names(doc))
        self.names = [n for n in found if isinstance(n, Name)]
        self._by_name = gather(doc, self.names)
        self._name_at = {i: n for n in self.names for i in range(n.start, n.end)}
        self._offices = {i for o in found if isinstance(o, Office) for i in range(o.start, o.end)}
        self._unnamed: list[tuple[Description, Entity]] = []
        self._issuers: list[tuple[str, tuple[Entity, ...]]] = []
        self._read()

    # The reading

    def _mark_quoted(self, quotations: Sequence[Quotation]) -> list[bool]:
        marks = [False] * len(self._doc)
        at = iter(sorted(quotations, key=lambda q: q.span))
        current = next(at, None)
        for token in self._doc:
            while current is not None and current.span.end <= token.idx:
                current = next(at, None)
            marks[token.i] = current is not None and current.span.start <= token.idx
        return marks

    def _read(self) -> None:
        for token in self._doc:
            name = self._name_at.get(token.i)
            if name is not None:
                if token.i == name.end - 1:
                    self._read_name(name)
            elif token.pos_ == "PRON" or token.lower_ in _SINGULAR or token.lower_ in _PLURAL:
                self._read_pronoun(token)
            elif token.pos_ in ("NOUN", "PROPN") or token.i in self._offices:
                self._read_noun(token)
            elif (
                token.lower_ in ("two", "both", "several", "many", "three", "four")
                and token.dep_ in _SUBJECTS
            ):
                self._read_pronoun(token)

    def _link(self, at: int, entities: tuple[Entity, ...], token: Token) -> None:
        self.links[at] = entities
        if entities:
            self._history.append(Reference(at, self._sentences[at], entities, self._weight(token)))

    def _weight(self, token: Token) -> float:
        """Tells how prominent a mention is: subjects of main clauses most, words in quotations least."""
        head = _chain_head(token)
        weight = 1.0
        if head.dep_ in _SUBJECTS:
            weight = 3.0 if head.head.dep_ in ("ROOT", "ccomp", "conj") else 2.2
        elif (head.dep_ == "pobj" and head.head.dep_ == "agent") or (
            head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head.lower_ == "according"
        ):
            weight = 2.0
        elif head.dep_ in ("dobj", "dative", "attr"):
            weight = 1.5
        elif head.dep_ == "poss":
            weight = 1.2
        elif head.dep_ == "compound":
            weight = 0.5
        return weight * (0.25 if self._quoted[token.i] else 1.0)

    def _read_name(self, name: Name) -> None:
        entity = self._by_name[name.start]
        root = self._doc[name.start : name.end].root
        for i in range(name.start, name.end):
            self.links[i] = (entity,)
        self._link(root.i, (entity,), root)
        if entity.kind == "person":
            self._read_apposition(name, entity, root)
        self._join(root)

    def _read_apposition(self, name: Name, entity: Entity, root: Token) -> None:
        """Gives a person the office that stands beside the name or is predicated of it."""
        nouns = [c for c in root.children if c.dep_ == "appos" and c.i > name.end - 1]
        if root.dep_ == "appos":
            nouns.append(root.head)
        if root.dep_ in _SUBJECTS and root.head.lemma_ in ("be", "become"):
            nouns += [c for c in root.head.children if c.dep_ == "attr"]
        if name.end + 1 < len(self._doc) and self._doc[name.end].text == ",":
            nouns += self._office_after(name.end + 1)
        for noun in nouns:
            if noun.i in self._name_at or not self._is_office(noun):
                continue
            description = describe(self._doc, noun, self._words, office=noun.i in self._offices)
            if description.plural:
                continue
            self._entitle(entity, description)
            if noun.dep_ != "attr":
                self.links[noun.i] = (entity,)

    def _office_after(self, start: int) -> list[Token]:
        """Returns the office noun of the phrase that begins at `start` and closes with a comma or stop."""
        for token in self._doc[start : start + 12]:
            if (
                token.text in (",", ".", ";")
                or token.pos_ in ("VERB", "AUX")
                or (token.i in self._name_at and token.i == start)
            ):
                return []
            if (
                token.i not in self._name_at
                and self._is_office(token)
                and token.dep_ not in ("compound", "pobj")
            ):
                end = describe(self._doc, token, self._words).end
                closed = end < len(self._doc) and self._doc[end].text in (",", ".", ";", "and", "who")
                return [token] if closed else []
        return []

    def _is_office(self, token: Token) -> bool:
        word = self._words.noun(token)
        return word in self._words.heads and (word not in self._words.honorifics or token.i in self._offices)

    def _entitle(self, entity: Entity, description: Description) -> None:
        phrase = self._doc[description.start : description.end].text
        entity.entitle(phrase, {description.noun, *description.words})
        entity.country = entity.country or description.country
        if entity.gender is None:
            entity.gender = self._words.title_genders.get(self._words.noun(self._doc[description.head]))
        if entity.affiliation is None:
            for i in range(description.start, description.end):
                owner = self._name_at.get(i)
                if owner is not None and not owner.person:
                    entity.affiliation = self._by_name[owner.start].name
                    break

    def _join(self, root: Token) -> None:
        """Puts coordinated actors, and the two sides of "A met with B", into the history as one reference."""
        first = root
        while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN", "PRON"):
            first = first.head
        if first is not root and not any(c.dep_ == "conj" for c in root.children):
            together = self._linked((first, *first.conjuncts), root.i)
            if len(together) > 1:
                self._history.append(
                    Reference(root.i, self._sentences[root.i], together, self._weight(first) * 1.2)
                )
        if (first.dep_ == "pobj" and first.head.lower_ in ("with", "between")) or (
            first.dep_ == "dobj"
            and first.head.lemma_ in ("meet", "phone", "call", "host", "receive", "welcome", "telephone")
        ):
            event = first.head.head if first.dep_ == "pobj" else first.head
            sides = self._subjects(event)
            whole = self._linked((*sides, first, *first.conjuncts), root.i)
            if len(whole) > 1:
                weight = 2.4 if event.pos_ == "VERB" or event.dep_ == "dobj" else 1.2
                self._history.append(Reference(root.i, self._sentences[root.i], whole, weight))

    def _subjects(self, event: Token) -> list[Token]:
        token = event
        for _ in range(4):
            found = [
                c
                for c in token.children
                if c.dep_ in _SUBJECTS or (c.dep_ == "poss" and token.pos_ == "NOUN")
            ]
            if found:
                return [found[0], *found[0].conjuncts]
            if token.head is token:
                break
            token = token.head
        return []

    def _linked(self, tokens: Iterable[Token], until: int) -> tuple[Entity, ...]:
        found: list[Entity] = []
        for token in tokens:
            if token.i <= until:
                found += [e for e in self.links.get(token.i, ()) if e not in found]
        return tuple(found)

    # Descriptions

    def _read_noun(self, token: Token) -> None:
        if token.i in self.links:
            if self.links[token.i]:
                self._history.append(
                    Reference(token.i, self._sentences[token.i], self.links[token.i], self._weight(token))
                )
            return
        if token.dep_ == "compound" and token.i not in self._offices:
            return
        if not self._words.is_known(self._words.noun(token)):
            if token.dep_ in _SUBJECTS and token.text.lower() in _QUANTITIES:
                self._link(token.i, self._quantity(token), token)
            return
        if token.lower_ in _QUANTITIES:
            self._link(token.i, self._quantity(token), token)
            return
        self._link(token.i, self.described(token), token)
        self._join(token)

    def described(self, token: Token) -> tuple[Entity, ...]:
        """Returns whom a noun phrase without a name means; a new unnamed entity where it brings one in."""
        description = describe(self._doc, token, self._words, office=token.i in self._offices)
        named = self._named_beside(token, description)
        if named is not None:
            return (named,)
        if description.noun in self._words.documents:
            issuer = self._issuer(token, description)
            if issuer:
                return issuer
        if description.definite or description.count is not None:
            pointed = self._pointed(token, description)
            if pointed:
                return pointed
        later = self._named_later(token, description)
        return (later if later is not None else self._new(description),)

    def _named_later(self, token: Token, description: Description) -> Entity | None:
        """Returns the person whom the next sentences name in the office of "a federal judge"."""
        if (
            description.plural
            or not self._is_office(token)
            or self._quoted[token.i]
            or not self._has_article(token)
        ):
            return None
        for name in self.names:
            if name.start > token.i and self._sentences[name.start] - self._sentences[token.i] > 4:
                return None
            if name.person and description.noun in {self._words.canonical(w) for w in name.title_words}:
                entity = self._by_name[name.start]
                first = next(n for n in self.names if self._by_name[n.start] is entity)
                return entity if first is name and name.start > token.i else None
        return None

    def _named_beside(self, token: Token, description: Description) -> Entity | None:
        """Returns the person named right after an office noun: "the mayor of London, Sadiq Khan"."""
        at = description.end
        body = self._words.noun(token) in self._words.bodies
        if at >= len(self._doc) or description.plural or not (body or self._is_office(token)):
            return None
        if self._doc[at].text == "(":
            close = next((i for i in range(at, min(at + 6, len(self._doc))) if self._doc[i].text == ")"), at)
            at = close + 1
        if (at < len(self._doc) and self._doc[at].text == ",") or self._doc[at].lower_ in ("named", "called"):
            at += 1
        elif self._doc[at].lower_ == "and" and not self._has_article(token):
            at += 1  # "Conservative Party leader and Prime Minister Boris Johnson"
        if body and self._doc[at : at + 1].text.lower() == "the":
            at += 1
        name = next((n for n in self._names_near(at) if at in (n.first, n.start)), None)
        if name is None or self._sentences[name.start] != self._sentences[token.i]:
            return None
        if body and not name.person and name.kind != "country":
            return self._by_name[name.start]
        if not name.person or not self._is_office(token):
            return None
        told = set(name.title_words)
        if (
            self._doc[at - 1].lower_ != "and"
            and description.noun not in told
            and not told <= self._words.honorifics | self._words.ranks
        ):
            return None
        entity = self._by_name[name.start]
        self._entitle(entity, description)
        return entity

    def _has_article(self, token: Token) -> bool:
        return any(t.dep_ == "det" for t in token.lefts)

    def _names_near(self, at: int) -> list[Name]:
        return [n for i in range(at, min(at + 10, len(self._doc))) if (n := self._name_at.get(i)) is not None]

    def _issuer(self, token: Token, description: Description) -> tuple[Entity, ...]:
        """Returns who speaks through a document: whose it is, who made it, whose it was before."""
        found: tuple[Entity, ...] = ()
        for child in token.children:
            if child.dep_ in ("poss", "compound", "nmod") and child.i < token.i:
                found = self.links.get(child.i) or (
                    self.described(child) if self._words.noun(child) in self._words.bodies else ()
                )
            elif child.dep_ == "prep" and child.lower_ in ("by", "from", "of") and child.i > token.i:
                found = tuple(e for c in child.children if c.dep_ == "pobj" for e in self._ahead(c))
            if found:
                break
        if not found and token.dep_ in ("dobj", "pobj", "nsubjpass"):
            verb = token.head if token.dep_ != "pobj" else token.head.head
            if verb.pos_ == "VERB" and verb.lemma_ in (
                "issue",
                "release",
                "publish",
                "say",
                "write",
                "post",
                "read",
                "send",
                "sign",
                "circulate",
                "put",
            ):
                found = self._linked(self._subjects(verb)[:1], token.i)
        if not found and description.country is not None:
            found = tuple(e for e in self._countries(description.country))[:1]
        if not found and description.definite:
            found = next((e for noun, e in reversed(self._issuers) if noun == description.noun), ())
        if found:
            self._issuers.append((description.noun, found))
        return found

    def _ahead(self, token: Token) -> tuple[Entity, ...]:
        """Returns the entities of a phrase that the reading has not come to yet."""
        name = self._name_at.get(token.i)
        if name is not None:
            return (self._by_name[name.start],)
        if token.pos_ in ("NOUN", "PROPN") and token.i not in self.links:
            self.links[token.i] = self.described(token)
        return self.links.get(token.i, ())

    def _countries(self, code: str) -> list[Entity]:
        return [e for e in self._by_name.values() if e.kind == "country" and e.country == code]

    def _new(self, description: Description) -> Entity:
        words = self._doc[description.start : description.end]
        noun = self._words.noun(self._doc[description.head])
        known = next(
            (
                e
                for d, e in self._unnamed
                if d.noun == description.noun
                and d.words == description.words
                and d.plural
                and description.plural
            ),
            None,
        )
        if known is not None:
            return known
        entity = Entity(
            words.text,
            Span(words.start_char, words.end_char),
            self._unnamed_kind(noun, description),
            [frozenset({description.noun, *description.words})],
            country=description.country,
            gender=self._words.title_genders.get(noun),
            plural=description.plural,
            unnamed=True,
        )
        for i in range(description.start, description.head):
            owner = self._name_at.get(i)
            if owner is not None and not owner.person:
                entity.affiliation = self._by_name[owner.start].name
        self._unnamed.append((description, entity))
        return entity

    def _unnamed_kind(self, noun: str, description: Description) -> ActorKind:
        if noun in ("media", "newspaper", "broadcaster", "outlet", "press", "tabloid"):
            return "media"
        if noun in ("government", "administration", "cabinet"):
            return "government"
        if noun in self._words.documents:
            return "document"
        if noun in self._words.bodies and noun not in self._words.people:
            return "organisation"
        return "group" if description.plural else "unnamed"

    def _pointed(self, token: Token, description: Description) -> tuple[Entity, ...]:
        """Returns what a definite phrase points back to, or nothing."""
        if description.plural or description.count:
            return self._gathered(token.i, description)
        person = self._by_office(token.i, description)
        if person is not None:
            return (person,)
        body = self._by_body(token.i, description)
        if body is not None:
            return (body,)
        back = self._described_before(token.i, description)
        return (back,) if back is not None else ()

    def _by_office(self, at: int, description: Description) -> Entity | None:
        words = self._words
        wanted = set(description.noun.split())
        mods = {m for w in description.words for m in words.canonical(w).split()} - {"-"}
        best: tuple[float, Entity] | None = None
        for entity, score in self._salience(at, lambda e: e.kind in ("person", "unnamed") and not e.plural):
            for title in entity.titles:
                told = {m for w in title for m in words.canonical(w).split()}
                exact = wanted <= told
                if not exact and not (
                    words.wider.get(description.noun, frozenset()) & (told | title | {" ".join(sorted(told))})
                ):
                    continue
                telling = {m for m in mods if m in words.titles and country_free(m)}
                if not telling <= told or (told & _DEGREES) - mods - wanted:
                    continue
                if description.country and entity.country and description.country != entity.country:
                    continue
                value = (
                    score * (2.0 if exact else 1.0) * (1.5 if description.country and entity.country else 1.0)
                )
                if best is None or value > best[0]:
                    best = (value, entity)
        return best[1] if best else None

    def _by_body(self, at: int, description: Description) -> Entity | None:
        noun = self._words.noun(self._doc[description.head])
        if noun in ("country", "nation", "kingdom", "republic"):
            found = self._salience(at, lambda e: e.kind == "country")
            return found[0][0] if found else None
        if noun not in self._words.bodies:
            return None
        fits = self._words.bodies[noun]
        best: tuple[float, Entity] | None = None
        for entity, score in self._salience(
            at, lambda e: e.kind in ("organisation", "media", "government") and not e.unnamed
        ):
            if description.country and entity.country and description.country != entity.country:
                continue
            if noun in self._words.strict:
                match = (
                    3.0
                    if entity.words and entity.words[-1] in fits
                    else 2.0
                    if set(entity.words) & set(fits)
                    else 0.0
                )
            elif fits:
                match = (
                    3.0
                    if entity.words and entity.words[-1] in fits
                    else 2.0
                    if set(entity.words) & set(fits)
                    else 0.4
                )
                match = 0.0 if match < 1 and self._claimed(entity) else match
            else:
                match = 0.2 if self._claimed(entity) else 1.0
            if match and (best is None or score * match > best[0]):
                best = (score * match, entity)
        return best[1] if best else None

    def _claimed(self, entity: Entity) -> bool:
        """Tells whether a body's own name says what sort it is, so that "the company" is not it."""
        return (
            bool(entity.words)
            and entity.words[-1] in self._words.bodies
            and entity.words[-1] not in ("group", "corporation", "company")
        )

    def _described_before(self, at: int, description: Description) -> Entity | None:
        """Returns the earlier description that a shorter one repeats: "the official", "a senior official"."""
        del at
        for earlier, entity in reversed(self._unnamed):
            same = earlier.noun == description.noun or earlier.noun in self._words.wider.get(
                description.noun, ()
            )
            if same and earlier.plural == description.plural and description.words <= earlier.words | {""}:
                return entity
        return None

    def _gathered(self, at: int, description: Description) -> tuple[Entity, ...]:
        """Returns the actors that a plural gathers: "the two leaders", "both countries", "the officials"."""
        noun = self._words.noun(self._doc[description.head])
        if description.count is None:
            back = self._described_before(at, description)
            if back is not None:
                return (back,)
        sort = self._words.gathering.get(noun)
        if sort is None and description.noun in self._words.offices:
            sort = "persons"
        if sort is None or not (description.definite or description.count):
            return ()
        return self._last_group(at, sort, description.count)

    def _last_group(self, at: int, sort: str, count: int | None) -> tuple[Entity, ...]:
        people, bodies = _is_person, _is_body
        here = self._sentences[at]
        scores: dict[tuple[Entity, ...], float] = {}
        for reference in reversed(self._history):
            group = reference.entities
            if reference.at >= at or len(group) < 2 or (count is not None and len(group) != count):
                continue
            if sort == "either" or all((people if sort == "persons" else bodies)(e) for e in group):
                gain = reference.weight * 0.8 ** (here - reference.sentence)
                scores[group] = max(scores.get(group, 0.0), gain)
        if scores:
            return max(scores, key=lambda g: scores[g])
        if count is None:
            return ()
        if sort == "bodies":
            nations = self._recent(at, lambda e: e.kind == "country", count)
            if nations:
                return nations
        return self._recent(at, people if sort != "bodies" else bodies, count)

    def _recent(self, at: int, wanted: Callable[[Entity], bool], count: int) -> tuple[Entity, ...]:
        found: list[Entity] = []
        for reference in reversed(self._history):
            if reference.at < at:
                found += [e for e in reference.entities if wanted(e) and e not in found]
            if len(found) >= count:
                return tuple(reversed(found[:count]))
        return ()

    def _quantity(self, token: Token) -> tuple[Entity, ...]:
        """Returns whom "some of the protesters", "both" or "several" means."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                inner = [c for c in child.children if c.dep_ == "pobj"]
                if inner and self._words.is_known(self._words.noun(inner[0])):
                    return self._ahead(inner[0])
        if token.lower_ in ("both", "two"):
            return self._last_group(token.i, "either", 2)
        return self._plural(token)

    def is_companion(self, token: Token) -> bool:
        """Tells whether a noun is for those who merely come along: "his team", "other officials"."""
        owned = any(c.tag_ == "PRP$" or c.lower_ == "other" for c in token.lefts)
        return owned and self._words.noun(token) in self._words.companions

    # Pronouns

    def _read_pronoun(self, token: Token) -> None:
        self._link(token.i, self.pronoun(token), token)

    def pronoun(self, token: Token) -> tuple[Entity, ...]:
        """Returns whom a pronoun means, by what stands before it; nobody for "I" and "you"."""
        word = token.lower_
        if word in _SINGULAR:
            return self._singular(token, _SINGULAR[word])
        if word in _PLURAL:
            return self._plural(token)
        if word in _NEUTER:
            found = self._salience(
                token.i, lambda e: e.kind not in ("person", "unnamed", "group", "document")
            )
            return (found[0][0],) if found else ()
        if word in ("who", "which", "that", "whom", "whose"):
            return self._relative(token)
        if word in _QUANTITIES:
            return self._quantity(token)
        return ()

    def _relative(self, token: Token) -> tuple[Entity, ...]:
        verb = token.head
        for _ in range(4):
            if verb.dep_ == "relcl":
                return self.links.get(verb.head.i) or ()
            verb = verb.head
        return ()

    def _singular(self, token: Token, gender: Gender) -> tuple[Entity, ...]:
        taken = self._clause_subject(token)
        best: tuple[float, Entity] | None = None
        for entity, score in self._salience(
            token.i, lambda e: e.kind in ("person", "unnamed") and not e.plural
        ):
            if entity.gender not in (None, gender) or entity in taken:
                continue
            value = score * (1.3 if entity.gender == gender else 1.0) * (0.4 if entity.unnamed else 1.0)
            if best is None or value > best[0]:
                best = (value, entity)
        if best is None:
            return self._cataphor(token, gender)
        best[1].gender = best[1].gender or gender
        return (best[1],)

    def _clause_subject(self, token: Token) -> tuple[Entity, ...]:
        """Returns the subject that an object pronoun of the same verb cannot mean."""
        if token.dep_ not in ("dobj", "dative", "pobj") or token.lower_.endswith("self"):
            return ()
        verb = token.head.head if token.dep_ == "pobj" else token.head
        return tuple(e for c in verb.children if c.dep_ in _SUBJECTS for e in self.links.get(c.i, ()))

    def _cataphor(self, token: Token, gender: Gender) -> tuple[Entity, ...]:
        """Returns the person named next in the same sentence: "In his speech, Jobs said"."""
        for i in range(token.i + 1, token.sent.end):
            name = self._name_at.get(i)
            if name is not None and name.person and self._by_name[name.start].gender in (None, gender):
                return (self._by_name[name.start],)
        return ()

    def _plural(self, token: Token) -> tuple[Entity, ...]:
        scores: dict[tuple[Entity, ...], float] = {}
        here = self._sentences[token.i]
        for reference in reversed(self._history):
            away = here - reference.sentence
            if away > 3 and scores:
                break
            group = reference.entities
            one = group[0]
            if len(group) > 1 or one.plural:
                share = 1.0
            elif one.kind in ("organisation", "government", "country", "group", "media"):
                share = 0.45
            else:
                continue
            scores[group] = scores.get(group, 0.0) + reference.weight * share * 0.45**away
        return max(scores, key=lambda g: scores[g]) if scores else ()

    def _salience(self, at: int, wanted: Callable[[Entity], bool]) -> list[tuple[Entity, float]]:
        """Returns the entities mentioned before a token that `wanted` lets pass, most prominent first."""
        scores: dict[Entity, float] = {}
        here = self._sentences[at]
        for reference in reversed(self._history):
            if reference.at >= at:
                continue
            away = here - reference.sentence
            for entity in reference.entities:
                if wanted(entity):
                    gain = reference.weight * (0.5 ** min(away, _REACH)) / len(reference.entities)
                    best = scores.get(entity, 0.0)
                    scores[entity] = max(best, gain) + 0.2 * min(best, gain)
        return sorted(scores.items(), key=lambda item: -item[1])


def _is_person(entity: Entity) -> bool:
    return entity.kind in ("person", "unnamed")


def _is_body(entity: Entity) -> bool:
    return entity.kind not in ("person", "unnamed", "document")


def country_free(word: str) -> bool:
    """Tells whether a modifier says something of the office itself, not of where it is held."""
    return word not in (
        "state",
        "national",
        "federal",
        "local",
        "city",
        "party",
        "house",
        "white",
        "senior",
        "former",
        "new",
        "then",
    )


def _chain_head(token: Token) -> Token:
    while token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token
