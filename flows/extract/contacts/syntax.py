"""Answers questions of syntax about a parsed sentence: subjects, objects, what governs what."""

from collections.abc import Iterator

from flows.extract.contacts.words import words
from flows.extract.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = ("who", "which", "that")
_MAKING = frozenset({"make", "pay", "have", "hold", "undertake", "host", "attend"})
# Verbs whose object, not subject, does what the infinitive after them says ("sent him to meet them").
_OBJECT_CONTROL = frozenset(
    {"ask", "invite", "send", "urge", "order", "direct", "tell", "allow", "force", "persuade", "dispatch"}
    | {"help", "see", "bring", "host", "receive", "welcome"}
)


def lemma(token: Token) -> str:
    """Returns a token's lemma in lower case; the one place that reads lemmas."""
    return token.lemma_.lower()


def is_verb(token: Token) -> bool:
    """Tells whether a token is a verb or auxiliary."""
    return token.pos_ in ("VERB", "AUX")


def children(token: Token, *labels: str) -> Iterator[Token]:
    """Yields a token's children that carry one of some dependency labels."""
    return (c for c in token.children if c.dep_ in labels)


def child(token: Token, *labels: str) -> Token | None:
    """Returns a token's first child with one of some dependency labels, or None."""
    return next(children(token, *labels), None)


def is_negated(verb: Token) -> bool:
    """Tells whether a verb is negated ("did not meet", "never met", "no longer visits")."""
    if any(c.dep_ == "neg" or c.lower_ in ("never", "neither", "nor") for c in verb.children):
        return True
    sides = (child(verb, *SUBJECTS), child(verb, "dobj"))  # "no minister met him", "met no minister"
    return any(c.lower_ in ("no", "neither") for side in sides if side is not None for c in side.children)


def auxiliaries(verb: Token) -> list[Token]:
    """Returns a verb's auxiliaries; those of the first verb, too, where it shares them in a coordination.

    "will travel to Chad and be received": "will" is an auxiliary of both verbs, "be" of the second.
    """
    own = list(children(verb, "aux", "auxpass"))
    tensed = any(a.tag_ in ("MD", "VBD", "VBZ", "VBP", "TO") for a in own)
    if tensed or verb.dep_ != "conj" or not is_verb(verb.head) or child(verb, *SUBJECTS) is not None:
        return own
    shared = auxiliaries(verb.head)
    if own and own[0].tag_ != "VB":
        return own
    return [a for a in shared if not own or a.tag_ in ("MD", "TO")] + own


def first_conjunct(token: Token) -> Token:
    """Climbs from a conjunct or apposition to the head of its coordination."""
    while token.dep_ in ("conj", "appos") and token.head != token:
        token = token.head
    return token


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Finds who does what a verb says, through coordination, control, relative and participial clauses.

    Returns:
        The head of the subject's noun phrase, or None.
    """
    own = _own_subject(verb)
    if own is not None:
        return _antecedent(verb) if own.lower_ in _RELATIVE and own.pos_ != "PROPN" else own
    if depth > 6 or verb.head == verb:
        return None
    return _controlling_subject(verb, depth)


def _own_subject(verb: Token) -> Token | None:
    """Returns a verb's own subject, past a dateline that the parser took for one."""
    own = [c for c in children(verb, *SUBJECTS) if c.i < verb.i] or list(children(verb, *SUBJECTS))
    if not own:  # "A was on Friday visited by B": the parser hangs A on the auxiliary
        own = [c for a in children(verb, "aux", "auxpass") for c in children(a, *SUBJECTS) if c.i < a.i]
    if not own:
        own = [t for t in prepositional_objects(verb, {"on", "last", "this"}) if _follows_day(t, verb)]
    if not own:
        own = [t for t in [_after_participle(verb)] if t is not None]
    if len(own) > 1 and own[0].left_edge.i == verb.sent.start and own[0].pos_ == "PROPN":
        return own[-1]
    return _counted(own[0]) if own else None


def _after_participle(verb: Token) -> Token | None:
    """Returns the name before a verb that the parser hung on a participle before it.

    "Accompanied by Minister A, Governor B visited Lamu": B is taken for an apposition to A.
    """
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    if verb.tag_ not in ("VBD", "VBZ") or before.pos_ != "PROPN":
        return None
    clauses = [c for c in children(verb, "advcl") if c.tag_ in ("VBN", "VBG") and c.i == verb.sent.start]
    return before if any(c.i < before.i <= c.right_edge.i for c in clauses) else None


def _follows_day(name: Token, verb: Token) -> bool:
    """Tells whether a name only stands after a day: "On Friday Kemp met B", parsed as on a "Friday Kemp"."""
    day = any(c.ent_type_ in ("DATE", "TIME") for c in children(name, "compound", "nmod"))
    return day and name.ent_type_ not in ("DATE", "TIME") and name.pos_ == "PROPN" and name.i < verb.i


def _counted(found: Token) -> Token:
    """Returns the number that the parser hung on an adverb: the two of "The two last met in March"."""
    numbers = [c for c in children(found, "nummod") if c.lower_ in ("two", "three", "four")]
    return numbers[-1] if numbers and found.lower_ in ("last", "next", "first") else found


def _controlling_subject(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ in ("relcl", "acl"):
        return _subject_of_noun_clause(verb, depth)
    if verb.dep_ == "pcomp" or (head.pos_ == "ADP" and verb.dep_ != "conj"):
        return governing_subject(head, depth + 1)
    if verb.dep_ == "ccomp":
        unread = _named_before(verb)
        if unread is not None:
            return unread
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and is_verb(head):
        target = child(head, "dobj", "dative")
        if target is not None and lemma(head) in _OBJECT_CONTROL and verb.i > target.i:
            return target
    if verb.dep_ == "conj" and lemma(head) in words("saying", "contact_status"):
        # "A is to visit Dakar, her office said, and will meet B": what is said goes on.
        said = next((c for c in children(head, "ccomp") if c.i < head.i), None)
        doer = child(head, *SUBJECTS)
        if said is not None and doer is not None and doer.i > said.i:
            return subject(said, depth + 1)
    if is_verb(head) or head.pos_ == "ADJ":
        return subject(head, depth + 1)
    return head if head.pos_ in ("PROPN", "PRON") else None


def _named_before(verb: Token) -> Token | None:
    """Returns the name right before a clause's modal, which the parser hung on what stands before it.

    "At the invitation of A, Prime Minister of Fiji B C will visit …, his office said": a clause with a modal
    has a subject of its own.
    """
    modal = next((c for c in children(verb, "aux") if c.tag_ == "MD"), None)
    if modal is None or modal.i == verb.sent.start:
        return None
    before = modal.nbor(-1)
    return before if before.pos_ == "PROPN" else None


def _subject_of_noun_clause(verb: Token, depth: int) -> Token | None:
    noun = verb.head
    if (
        verb.dep_ == "relcl"
        # "King A, who was in Rome, dined with …": the parser takes the main verb for a clause on its subject.
        or (verb.tag_ == "VBD" and noun.pos_ == "PROPN")
        or noun.ent_type_ in ("PERSON", "ORG", "NORP")
        or noun.pos_ == "PRON"
        or is_office(noun)
    ):
        return first_conjunct(noun) if verb.dep_ == "relcl" else noun
    owner = child(noun, "poss")
    return owner if owner is not None else governing_subject(noun, depth + 1)


def _antecedent(verb: Token) -> Token | None:
    """Returns whom a relative clause describes, past the place that the parser hung it on.

    "The bishops of Angola, who are visiting Rome": it is not Angola that does so.
    """
    if verb.dep_ not in ("relcl", "acl"):
        return None
    noun = verb.head
    who = any(c.lower_ == "who" for c in children(verb, *SUBJECTS))
    above = noun.head.head
    if who and noun.ent_type_ in ("GPE", "LOC") and noun.dep_ == "pobj" and is_office(above):
        return above
    return noun


def governing_subject(token: Token, depth: int = 0) -> Token | None:
    """Finds the subject of the clause that a noun or preposition stands in."""
    verb = governing_verb(token)
    return subject(verb, depth + 1) if verb is not None and depth <= 6 else None


def governing_verb(token: Token) -> Token | None:
    """Climbs from a noun or preposition to the verb of its clause, or None."""
    while token.head != token:
        token = token.head
        if is_verb(token):
            return token
    return token if is_verb(token) else None


def passive(verb: Token) -> bool:
    """Tells whether a verb is passive."""
    return child(verb, "nsubjpass", "auxpass") is not None or (
        verb.tag_ == "VBN" and verb.dep_ == "acl" and child(verb, "aux") is None
    )


def agent(verb: Token) -> Token | None:
    """Returns who acts in a passive clause ("received by the emir"), or None."""
    by = next((c for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def core_of(token: Token) -> Token:
    """Returns what a partitive stands for: the leaders of "a range of leaders"."""
    if lemma(token) in words("partitives") and not token.ent_type_:
        inner = next(
            (c for prep in children(token, "prep") if prep.lower_ == "of" for c in children(prep, "pobj")),
            None,
        )
        return inner if inner is not None else token
    return token


def prepositional_objects(token: Token, names: frozenset[str] | set[str]) -> Iterator[Token]:
    """Yields the objects of some prepositions among a token's children."""
    preps = [c for c in token.children if c.dep_ in ("prep", "dative", "agent")]
    for prep in (p for first in preps for p in (first, *children(first, "conj"))):  # "with A and with B"
        if prep.lower_ in names:
            yield from children(prep, "pobj")
            for inner in children(prep, "pcomp"):
                # "with X of Y to reinforce …": the parser makes X the subject of the infinitive.
                yield from [inner] if inner.pos_ in ("NOUN", "PROPN") else children(inner, *SUBJECTS)
                if is_mere_modifier(inner):  # "with visiting President X"
                    yield from children(inner, "dobj")


def was_to(noun: Token) -> Iterator[tuple[Token, Token]]:
    """Yields who was to do what a noun names, with the verb of doing: "the trip that A was to make"."""
    goals = prepositional_objects(noun, {"to"})  # on which the parser may hang the clause
    for clause in (c for n in (noun, *goals) for c in children(n, "acl", "relcl")):
        heads = (clause, *children(clause, "acomp"))  # "was to make", "was due to make"
        deeds = [c for head in heads for c in children(head, "xcomp") if lemma(c) in _MAKING]
        if lemma(clause) == "be" and deeds:
            doers = (t for t in children(clause, "nsubj") if t.lower_ not in _RELATIVE)
            yield from ((doer, deeds[0]) for doer in doers)


def is_office(token: Token) -> bool:
    """Tells whether a noun stands for the holder of an office or another kind of person."""
    return lemma(token) in words("officials") or lemma(token) in words("people")


def is_mere_modifier(verb: Token) -> bool:
    """Tells whether "visiting" only says of an object that it is on a visit: "met visiting minister A"."""
    if verb.lower_ != "visiting" or verb.i == verb.sent.start or child(verb, *SUBJECTS) is not None:
        return False
    before = verb.nbor(-1)
    governed = verb.dep_ in ("xcomp", "advcl", "pcomp", "amod", "dobj") and verb.head.i < verb.i
    return governed and (is_verb(before) or before.lower_ in ("with", "the", "between", "and", "by", "for"))


def is_first_time(noun: Token) -> bool:
    """Tells whether a noun only counts: "for the first time", "It was the first time that …"."""
    return noun.lower_ == "time" and any(c.lower_ == "first" for c in children(noun, "amod"))


def is_talked_about(noun: Token) -> bool:
    """Tells whether a noun is what is discussed, so that what hangs on it may belong to the verb.

    "discussed the crisis with A in a telephone conversation": by syntax both may be part of the crisis.
    """
    verb = noun.head
    return noun.dep_ == "dobj" and lemma(verb) in words("discussing") and not passive(verb)


def is_plural(token: Token) -> bool:
    """Tells whether a noun phrase names several: a plural, a coordination, or a number."""
    if token.tag_ in ("NNS", "NNPS") or token.lower_ in (
        "they",
        "we",
        "both",
        "two",
        "three",
        "four",
        "pair",
        "duo",
    ):
        return True
    return any(c.dep_ == "conj" for c in token.children)
