"""Reads names out of capitalised runs: the name without its title, what kind it is, and the title beside it.

The model's entities are hints only: it cuts names short, takes titles and possessives into them, and misses
names of other cultures. Capitals and the lexicon of titles decide; the model breaks ties.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.actors.capitals import HYPHENS, CapitalRuns
from flows.extract.actors.name_kinds import NameKinds
from flows.extract.actors.token_table import TokenTable
from flows.extract.actors.vocabulary import Vocabulary
from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.places.gazetteer import is_place_name
from flows.records import ActorKind

_TOWN_WORDS = 2  # of the name of a town at which somebody is posted
_OF = frozenset({"of", "for", "to", "on", "in", "and"})
# Nouns that end a field of office after the words that tell which: "National Security Affairs".
_FIELDS = frozenset(
    {"affairs", "policy", "services", "security", "cooperation", "relations", "issues", "development"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name where it stands.

    Attributes:
        start: First token of the name itself, without titles and article.
        end: Token after its last.
        first: First token of the name with its title.
        place: Whether it names a place on the ground rather than a body.
        title: The title beside it as written, or None.
        title_words: Words of that title, `plain`.
        owner: Tokens (start, end) of the name of the body or country within the title, or None.
    """

    start: int
    end: int
    first: int
    kind: ActorKind
    place: bool = False
    title: str | None = None
    title_words: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    @property
    def person(self) -> bool:
        """Whether it names a person."""
        return self.kind == "person"


@dataclass(frozen=True, slots=True)
class Office:
    """A capitalised title or plural without a name ("the President", "Leaders"), which points to somebody."""

    start: int
    end: int


class NameReader:
    """Reads the names of one article."""

    def __init__(self, table: TokenTable, words: Vocabulary) -> None:
        """Prepares to read the article whose tokens are given."""
        self._t = table
        self._words = words
        self._kinds = NameKinds(table, words)
        self._addressed = {
            table.words[i + 1]
            for i in range(len(table) - 1)
            if table.plain[i] in words.heads and table.words[i + 1][:1].isupper()
        }
        self._surnames = {
            t.text
            for t in table.tokens[1:]
            if t.ent_type_ == "PERSON" and t.ent_iob_ == "I" and t.text.istitle()
        }

    def read(self) -> Iterator[Name | Office]:
        """Yields names and bare titles in text order, never overlapping."""
        for start, end in CapitalRuns(self._t, self._words):
            yield from self._run(start, end + self._is_ministry(end))

    def _is_ministry(self, end: int) -> bool:
        """Tells whether a field of office before a token makes it a body's: "the Health ministry"."""
        table = self._t
        if end + 1 >= len(table) or table.words[end] not in ("ministry", "department"):
            return False
        field = any(portfolio == (table.plain[end - 1],) for portfolio in self._words.portfolios)
        return field and table.plain[end + 1] not in self._words.heads

    def _run(self, start: int, end: int) -> Iterator[Name | Office]:
        """Splits one capitalised run into title and name, and types it."""
        table = self._t
        while start < end and table.words[start].casefold() in ("the", "a", "an"):  # no initial: "A. Rahim"
            start += 1
        if start == end or self._is_postnominal(start, end):
            return
        to = self._serving(start, end)
        if to is not None:
            yield from self._run(start, to)
            yield from self._run(to + 1, end)
            return
        if self._is_epithet(start, end):
            yield Office(start, end)
            return
        if self._is_peerage(start, end):
            title = table.words[start]
            yield Name(start, end, start, "person", title=title, title_words=(table.plain[start],))
            return
        if self._kinds.is_body(start, end) or self._kinds.is_town(start, end):
            yield self._body(start, end)
            return
        at = self._after_title(start, end)
        if at == start:
            at = self._after_affiliation(start, end)
        if at is None or (end - at <= 2 and self._common_plural(end - 1)):
            if country_of_demonym(table.written(start, end)) is None:
                yield Office(start, end)
            return
        first, title_words = self._title_before(start, at)
        kind = self._kinds.kind(at, end, titled=bool(title_words))
        if kind == "person" and country_of_demonym(table.written(at, end)) is not None:
            return  # "two major South Korean firms" have no officer
        body = self._body_headed(start, at, end)
        if kind == "person" and body is not None:
            yield self._body(body, end)
        elif kind == "person":
            yield self._person(first, at, end, title_words)
        elif kind is not None:
            yield self._body(start, end)

    def _is_postnominal(self, start: int, end: int) -> bool:
        """Tells whether a run is only letters after a name and a comma: "Alan Prentice, M.P."."""
        table = self._t
        after = start > 1 and table.words[start - 1] == "," and table.pos[start - 2] == "PROPN"
        return after and all(self._words.is_suffix(w) for w in table.words[start:end])

    def _is_epithet(self, start: int, end: int) -> bool:
        """Tells whether a run only calls somebody by his party: "The Democrat said"."""
        alone = end - start == 1 and start > 0 and self._t.words[start - 1].lower() == "the"
        return (
            alone and self._t.plain[start] in self._words.epithets and self._t.tokens[start].dep_ == "nsubj"
        )

    def _is_peerage(self, start: int, end: int) -> bool:
        """Tells whether a run is a noble's name by his land: "Duke of Kent", "Princess of Wales"."""
        noble = end - start == 3 and self._t.plain[start] in self._words.nobles
        return noble and self._t.words[start + 1] == "of"

    def _body_headed(self, start: int, at: int, end: int) -> int | None:
        """Returns where a body's name begins that was taken for a person's: "CEO of General Dynamo"."""
        table = self._t
        for i in (at - 1, at - 2):
            named = any(w.casefold() in self._words.genders for w in table.words[i + 1 : end - 1])
            if i > start and table.words[i] == "of" and not named:
                return i + 1 if i == at - 1 or table.words[at - 1] == "General" else None
        return None

    def _serving(self, start: int, end: int) -> int | None:
        """Returns where "to" parts two persons' titles: "Head of Cabinet to Commission President A B"."""
        table, words = self._t, self._words
        for i in range(start + 1, end - 2):
            if table.words[i] == "to" and table.words[i + 1] != "the":
                held = any(w in words.heads for w in table.plain[start:i])
                served = any(w in words.heads for w in table.plain[i + 1 : end - 1])
                return i if held and served else None
        return None

    def _body(self, start: int, end: int) -> Name:
        kind, place = self._kinds.body_kind(start, end)
        return Name(start, end, start, kind, place)

    def _person(self, first: int, at: int, end: int, title_words: tuple[str, ...]) -> Name:
        table, words = self._t, self._words
        telling = sum(w != "," and not words.is_suffix(w) for w in table.words[at:end])
        if telling == 1 and at > first and table.plain[at - 1] in words.crowns:
            at -= 1  # "Pope Francis" keeps its title
        titled = first < at and any(w in words.heads for w in title_words)
        return Name(
            at,
            end,
            min(first, at),
            "person",
            title=table.written(first, at) if titled else None,
            title_words=title_words,
            owner=self._owner(first, at),
        )

    def _common_plural(self, i: int) -> bool:
        """Tells whether a capitalised word is a plural common noun: "Leaders", "Administration Officials"."""
        noun = self._words.noun(self._t.tokens[i])
        if country_named(self._t.written(i - 1, i + 1) if i else "") is not None:
            return False  # "United States"
        return noun != self._t.plain[i] and (
            noun in self._words.people or noun in self._words.offices or noun in self._words.gathering
        )

    def _after_title(self, start: int, end: int) -> int | None:
        """Returns where the name begins after the run's titles; None where the run is all title."""
        words, run = self._words, self._t.plain[start:end]
        if len(run) == 2 and self._is_initials(start) and self._t.words[start + 1] in self._surnames:
            return start + 1
        at = k = 0
        while k < len(run):
            within = run[k] == "st" and k > at  # "Hon. Philip St. Rose"
            if (run[k] in words.heads and not within) or self._plural_title(start + k, end):
                if k == len(run) - 1 and k > 0 and at == 0 and self._kinds.calls_person(start, end):
                    break  # "Stephen King"
                if k == len(run) - 1 and 0 < at < k and not self._is_all_title(start + at, end):
                    break  # "Chief Minister Imdad Shah"
                at = k + 1 + self._complement(start + k + 1, end)
                k = at
            else:
                k += 1
        if at >= len(run) or all(w == "," or words.is_suffix(w) for w in self._t.words[start + at : end]):
            return start if len(run) > 1 and self._kinds.calls_person(start, end) else None
        if run[at] in HYPHENS:  # "President-elect Joe Biden"
            return start + at + 2 if at + 2 < len(run) else None
        return start + at

    def _is_all_title(self, start: int, end: int) -> bool:
        """Tells whether words only make up a title: the rest of "Executive Vice-President"."""
        return all(w in self._words.titles or w in HYPHENS for w in self._t.plain[start:end])

    def _is_initials(self, i: int) -> bool:
        """Tells whether a word can be an office by its initials: "DAS Stanhope", "COAS Munir"."""
        word = self._t.words[i]
        return word.isupper() and word.isalpha() and 2 <= len(word) <= 5 and self._t.entity[i] != "GPE"

    def _plural_title(self, i: int, end: int) -> bool:
        """Tells whether a word is one title for several persons: "Presidents Joseph Wekesa and Ali Nur"."""
        table = self._t
        single = re.sub(r"ies$", "y", table.plain[i]).removesuffix("s")
        plural = single != table.plain[i] and single in self._words.callings
        person = "PERSON" in table.entity[i + 1 : end] and not self._common_plural(end - 1)
        return plural and person and end < len(table) and table.words[end] in ("and", ",", "(")

    def _after_affiliation(self, start: int, end: int) -> int:
        """Returns where a person's name begins after that of a body or country: "Democrat Nancy Pelosi"."""
        table = self._t
        for k in range(start + 1, end - 1):
            if table.words[k].casefold() in self._words.genders and not self._kinds.first_name(start):
                before, rest = set(table.entity[start:k]), set(table.entity[k:end])
                single = before <= {"GPE", "NORP"} or (before <= {"ORG"} and "ORG" not in rest)
                return k if single else start
        return start

    def _complement(self, i: int, end: int) -> int:
        """Returns how many tokens after a title word tell what it is of: "of State", "to the President"."""
        at = i
        while at < end and self._t.words[at] in _OF and (at > i or self._t.words[at] != "and"):
            more = self._one_complement(at, end)
            at += more
            if at < end and self._t.plain[at] in self._words.heads:
                break  # "… to the President and Director for Asia A B": another title
        return at - i

    def _one_complement(self, i: int, end: int) -> int:
        """Returns how many tokens one "of …" takes: its word and what the office is of."""
        table, words = self._t, self._words
        j = i + 2 if i + 1 < end and table.words[i + 1] == "the" else i + 1
        for start in dict.fromkeys((i + 1, j)):
            taken = self._portfolio(start, end)
            if taken:
                return start + taken - i
        k = j
        while k < end and (table.plain[k] in words.titles or table.words[k] in HYPHENS):
            if table.words[k] == "of":
                break  # "to the President of the United States A B": its own complement comes next
            k += 1
        if any(w in words.callings for w in table.plain[j:k]):  # "to the Vice President"
            return k - i
        if table.plain[end - 1] in words.kinds and table.entity[end - 1] != "PERSON":
            return end - i  # "Commander of US Central Command"
        held = self._end_of_seat(i, j, end)
        if held is not None:
            return held - i
        for k in range(j, end):
            first = k + 1 < end and table.words[k].casefold() in words.genders
            known = table.entity[k] == "PERSON" or first
            if table.plain[k] in words.kinds and k + 2 < end and table.words[k + 1] not in _OF:
                return k + 1 - i  # "Commander of the Royal Navy A B"
            if table.words[k] in _OF or (known and table.plain[k] not in words.titles):
                return k - i
        if end - j > 2 and table.words[end - 1] in self._addressed:  # "… in Conflict Pramila Patten"
            return end - 2 - i
        return end - i

    def _end_of_seat(self, i: int, j: int, end: int) -> int | None:
        """Returns the token after the country or town at `j` where an office is held, or None.

        "President of Ukraine Volodymyr Zelenskyy", "High Commissioner in Colombo Santosh Rane".
        """
        for k in range(end, j, -1):
            if country_named(self._t.written(j, k)) is not None:
                return k
        posted = self._t.words[i] == "in"
        for k in range(end - 2, j, -1):
            if posted and k - j <= _TOWN_WORDS and is_place_name(self._t.written(j, k)):
                return k
        return None

    def _portfolio(self, start: int, end: int) -> int:
        """Returns how many tokens from `start` name a field of office: "National Security Affairs"."""
        rest = tuple(self._t.plain[start:end])
        for portfolio in self._words.portfolios:
            if rest[: len(portfolio)] == portfolio:
                n = len(portfolio)
                while n < len(rest) and rest[n] in _FIELDS:
                    n += 1
                return n
        return 0

    def _title_before(self, start: int, at: int) -> tuple[int, tuple[str, ...]]:
        """Returns where the title before `at` begins and its words, small ones to the left included."""
        table, first = self._t, start
        if at == start:  # "police director Vladimir Rebic": the title is not capitalised
            while first > 0 and not table.opens[first] and self._title_word(first - 1):
                first -= 1
            if first < start and first > 0 and self._opens_a_title(first - 1):
                first -= 1
            if not any(w in self._words.heads for w in table.plain[first:start]):
                return start, ()
        return first, (
            *(table.plain[k] for k in range(first, at) if table.pos[k] != "PUNCT"),
            *(
                f"{table.plain[k - 1]}-{table.plain[k + 1]}"  # "Secretary-General"
                for k in range(first + 1, at - 1)
                if table.words[k] in HYPHENS and not table.spaced[k - 1]
            ),
        )

    def _opens_a_title(self, i: int) -> bool:
        """Tells whether a capital is that of a sentence which a title opens: "Police chief Olaf Dahl"."""
        table, words = self._t, self._words
        joined = table.tokens[i].dep_ in ("compound", "amod", "nmod") and table.opens[i]
        return joined and (table.plain[i] in words.titles or table.plain[i] in words.bodies)

    def _title_word(self, i: int) -> bool:
        table = self._t
        if table.words[i] in HYPHENS:
            return not table.spaced[i] and i > 0 and not table.spaced[i - 1]
        if not table.words[i].islower() or table.pos[i] not in ("NOUN", "ADJ", "PROPN"):
            return False
        return table.plain[i] in self._words.titles or (
            table.pos[i] != "ADJ" and table.tokens[i].dep_ == "compound"
        )

    def _owner(self, first: int, at: int) -> tuple[int, int] | None:
        """Returns the tokens of the body or country named in a title: "Apple CEO", "Iraqi President"."""
        table, i = self._t, first
        while i > 0 and table.entity[i - 1] in ("ORG", "GPE", "NORP") and table.words[i - 1][0].isupper():
            i -= 1
        j = i
        while j < at and not (table.plain[j] in self._words.titles and country_named(table.words[j]) is None):
            j += 1
        return (i, j) if j > i and table.words[i][0].isupper() else None
