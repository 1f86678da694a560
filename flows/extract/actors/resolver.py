"""Resolves mentions of actors (names, pronouns, titles, metonyms) to the actors of one article."""

from collections.abc import Sequence

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
        tokens = [t for t in head.conjuncts if t.pos_ in _NOMINAL and t.pos_ != "VERB"]
        for token in sorted({head, *tokens}, key=lambda t: t.i):
            if found and self._discourse.is_companion(token):
                continue
            for entity in self._entities(token):
                if entity not in seen:
                    seen.append(entity)
                    found.append(Participant(role, self._actor(entity), self._mention(token)))
        return tuple(found)

    def _entities(self, token: Token) -> tuple[Entity, ...]:
        linked = self._discourse.links.get(token.i)
        if linked:
            return linked
        if token.pos_ in ("NOUN", "PROPN") or (
            token.pos_ in ("ADJ", "NUM", "X") and token.dep_ in ("nsubj", "pobj", "dobj")
        ):
            return self._discourse.described(token)
        return ()

    def _mention(self, token: Token) -> Span:
        name = next((n for n in self._discourse.names if n.first <= token.i < n.end), None)
        words = self._doc[name.first : name.end] if name else self._doc[token.left_edge.i : token.i + 1]
        return Span(words.start_char, words.end_char)

    def _actor(self, entity: Entity) -> Actor:
        return Actor(entity.name, entity.span, entity.kind, entity.title, entity.affiliation, entity.country)
