"""Puts right what the small model reads in names of places that it does not know: "flew to Niamey".

It takes many towns of Africa and Asia for persons or for nothing, and then nobody can travel there.
"""

import functools

import numpy as np
from spacy.attrs import IS_TITLE, POS
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from flows.extract.actors.vocabulary import vocabulary
from flows.extract.places.countries import country_named
from flows.extract.places.gazetteer import fold, gazetteer
from flows.extract.rules import load_tables

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 4  # words in a place's name that are looked at


@Language.component("place_names")
def place_names(doc: Doc) -> Doc:
    """Marks names after words for a way or a stay as places (GPE) where the model did not."""
    found = [place for i in _names_after_words(doc) if (place := _place_from(doc[i])) is not None]
    if found:
        taken = {token.i for place in found for token in place}
        kept = [entity for entity in doc.ents if not taken & set(range(entity.start, entity.end))]
        doc.set_ents([*kept, *found])
    return doc


def _names_after_words(doc: Doc) -> list[int]:
    """Returns where a name stands that has any word before it, without making an object for each token."""
    if len(doc) < 2:
        return []
    names = doc.to_array([POS, IS_TITLE]) == (doc.vocab.strings["PROPN"], 1)
    found: list[int] = (np.flatnonzero(names[1:].all(axis=1)) + 1).tolist()
    return found


def _place_from(first: Token) -> Span | None:
    before = first.nbor(-1)
    if not _leads_to_place(before):
        return None
    end = first.i + 1
    while end < len(first.doc) and end - first.i < _LONGEST and first.doc[end].pos_ == "PROPN":
        end += 1
    name = first.doc[first.i : end]
    kinds = {token.ent_type_ for token in name}
    known = fold(name.text) in gazetteer().towns or country_named(name.text) is not None
    # What the model is sure of, a name that runs on beyond these words, and a person's are left alone.
    if kinds - ({"", "PERSON", "ORG"} if known else {"PERSON"}):
        return None
    if before.pos_ == "VERB" and any(t.lower_ == "who" for t in first.doc[end : end + 2]):
        return None  # "visited Wiranto, who was in hospital"
    beyond = [t for t in (name[0], name[-1]) if _runs_on(t) and not (known and _goes_on_with_clause(t))]
    if beyond or _named_elsewhere(name):
        return None
    led = before.lower_ in _words()["stay"] | _words()["way"] | _words()["calling"] | {"of"}
    toured = before.lemma_.lower() in _words()["touring"] or _is_seen(before, name)
    return _as_place(name) if known or led or toured else None


def _is_seen(before: Token, name: Span) -> bool:
    """Tells whether a name of one word is what was visited: "visited Leith", no "visited Anna"."""
    person = name[0].text.casefold() in vocabulary().genders
    return before.lemma_.lower() in _words()["seeing"] and len(name) == 1 and not person


def _as_place(name: Span) -> Span:
    return Span(name.doc, name.start, name.end, label="GPE")


def _leads_to_place(word: Token) -> bool:
    words, above = _words(), word.head
    if word.pos_ == "VERB":
        return word.lemma_.lower() in words["visiting"]
    if word.text == ",":
        return _ends_address(word)
    if word.lower_ in words["stay"]:
        return above.lemma_.lower() not in words["trusting"]
    if word.lower_ == "of":
        return above.lemma_.lower() in words["settlements"]
    if word.lower_ in words["calling"]:
        return above.lemma_.lower() in words["stopping"]
    governors = [above, *(c for c in above.children if c.dep_ == "dobj" and c.i < word.i)]
    return word.lower_ in words["way"] and any(g.lemma_.lower() in words["going"] for g in governors)


def _ends_address(comma: Token) -> bool:
    """Tells whether a comma parts a building from its town: "at the Presidential Villa, Abuja, on Friday"."""
    if comma.i == 0 or comma.i + 2 >= len(comma.doc):
        return False
    building, after = comma.nbor(-1), comma.nbor(2)
    return building.pos_ == "PROPN" and building.lower_ in _words()["addresses"] and after.pos_ != "PROPN"


def _runs_on(token: Token) -> bool:
    """Tells whether the entity that a token is in goes on with a common word: "in March", "in Mr Lee's"."""
    after = token.i + 1
    return after < len(token.doc) and token.doc[after].ent_iob_ == "I" and token.doc[after].pos_ != "PROPN"


def _goes_on_with_clause(token: Token) -> bool:
    """Tells whether the model drew a preposition after a town into its name: "to Auckland for the launch"."""
    return token.doc[token.i + 1].lower_ in ("for", "on", "at", "with", "after", "before", "from")


def _named_elsewhere(name: Span) -> bool:
    """Tells whether the article calls a person by the same last word where no place could stand."""
    last = name[-1]
    return any(
        token.lower_ == last.lower_
        and token.i not in range(name.start, name.end)
        and token.ent_type_ == "PERSON"
        and not _leads_to_place(token.doc[max(0, token.left_edge.i - 1)])
        for token in name.doc
    )


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed) for name, listed in load_tables("place_names").items()}
