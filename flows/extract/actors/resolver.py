"""Resolves mentions of actors (names, pronouns, titles, metonyms) to the actors of one article."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from flows.extract.quotations import Quotation
from flows.records import Actor, Participant, Role, Span


class ActorIndex:
    """The actors of one article."""

    def __init__(self, doc: Doc, quotations: Sequence[Quotation], title: str | None = None) -> None:
        """Reads the actors off a parsed article."""
        self._doc = doc
        self._quotations = quotations
        self._title = title

    def resolve(self, head: Token, role: Role) -> tuple[Participant, ...]:
        """Resolves a noun phrase or pronoun to the actors that it refers to.

        Args:
            head: The phrase's head token; conjuncts ("A, B and C") are resolved with it.
            role: The role to give to each.

        Returns:
            In text order; empty where the phrase refers to nobody that can be identified.
        """
        found = []
        for token in (head, *head.conjuncts):
            words = self._doc[token.left_edge.i : token.i + 1]
            span = Span(words.start_char, words.end_char)
            found.append(
                Participant(
                    role,
                    Actor(words.text, span, "person" if token.ent_type_ == "PERSON" else "unnamed"),
                    span,
                )
            )
        return tuple(found)
