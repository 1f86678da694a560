"""Reads rows of names with offices between them, which the parser seldom takes for one coordination.

"Envoy A, Minister of Trade B of C, and D, who leads the bank, met …": whoever is named in such a row before a
verb, or after "with", is on that side.
"""

from flows.extract.contacts.syntax import SUBJECTS, is_verb
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Doc, Token
from flows.records import Participant, Role

_BREAKS = frozenset(
    {
        "about",
        "amid",
        "regarding",
        "over",
        "ahead",
        "before",
        "after",
        "following",
        "during",
        "where",
        "while",
    }
)
_MARKS = frozenset({'"', "”", "''", "’"})
# "six governors including A and B", "which include A (X); B (Y)": the row goes on.
_LISTING = frozenset({"including", "include", "includes", "included", "comprising"})


def row_before(parsed: ParsedArticle, verb: Token, role: Role) -> list[Participant]:
    """Returns the persons named in a row that ends at a verb, its subject."""
    start = verb.i
    while start > verb.sent.start and not _ends_row_before(verb.doc[start - 1], verb):
        start -= 1
    row: list[tuple[Token, Participant]] = []
    until = verb.i
    while until > start and verb.doc[until - 1].dep_ in ("aux", "auxpass", "advmod", "npadvmod", "neg"):
        until -= 1
    adjacent = until
    for first, last, participant in reversed(list(parsed.actors.people_between(start, verb.i, role))):
        if describes_another(first, last):
            continue
        if until != adjacent and not _joins(verb.doc, last.i + 1, until):
            break
        if until == adjacent and last.i + 1 != until and not _joins(verb.doc, last.i + 1, until):
            break
        row.append((first, participant))
        until = first.i
    return [p for _, p in reversed(row)]


def row_after(parsed: ParsedArticle, head: Token, role: Role) -> list[Participant]:
    """Returns the persons named in a row that begins with a noun phrase, given its head."""
    governed = head.head.i < head.i and head.dep_ in ("dobj", "pobj")
    start = head.head.i + 1 if governed else head.left_edge.i
    end = head.i + 1
    while end < head.sent.end and not _ends_row_after(head.doc[end]):
        end += 1
    row: list[Participant] = []
    after = head.i + 1
    for first, last, participant in parsed.actors.people_between(start, end, role):
        if first.i > 0 and first.nbor(-1).text == "(":
            continue  # "A B (Lagos); C D (Oyo)"
        heads_row = governed and first.i == start  # "attended by A": what governs the row is no part of it
        if owns(last) or (not heads_row and describes_another(first, last)):
            continue
        if head.i < last.i and _acts_elsewhere(last, head):
            break
        # "the envoy on X A B" has no comma between office and name; two persons always have one.
        if row and not _joins(head.doc, after, first.i):
            break
        row.append(participant)
        after = last.i + 1
    return row


def _acts_elsewhere(last: Token, head: Token) -> bool:
    """Tells whether a name is the subject of a clause that follows: "met mayors; the premier stayed away".

    Who says what was quoted ("I met A," B said) stands on the other side, and is none of those.
    """
    acts = last.dep_ in SUBJECTS and is_verb(last.head) and last.i < last.head.i
    return acts and not any(t.text in _MARKS for t in last.doc[head.i : last.i])


def _ends_row_before(token: Token, verb: Token) -> bool:
    if token.text in (":", ";", "—") or token.is_space or token.lower_ in _BREAKS:
        return True
    return is_verb(token) and token.head != verb and token.dep_ not in ("aux", "auxpass", "amod", "compound")


def _ends_row_after(token: Token) -> bool:
    if token.text == ":" and token.nbor(-1).tag_ == "NNS":
        return False  # "accompanied by six governors: A (X), B (Y) and C"
    if token.is_space or token.text in (":", "—") or token.lower_ in _BREAKS:
        return True
    participle = token.tag_ == "VBN" and token.head.i > token.i  # "and nominated Senator A"
    modifies = token.dep_ in ("amod", "compound") or participle
    return is_verb(token) and not modifies and token.lower_ not in _LISTING


def describes_another(first: Token, last: Token) -> bool:
    """Tells whether a name only describes somebody else: "the wife of A", "B's envoy", "according to C"."""
    if owns(last):
        return True
    if first.i == 0:
        return False
    before = first.nbor(-1)
    while before.i > 0 and before.pos_ in ("PROPN", "ADJ") and before.text[:1].isupper():
        before = before.nbor(-1)
    if before.lower_ == "the" and before.i > 1 and before.nbor(-2).lower_ == "behalf":
        return True  # "on behalf of the Prince Regent"
    if before.lower_ in ("to", "by", "for", "from", "under", "against", "on", "than", "like", "at"):
        return True
    return before.lower_ == "of" and before.i > 0 and not before.nbor(-1).text[:1].isupper()


def owns(last: Token) -> bool:
    """Tells whether a name only says whose somebody is: "A's envoy", "the A and B families"."""
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    if after is None or after.tag_ == "POS" or after.lower_ in ("’s", "'s"):
        return after is not None
    modifier = last.head if last.dep_ == "conj" else last
    return after.pos_ == "NOUN" and modifier.dep_ in ("compound", "nmod") and modifier.head == after


def _joins(doc: Doc, start: int, end: int) -> bool:
    """Tells whether a comma or "and" stands between two names of a row."""
    between = [doc[i].lower_ for i in range(start, end)]
    return any(w in (",", "and", "&", ";") for w in between)
