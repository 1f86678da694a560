"""Follows who is spoken of through an article, so that pronouns and descriptions find their actors.

The article is read once, from left to right. Every mention (name, description, pronoun) is linked to the
entities that it means, by what stands before it, and joins the history that later mentions are read by.
"""

import bisect
from collections.abc import Sequence

from flows.extract.actors.capitals import HYPHENS
from flows.extract.actors.descriptions import Descriptions
from flows.extract.actors.entities import Entity, Gathering
from flows.extract.actors.first_person import FirstPerson
from flows.extract.actors.history import Reference
from flows.extract.actors.name_rows import with_persons_of_rows
from flows.extract.actors.names import Name, NameReader, Office
from flows.extract.actors.offices import Offices
from flows.extract.actors.pronouns import THIRD_PERSON, Pronouns
from flows.extract.actors.quantities import Quantities
from flows.extract.actors.reading import SUBJECTS, Reading, chain_head, speaks, subject_of
from flows.extract.actors.token_table import TokenTable, read_tokens
from flows.extract.actors.vocabulary import is_opposite_number, vocabulary
from flows.extract.datelines import dateline_end
from flows.extract.quotations import Quotation
from flows.extract.tokens import Doc, Token

_QUANTITIES = frozenset(
    {
        *("some", "several", "many", "most", "others", "both", "all", "few", "two", "three", "four", "none"),
        *("one", "another", "number", "majority", "dozens", "hundreds", "thousands", "handful", "scores"),
    }
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


class Discourse:
    """The mentions of one article, linked to entities."""

    def __init__(self, doc: Doc, quotations: Sequence[Quotation], title: str | None = None) -> None:
        """Reads the article from left to right."""
        table, words = read_tokens(doc), vocabulary()
        found = with_persons_of_rows(table, words, list(NameReader(table, words).read()))
        credits_end = dateline_end(doc.text, 0)
        names = [n for n in found if isinstance(n, Name) and not _is_credit(n, table, credits_end)]
        gathering = Gathering(table, words, names)
        self._r = Reading(
            table,
            words,
            names,
            gathering.by_name,
            frozenset(i for o in found if isinstance(o, Office) for i in range(o.start, o.end)),
            _mark_quoted(table, quotations),
            gathering.by_letters,
        )
        self._offices = Offices(self._r)
        self._descriptions = Descriptions(self._r, self._offices)
        self._quantities = Quantities(self._r, self._descriptions)
        self._pronouns = Pronouns(self._r, self._quantities, FirstPerson(self._r, title))
        for token in table.tokens:
            self._read(token)

    @property
    def reading(self) -> Reading:
        """What was read."""
        return self._r

    def entities(self, token: Token) -> tuple[Entity, ...]:
        """Returns whom a token means, as head of its phrase; nobody where that cannot be told."""
        table = self._r.table
        at = token.i
        while at + 2 < len(table) and table.words[at + 1] in HYPHENS and not table.spaced[at]:
            at += 2  # the parser takes "vice-chancellor" for three words
        token = table.tokens[at] if at in self._r.links else token
        linked = self._r.links.get(token.i)
        if linked:
            return linked
        if token.pos_ in ("NOUN", "PROPN") or (
            token.pos_ in ("ADJ", "NUM", "X") and (token.dep_ in ("nsubj", "pobj") or token.lower_ == "old")
        ):
            return self._descriptions.resolve(token)
        return ()

    def _read(self, token: Token) -> None:
        name = self._r.name_at.get(token.i)
        if name is not None:
            if token.i == name.end - 1:
                self._read_name(name)
        elif token.lower_ in THIRD_PERSON or token.pos_ == "PRON":
            self._link(token, self._pronouns.resolve(token))
        elif self._is_quantity(token):
            self._link(token, self._quantities.resolve(token))
        elif token.pos_ in ("NOUN", "PROPN") or token.i in self._r.offices:
            self._read_noun(token)

    @staticmethod
    def _is_quantity(token: Token) -> bool:
        counts = token.lower_ in _QUANTITIES and not is_opposite_number(token)
        return counts and (token.dep_ in SUBJECTS or token.pos_ == "NOUN")

    def _link(self, token: Token, entities: tuple[Entity, ...]) -> None:
        self._r.links[token.i] = entities
        self._remember(token, entities, self._r.weight(token))

    def _remember(self, token: Token, entities: tuple[Entity, ...], weight: float) -> None:
        if entities:
            here = self._r.table.sentence[token.i]
            self._r.history.add(Reference(token.i, here, entities, weight, speaks(token)))

    def _read_name(self, name: Name) -> None:
        entity = self._r.by_name[name.start]
        tokens = self._r.table.tokens[name.start : name.end]
        root = next((t for t in tokens if not name.start <= t.head.i < name.end), tokens[-1])
        for i in range(name.start, name.end):
            self._r.links[i] = (entity,)
        for token in self._r.table.tokens[name.first : name.start]:
            if not name.first <= token.head.i < name.end:
                # "Ambassador to Chad A B flew": the parser takes the title for the head of the phrase.
                self._r.links[token.i] = (entity,)
        self._remember(root, (entity,), self._r.weight(root))
        if not name.person and not name.place and name.kind != "country":
            self._read_apposed_kind(name, entity, root)
        if name.person:
            self._offices.read_beside(name, entity, root)
            row = self._r.row_closed_by(name)
            if row:
                weight = 1.2 * max(self._r.weight(t) for t in row)
                self._remember(root, self._r.linked(row, root.i), weight)
        self._join(root)

    def _read_apposed_kind(self, name: Name, entity: Entity, root: Token) -> None:
        """Gives a body the noun that stands in apposition to its name: "Oxley, a British charity, …"."""
        for token in root.children:
            noun = self._r.words.noun(token)
            indefinite = any(c.lower_ in ("a", "an") for c in token.lefts)
            if token.dep_ == "appos" and token.i >= name.end and indefinite and noun in self._r.words.bodies:
                entity.nouns.add(noun)
                self._r.links[token.i] = (entity,)

    def _read_noun(self, token: Token) -> None:
        linked = self._r.links.get(token.i)
        if linked is not None:
            self._remember(token, linked, self._r.weight(token))
        elif token.dep_ == "compound" and token.i not in self._r.offices:
            return
        elif self._r.words.is_known(noun := self._r.words.noun(token)):
            self._link(token, self._descriptions.resolve(token))
            self._join(token)
        elif noun in self._r.words.epithets:
            called = self._descriptions.epithets.resolve(self._r.describe(token))
            if called is not None:
                self._link(token, (called,))

    def _join(self, root: Token) -> None:
        """Puts coordinated actors, and the two sides of "A met with B", into the history as one reference."""
        first = chain_head(root)
        if first is not root and not any(c.dep_ == "conj" for c in root.children):
            together = self._r.linked(self._r.members(first), root.i)
            if len(together) > 1:
                self._remember(root, together, self._r.weight(first) * 1.2)
        event, weight = _event_of(first)
        if event is not None and self._r.quoted[event.i] == self._r.quoted[first.i]:
            subject = subject_of(event)
            sides = self._r.linked(
                (*(self._r.members(subject) if subject is not None else ()), *self._r.members(first)), root.i
            )
            if len(sides) > 1:
                self._remember(root, sides, weight)


def _is_credit(name: Name, table: TokenTable, ends: int) -> bool:
    """Tells whether a name is the agency's in the dateline, which no "the company" means: "PARIS (AFP) -"."""
    return table.tokens[name.start].idx < ends and not name.place and name.kind != "country"


def _event_of(other: Token) -> tuple[Token | None, float]:
    """Returns the verb or noun that brings `other` together with its subject, and how telling it is."""
    if other.dep_ == "pobj" and other.head.lower_ in ("with", "between"):
        event = other.head.head
        return event, 2.4 if event.pos_ == "VERB" or event.dep_ == "dobj" else 1.2
    if other.dep_ == "dobj" and other.head.pos_ == "VERB":
        return other.head, 2.0
    if other.dep_ == "pobj" and other.head.lower_ in ("on", "to", "by") and other.head.head.pos_ == "VERB":
        return other.head.head, 1.2
    return None, 0.0


def _mark_quoted(table: TokenTable, quotations: Sequence[Quotation]) -> list[bool]:
    marks, at = [False] * len(table), 0
    starts = [token.idx for token in table.tokens]
    for quotation in sorted(quotations, key=lambda q: q.span):
        first = bisect.bisect_left(starts, quotation.span.start, at)
        at = bisect.bisect_left(starts, quotation.span.end, first)
        marks[first:at] = [True] * (at - first)
    return marks
