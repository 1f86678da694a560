"""The words that tell actors and their titles apart, read once from the lexicon."""

import functools
import re
from dataclasses import dataclass
from typing import Literal

from flows.extract.rules import load_tables
from flows.extract.tokens import Token

Gender = Literal["male", "female"]

_WORD = re.compile(r"[^\s\-–]+")


@functools.lru_cache(maxsize=1 << 15)
def plain(word: str) -> str:
    """Returns a word as the lexicon writes it: lower case, without a final full stop."""
    return word.casefold().rstrip(".") or word


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word sets of the lexicon's actor files; words are `plain`, multi-word entries split at spaces.

    Attributes:
        titles: Every word that can stand in a title before a name.
        heads: Those that can end one: offices, ranks, honorifics.
        offices: Office nouns alone, multi-word ones as written.
        callings: Offices by their last word, and ranks: what a person can be.
        portfolios: What ministers and secretaries are of, as word tuples, longest first.
        synonyms: Other words for an office, by the word.
        wider: For a general noun, the special offices that it may point back to.
        bodies: For a noun ("company"), the words of names that it fits; empty where it fits any.
        kinds: Kind of name ("organisation", "media", "government") by a word in it.
        strict: Nouns that point back to a body only where its name fits.
        companions: Nouns for those who come with a named person.
        tails: What follows a hyphen in a modifier: "Kurdish-led".
        grounds: Last words of place names.
        corporate: Words that shorten away from a body's name.
        of_names: Words that a name goes on from with "of".
        people: Nouns for unnamed persons and groups.
        epithets: Nouns that only call a person just named something else.
        numbered: Nouns that a number tells apart, and that name no actor before one.
        documents: Nouns for documents.
        gathering: For a plural noun, what it gathers: `persons`, `bodies` or `either`.
        metonyms: Country code by place or building that stands for a government.
        outlets: News outlets by full name.
        genders: Gender by first name.
    """

    titles: frozenset[str]
    heads: frozenset[str]
    honorifics: frozenset[str]
    offices: frozenset[str]
    ranks: frozenset[str]
    callings: frozenset[str]
    crowns: frozenset[str]
    nobles: frozenset[str]
    portfolios: tuple[tuple[str, ...], ...]
    suffixes: frozenset[str]
    particles: frozenset[str]
    synonyms: dict[str, str]
    wider: dict[str, frozenset[str]]
    bodies: dict[str, tuple[str, ...]]
    kinds: dict[str, str]
    strict: frozenset[str]
    companions: frozenset[str]
    tails: frozenset[str]
    grounds: frozenset[str]
    corporate: frozenset[str]
    of_names: frozenset[str]
    people: frozenset[str]
    epithets: frozenset[str]
    numbered: frozenset[str]
    documents: frozenset[str]
    media_nouns: frozenset[str]
    gathering: dict[str, str]
    metonyms: dict[str, str]
    outlets: frozenset[str]
    genders: dict[str, Gender]
    title_genders: dict[str, Gender]

    def canonical(self, noun: str) -> str:
        """Returns the common word for an office noun: "spokeswoman" gives "spokesperson"."""
        return str(self.synonyms.get(noun, noun))

    def noun(self, token: Token) -> str:
        """Returns a noun's singular, also where its capital hides it from the lemmatizer: "Leaders".

        An "opposite number" (British usage) is a counterpart.
        """
        if is_opposite_number(token):
            return "counterpart"
        word = plain(token.lemma_ if token.pos_ == "NOUN" else token.text)
        single = word.removesuffix("s")
        if token.pos_ != "NOUN" and single != word and self.is_known(single):
            return single
        return word

    def is_known(self, noun: str) -> bool:
        """Tells whether a singular noun can mean an actor."""
        return (
            noun in self.people
            or noun in self.bodies
            or noun in self.heads
            or noun in self.documents
            or noun in self.media_nouns
            or noun in self.gathering
        )

    def is_suffix(self, word: str) -> bool:
        """Tells whether a word as written follows a name and is no part of it: "Jr.", "III", but not "Xi"."""
        suffix = plain(word)
        numeral = not suffix.strip("ivx")
        return suffix in self.suffixes and (word.isupper() or not numeral)

    def gender(self, title_words: frozenset[str], first_name: str) -> Gender | None:
        """Returns the gender that a title or else a first name tells, or None."""
        for word in title_words:
            if word in self.title_genders:
                return self.title_genders[word]
        return self.genders.get(first_name.casefold())


def is_opposite_number(token: Token) -> bool:
    """Tells whether a noun is the second word of "opposite number", which is a counterpart."""
    return token.lower_ in ("number", "numbers") and token.i > 0 and token.nbor(-1).lower_ == "opposite"


@functools.cache
def vocabulary() -> Vocabulary:
    """Reads the lexicon's actor files, once a process."""
    titles, nouns = load_tables("actor_titles"), load_tables("actor_nouns")
    offices = frozenset(titles["offices"])
    ends = frozenset(_last_word(office) for office in offices)
    heads = ends | frozenset(titles["ranks"]) | frozenset(titles["honorifics"])
    kinds = {word: kind for kind, words in nouns["name_words"].items() for word in words}
    return Vocabulary(
        titles=heads
        | frozenset(titles["fillers"])
        | frozenset(word for office in offices for word in _WORD.findall(office)),
        heads=heads,
        honorifics=frozenset(titles["honorifics"]),
        offices=offices,
        ranks=frozenset(titles["ranks"]),
        callings=ends | frozenset(titles["ranks"]),
        crowns=frozenset(titles["crowns"]),
        nobles=frozenset(titles["nobles"]),
        portfolios=tuple(sorted((tuple(p.split()) for p in titles["portfolios"]), key=len, reverse=True)),
        suffixes=frozenset(titles["suffixes"]),
        particles=frozenset(titles["particles"]),
        synonyms=titles["synonyms"],
        wider={noun: frozenset(offices) for noun, offices in titles["wider"].items()},
        bodies={noun: tuple(words) for noun, words in nouns["organisations"].items()},
        kinds=kinds,
        strict=frozenset(nouns["strict"]["nouns"]),
        companions=frozenset(nouns["companions"]["nouns"]),
        tails=frozenset(nouns["tails"]["words"]),
        grounds=frozenset(nouns["grounds"]["words"]),
        corporate=frozenset(nouns["corporate"]["words"]),
        of_names=frozenset(nouns["links"]["of"]),
        people=frozenset(nouns["unnamed"]["people"]),
        epithets=frozenset(nouns["epithets"]["nouns"]),
        numbered=frozenset(nouns["numbered"]["nouns"]),
        documents=frozenset(nouns["unnamed"]["documents"]),
        media_nouns=frozenset(nouns["unnamed"]["media"]),
        gathering={noun: kind for kind, words in nouns["gathering"].items() for noun in words},
        metonyms=load_tables("metonyms")["government"],
        outlets=frozenset(load_tables("media_outlets")["names"]),
        genders=_genders(),
        title_genders={
            **dict.fromkeys(titles["male_honorifics"], "male"),
            **dict.fromkeys(titles["female_honorifics"], "female"),
        },
    )


def _last_word(office: str) -> str:
    """Returns the head noun of an office: "officer" of "press officer"."""
    return office.split(" of ")[0].replace("-", " ").split()[-1]


def _genders() -> dict[str, Gender]:
    table = load_tables("first_names")
    male, female = (frozenset(table[k].casefold().split()) for k in ("male", "female"))
    return {**dict.fromkeys(male - female, "male"), **dict.fromkeys(female - male, "female")}
