"""Tells persons in a row of names by the company they keep: "Governors A B (X), C D (Y) and E F".

The model knows few names of other cultures; whoever stands in a row of persons is one.
"""

from collections.abc import Sequence
from dataclasses import replace

from flows.extract.actors.names import Name, Office
from flows.extract.actors.token_table import TokenTable
from flows.extract.actors.vocabulary import Vocabulary
from flows.extract.places.countries import country_of_demonym
from flows.extract.places.gazetteer import gazetteer

_JOINING = frozenset({",", ";", "and", "&"})
_LISTING = frozenset({"include", "includes", "included", "including", "were", "are", ":"})
_SHORTEST = 3  # names in a row that tells something


def with_persons_of_rows(
    table: TokenTable, words: Vocabulary, found: Sequence[Name | Office]
) -> list[Name | Office]:
    """Returns names with those turned into persons' that stand in a row of persons.

    Args:
        table: The article's tokens.
        words: The lexicon of actors.
        found: Its names and bare titles, in text order.
    """
    names = [n for n in found if isinstance(n, Name) and not _is_bracketed(table, n)]
    turned: dict[int, Name] = {}
    for row in _rows(table, names):
        unread = [n for n in row if _may_be_person(table, words, n)]
        persons = sum(n.person for n in row)
        listed = _is_list_of_people(table, words, row[0])
        if persons + len(unread) == len(row) and (listed or persons * 2 >= len(row)):
            turned.update({n.start: replace(n, kind="person", place=False) for n in unread})
    return [turned.get(n.start, n) if isinstance(n, Name) else n for n in found]


def _rows(table: TokenTable, names: Sequence[Name]) -> list[list[Name]]:
    rows: list[list[Name]] = [[]]
    owner: Name | None = None
    for name in names:
        if _owns_next(table, name):  # "Labour's A B, National's C D": whose they are stands in no row
            owner = name
            continue
        first = name.first
        if owner is not None and owner.end + 1 == first:
            first = owner.first - (table.plain[owner.first - 1] == "the")
        if rows[-1] and not _joins(table, rows[-1][-1].end, first):
            rows.append([])
        rows[-1].append(name)
    return [r for r in rows if len(r) >= _SHORTEST]


def _owns_next(table: TokenTable, name: Name) -> bool:
    return name.end < len(table) and table.words[name.end] in ("'s", "’s", "'", "’")


def _joins(table: TokenTable, start: int, end: int) -> bool:
    """Tells whether only a comma or "and", and perhaps a bracket, stands between two names."""
    depth, joined = 0, False
    for word in table.words[start:end]:
        depth += (word == "(") - (word == ")")
        if depth == 0 and word != ")":
            if word not in _JOINING:
                return False
            joined = True
    return joined and depth == 0


def _is_bracketed(table: TokenTable, name: Name) -> bool:
    return name.first > 0 and table.words[name.first - 1] == "("


def _may_be_person(table: TokenTable, words: Vocabulary, name: Name) -> bool:
    """Tells whether an unknown name has the shape of a person's, and nothing of a body's or a place's."""
    if name.kind not in ("organisation", "government") or not 1 <= name.end - name.start <= 5:
        return False
    parts = [w for w in table.words[name.start : name.end] if w.isalpha() and w not in words.particles]
    shaped = all(w[:1].isupper() and (len(w) == 1 or not w.isupper()) for w in parts) and parts
    known = (words.kinds, words.corporate, words.grounds, words.titles)
    if not shaped or any(w in listed for w in table.plain[name.start : name.end] for listed in known):
        return False
    if set(table.entity[name.start : name.end]) & {"GPE", "LOC", "NORP", "FAC"} and len(parts) < 2:
        return False
    written = table.written(name.start, name.end)
    return not gazetteer().named(written) and country_of_demonym(written) is None


def _is_list_of_people(table: TokenTable, words: Vocabulary, first: Name) -> bool:
    """Tells whether a plural for people leads to a row: "six governors which include A", "MPs A, B and C"."""
    i = first.first - 1
    while i > 0 and (table.words[i] in _LISTING or table.plain[i] in ("which", "who", "that")):
        i -= 1
    if i < 0:
        return False
    noun = words.noun(table.tokens[i])
    return noun != table.plain[i] and noun in words.callings
