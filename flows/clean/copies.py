"""Finds articles that are copies of one another: wire copy with edits, cuts and additions.

Two articles are copies when nearly all that the shorter one says stands in the longer one word for word, and
the shorter one brings no names or numbers of its own. The second condition tells a copy from a look-alike:
two readouts from one template, or two days' reports with the same background.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

_WORD = re.compile(r"\w+")
# Copies differ in it: each subscriber dates the wire's text in its own way, or not at all.
_DATELINE = re.compile(r"[A-Z][^\n]{2,80}?\s(?:-|–|—|--)\s")
# Words a shingle: long enough that two texts rarely share one by chance.
_SHINGLE = 4
# With fewer shingles than this a text is a copy only of the very same words.
_FEWEST = 25
# So much of the shorter text's shingles the longer one must hold.
_SHARED_WORDS = 0.6
# With so few words of its own it is a cut of the longer text, whatever that says besides.
_CUT = 0.1
# One name or number may differ, and one more for so many names; a longer text that is not merely cut may
# bring one more for so many shingles that it has more.
_NAMES_A_STRANGER = 20
_SHINGLES_A_STRANGER = 10
# One in so many shingles leads to candidates, but never fewer than a handful.
_SAMPLE = 8
_HANDFUL = 4
# A shingle in more articles of one day than this is boilerplate and leads nowhere.
_BOILERPLATE = 300
# Copies of one report appear within these days of one another.
WINDOW_DAYS = 3


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of a text is compared: sorted hashes of its shingles, and of its names and numbers."""

    shingles: Hashes
    names: Hashes

    def copies(self, other: "Fingerprint") -> bool:
        """Tells whether one of the two texts is a copy of the other; the same whichever is asked."""
        if min(len(self.shingles), len(other.shingles)) < _FEWEST:
            return np.array_equal(self.shingles, other.shingles) and np.array_equal(self.names, other.names)
        short, long = sorted((self, other), key=lambda f: len(f.shingles))
        allowed = 1 + len(short.names) // _NAMES_A_STRANGER
        added = (len(long.shingles) - len(short.shingles)) // _SHINGLES_A_STRANGER
        own_words = _strangers(short.shingles, long.shingles) / len(short.shingles)
        if own_words > 1 - _SHARED_WORDS or _strangers(short.names, long.names) > allowed:
            return False
        return own_words <= _CUT or _strangers(long.names, short.names) <= allowed + added


def fingerprint(text: str) -> Fingerprint:
    """Returns what of a text is compared with other texts."""
    dateline = _DATELINE.match(text)
    words = _WORD.findall(text, dateline.end() if dateline else 0)
    lower = [word.lower() for word in words]
    hashes = np.fromiter(map(zlib.crc32, map(str.encode, lower)), np.uint64, len(lower))
    width = min(_SHINGLE, len(hashes)) or 1
    shingles = np.zeros(max(0, len(hashes) - width + 1), np.uint64)
    for i in range(width):
        # A polynomial of the words' hashes: the same words in another order make another shingle.
        shingles = (shingles * np.uint64(1_000_003) + hashes[i : i + len(shingles)]) % np.uint64(2**61 - 1)
    common = {word for word in words if word.islower()}
    named = {
        low for word, low in zip(words, lower, strict=True) if not word[0].islower() and low not in common
    }
    names = np.fromiter(map(zlib.crc32, map(str.encode, named)), np.uint32, len(named))
    return Fingerprint(np.unique(_mixed(shingles)), np.sort(names))


def _mixed(hashes: NDArray[np.uint64]) -> Hashes:
    # Fibonacci hashing: the polynomial alone leaves the low bits uneven.
    product = hashes * np.uint64(0x9E3779B97F4A7C15)
    return (product >> np.uint64(32)).astype(np.uint32)


def _strangers(part: Hashes, whole: Hashes) -> int:
    return len(part) - len(np.intersect1d(part, whole, assume_unique=True))


@dataclass(frozen=True, slots=True)
class _Entry:
    published: date
    fingerprint: Fingerprint


class CopyIndex:
    """Articles by their fingerprints; some 2 kB of memory each."""

    def __init__(self) -> None:
        """Makes an empty index."""
        self._entries: dict[str, _Entry] = {}
        # By day, because what other days say alike is never asked for.
        self._by_shingle: dict[date, dict[int, list[str]]] = {}

    def __contains__(self, article_id: str) -> bool:
        """Tells whether the index holds an article."""
        return article_id in self._entries

    def published(self, article_id: str) -> date:
        """Returns when an article that the index holds was published."""
        return self._entries[article_id].published

    def add(self, article_id: str, published: date, text: str) -> None:
        """Puts an article in, in place of a former one of the same id."""
        if former := self._entries.get(article_id):
            of_day = self._by_shingle[former.published]
            for key in _keys(former.fingerprint):
                of_day[key].remove(article_id)
        entry = _Entry(published, fingerprint(text))
        self._entries[article_id] = entry
        of_day = self._by_shingle.setdefault(published, {})
        for key in _keys(entry.fingerprint):
            of_day.setdefault(key, []).append(article_id)

    def copies_of(self, article_id: str) -> Iterator[str]:
        """Yields the other articles of which this one is a copy, or which are copies of it."""
        entry = self._entries[article_id]
        for other_id in self._candidates(article_id, entry):
            if entry.fingerprint.copies(self._entries[other_id].fingerprint):
                yield other_id

    def _candidates(self, article_id: str, entry: _Entry) -> Iterator[str]:
        """Yields those published near the article that share some of its shingles, each once."""
        keys = _keys(entry.fingerprint)
        met: dict[str, None] = {}
        for n in range(-WINDOW_DAYS, WINDOW_DAYS + 1):
            of_day = self._by_shingle.get(entry.published + timedelta(n), {})
            for key in keys:
                if len(found := of_day.get(key, ())) <= _BOILERPLATE:
                    met.update(dict.fromkeys(found))
        met.pop(article_id, None)
        yield from met


def _keys(of: Fingerprint) -> list[int]:
    sampled = of.shingles[of.shingles % _SAMPLE == 0]
    keys = np.union1d(sampled, of.shingles[:_HANDFUL])
    found: list[int] = keys.tolist()
    return found
