"""Tells what a name names: a person, a body, a country, a place."""

from flows.extract.actors.token_table import TokenTable
from flows.extract.actors.vocabulary import Vocabulary
from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.places.gazetteer import gazetteer
from flows.records import ActorKind

_BODY_LABELS = frozenset({"ORG", "FAC", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART"})
# Common nouns that say of the name before them what part of a land it names: "the Patuca river".
_LANDSCAPE = frozenset(
    {
        *("river", "lake", "sea", "valley", "basin", "delta", "island", "islands", "mountain", "mountains"),
        *("region", "province", "district", "peninsula", "desert", "gulf", "bay", "strait", "border"),
    }
)


class NameKinds:
    """Types the names of one article by their words, by what stands beside them, and last by the model."""

    def __init__(self, table: TokenTable, words: Vocabulary) -> None:
        """Prepares for the article whose tokens are given."""
        self._t = table
        self._words = words
        self._bodies = {
            table.words[i] for i in range(1, len(table)) if table.pos[i] == "PROPN" and self._called_a_body(i)
        }

    def _called_a_body(self, i: int) -> bool:
        """Tells whether what stands beside a name makes it a body's: "app maker Mapwise", "Acme said it"."""
        if self._maker(i) or self._speaks_as_a_thing(i + 1):
            return not self.first_name(i)
        before = self._t.words[max(i - 2, 0) : i]
        based = i > 2 and before[-1] in self._words.tails and before[0] in ("-", "‑")
        shares = len(before) == 2 and before[0].lower() == "shares" and before[1] in ("in", "of")
        return (based or shares) and not self.first_name(i)

    def _speaks_as_a_thing(self, end: int) -> bool:
        """Tells whether who is named before a token says "it" of itself: "Noord Hotels said it would"."""
        words = self._t.words
        return end + 1 < len(words) and words[end] in ("said", "says", "announced") and words[end + 1] == "it"

    def first_name(self, i: int) -> bool:
        """Tells whether a token is a known first name."""
        return self._t.words[i].casefold() in self._words.genders

    def is_body(self, start: int, end: int) -> bool:
        """Tells whether the run's last word, or the one before its "of", is a body's: "Foreign Ministry"."""
        run = self._t.plain[start:end]
        if " ".join(run) in self._words.outlets:
            return True
        stop = next((k for k, w in enumerate(run) if w in ("of", "for", "on", "to", "against")), len(run))
        head = run[stop - 1] if stop else ""
        last = self._t.entity[end - 1]
        if (
            stop < len(run)
            and stop
            and self._t.entity[start + stop - 1] == "ORG"
            and head not in self._words.heads
        ):
            return True
        if head not in self._words.kinds:
            return False
        if stop < len(run):
            return last == "ORG" or not any(w in self._words.offices for w in run[stop:])
        return not (head in self._words.heads and last == "PERSON")

    def is_town(self, start: int, end: int) -> bool:
        """Tells whether a run that begins like a title is a town's name: "General Santos City"."""
        table = self._t
        if end - start < 2 or table.plain[start] not in self._words.heads:
            return False
        placed = all(label in ("GPE", "LOC", "FAC") for label in table.entity[start + 1 : end])
        ground = table.plain[end - 1] in self._words.grounds
        return placed and (ground or bool(gazetteer().named(table.written(start, end))))

    def calls_person(self, start: int, end: int) -> bool:
        """Tells whether a run that ends in a title word is a person's name all the same: "Stephen King"."""
        labels = self._t.entity
        return self.first_name(start) or (
            labels[start] == labels[end - 1] == "PERSON" and self._t.plain[start] not in self._words.heads
        )

    def kind(self, start: int, end: int, titled: bool) -> ActorKind | None:
        """Returns what the name of tokens `start` to `end` names; None for a mere adjective of nationality.

        Args:
            start: First token of the name, its title left out.
            end: Token after its last.
            titled: Whether a title stands before it.
        """
        table = self._t
        name = table.written(start, end)
        if self._numbered(start, end):
            return None
        if country_named(name) is not None:
            return "country"
        if name.casefold() in self._words.metonyms:
            return "government"
        if titled:
            return "person"
        if country_of_demonym(name) is not None:
            return None
        if self._is_person(start, end):
            return "person"
        return self.body_kind(start, end)[0]

    def _numbered(self, start: int, end: int) -> bool:
        """Tells whether a word that goes with a number is all there is: "Stage 6", "Article 5"."""
        numbered = end - start == 1 and self._t.plain[start] in self._words.numbered
        return numbered and end < len(self._t) and self._t.words[end][:1].isdigit()

    def _is_person(self, start: int, end: int) -> bool:
        table, last = self._t, self._t.entity[end - 1]
        if end - start == 1 and self._t.words[start] in self._bodies:
            return False
        if self._speaks_as_a_thing(end) and not self.first_name(start):
            return False
        if self._maker(start) or (not self.first_name(start) and self._apposed_to_body(start, end)):
            return False
        if self.first_name(start) and last not in _BODY_LABELS and (end - start > 1 or not last):
            return True
        if last == "PERSON" or self._countrys(start, end):
            return True
        capitals = table.words[end - 1].isupper() and len(table.words[end - 1]) > 1
        if capitals and (table.plain[end - 1] not in self._words.suffixes or end - start < 3):
            return False
        return self._beside_office(start, end) or self._aged(end)

    def _countrys(self, start: int, end: int) -> bool:
        """Tells whether a country owns a name of two plain words: "Norway's Espen Dahl"."""
        table, words = self._t, self._words
        if end - start != 2 or start < 2 or table.words[start - 1] not in ("'s", "’s"):
            return False
        owned = country_named(table.words[start - 2]) is not None
        plain = all(w.istitle() and w.isalpha() for w in table.words[start:end])
        known = (words.kinds, words.corporate, words.grounds, words.titles)
        unlike = table.entity[end - 1] in ("FAC", "LOC", "EVENT", "LAW", "WORK_OF_ART")
        if (
            not owned
            or not plain
            or unlike
            or any(w in listed for w in table.plain[start:end] for listed in known)
        ):
            return False
        return not gazetteer().named(table.written(start, end))

    def _maker(self, start: int) -> bool:
        """Tells whether a noun for bodies stands right before the name: "seat maker Sunrise Baby"."""
        table, words = self._t, self._words
        if start == 0 or not table.words[start - 1].islower() or table.pos[start - 1] != "NOUN":
            return False
        noun = table.words[start - 1]
        joined = table.tokens[start - 1].dep_ in ("compound", "nmod")
        return joined and noun in words.bodies and noun not in words.callings

    def _apposed_to_body(self, start: int, end: int) -> bool:
        """Tells whether the name says which body is meant: "the port's insurer, Meridian Re"."""
        root = next((t for t in self._t.tokens[start:end] if not start <= t.head.i < end), None)
        if root is None or root.dep_ != "appos" or root.head.i >= start:
            return False
        noun = self._words.noun(root.head)
        return noun in self._words.bodies and noun not in self._words.callings

    def _beside_office(self, start: int, end: int) -> bool:
        """Tells whether the name stands in apposition to an office: "its chairman, Declan Moriarty"."""
        table = self._t
        root = next((t for t in table.tokens[start:end] if not start <= t.head.i < end), table.tokens[start])
        if root.dep_ == "appos" and self._office(root.head.i) and root.head.i < start:
            return True
        if start > 1 and table.words[start - 1] == "," and self._office_ends(start - 2):
            return True
        return any(c.dep_ == "appos" and c.i >= end and self._office(c.i) for c in root.children)

    def _office_ends(self, i: int) -> bool:
        """Tells whether an office ends at a token: "the spokesman,", "the Minister of Justice,"."""
        if self._office(i) or self._owned_office(i):
            return True
        words = self._words
        for k in range(i, max(i - 5, -1), -1):
            if self._t.plain[k] in words.callings:
                return k < i and self._t.words[k + 1] in ("of", "for")
            if self._t.words[k] not in ("of", "for", "the", "and") and not self._t.words[k][0].isupper():
                return False
        return False

    def _owned_office(self, i: int) -> bool:
        """Tells whether a title ends at a token that a body or country owns: "Fiji's Vice-President,"."""
        table, k = self._t, i
        while k > 0 and (table.plain[k] in self._words.titles or table.words[k] in ("-", "–")):
            k -= 1
        return table.plain[i] in self._words.callings and k < i and table.words[k] in ("'s", "’s")

    def _office(self, i: int) -> bool:
        word = self._words.noun(self._t.tokens[i])
        written_so = self._t.words[i].islower() or (i > 0 and self._t.plain[i - 1] == "the")
        return word in self._words.heads and word not in self._words.kinds and written_so

    def _aged(self, end: int) -> bool:
        """Tells whether an age follows the name: "Derek Molyneux, 71, recalled"."""
        words = self._t.words
        return (
            end + 2 < len(words)
            and words[end] == ","
            and words[end + 1].isdigit()
            and len(words[end + 1]) <= 2
            and words[end + 2] in (",", ".")
        )

    def body_kind(self, start: int, end: int) -> tuple[ActorKind, bool]:
        """Returns the kind of a name that is no person's, and whether it names a place on the ground."""
        table = self._t
        name = table.written(start, end)
        if self._dateline(start, end):
            return "government", True
        if country_named(name) is not None:
            return "country", False
        if name.casefold() in self._words.metonyms:
            return "government", False
        if name.casefold() in self._words.outlets:
            return "media", False
        for word in reversed(table.plain[start:end]):
            if word in self._words.kinds:
                kind = self._words.kinds[word]
                return (
                    "media" if kind == "media" else "government" if kind == "government" else "organisation"
                ), False
        ground = end - start > 1 and table.plain[end - 1] in self._words.grounds
        ground = ground or (end < len(table) and table.words[end] in _LANDSCAPE)
        if ground or table.entity[self._head(start, end)] in ("GPE", "LOC", "FAC"):
            return "government", True
        return "organisation", False

    def _head(self, start: int, end: int) -> int:
        """Returns the token before the name's first "of": that of "Islamic State of Iraq" is "State"."""
        stop = next((i for i in range(start + 1, end) if self._t.words[i] in ("of", "for")), end)
        return stop - 1

    def _dateline(self, start: int, end: int) -> bool:
        """Tells whether the name is the place of a dateline: "IZMIR, April 6", "CEDAR FALLS (AP)"."""
        table = self._t
        return (
            table.opens[start]
            and end < len(table)
            and table.words[end] in (",", "(", "-", "–", "—", "--", ":")
            and all(w.isupper() for w in table.words[start:end])
            and len(table.words[start]) > 3
        )
