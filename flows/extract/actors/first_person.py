"""Finds who says "I" and "we" outside quotation marks: the issuer of a release or the author of a letter."""

import re
from collections import Counter

from flows.extract.actors.entities import Entity
from flows.extract.actors.reading import Reading
from flows.extract.tokens import Token

_SINGULAR = frozenset({"i", "me", "my", "myself"})
FIRST_PERSON = _SINGULAR | {"we", "us", "our", "ourselves"}
# "Statement by President Rao on …": the issuer as the headline names it.
_ISSUER = re.compile(
    r"\b(?:statement|remarks|message|letter|address|speech|op-ed|reply|response)\b.{0,20}?\b(?:by|from|of)\b"
    r"(?P<who>.+?)(?=\b(?:on|at|in|to|following|regarding|after|about|before|during|welcoming)\b|$)",
    re.IGNORECASE,
)


class FirstPerson:
    """The first persons of one article."""

    def __init__(self, reading: Reading, title: str | None) -> None:
        """Prepares to read the article under its headline."""
        self._r = reading
        named = _ISSUER.search(title or "")
        self._issuer = frozenset(re.findall(r"\w+", named["who"].casefold())) if named else frozenset[str]()
        self._speaker: Entity | None = None

    def resolve(self, token: Token) -> tuple[Entity, ...]:
        """Returns who says a first-person pronoun; nobody for one within quotation marks.

        The issuer that the headline names counts only where the text names it too, for an actor's name must
        stand in the text. An "I" without any is an actor of that name.
        """
        if self._r.quoted[token.i]:
            return ()
        for entity in self._r.by_name.values():
            if entity.words and entity.words[-1] in self._issuer:
                return (entity,)
        if token.lower_ in _SINGULAR:
            if self._speaker is None:
                self._speaker = Entity(token.text, self._r.table.span(token.i, token.i + 1), "person")
            return (self._speaker,)
        named = [self._r.by_name[n.start] for n in self._r.names]
        bodies = Counter(e for e in named if e.kind in ("organisation", "government") and not e.place)
        return (bodies.most_common(1)[0][0],) if bodies else ()
