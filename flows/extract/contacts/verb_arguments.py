"""Finds the arguments of verbs that tell of contacts, also where the parser hung them elsewhere."""

from flows.extract.contacts.cast import Cast
from flows.extract.contacts.sightings import Argument, Sighting
from flows.extract.contacts.syntax import (
    SUBJECTS,
    agent,
    child,
    children,
    is_first_time,
    is_mere_modifier,
    is_plural,
    is_verb,
    lemma,
    prepositional_objects,
)
from flows.extract.contacts.words import words
from flows.extract.parsed import token_span
from flows.extract.rules import Rule
from flows.extract.tokens import Token

_ESCORTING = frozenset({"accompany", "join", "flank"})
PLACES = ("GPE", "LOC", "FAC")
TIMES = ("DATE", "TIME")


def verb_sighting(
    rule: Rule, verb: Token, arguments: list[Argument], destination: Token | None = None
) -> Sighting:
    """Makes the sighting of a verb; what is done again is done anew."""
    again = any(c.lower_ == "again" for c in children(verb, "advmod"))
    return Sighting(rule, verb, token_span(verb), tuple(arguments), verb, "verb", destination, fresh=again)


def is_sport(token: Token) -> bool:
    """Tells whether a token's sentence is about sport, where hosting, visiting and meeting mean playing."""
    # "a final decision", "to match an offer" are no sport
    nouns = (t for t in token.sent if t.pos_ != "ADJ" and t.tag_ not in ("VB", "VBP", "VBG"))
    found = {lemma(t) for t in nouns if lemma(t) in words("sport")}
    if found and (len(found) > 1 or not found <= words("seasonal")):
        return True
    return any(t.lower_ == "friendly" and t.dep_ in ("pobj", "dobj") for t in token.sent)


def companions(verb: Token, prepositions: frozenset[str]) -> list[Token]:
    """Returns whom a verb is done with, also where the parser hung "with" on a place or time between them."""
    found = list(prepositional_objects(verb, prepositions))
    for token in verb.subtree:
        if token.i <= verb.i or token.dep_ not in ("prep", "dative") or token.lower_ not in prepositions:
            continue
        between = (
            token.head.ent_type_ in (*PLACES, *TIMES)
            or _is_medium(token.head)
            or is_first_time(token.head)  # "spoke for the first time with A"
        )
        if token.head != verb and between and is_in_clause(token, verb):
            found += children(token, "pobj")
    for clause in children(verb, "advcl", "ccomp", "xcomp"):
        # "with X to offer …": the parser takes "with" for a conjunction and X for its subject.
        if any(m.lower_ in prepositions and m.dep_ == "mark" for m in clause.children):
            found += children(clause, "nsubj")
    return found


def escorts(doer: Token, verb: Token, cast: Cast) -> list[Token]:
    """Returns the persons named who went along: "A, accompanied by B, flew …", "flew to X with B"."""
    found = [*accompanying(doer), *(by for c in children(verb, "advcl", "acl") for by in _by(c))]
    found += [
        by for t in verb.subtree if t.tag_ == "VBN" and t.i > verb.i and _is_set_off(t) for by in _by(t)
    ]
    along = frozenset({"with", "alongside"})
    beside = companions(verb, along)
    beside += (t for seen in children(verb, "dobj") for t in prepositional_objects(seen, along))
    beside = [t for t in beside if not any(is_verb(v) for v in verb.doc[verb.i + 1 : t.i])]
    found += [t for t in beside if t.ent_type_ == "PERSON" or (t.pos_ == "PROPN" and not t.ent_type_)]
    apposed = [c for t in (*beside, *found) for c in children(t, "appos")]
    return [t for t in dict.fromkeys((*found, *apposed)) if cast.is_named_person(t)]


def _is_set_off(clause: Token) -> bool:
    """Tells whether a comma sets a participle off from what it was hung on: "for talks, accompanied by A"."""
    return clause.nbor(-1).text == "," and child(clause, *SUBJECTS) is None


def accompanying(person: Token) -> list[Token]:
    """Returns who accompanies somebody by a clause on the name: "A, who was accompanied by B"."""
    heads = (person, *children(person, "appos"))
    return [by for h in heads for c in children(h, "acl", "relcl", "appos") for by in _by(c)]


def _by(clause: Token) -> list[Token]:
    by = agent(clause) if lemma(clause) in _ESCORTING else None
    return [by] if by is not None else []


def _is_medium(token: Token) -> bool:
    """Tells whether a noun is the means of a call: "spoke by video call with B"."""
    return token.head.lower_ in ("by", "on", "in", "over", "via") and (
        lemma(token) in words("phone") or lemma(token) in ("call", "link", "conference", "line")
    )


def is_in_clause(token: Token, verb: Token) -> bool:
    """Tells whether a token hangs on a verb with no other verb between."""
    above = token.head
    while above != verb:
        if is_verb(above) or above.head == above:
            return False
        above = above.head
    return True


def relative_object(verb: Token) -> Token | None:
    """Returns a verb's direct object, or in a relative clause what the clause describes ("whom he met")."""
    # "met ex-governor A": the parser takes "ex" for an object of its own
    found = next((c for c in children(verb, "dobj", "dative") if c.lower_ != "ex"), None)
    if found is None:
        beside = (c for c in children(verb, "xcomp", "advcl") if is_mere_modifier(c))
        found = next((t for c in beside for t in children(c, "dobj")), None)
    if found is None:
        # "welcoming President A B to the palace": the parser may take a name for a clause.
        found = next((c for c in children(verb, "ccomp", "attr", "oprd") if _is_person_named(c)), None)
    if found is not None and found.dep_ == "dative" and found.pos_ == "ADP":
        found = child(found, "pobj")
    if found is not None and found.lower_ in ("whom", "who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return found


def _is_person_named(token: Token) -> bool:
    """Tells whether a token is a person's name, or an office with its holder: "the chief executive, A B"."""
    return token.ent_type_ == "PERSON" or any(c.ent_type_ == "PERSON" for c in children(token, "appos"))


def person_named_next(verb: Token) -> Token | None:
    """Returns the person named right after a verb whom the parser did not take for its object.

    Names that it does not know it may take for an exclamation or a clause: "met Ambassador Noh Kyung-ah".
    """
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.ent_type_ == "PERSON":
            return token
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET"):
            return None
    return None


def is_place(token: Token) -> bool:
    """Tells whether a noun phrase stands for a place that one can go to."""
    return token.ent_type_ in PLACES or lemma(token) in words("venues")


def is_several(doer: Token) -> bool:
    """Tells whether a subject names several, wherever the parser hung them in its phrase."""
    return is_plural(doer) or any(t.lower_ == "and" for t in doer.subtree if t.i < doer.i)
