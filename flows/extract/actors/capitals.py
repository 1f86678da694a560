"""Finds the runs of capitalised words in an article, from which names and titles are read."""

import re
from collections.abc import Iterator

from flows.extract.actors.token_table import TokenTable
from flows.extract.actors.vocabulary import Vocabulary
from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.places.gazetteer import is_place_name
from flows.extract.tokens import Token

_NO_NAME = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
_FUNCTION = frozenset({"ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ", "SPACE", "NUM", "ADV", "VERB"})
_NEVER = frozenset({"DET", "PRON", "PUNCT", "SYM"})
HYPHENS = frozenset({"-", "–", "‑", "‐"})
_OPENING = frozenset("“‘\"'([-–—•*:") | {"``", "--", "- "}
_NICK_OPENS, _NICK_CLOSES = frozenset("“‘\"'"), frozenset("”’\"'")
_LINKS = frozenset({"of", "for", "and", "&", "the", "on", "to", "in", "at", "against", "'s", "’s", "'", "’"})
_STATES = frozenset({"U.S.", "US", "U.K.", "UK", "EU", "UN", "U.N.", "UAE", "U.S", "NATO"})
_CAPITAL = re.compile(r"^['’ʻ]?(?:[^\W\d_a-zß-öø-ÿ]|[a-z]{1,2}[A-Z])")


class CapitalRuns:
    """Finds capitalised runs, with the small words that belong inside names."""

    def __init__(self, table: TokenTable, words: Vocabulary) -> None:
        """Looks at the words of one article once, to know which can stand in a name."""
        self._t = table
        self._words = words
        self._capital = [_CAPITAL.match(w) is not None for w in table.words]
        tokens = table.tokens
        self._surnames = {
            t.text for t in tokens[1:] if t.ent_type_ == "PERSON" and t.ent_iob_ == "I" and _ends_entity(t)
        }
        self._elsewhere = {t.text for t in tokens if t.pos_ == "PROPN" and not table.opens[t.i]}
        self._named = [self._capital[i] and self._name_word(i) for i in range(len(table))]

    def _are_persons(self, one: int, other: int) -> bool:
        """Tells whether the article knows one of two single names for a person's last: "Vogt and Arslan"."""
        words = self._t.words
        return words[one] != words[other] and bool({words[one], words[other]} & self._surnames)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yields runs (first token, token after the last) in text order, never overlapping."""
        i, n, named, words, particles = 0, len(self._t), self._named, self._t.words, self._words.particles
        while i < n:
            if named[i] or (words[i] in particles and self._small_start(i)):
                end = self._end(i)
                yield i, end
                i = end
            else:
                i += 1

    def _name_word(self, i: int) -> bool:
        table, pos = self._t, self._t.pos[i]
        label = table.entity[i]
        if label in _NO_NAME or pos in _NEVER:
            return False
        if pos == "PROPN":
            return True
        if table.opens[i] or (i > 0 and table.words[i - 1] in _OPENING):
            return self._first_word(i)
        if pos in _FUNCTION:
            return bool(label) or (pos == "ADP" and self._between_capitals(i))
        return pos in ("NOUN", "ADJ", "X") or bool(label) or table.plain[i] in self._words.heads

    def _between_capitals(self, i: int) -> bool:
        """Tells whether a capitalised preposition stands within a name: "Doctors Without Borders"."""
        return (
            0 < i < len(self._t) - 1
            and len(self._t.words[i]) > 3
            and self._capital[i - 1]
            and self._capital[i + 1]
        )

    def _first_word(self, i: int) -> bool:
        """Tells whether the first word of a sentence, which is capitalised anyway, begins a name."""
        table = self._t
        if table.pos[i] == "ADV" and table.words[i] in self._elsewhere:
            return True  # "Tolliver says", of whom the text has told
        if table.pos[i] in _FUNCTION - {"VERB"}:
            return False
        if table.entity[i] or country_of_demonym(table.words[i]) is not None or self._posted(i):
            return True
        return (
            table.pos[i] in ("NOUN", "X", "VERB")
            and not self._words.is_known(self._words.noun(table.tokens[i]))
            and self._name_follows(i)
        )

    def _posted(self, i: int) -> bool:
        """Tells whether a first word is an office held under another: "Assistant to the President"."""
        words, n = self._t.words, len(self._t)
        if self._t.plain[i] not in self._words.heads or i + 2 >= n or words[i + 1] != "to":
            return False
        at = i + 3 if words[i + 2] == "the" and i + 3 < n else i + 2
        return self._capital[at] and self._t.plain[at] in self._words.titles

    def _name_follows(self, i: int) -> bool:
        table = self._t
        if i + 2 < len(table) and table.words[i + 1] in HYPHENS:
            return not table.spaced[i] and (self._capital[i + 2] or len(table.words[i + 2]) == 1)
        after = i + 1
        return after < len(table) and table.pos[after] == "PROPN" and self._capital[after]

    def _small_start(self, i: int) -> bool:
        """Tells whether a small particle opens a name: "al-Eryani", "van der Bellen", "bin Salman"."""
        table = self._t
        if table.words[i] not in self._words.particles or i + 1 >= len(table):
            return False
        if table.words[i + 1] in HYPHENS:
            return not table.spaced[i] and i + 2 < len(table) and self._capital[i + 2]
        return table.pos[i] == "PROPN" and self._named[i + 1]

    def _end(self, start: int) -> int:
        """Returns the token after the last of the run that begins at `start`."""
        table, n = self._t, len(self._t)
        i = start + 1
        while i < n:
            joined = not table.spaced[i - 1]
            if table.words[i] in _STATES and table.entity[i - 1] == "PERSON":
                break  # "offered President Abbas U.S. support"
            if self._named[i] and (not table.opens[i] or joined):
                i += 1
            elif table.words[i] in HYPHENS and joined and not table.spaced[i] and i + 1 < n:
                if table.words[i + 1].lower() in self._words.tails:
                    break
                i += 2
            elif table.words[i] == "," and i + 1 < n and table.plain[i + 1] in ("jr", "sr"):
                i += 2
            elif self._particles(i) or self._breathing(i):
                i += 1
            elif self._nickname(i):
                i += 4
            elif (more := self._linked(start, i)) > i:
                i = more
            else:
                break
        return i

    def _nickname(self, i: int) -> bool:
        """Tells whether a nickname between quotation marks at `i` parts a name: "Joko “Jokowi” Widodo"."""
        table, words = self._t, self._t.words
        if i + 3 >= len(table) or words[i] not in _NICK_OPENS or words[i + 2] not in _NICK_CLOSES:
            return False
        around = table.entity[i - 1] == "PERSON" or table.entity[i + 3] == "PERSON"
        return around and self._capital[i + 1] and self._capital[i + 3] and not table.spaced[i]

    def _particles(self, i: int) -> bool:
        """Tells whether particles at `i` lead on to more of the name: "Jan van der Berg"."""
        table, j = self._t, i
        while j < len(table) and table.words[j] in self._words.particles and j - i < 3:
            j += 1
        if j == i or j >= len(table):
            return False
        if table.words[j] in HYPHENS and not table.spaced[j - 1] and j + 1 < len(table):
            return self._capital[j + 1]
        return self._capital[j] and table.pos[j] == "PROPN" and table.words[i] not in ("y", "e", "la", "do")

    def _breathing(self, i: int) -> bool:
        """Tells whether an apostrophe closes one word of a name before a particle: "Shia’ al-Sudani"."""
        mark = self._t.words[i] in ("’", "'", "ʼ", "‘") and not self._t.spaced[i - 1]
        return mark and i + 1 < len(self._t) and self._small_start(i + 1)

    def _linked(self, start: int, i: int) -> int:
        """Returns where to go on after linking words ("Ministry of Defence"), or `i` where the run ends."""
        table, j = self._t, i
        while j < len(table) and j - i < 3 and table.words[j] in _LINKS:
            j += 1
        if j == i or j >= len(table) or not self._named[j] or table.opens[j]:
            return i
        link = table.words[i]
        if link in ("'s", "’s"):  # "People's Republic of China"
            return j if table.words[j] == "Republic" else i
        if link == "and" and i - start == 1 and self._are_persons(start, j):
            return i
        inside = table.entity[i - 1] in ("ORG", "LAW") and all(
            t.ent_iob_ == "I" for t in table.tokens[i : j + 1]
        )
        before = table.plain[start:i]
        if link == "of" and self._is_person_titled(before):
            return i
        if inside or link == "&":
            return j
        body = any(w in self._words.kinds for w in before)
        if link == "to":  # "Ambassador to Pakistan A B", "Assistant to the President"
            senior = table.words[i + 1] == "the" and table.plain[j] in self._words.titles
            senior = senior or country_named(table.words[j]) is not None
            return j if before[-1] in self._words.heads and senior else i
        if link == "on":  # "Special Representative on Sexual Violence"
            return j if before[-1] in self._words.heads and table.entity[j] != "PERSON" else i
        if link in ("of", "for"):
            last = before[-1]
            office = last in self._words.heads and last not in self._words.honorifics
            known = last in self._words.kinds or last in self._words.of_names
            return j if office or known or self._is_portfolio_of(before, j) else i
        if link == "in":  # "… on Sexual Violence in Conflict", "High Commissioner in Colombo A B"
            theme = "on" in before and any(w in self._words.heads for w in before)
            posted = before[-1] in self._words.offices and self._names_holder(j)
            posted = posted or (before[-1] in self._words.heads and table.plain[j] == "charge")
            return j if theme or posted else i
        if link == "and":
            joined = self._goes_on(before, j) or (body and "of" in before and table.entity[j] == "ORG")
            return j if joined else i
        return i

    def _names_holder(self, j: int) -> bool:
        """Tells whether a place and then a name of two or more words stand at `j`: "Chad Marc Dubois"."""
        table, end = self._t, j
        while end < len(table) and self._named[end]:
            end += 1
        return any(end - at >= 2 and is_place_name(table.written(j, at)) for at in (j + 1, j + 2) if at < end)

    def _is_portfolio_of(self, before: list[str], j: int) -> bool:
        """Tells whether a country follows an office and its field: "Minister for Foreign Affairs of Chad"."""
        field = len(before) > 2 and before[0] in self._words.heads and before[1] in ("for", "of")
        return field and country_named(self._t.words[j]) is not None

    def _is_person_titled(self, before: list[str]) -> bool:
        """Tells whether a run is a title and a full name, which "of" does not go on: "Governor A B of X"."""
        words, rest = self._words, before[1:]
        known = (words.titles, words.kinds, words.of_names)
        titled = before[0] in words.heads and len(rest) >= 2
        return titled and not any(w in listed for w in rest for listed in known)

    def _goes_on(self, before: list[str], j: int) -> bool:
        """Tells whether "and" joins words of one title: "Minister for Trade and Industry A B"."""
        words, plain = self._words, self._t.plain[j]
        if "to" in before and before[-1] in words.heads and plain in words.titles:
            return True  # "Assistant to the President and Senior Director A B"
        office = any(w in words.heads for w in before) and any(w in ("for", "on") for w in before[-3:-1])
        named = self._t.entity[j] in ("PERSON", "GPE") or plain in words.heads
        return office and not named


def _ends_entity(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I"
