"""What is known of an article while its actors are followed through it, shared by the parts that do so."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.extract.actors.entities import Entity
from flows.extract.actors.history import History
from flows.extract.actors.names import Name
from flows.extract.actors.phrases import Description, describe
from flows.extract.actors.token_table import TokenTable
from flows.extract.actors.vocabulary import Vocabulary
from flows.extract.statements.lexicon import cue_lemma
from flows.extract.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_CONJOINED = _NOMINAL | {"NUM", "ADJ", "DET", "X"}


@dataclass(slots=True)
class Reading:
    """The state of reading one article.

    Attributes:
        names: Its names in text order.
        by_name: The entity of each name, by the name's first token.
        name_at: The name that covers a token.
        offices: Tokens of capitalised titles without a name.
        quoted: For each token, whether it stands within quotation marks.
        by_letters: The holder of an office by the letters that stand for it: "COAS".
        links: Whom a token means, for every token read so far that means somebody.
        unnamed: Descriptions that brought in an entity without a name, in text order.
    """

    table: TokenTable
    words: Vocabulary
    names: list[Name]
    by_name: dict[int, Entity]
    offices: frozenset[int]
    quoted: list[bool]
    by_letters: dict[str, Entity] = field(default_factory=dict)
    name_at: dict[int, Name] = field(init=False)
    links: dict[int, tuple[Entity, ...]] = field(default_factory=dict)
    history: History = field(default_factory=History)
    unnamed: list[tuple[Description, Entity]] = field(default_factory=list)
    _rows: dict[int, tuple[Name, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Indexes the names by token."""
        self.name_at = {i: n for n in self.names for i in range(n.start, n.end)}
        self._find_rows()

    def describe(self, token: Token) -> Description:
        """Reads the noun phrase that a token heads."""
        return describe(self.table, token, self.words, office=token.i in self.offices)

    def entity_at(self, i: int) -> Entity | None:
        """Returns the entity whose name covers a token, or None."""
        name = self.name_at.get(i)
        return self.by_name[name.start] if name is not None else None

    def linked(self, tokens: Iterable[Token], until: int) -> tuple[Entity, ...]:
        """Returns whom tokens up to `until` mean, each entity once."""
        found: list[Entity] = []
        for token in tokens:
            if token.i <= until:
                found += [e for e in self.links.get(token.i, ()) if e not in found]
        return tuple(found)

    def members(self, head: Token) -> list[Token]:
        """Returns the head tokens of a coordinated phrase, in text order.

        The parser takes "A, B of C, and D" for appositions often enough that names in a row are read too.
        """
        tokens = [head, *(t for t in head.conjuncts if t.pos_ in _CONJOINED)]
        rows = [t for token in tokens for t in (*self._row(token), *self._office_before(token))]
        return sorted({*tokens, *rows}, key=lambda t: t.i)

    def _office_before(self, token: Token) -> list[Token]:
        """Returns the bare title that "and" joins to a person's name: "the Secretary and Secretary Dizon"."""
        name = self.name_at.get(token.i)
        if name is None or not name.person or name.first < 2 or self.table.words[name.first - 1] != "and":
            return []
        office = self.table.tokens[name.first - 2]
        joined = office.dep_ in ("nmod", "compound") and name.start <= office.head.i < name.end
        return [office] if joined and office.i in self.links else []

    def row_of(self, name: Name) -> tuple[Name, ...]:
        """Returns the persons named in a row with a name, closed by "and"; nobody where it stands alone."""
        return self._rows.get(name.start, ())

    def row_closed_by(self, name: Name) -> list[Token]:
        """Returns the heads of the persons in a row that ends with `name`; nothing where it ends no row."""
        row = self._rows.get(name.start, ())
        return [self._root(n) for n in row] if row and row[-1] is name else []

    def _row(self, token: Token) -> list[Token]:
        """Returns the heads of the persons named in a row with a token: "A, B and C"."""
        name = self.name_at.get(token.i)
        return [self._root(n) for n in self._rows.get(name.start, ())] if name is not None else []

    def _find_rows(self) -> None:
        row: list[Name] = []
        for name in self.names:
            link = self._link(row[-1], name) if row else None
            if link is None:
                row = [name] if name.person else []
                continue
            row.append(name)
            if link == "and":
                self._rows.update(dict.fromkeys((n.start for n in row), tuple(row)))
                row = []

    def _link(self, one: Name, other: Name) -> str | None:
        """Returns "and" or "," where that is all that stands between two persons' names, else None."""
        between = set(self.table.words[one.end : other.first])
        if not other.person or not between or not between <= {",", "and", "&"}:
            return None
        first, second = self._root(one), self._root(other)
        if second.dep_ in SUBJECTS and first.dep_ in ("dobj", "pobj", "attr"):
            return None  # "… thanked Rao, and Okoye said …"
        return "," if between == {","} else "and"

    def _root(self, name: Name) -> Token:
        tokens = self.table.tokens[name.start : name.end]
        return next((t for t in tokens if not name.start <= t.head.i < name.end), tokens[-1])

    def is_office(self, token: Token) -> bool:
        """Tells whether a noun names an office or a calling."""
        return self.words.noun(token) in self.words.callings

    def weight(self, token: Token) -> float:
        """Tells how prominent a mention is: subjects of main clauses most, words in quotations least."""
        head = chain_head(token)
        dep = head.dep_
        weight = 1.0
        if dep in SUBJECTS:
            weight = 3.0 if head.head.dep_ in ("ROOT", "ccomp", "conj") else 2.2
            if head.head.dep_ == "ccomp" and _is_reported(head.head):
                weight = 2.0
        elif dep == "pobj" and (
            head.head.dep_ == "agent" or (head.head.lower_ == "to" and head.head.head.lower_ == "according")
        ):
            weight = 2.0
        elif dep in ("dobj", "dative", "attr"):
            weight = 1.5
        elif dep == "poss":
            weight = 2.0 if head.head.dep_ in SUBJECTS else 1.2  # "Berg's remarks drew anger. She …"
        elif dep == "compound":
            weight = 0.5
        return weight * (0.25 if self.quoted[token.i] else 1.0)


def _is_reported(clause: Token) -> bool:
    """Tells whether a clause is what a subject before it says, and so tells of others than the speaker."""
    verb = clause.head
    return verb.i < clause.i and any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children)


def speaks(token: Token) -> bool:
    """Tells whether a mention is the subject of a verb of saying."""
    head = chain_head(token)
    return head.dep_ in SUBJECTS and cue_lemma(head.head) is not None


def chain_head(token: Token) -> Token:
    """Returns the first of the coordinated or apposed nouns that a token belongs to."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ in _NOMINAL:
        token = token.head
    return token


def has_article(token: Token) -> bool:
    """Tells whether a noun has a determiner."""
    return any(t.dep_ == "det" for t in token.lefts)


def subject_of(event: Token) -> Token | None:
    """Returns the subject (or owner) of a verb or of the nearest verb that governs a noun."""
    token = event
    for _ in range(4):
        for child in token.children:
            if child.dep_ in SUBJECTS or (child.dep_ == "poss" and token.pos_ == "NOUN"):
                return child
        if token.head is token:
            break
        token = token.head
    return None
