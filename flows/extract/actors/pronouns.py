"""Finds whom a pronoun means, by what stands before it."""

from flows.extract.actors.entities import Entity, is_one_person
from flows.extract.actors.first_person import FIRST_PERSON, FirstPerson
from flows.extract.actors.quantities import Quantities
from flows.extract.actors.reading import SUBJECTS, Reading, speaks
from flows.extract.actors.vocabulary import Gender
from flows.extract.tokens import Token

_SINGULAR: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_THINGS = frozenset({"organisation", "government", "country", "media"})
_CLOSING = frozenset({",", "”", '"', "''", "’", "'"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_FEMININE = ("a", "elle", "ette", "ine")  # endings of first names that lean, no more, to women's
THIRD_PERSON = frozenset(_SINGULAR) | _PLURAL | _NEUTER


class Pronouns:
    """Resolves the pronouns of one article."""

    def __init__(self, reading: Reading, quantities: Quantities, first: FirstPerson) -> None:
        """Prepares to read the article."""
        self._first = first
        self._r = reading
        self._quantities = quantities

    def resolve(self, token: Token) -> tuple[Entity, ...]:
        """Returns whom a pronoun means; nobody for "you" and for what cannot be told."""
        word, at = token.lower_, token.i
        if token.text == "HE":
            return ()  # His or Her Excellency
        here = self._r.table.sentence[at]
        if word in _SINGULAR:
            return self._singular(token, _SINGULAR[word])
        if word in _PLURAL:
            at = self._seen_from(token)
            return self._r.history.plural(at, self._r.table.sentence[at], self._closes_words(token))
        if word in _NEUTER:
            start, at = token.sent.start_char, self._seen_from(token)
            here = self._r.table.sentence[at]

            def is_thing(entity: Entity) -> bool:
                if entity.kind == "document":  # "A yellow warning, it added, stays in force"
                    return entity.span.start < start
                return entity.kind in _THINGS and not entity.place

            found = self._r.history.salience(at, here, is_thing)
            return (found[0][0],) if found else ()
        if word in _RELATIVE:
            return self._relative(token)
        if word in FIRST_PERSON:
            return self._first.resolve(token)
        if word in ("one", "you", "this", "there", "what"):
            return ()
        return self._quantities.resolve(token)

    def _relative(self, token: Token) -> tuple[Entity, ...]:
        verb = token.head
        for _ in range(4):
            if verb.dep_ == "relcl":
                return self._r.links.get(verb.head.i) or ()
            verb = verb.head
        return ()

    def _singular(self, token: Token, gender: Gender) -> tuple[Entity, ...]:
        at = self._seen_from(token)
        barred = (
            *self._clause_subject(token),
            *self._named_in_content(token),
            *self._spoken_of_around(token),
        )
        best: tuple[float, Entity] | None = None
        for entity, score in self._r.history.salience(at, self._r.table.sentence[at], is_one_person):
            if entity.gender not in (None, gender) or entity in barred:
                continue
            value = score * self._lean(entity, gender) * (0.4 if entity.unnamed else 1.0)
            if best is None or value > best[0]:
                best = (value, entity)
        return (best[1],) if best is not None else self._cataphor(token, gender)

    def _seen_from(self, token: Token) -> int:
        """Returns the token that a pronoun's antecedent is looked for from: where the speech it closes opens.

        Whom a speech is about is not its speaker, nor do its sentences take the speaker further away.
        """
        start = self._quotation_start(token)
        return start if start is not None else token.i

    def _quotation_start(self, token: Token) -> int | None:
        """Returns the first token of the quotation that a pronoun and its verb close, or None."""
        at = token.i - 1
        if self._r.quoted[token.i]:
            return None
        if at >= 0 and token.head.i == at:  # "“Ann lied,” said he"
            at -= 1
        first = at
        while first >= 0 and self._r.quoted[first]:
            first -= 1
        return first + 1 if first < at else None

    def _closes_words(self, token: Token) -> bool:
        """Tells whether a pronoun and its verb of saying stand behind what they said: "…, they added"."""
        before = self._r.table.words[token.i - 1] if token.i else ""
        return before in _CLOSING and speaks(token)

    @staticmethod
    def _lean(entity: Entity, gender: Gender) -> float:
        if entity.gender == gender:
            return 1.3
        if len(entity.words) > 1:
            return 1.1 if entity.words[0].endswith(_FEMININE) == (gender == "female") else 0.8
        return 1.0

    def _clause_subject(self, token: Token) -> tuple[Entity, ...]:
        """Returns the subject that an object pronoun of the same verb cannot mean."""
        if token.dep_ not in ("dobj", "dative", "pobj") or token.lower_.endswith("self"):
            return ()
        verb = token.head.head if token.dep_ == "pobj" else token.head
        found = [e for c in verb.children if c.dep_ in SUBJECTS for e in self._r.links.get(c.i, ())]
        for doer in (c for c in verb.children if c.dep_ in SUBJECTS and c.i < token.i):
            # "Officials led by A will receive him": it is not A whom they receive
            led = (c for c in doer.children if c.dep_ == "acl" and c.lemma_ in ("lead", "head"))
            span = [i for c in led for i in range(c.i, c.right_edge.i + 1)]
            found += [e for i in span if (e := self._r.entity_at(i)) is not None]
        return tuple(found)

    def _named_in_content(self, token: Token) -> tuple[Entity, ...]:
        """Returns those named in what the pronoun's verb reports, who are others: "Mamani left, he said"."""
        if token.dep_ not in SUBJECTS:
            return ()
        found = []
        for child in token.head.children:
            if child.dep_ == "advcl" and child.i < token.i and _shares_subject(child):
                span = range(child.left_edge.i, child.right_edge.i + 1)
                found += [e for i in span if (e := self._r.entity_at(i)) is not None]
            if child.dep_ == "ccomp" and child.i < token.i and self._runs_on(child.right_edge.i + 1, token.i):
                start = self._after_colon(child.left_edge.i, child.right_edge.i)
                found += [e for i in range(start, child.right_edge.i + 1) if (e := self._r.entity_at(i))]
                found += self._described_subject(child)
        return (*found, *self._named_in_quotation(token))

    def _spoken_of_around(self, token: Token) -> tuple[Entity, ...]:
        """Returns the subject of the clause that an insertion breaks: "The premier, he said, had agreed"."""
        verb, words = token.head, self._r.table.words
        inserted = token.i > 0 and words[token.i - 1] == "," and verb.i == token.i + 1
        if not inserted or verb.i + 1 >= len(words) or words[verb.i + 1] != "," or not speaks(token):
            return ()
        around = verb.head if verb.head.i > verb.i else None
        subjects = [c for c in around.lefts if c.dep_ in SUBJECTS and c.i < token.i] if around else []
        return tuple(e for c in subjects if c.pos_ != "PRON" for e in self._r.links.get(c.i, ()))

    def _described_subject(self, clause: Token) -> tuple[Entity, ...]:
        """Returns whom a described subject means: "The driver was hurt, he said" is somebody else's words."""
        nouns = (t for c in clause.lefts if c.dep_ in SUBJECTS and c.pos_ == "NOUN" for t in (c, *c.children))
        return tuple(e for t in nouns if t.pos_ == "NOUN" for e in self._r.links.get(t.i, ()))

    def _named_in_quotation(self, token: Token) -> list[Entity]:
        """Returns those named in the quotation that a pronoun and its verb close: "“Ann lied,” he said"."""
        start = self._quotation_start(token)
        if start is None:
            return []
        return [e for i in range(start, token.i) if (e := self._r.entity_at(i)) is not None]

    def _after_colon(self, start: int, end: int) -> int:
        """Returns where what a colon introduces begins: "Lacey is less kind: the boat, she says, …"."""
        return next((i for i in range(end, start, -1) if self._r.table.words[i] == ":"), start)

    def _runs_on(self, start: int, end: int) -> bool:
        """Tells whether a comma or closing mark is all that stands between a content and its pronoun."""
        return all(
            w in (",", '"', "”", "’", "'", "''", "—", "–", "-") for w in self._r.table.words[start:end]
        )

    def _cataphor(self, token: Token, gender: Gender) -> tuple[Entity, ...]:
        """Returns the person named next in the same sentence: "In his speech, Jobs said"."""
        table = self._r.table
        clause = token.head.right_edge.i if token.dep_ in SUBJECTS else token.i
        for name in self._r.names:
            if name.start <= clause:
                continue  # "when he met A, B said": it is not A who met A
            if name.person and table.sentence[name.start] == table.sentence[token.i]:
                entity = self._r.by_name[name.start]
                if entity.gender in (None, gender):
                    return (entity,)
        return ()


def _shares_subject(clause: Token) -> bool:
    """Tells whether a participle has the subject of its main clause: "Flanked by Malik, he said"."""
    return clause.tag_ in ("VBG", "VBN") and not any(c.dep_ in SUBJECTS for c in clause.children)
