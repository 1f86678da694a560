"""Finds the names in a parsed article: their words without titles, their kind, and their title and office.

The model's entities are hints only: it cuts names short, takes titles and possessives into them, and misses
names of other cultures. Capitals and the lexicon of titles decide; the model breaks ties.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extract.actors.vocabulary import Vocabulary, plain, vocabulary
from flows.extract.places.countries import country_named, country_of_demonym
from flows.records import ActorKind

_NO_NAME = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
_BODY = frozenset({"ORG", "FAC", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART"})
_HYPHENS = frozenset({"-", "–", "‑", "‐"})
_LINKS = frozenset({"of", "for", "and", "&", "the", "on", "to", "in", "at", "against", "'s", "’s", "'", "’"})
_CAPITAL = re.compile(r"^(?:[^\W\d_a-zß-öø-ÿ]|[a-z]{1,2}[A-Z]|[A-Z]|['’ʻ][A-Z])")
_INITIAL = re.compile(r"^(?:[A-Z]\.)+[A-Z]?$|^[A-Z]$")


@dataclass(frozen=True, slots=True)
class Name:
    """One name where it stands.

    Attributes:
        start: First token of the name itself, without titles and article.
        end: Token after its last.
        first: First token of the name with its title.
        person: Whether it names a person.
        title: The title beside it as written, or None.
        title_words: Words of that title, `plain`.
        owner: Tokens (start, end) of the name of the body or country within the title, or None.
    """

    start: int
    end: int
    first: int
    kind: ActorKind
    title: str | None = None
    title_words: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    @property
    def person(self) -> bool:
        """Whether it names a person."""
        return self.kind == "person"


@dataclass(frozen=True, slots=True)
class Office:
    """A capitalised title without a name ("the President", "Prime Minister"), which points to a person."""

    start: int
    end: int


def find_names(doc: Doc) -> Iterator[Name | Office]:
    """Yields the names and bare titles of a parsed article in text order, never overlapping."""
    words = vocabulary()
    i, n = 0, len(doc)
    while i < n:
        if not _starts(doc, i, words):
            i += 1
            continue
        end = _run_end(doc, i, words)
        yield from _read(doc, i, end, words)
        i = end


def is_capital(token: Token) -> bool:
    """Tells whether a token begins with a capital, or looks like a brand ("iRobot") or an "O'" name."""
    return _CAPITAL.match(token.text) is not None


def _starts(doc: Doc, i: int, words: Vocabulary) -> bool:
    token = doc[i]
    if _name_word(token, words):
        return True
    # "al-Eryani", "van der Bellen", "bin Salman" open with a small particle.
    return (
        token.text in words.particles
        and i + 1 < len(doc)
        and (
            (
                doc[i + 1].text in _HYPHENS
                and i + 2 < len(doc)
                and is_capital(doc[i + 2])
                and not token.whitespace_
            )
            or (token.pos_ == "PROPN" and _name_word(doc[i + 1], words))
        )
    )


def _name_word(token: Token, words: Vocabulary) -> bool:
    if not is_capital(token) or token.is_punct or token.ent_type_ in _NO_NAME:
        return False
    if token.pos_ == "PROPN":
        return True
    if token.pos_ in ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ", "PUNCT", "SPACE", "NUM"):
        return bool(token.ent_type_) and token.pos_ not in ("DET", "PRON") and not token.is_sent_start
    if token.is_sent_start or (token.i and doc_quote(token.nbor(-1))):
        # A first word is capitalised anyway.
        if token.ent_type_ or country_of_demonym(token.text) is not None:
            return True
        return token.pos_ in ("NOUN", "X") and not words.is_known(words.noun(token)) and _name_follows(token)
    return token.pos_ in ("NOUN", "ADJ", "X") or bool(token.ent_type_) or plain(token.text) in words.heads


def _name_follows(token: Token) -> bool:
    after = token.doc[token.i + 1 : token.i + 3]
    if len(after) == 2 and after[0].text in _HYPHENS:
        return _joined(token) and (is_capital(after[1]) or len(after[1]) == 1)
    return len(after) > 0 and after[0].pos_ == "PROPN" and is_capital(after[0])


def doc_quote(token: Token) -> bool:
    """Tells whether a token is an opening quotation mark, after which any word is capitalised."""
    return token.is_quote or token.text in "“‘\"'``([-–—•*"


def _run_end(doc: Doc, start: int, words: Vocabulary) -> int:
    """Returns the token after the last of the capitalised run that begins at `start`."""
    i, n = start + 1, len(doc)
    while i < n:
        token, before = doc[i], doc[i - 1]
        if _name_word(token, words) and not (token.is_sent_start and not _joined(before)):
            i += 1
        elif token.text in _HYPHENS and _joined(before) and _joined(token) and i + 1 < n:
            if doc[i + 1].lower_ in words.tails:
                break
            i += 2
        elif _suffix_after_comma(doc, i):
            i += 2
        elif _particles_before_name(doc, i, words):
            i += 1
        elif (more := _linked(doc, start, i, words)) > i:
            i = more
        else:
            break
    return i


def _joined(token: Token) -> bool:
    return not token.whitespace_


def _suffix_after_comma(doc: Doc, i: int) -> bool:
    return doc[i].text == "," and i + 1 < len(doc) and plain(doc[i + 1].text) in ("jr", "sr")


def _particles_before_name(doc: Doc, i: int, words: Vocabulary) -> bool:
    j = i
    while j < len(doc) and doc[j].text in words.particles and j - i < 3:
        j += 1
    if j == i or j >= len(doc):
        return False
    if doc[j].text in _HYPHENS and _joined(doc[j - 1]) and j + 1 < len(doc):
        return is_capital(doc[j + 1])
    return is_capital(doc[j]) and doc[j].pos_ == "PROPN" and doc[i].text not in ("y", "e", "la", "do")


def _linked(doc: Doc, start: int, i: int, words: Vocabulary) -> int:
    """Returns where to go on after linking words ("Ministry of Defence"), or `i` where the run ends."""
    j = i
    while j < len(doc) and j - i < 3 and doc[j].text in _LINKS:
        j += 1
    if j == i or j >= len(doc) or not _name_word(doc[j], words) or doc[j].is_sent_start:
        return i
    if doc[i].text in ("'s", "’s"):  # "People's Republic of China"
        return j if doc[j].text == "Republic" else i
    inside = doc[i - 1].ent_type_ in ("ORG", "LAW") and all(t.ent_iob_ == "I" for t in doc[i : j + 1])
    head = plain(doc[i - 1].text)
    if doc[i].text in ("of", "for"):
        body = head in words.of_names or any(plain(t.text) in words.kinds for t in doc[start:i])
        office = head in words.heads and head not in words.honorifics
        return j if inside or body or office else i
    if doc[i].text in ("and", "&"):
        portfolio = any(t.text == "of" for t in doc[start:i]) and any(
            plain(t.text) in words.kinds for t in doc[start:i]
        )
        return j if inside or (doc[i].text == "&") or (portfolio and doc[j].ent_type_ == "ORG") else i
    return j if inside else i


def _read(doc: Doc, start: int, end: int, words: Vocabulary) -> Iterator[Name | Office]:
    """Splits one capitalised run into title and name, and types it."""
    while start < end and plain(doc[start].text) in ("the", "a", "an"):
        start += 1
    if start == end:
        return
    tokens = [plain(t.text) for t in doc[start:end]]
    if _names_body(doc, end, tokens, words):
        yield Name(start, end, start, _body_kind(doc, start, end, words))
        return
    at = _after_title(doc, start, end, tokens, words)
    if at == start:
        at = _after_affiliation(doc, start, end, words)
    if at is not None and end - at <= 2 and _common_plural(doc[end - 1], words):
        at = None
    if at is None:
        if country_of_demonym(doc[start:end].text) is None:
            yield Office(start, end)
        return
    first, title_words = _title_before(doc, start, at, words)
    name = doc[at:end]
    kind = _kind(doc, at, end, bool(title_words), words)
    if kind is None:
        return
    if kind != "person" and at > start:
        at, name = start, doc[start:end]
    if kind != "person":
        yield Name(at, end, at, kind)
        return
    if (
        len(name) - _suffixes(doc, at, end, words) == 1
        and at > start
        and plain(doc[at - 1].text) in words.crowns
    ):
        at -= 1
    title = doc[first:at].text if first < at and any(w in words.heads for w in title_words) else None
    yield Name(at, end, min(first, at), "person", title, title_words, _owner(doc, first, at, words))


def _common_plural(token: Token, words: Vocabulary) -> bool:
    """Tells whether a capitalised word is a common noun for actors: "Leaders", "Administration Officials"."""
    noun = words.noun(token)
    return noun != plain(token.text) and (
        noun in words.people or noun in words.offices or noun in words.gathering
    )


def _suffixes(doc: Doc, start: int, end: int, words: Vocabulary) -> int:
    return sum(plain(t.text) in words.suffixes or t.text == "," for t in doc[start + 1 : end])


def _names_body(doc: Doc, end: int, tokens: list[str], words: Vocabulary) -> bool:
    """Tells whether the run's last word (or its word before "of") is that of a body: "Foreign Ministry"."""
    if " ".join(tokens) in words.outlets:
        return True
    stop = next((k for k, t in enumerate(tokens) if t in ("of", "for", "on", "to", "against")), len(tokens))
    head = tokens[stop - 1] if stop else ""
    if head not in words.kinds:
        return False
    if stop < len(tokens):
        return not any(t in words.offices for t in tokens[stop:]) or doc[end - 1].ent_type_ == "ORG"
    return not (head in words.heads and doc[end - 1].ent_type_ == "PERSON")


def _after_title(doc: Doc, start: int, end: int, tokens: list[str], words: Vocabulary) -> int | None:
    """Returns where the name begins after the run's titles; None where the run is all title."""
    at = 0
    k = 0
    while k < len(tokens):
        if tokens[k] in words.heads and (
            k > 0
            or len(tokens) == 1
            or doc[start + k].ent_type_ != "PERSON"
            or tokens[k] in words.honorifics | words.offices | words.ranks
        ):
            if k == len(tokens) - 1 and k > 0 and at == 0 and _calls_person(doc, start, end, words):
                break
            at = k + 1 + _complement(doc, start + k + 1, end, words)
            k = at
        else:
            k += 1
    if at >= len(tokens) or all(t in words.suffixes or t == "," for t in tokens[at:]):
        return start if _calls_person(doc, start, end, words) and len(tokens) > 1 else None
    if tokens[at] in ("-", "–") and at + 1 < len(tokens):  # "President-elect Joe Biden"
        at += 2 if at + 2 < len(tokens) else 0
    return start + at


def _after_affiliation(doc: Doc, start: int, end: int, words: Vocabulary) -> int:
    """Returns where a person's name begins after the name of a body or country: "Democrat Nancy Pelosi"."""
    for k in range(start + 1, end - 1):
        if doc[k].text.casefold() in words.genders and doc[k].ent_type_ in ("PERSON", doc[k - 1].ent_type_):
            before = {t.ent_type_ for t in doc[start:k]}
            return (
                k
                if before <= {"ORG", "GPE", "NORP"} and "ORG" not in {t.ent_type_ for t in doc[k:end]}
                else start
            )
    return start


def _complement(doc: Doc, i: int, end: int, words: Vocabulary) -> int:
    """Returns how many tokens after a title word say what it is of: "of State", "of Foreign Affairs"."""
    if i >= end or doc[i].text not in ("of", "for"):
        return 0
    rest = [plain(t.text) for t in doc[i + 1 : end]]
    for portfolio in words.portfolios:
        if tuple(rest[: len(portfolio)]) == portfolio:
            return 1 + len(portfolio)
    for k in range(end, i + 1, -1):  # "President of Ukraine Volodymyr Zelenskyy"
        if country_named(doc[i + 1 : k].text) is not None:
            return k - i
    person = next(
        (
            k
            for k in range(i + 1, end)
            if (doc[k].ent_type_ == "PERSON" or doc[k].lower_ in words.genders)
            and plain(doc[k].text) not in words.titles
        ),
        None,
    )
    return (person if person is not None else end) - i


def _calls_person(doc: Doc, start: int, end: int, words: Vocabulary) -> bool:
    return doc[start].text.casefold() in words.genders or (
        doc[start].ent_type_ == "PERSON"
        and doc[end - 1].ent_type_ == "PERSON"
        and plain(doc[start].text) not in words.heads
    )


def _title_before(doc: Doc, start: int, at: int, words: Vocabulary) -> tuple[int, tuple[str, ...]]:
    """Returns where the title before `at` begins and its words, small ones to the left included."""
    first = start
    if at == start:  # "police director Vladimir Rebic": the title is not capitalised
        while first > 0 and _title_word(doc[first - 1], words) and not doc[first].is_sent_start:
            first -= 1
        if not any(plain(t.text) in words.heads for t in doc[first:start]):
            return start, ()
    return first, tuple(plain(t.text) for t in doc[first:at] if not t.is_punct)


def _title_word(token: Token, words: Vocabulary) -> bool:
    return (
        token.text.islower()
        and token.pos_ in ("NOUN", "ADJ", "PROPN")
        and (token.text in words.titles or (token.dep_ in ("compound", "amod") and token.pos_ != "ADJ"))
    ) or (token.text in _HYPHENS and _joined(token))


def _owner(doc: Doc, first: int, at: int, words: Vocabulary) -> tuple[int, int] | None:
    """Returns the tokens of the body or country named within a title: "Apple CEO", "Iraqi President"."""
    i = first
    while i > 0 and doc[i - 1].ent_type_ in ("ORG", "GPE", "NORP") and is_capital(doc[i - 1]) and i == first:
        i -= 1
    j = i
    while j < at and not (plain(doc[j].text) in words.titles and country_named(doc[j].text) is None):
        j += 1
    return (i, j) if j > i and is_capital(doc[i]) else None


def _kind(doc: Doc, start: int, end: int, titled: bool, words: Vocabulary) -> ActorKind | None:
    """Returns what the name of tokens `start` to `end` names; None for no actor's name."""
    name = doc[start:end]
    if country_named(name.text) is not None:
        return "country"
    if name.text.casefold() in words.metonyms:
        return "government"
    if titled:
        return "person"
    if country_of_demonym(name.text) is not None:
        return None
    if (
        doc[start].text.casefold() in words.genders
        and end - start > 1
        and doc[end - 1].ent_type_ not in _BODY
    ):
        return "person"
    labels = {t.ent_type_ for t in name if t.ent_type_}
    if labels == {"PERSON"} or ("PERSON" in labels and doc[end - 1].ent_type_ == "PERSON"):
        return "person"
    return _body_kind(doc, start, end, words)


def _body_kind(doc: Doc, start: int, end: int, words: Vocabulary) -> ActorKind:
    name = doc[start:end].text.casefold()
    if name in words.outlets:
        return "media"
    for token in reversed(doc[start:end]):
        kind = words.kinds.get(plain(token.text))
        if kind is not None:
            if kind == "media":
                return "media"
            return "government" if kind == "government" else "organisation"
    if doc[end - 1].ent_type_ in ("GPE", "LOC"):
        return "country" if country_named(doc[start:end].text) else "government"
    return "organisation"
