"""Finds who speaks through a document: "a note released by the embassy", "the union's letter"."""

from collections.abc import Callable

from flows.extract.actors.entities import Entity
from flows.extract.actors.phrases import Description
from flows.extract.actors.reading import Reading, has_article, subject_of
from flows.extract.tokens import Token

_ISSUING = frozenset(
    {
        "issue",
        "release",
        "publish",
        "post",
        "read",
        "send",
        "sign",
        "circulate",
        "put",
        "write",
        "give",
        "make",
    }
)


class Documents:
    """Links the documents of one article to their issuers."""

    def __init__(
        self,
        reading: Reading,
        resolve: Callable[[Token], tuple[Entity, ...]],
        ahead: Callable[[Token], tuple[Entity, ...]],
    ) -> None:
        """Prepares to read the article.

        Args:
            reading: The article.
            resolve: Tells whom a noun phrase without a name means.
            ahead: Tells whom a phrase means that the reading may not have come to yet.
        """
        self._r = reading
        self._resolve = resolve
        self._ahead = ahead
        self._issuers: list[tuple[str, tuple[Entity, ...]]] = []

    def issuer(self, token: Token, description: Description) -> tuple[Entity, ...]:
        """Returns who speaks through a document: whose it is, who made it, whose it was before."""
        found = self._owner_of(token) or self._maker_of(token)
        if not found and description.country is not None:
            found = tuple(e for e in self._countries(description.country))[:1]
        if not found and description.definite:
            found = next((e for noun, e in reversed(self._issuers) if noun == description.noun), ())
        if found:
            self._issuers.append((description.noun, found))
        return found

    def _owner_of(self, token: Token) -> tuple[Entity, ...]:
        for child in token.children:
            if child.dep_ in ("poss", "compound", "nmod") and child.i < token.i:
                found = self._r.links.get(child.i)
                if not found and self._r.words.noun(child) in self._r.words.bodies:
                    found = self._resolve(child)
                if found and not all(e.place for e in found):
                    return found
            elif child.dep_ == "prep" and child.lower_ in ("by", "from", "of") and child.i > token.i:
                found = tuple(e for c in child.children if c.dep_ == "pobj" for e in self._actors(c))
                if found:
                    return found
        return ()

    def _maker_of(self, token: Token) -> tuple[Entity, ...]:
        for child in token.children:
            if child.dep_ == "acl" and child.lemma_ in _ISSUING:  # "a note released by the embassy"
                for by in child.children:
                    if by.dep_ == "agent":
                        return tuple(e for c in by.children if c.dep_ == "pobj" for e in self._actors(c))
        said_in = token.dep_ == "pobj" and token.head.lower_ in ("in", "via", "through")
        if said_in or token.dep_ in ("dobj", "nsubjpass"):
            verb = token.head.head if said_in else token.head
            if verb.pos_ == "VERB" and (said_in or verb.lemma_ in _ISSUING):
                subject = subject_of(verb)
                if subject is not None and subject.i > token.i and not has_article(subject):
                    return self._actors(subject)  # "In a letter to staff, union leaders said"
                return self._r.linked((subject,) if subject is not None else (), token.i)
        return ()

    def _actors(self, token: Token) -> tuple[Entity, ...]:
        known = token.i in self._r.name_at or self._r.words.is_known(self._r.words.noun(token))
        return self._ahead(token) if known else ()

    def _countries(self, code: str) -> list[Entity]:
        return [e for e in self._r.by_name.values() if e.kind == "country" and e.country == code]
