"""Finds whom a word for a quantity means: "both", "some of the protesters", "another"."""

from flows.extract.actors.descriptions import Descriptions, anybody
from flows.extract.actors.entities import Entity
from flows.extract.actors.reading import SUBJECTS, Reading
from flows.extract.tokens import Token
from flows.records import ActorKind

_FURTHER = frozenset({"one", "another", "others"})
_SOME = frozenset({"some", "many", "several", "most", "few", "others"})
_PICKING = frozenset({"prep", "relcl", "acl", "amod"})
_AMONG = frozenset({"in", "at", "within", "inside", "from", "on", "close", "around"})


def _picks(modifier: Token, token: Token) -> bool:
    """Tells whether a modifier says who is meant: "those who left", "some in the party"."""
    if modifier.i < token.i or modifier.dep_ not in _PICKING:
        return False
    return token.lower_ == "those" or (token.lower_ in _SOME and modifier.lower_ in _AMONG)


class Quantities:
    """Resolves the quantities of one article."""

    def __init__(self, reading: Reading, descriptions: Descriptions) -> None:
        """Prepares to read the article."""
        self._r = reading
        self._descriptions = descriptions

    def resolve(self, token: Token) -> tuple[Entity, ...]:
        """Returns whom "some of the protesters", "a number of senators" or "both" means."""
        for child in token.children:
            if child.dep_ == "appos" and child.i in self._r.name_at:  # "One of them, Jelle Postma"
                return self._descriptions.ahead(child)
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None and self._r.words.is_known(self._r.words.noun(inner)):
                    return self._descriptions.ahead(inner)
        if any(_picks(c, token) for c in token.children):
            return (self._picked_out(token),)
        here = self._r.table.sentence[token.i]
        if token.lower_ in _FURTHER and token.dep_ in SUBJECTS:
            return (self._further(token),)
        if token.lower_ in ("both", "two"):
            return self._r.history.group(token.i, here, 2, anybody)
        return self._r.history.plural(token.i, here, speaks=False)

    def _picked_out(self, token: Token) -> Entity:
        """Returns the new entity of "those in charge" and "those who attended"."""
        span = self._r.table.span(token.i, token.right_edge.i + 1)
        text = self._r.table.written(token.i, token.right_edge.i + 1)
        return Entity(text, span, "group", plural=True, unnamed=True)

    def _further(self, token: Token) -> Entity:
        """Returns the new entity of "another" and "others", who are none of those named so far."""
        several = token.lower_ == "others"
        span = self._r.table.span(token.i, token.i + 1)
        kind: ActorKind = "group" if several else "unnamed"
        return Entity(token.text, span, kind, plural=several, unnamed=True)
