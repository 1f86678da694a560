"""Tells who in an article can meet, call or visit, from its actors, its entities and the nouns for people."""

from flows.extract.actors.resolver import ActorIndex
from flows.extract.actors.vocabulary import is_opposite_number
from flows.extract.contacts.syntax import children, lemma
from flows.extract.contacts.words import words
from flows.extract.tokens import Token
from flows.records import ActorKind

# Endings that nouns for persons have and hardly any others.
_AGENTS = (
    "ist",
    "crat",
    "arch",
    "man",
    "men",
    "woman",
    "women",
    "ician",
    "arian",
    "maker",
    "holder",
    "leader",
    "keeper",
)


def _is_bare_name(token: Token) -> bool:
    """Tells whether a subject is a capitalised word of no known kind: a surname that nothing introduces."""
    plain = token.pos_ == "PROPN" and not token.ent_type_ and token.dep_ in ("nsubj", "nsubjpass")
    return plain and token.text[:1].isupper() and token.text[1:].islower()


def _has_plural_title(token: Token) -> bool:
    """Tells whether a name follows one title for several: "Senior Chiefs Mulena and Inyama"."""
    titles = (c.lower_.removesuffix("s") for c in children(token, "compound") if c.lower_.endswith("s"))
    return token.pos_ == "PROPN" and not token.ent_type_ and any(t in words("officials") for t in titles)


class Cast:
    """Who is who in one article; asks the resolver once a token."""

    def __init__(self, actors: ActorIndex) -> None:
        """Reads from the actors of an article."""
        self._actors = actors
        self._kinds: dict[int, frozenset[ActorKind]] = {}

    def kinds(self, token: Token) -> frozenset[ActorKind]:
        """Returns what kinds of actors a noun phrase's head refers to; empty where to none."""
        if token.pos_ not in ("PROPN", "PRON", "ADJ", "NUM", "X") and not token.ent_type_:
            return frozenset()  # what a common noun stands for is told by the word lists
        if token.i not in self._kinds:
            found = self._actors.resolve(token, "participant")
            self._kinds[token.i] = frozenset(p.actor.kind for p in found)
        return self._kinds[token.i]

    def is_named_person(self, token: Token) -> bool:
        """Tells whether a noun phrase refers to a named person."""
        if token.ent_type_ == "PERSON" or "person" in self.kinds(token):
            return True
        return any(c.ent_type_ == "PERSON" for c in children(token, "appos", "compound"))

    def is_person(self, token: Token) -> bool:
        """Tells whether a noun phrase stands for a person, several, or the holder of an office."""
        if self.is_named_person(token) or self._is_official_noun(token) or _is_bare_name(token):
            return True
        if _has_plural_title(token):
            return True
        name = lemma(token)
        if name == "people":  # "business people", "affected people", no "many people"
            before = children(token, "compound", "amod")
            return any(lemma(c) not in ("many", "most", "few", "more", "several", "other") for c in before)
        if name in words("people") or token.lower_ in words("people") or name.endswith(_AGENTS):
            return True
        return token.tag_ == "NNS" and name.endswith(("er", "or", "ee")) and name not in words("things")

    def is_official(self, token: Token) -> bool:
        """Tells whether a noun phrase names a person, body or country, or the holder of an office."""
        if self._is_body(token) or self.is_named_person(token):
            return True
        return self._is_official_noun(token)

    def is_principal(self, token: Token) -> bool:
        """Tells whether a noun phrase stands for a named person or the holder of a high office."""
        return self.is_named_person(token) or lemma(token) in words("principals")

    def is_animate(self, token: Token) -> bool:
        """Tells whether a noun phrase can be a side of a meeting, call or visit at all."""
        return self.is_person(token) or self._is_body(token)

    def is_body(self, token: Token) -> bool:
        """Tells whether a noun phrase stands for a body or group that can meet by itself."""
        if lemma(token) in words("bodies") or token.ent_type_ in ("ORG", "NORP"):
            return True
        return bool(self.kinds(token) & {"organisation", "government", "group"})

    def _is_body(self, token: Token) -> bool:
        if lemma(token) in words("crowds"):
            return False
        if token.pos_ == "NOUN" and lemma(token) in words("firms"):
            return True
        return token.ent_type_ in ("ORG", "NORP", "GPE") or bool(
            self.kinds(token) & {"organisation", "government", "country", "group"}
        )

    def _is_official_noun(self, token: Token) -> bool:
        return token.pos_ != "VERB" and (lemma(token) in words("officials") or is_opposite_number(token))
