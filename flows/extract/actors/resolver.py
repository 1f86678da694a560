"""Resolves mentions of actors (names, pronouns, titles, metonyms) to the actors of one article."""

from collections.abc import Iterator, Sequence

from flows.extract.actors.discourse import Discourse
from flows.extract.actors.entities import Entity
from flows.extract.actors.names import Name
from flows.extract.actors.reading import SUBJECTS
from flows.extract.actors.vocabulary import vocabulary
from flows.extract.quotations import Quotation
from flows.extract.tokens import Doc, Token
from flows.records import Actor, Participant, Role, Span

_GOVERNED = frozenset(("dobj", "pobj", "attr", "ROOT"))


class ActorIndex:
    """The actors of one article."""

    def __init__(self, doc: Doc, quotations: Sequence[Quotation], title: str | None = None) -> None:
        """Reads the actors off a parsed article."""
        self._doc = doc
        self._discourse = Discourse(doc, quotations, title)

    def resolve(self, head: Token, role: Role) -> tuple[Participant, ...]:
        """Resolves a noun phrase or pronoun to the actors that it refers to.

        Args:
            head: The phrase's head token; conjuncts ("A, B and C") are resolved with it.
            role: The role to give to each.

        Returns:
            In text order; empty where the phrase refers to nobody that can be identified.
        """
        found: list[Participant] = []
        seen: list[Entity] = []
        members = self._discourse.reading.members(self._past_dateline(head))
        if role == "speaker" and head.dep_ == "conj":  # "… the deal and Chancellor Ann Reed, the judge, said"
            members = [t for t in members if t.i >= head.i or t.dep_ not in _GOVERNED]
        for token in members:
            for entity in self._examples(token) or self._holder(token) or self._discourse.entities(token):
                if entity not in seen:
                    seen.append(entity)
                    found.append(Participant(role, self._actor(entity), self._mention(token)))
        named = [p for p, e in zip(found, seen, strict=True) if not e.companion]
        return tuple(named or found)

    def people_between(self, start: int, end: int, role: Role) -> Iterator[tuple[Token, Token, Participant]]:
        """Yields the persons named within a stretch of tokens, each with its first and last token.

        Args:
            start: Index of the stretch's first token.
            end: Index after its last.
            role: The role to give to each.
        """
        reading = self._discourse.reading
        for name in reading.names:
            if name.person and start <= name.first and name.end <= end:
                first, last = self._doc[name.first], self._doc[name.end - 1]
                actor = self._actor(reading.by_name[name.start])
                yield first, last, Participant(role, actor, reading.table.span(name.first, name.end))

    def _past_dateline(self, head: Token) -> Token:
        """Returns the subject after a dateline that the parser took for it: "IZMIR - A judge said"."""
        reading = self._discourse.reading
        name = reading.name_at.get(head.i)
        if name is None or not name.place or not reading.table.opens[name.first]:
            return head
        subjects = (t for t in head.head.children if t.dep_ in SUBJECTS and t.i > head.i)
        apposed = (t for t in head.children if t.dep_ in ("appos", "dep") and t.i > head.i)
        return next((t for t in (*subjects, *apposed) if t.pos_ in ("NOUN", "PROPN", "PRON")), head)

    def _holder(self, token: Token) -> list[Entity]:
        """Returns the person in whose title a subject's body stands: "Export Bank president A. B. said"."""
        reading = self._discourse.reading
        name = reading.name_at.get(token.i)
        if name is None or name.person or token.dep_ not in (*SUBJECTS, "pobj", "dobj"):
            return []
        if token.dep_ not in SUBJECTS:
            return self._titled_after_brackets(name)
        called = self._called_by_noun(name.end)
        if called is not None:
            return [called]
        after = reading.name_at.get(self._past_title(name.end))
        titled = after is not None and after.owner is not None and after.first >= name.end
        return [reading.by_name[after.start]] if after is not None and titled else []

    def _titled_after_brackets(self, body: Name) -> list[Entity]:
        """Returns the person of "with the Red Cross (ICRC) President A. B.", who is meant, not the body."""
        reading = self._discourse.reading
        words, close = reading.table.words, body.end + 2
        if close >= len(words) or words[body.end] != "(" or words[close] != ")":
            return []
        after = next((n for n in reading.names if n.start > close), None)
        titled = after is not None and after.person and after.title is not None and after.first == close + 1
        return [reading.by_name[after.start]] if after is not None and titled else []

    def _called_by_noun(self, at: int) -> Entity | None:
        """Returns the person of "Cannes darling A. B.", whose subject the parser took for Cannes."""
        reading = self._discourse.reading
        noun = reading.table.tokens[at] if at < len(reading.table) else None
        after = reading.name_at.get(at + 1)
        if noun is None or after is None or not after.person or noun.pos_ != "NOUN" or not noun.is_lower:
            return None
        return reading.by_name[after.start] if after.first == at + 1 else None

    def _past_title(self, i: int) -> int:
        table = self._discourse.reading.table
        while i < len(table) and table.words[i].islower() and table.plain[i] in vocabulary().titles:
            i += 1
        return i

    def _examples(self, token: Token) -> list[Entity]:
        """Returns those whom a plural names as examples of itself: "countries including Chad and Mali"."""
        if token.tag_ not in ("NNS", "NNPS") or token.i in self._discourse.reading.name_at:
            return []
        listed = self._listed(token)
        if listed:
            return listed
        for child in token.children:
            such = child.lower_ == "as" and any(c.lower_ == "such" for c in child.children)
            if child.dep_ == "prep" and (such or child.lower_ == "including"):
                inner = [c for c in child.children if c.dep_ == "pobj"]
                tokens = [t for c in inner for t in self._discourse.reading.members(c)]
                names = [t for t in tokens if t.i in self._discourse.reading.name_at]
                return [e for t in names for e in self._discourse.entities(t)]
        return []

    def _listed(self, token: Token) -> list[Entity]:
        """Returns those whom a plural's apposition lists: "three chains, Delmart, Kauf-Gut and Superb"."""
        reading = self._discourse.reading
        for apposed in token.children:
            if apposed.dep_ == "appos" and apposed.i > token.i and reading.table.words[apposed.i - 1] != "(":
                names = [t for t in reading.members(apposed) if t.i in reading.name_at]
                entities = [e for t in names for e in self._discourse.entities(t)]
                if len(entities) > 1 and not any(e.place or e.kind == "country" for e in entities):
                    return entities
        return []

    def _mention(self, token: Token) -> Span:
        reading = self._discourse.reading
        name = reading.name_at.get(token.i)
        if name is not None:
            return reading.table.span(name.first, name.end)
        return reading.table.span(token.left_edge.i, token.i + 1)

    def _actor(self, entity: Entity) -> Actor:
        return Actor(entity.name, entity.span, entity.kind, entity.title, entity.affiliation, entity.country)
