"""Resolves mentions of actors (names, pronouns, titles, metonyms) to the actors of one article."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from flows.extract.actors.discourse import Discourse
from flows.extract.actors.entities import Entity
from flows.extract.quotations import Quotation
from flows.records import Actor, Participant, Role, Span

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})


class ActorIndex:
    """The actors of one article."""

    def __init__(self, doc: Doc, quotations: Sequence[Quotation], title: str | None = None) -> None:
        """Reads the actors off a parsed article."""
        self._doc = doc
        self._discourse = Discourse(doc, quotations)
        self._title = title

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
        for token in self._members(head):
            if found and self._discourse.is_companion(token):
                continue
            for entity in self._discourse.entities(token):
                if entity not in seen:
                    seen.append(entity)
                    found.append(Participant(role, self._actor(entity), self._mention(token)))
        return tuple(found)

    def _members(self, head: Token) -> list[Token]:
        """Returns the head tokens of a coordinated phrase, in text order.

        The parser takes "A, B of C, and D" for appositions often enough that names in a row are read too.
        """
        tokens = [head, *(t for t in head.conjuncts if t.pos_ in _NOMINAL)]
        rows = [t for token in tokens for t in self._row(token)]
        return sorted({*tokens, *rows}, key=lambda t: t.i)

    def _row(self, token: Token) -> Iterator[Token]:
        """Yields the heads of the names that follow a person's name in a row closed by "and"."""
        reading = self._discourse.reading
        table = reading.table
        starts = {n.first: n for n in reading.names}
        name, row = reading.name_at.get(token.i), []
        while name is not None and name.person:
            at, closed = name.end, False
            while at < len(table) and table.words[at] in (",", "and", "&"):
                closed = closed or table.words[at] != ","
                at += 1
            following = starts.get(at) if at > name.end else None
            if following is None or not following.person:
                break
            row.append(table.tokens[following.end - 1])
            if closed:
                yield from row
                break
            name = following

    def _mention(self, token: Token) -> Span:
        reading = self._discourse.reading
        name = reading.name_at.get(token.i)
        if name is not None:
            return reading.table.span(name.first, name.end)
        return reading.table.span(token.left_edge.i, token.i + 1)

    def _actor(self, entity: Entity) -> Actor:
        return Actor(entity.name, entity.span, entity.kind, entity.title, entity.affiliation, entity.country)
