"""Reads noun phrases that describe an actor without a name: "the Turkish president", "three US officials"."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.extract.actors.vocabulary import Vocabulary, plain
from flows.extract.places.countries import country_named, country_of_demonym

_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
_TWO = frozenset({"two", "both", "pair", "duo", "couple"})
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "pair": 2, "duo": 2, "couple": 2, "trio": 3}
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
_LEFT = frozenset(
    {
        "compound",
        "amod",
        "nmod",
        "nummod",
        "punct",
        "poss",
        "quantmod",
        "advmod",
        "npadvmod",
        "case",
        "conj",
        "cc",
    }
)


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase by what it says.

    Attributes:
        head: Index of its head noun.
        start: First token of the phrase, articles left out.
        end: Token after its last.
        noun: The head noun, singular and in its common form ("spokesperson" for "spokeswoman").
        words: What modifies the noun, `plain`: adjectives, compounds, complements.
        country: Country that its adjectives name, or None.
        definite: Whether it points to something known: "the", "this", "both", or a capitalised title.
        plural: Whether it means several.
        count: How many it says that they are, or None.
    """

    head: int
    start: int
    end: int
    noun: str
    words: frozenset[str]
    country: str | None
    definite: bool
    plural: bool
    count: int | None = None


def describe(doc: Doc, head: Token, words: Vocabulary, office: bool = False) -> Description:
    """Reads the noun phrase headed by `head`; `office` tells that it is a capitalised title with no name."""
    left = [t for t in head.lefts if t.dep_ in _LEFT and t.dep_ != "advmod"]
    determiners = {t.lower_ for t in head.lefts if t.dep_ in ("det", "predet")}
    owned = any(t.dep_ == "poss" for t in left)
    start = min((t.left_edge.i for t in left), default=head.i)
    while start < head.i and (
        plain(doc[start].text) in ("the", "a", "an") or doc[start].is_punct or doc[start].is_space
    ):
        start += 1
    end = _phrase_end(head)
    mods = frozenset(
        plain(t.text) for t in doc[start:end] if t.i != head.i and not t.is_punct and not t.is_stop
    )
    numbers = determiners | {t.lower_ for t in head.lefts} | {head.lower_}
    lemma = words.noun(head)
    plural = head.tag_ in ("NNS", "NNPS") or lemma in (
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
    )
    return Description(
        head=head.i,
        start=start,
        end=end,
        noun=words.canonical(lemma),
        words=mods,
        country=next(
            (c for t in doc[start : head.i] if (c := country_of_demonym(t.text) or country_named(t.text))),
            None,
        ),
        definite=bool(determiners & _POINTING) or owned or (office and not determiners),
        plural=plural,
        count=next((_COUNTS[n] for n in numbers if n in _COUNTS), None),
    )


def _phrase_end(head: Token) -> int:
    """Returns the token after the phrase's last: complements ("of …", "close to …") included."""
    end = head.i + 1
    for child in head.rights:
        if child.i != end or child.lower_ not in _INTO or child.dep_ not in ("prep", "amod", "acl"):
            break
        limit = child.right_edge.i + 1
        words = child.doc[child.i : limit]
        close = next(
            (t.i for t in words if t.text in (",", ";", ":", "(", "—", "–") or t.is_space or t.is_quote),
            limit,
        )
        inside = child.doc[child.i : close]
        if len(inside) > 9 or any(t.dep_ in ("relcl", "nsubj", "nsubjpass") for t in inside):
            break
        end = close
        if close < limit:
            break
    return end
