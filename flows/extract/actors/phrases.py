"""Reads noun phrases that describe an actor without a name: "the Turkish president", "three US officials"."""

from dataclasses import dataclass

from flows.extract.actors.token_table import TokenTable
from flows.extract.actors.vocabulary import Vocabulary
from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.tokens import Token

_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
_COUNTS = {
    "two": 2,
    "both": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "pair": 2,
    "duo": 2,
    "couple": 2,
    "trio": 3,
    "quartet": 4,
}
_COLLECTIVE = frozenset(
    {
        "police",
        "people",
        "staff",
        "crew",
        "pair",
        "duo",
        "trio",
        "media",
        "press",
        "public",
        "family",
        "couple",
    }
)
_INTO = frozenset(
    {
        "of",
        "from",
        "for",
        "at",
        "in",
        "with",
        "within",
        "inside",
        "on",
        "by",
        "to",
        "close",
        "familiar",
        "near",
    }
)
_MODIFIERS = frozenset(
    {"compound", "amod", "nmod", "nummod", "punct", "poss", "quantmod", "npadvmod", "case"}
)
_STOPS = frozenset(',;:(—–"“”') | {"--", "``", "''"}
_BREAKS = frozenset({"–", "—", "--"})
_LONGEST = 9  # tokens of a complement: longer ones are clauses, not names of an actor


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase by what it says.

    Attributes:
        head: Index of its head noun.
        start: First token of the phrase, articles left out.
        end: Token after its last.
        noun: The head noun, singular and in its common form ("spokesperson" for "spokeswoman").
        raw: The head noun, singular, as written.
        words: What modifies the noun, `plain`: adjectives, compounds, complements.
        country: Country that its adjectives or owner name, or None.
        definite: Whether it points to something known: "the", "this", "both", or a capitalised title.
        owner: Index of the word that owns it ("Tonga" in "Tonga's prime minister", "his"), or None.
        plural: Whether it means several.
        count: How many it says that they are, or None.
    """

    head: int
    start: int
    end: int
    noun: str
    raw: str
    words: frozenset[str]
    country: str | None
    definite: bool
    owner: int | None
    plural: bool
    count: int | None


def describe(table: TokenTable, head: Token, words: Vocabulary, office: bool = False) -> Description:
    """Reads the noun phrase headed by `head`; `office` tells that it is a capitalised title with no name."""
    lefts = list(head.lefts)
    left = [t for t in lefts if t.dep_ in _MODIFIERS]
    determiners = {t.lower_ for t in lefts if t.dep_ in ("det", "predet")}
    owner = next((t.i for t in left if t.dep_ == "poss"), None)
    if owner is None and left and left[0].left_edge.tag_ == "PRP$":
        owner = left[0].left_edge.i  # "her Kyrgyz opposite number": hung on "Kyrgyz"
    start = min((t.left_edge.i for t in left), default=head.i)
    while start < head.i and (
        table.plain[start] in ("the", "a", "an") or table.pos[start] in ("PUNCT", "SPACE")
    ):
        start += 1
    start = _phrase_start(table, start, head.i)
    end = _phrase_end(table, head)
    mods = frozenset(
        table.plain[i]
        for i in range(start, end)
        if i != head.i and table.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB", "NUM")
    )
    noun = words.noun(head)
    numbers = determiners | {t.lower_ for t in lefts} | {head.lower_}
    return Description(
        head=head.i,
        start=start,
        end=end,
        noun=words.canonical(_office_of(table, head) or noun),
        raw=noun,
        words=mods,
        country=_country(table, start, head.i) or _country_of(table, head.i + 1, end),
        definite=bool(determiners & _POINTING)
        or owner is not None
        or (office and not determiners and not any(t.dep_ == "nummod" for t in lefts)),
        owner=owner,
        plural=head.tag_ in ("NNS", "NNPS")
        or noun in _COLLECTIVE
        or (noun != table.plain[head.i] and office),
        count=next((_COUNTS[n] for n in numbers if n in _COUNTS), None),
    )


def _office_of(table: TokenTable, head: Token) -> str | None:
    """Returns "head of state" where the phrase says so, which is an office of its own."""
    if table.plain[head.i] != "head" or table.plain[head.i + 1 : head.i + 2] != ["of"]:
        return None
    office = " ".join(table.plain[head.i : head.i + 3])
    return office if office in ("head of state", "head of government") else None


def _phrase_start(table: TokenTable, start: int, head: int) -> int:
    """Returns where a phrase begins that the parser lets run back over a dash or a person and a comma."""
    comma = start
    for i in range(head - 1, start - 1, -1):
        if table.words[i] in _BREAKS:
            return i + 1
        if table.words[i] == ",":
            comma = i + 1
        elif table.entity[i] == "PERSON" and comma > i:
            return comma
    return start


def _country(table: TokenTable, start: int, end: int) -> str | None:
    for i in range(start, end):
        word = table.words[i]
        if word[0].isupper():
            code = country_of_demonym(word) or country_named(word) or country_named(table.written(i, i + 2))
            if code is not None:
                return code
    return None


def _country_of(table: TokenTable, start: int, end: int) -> str | None:
    """Returns the country that a complement ends in: "the delegate of Kenya", "head of aid of Chad"."""
    for i in range(start, end):
        if table.words[i] != "of" or (i > start and not table.words[i - 1][:1].isupper()):
            continue
        first = i + 2 if i + 1 < end and table.plain[i + 1] == "the" else i + 1
        code = country_named(table.written(first, end)) if first < end else None
        if code is not None:
            return code
    return None


def _lists_places(table: TokenTable, start: int, end: int) -> bool:
    """Tells whether a complement goes on after a comma with places: "the leaders of Chad, Mali and Niger"."""
    rest = range(start, end)
    named = all(table.words[i] in (",", "and", "the") or table.entity[i] in ("GPE", "LOC") for i in rest)
    return named and "and" in table.words[start:end]


def _phrase_end(table: TokenTable, head: Token) -> int:
    """Returns the token after the phrase's last: complements ("of …", "close to …") included."""
    end = head.i + 1
    for child in head.rights:
        if child.i != end or child.lower_ not in _INTO or child.dep_ not in ("prep", "amod", "acl"):
            break
        limit = child.right_edge.i + 1
        inside = range(child.i, limit)
        if table.entity[min(child.i + 1, limit - 1)] in ("DATE", "TIME"):
            break  # "the prime minister on Monday"
        close = next((i for i in inside if table.words[i] in _STOPS or table.pos[i] == "SPACE"), limit)
        close = limit if _lists_places(table, close, limit) else close
        clause = any(table.tokens[i].dep_ in ("relcl", "nsubj", "nsubjpass") for i in range(child.i, close))
        if close - child.i > _LONGEST or clause:
            break
        end = close
        if close < limit:
            break
    return end
