"""Finds articles that are copies of one another: wire copy with edits, cuts and additions.

Two articles are copies when nearly all that the shorter one says stands in the longer one word for word, and
the shorter one brings no names or numbers of its own. The second condition tells a copy from a look-alike:
two readouts from one template, or two days' reports with the same background.
"""

import re
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

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
# So much of its sampled shingles the shorter of two copies shares with the longer one, and mostly far more:
# that many follow from _SHARED_WORDS but for the chances of sampling. Fewer are boilerplate's.
_SHARED_SAMPLE = 0.25
# A shingle in more articles of one day than this is boilerplate and leads nowhere.
_BOILERPLATE = 300
# How a key names an article that has it: the article's number times the second, and how many keys it has.
_HOLDER = np.dtype("<u8")
_MOST_KEYS = 1 << 20
_MOST_BYTES = _BOILERPLATE * _HOLDER.itemsize
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


class CopyIndex:
    """Articles by their fingerprints: in a file without a name, of which little is in memory.

    The file is a database's (SQLite), lies where the system puts temporary files, some 2 kB an article, and
    is gone with the index. What is published far from an article costs it nothing.
    """

    def __init__(self) -> None:
        """Makes an empty index."""
        # A task may run in another thread than the one that made the index, but no two at a time.
        self._file = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._file.executescript(
            """
            PRAGMA journal_mode = OFF;
            PRAGMA cache_size = -16384;
            CREATE TABLE articles
                (number INTEGER PRIMARY KEY, id TEXT UNIQUE, day INTEGER, shingles BLOB, names BLOB);
            CREATE TABLE keys (key INTEGER, day INTEGER, holders BLOB, PRIMARY KEY (key, day)) WITHOUT ROWID;
            """
        )

    def __contains__(self, article_id: str) -> bool:
        """Tells whether the index holds an article."""
        return self._file.execute("SELECT 1 FROM articles WHERE id = ?", [article_id]).fetchone() is not None

    def published(self, article_id: str) -> date:
        """Returns when an article that the index holds was published."""
        (day,) = self._file.execute("SELECT day FROM articles WHERE id = ?", [article_id]).fetchone()
        return date.fromordinal(day)

    def add(self, article_id: str, published: date, text: str) -> None:
        """Puts an article in, in place of a former one of the same id."""
        former = self._file.execute(
            "SELECT number, day, shingles, names FROM articles WHERE id = ?", [article_id]
        ).fetchone()
        if former:
            number, day, *hashes = former
            self._let_go(number, day, _keys(_fingerprint(*hashes)))
            self._file.execute("DELETE FROM articles WHERE number = ?", [number])
        found, day = fingerprint(text), published.toordinal()
        self._file.execute("BEGIN")
        (number,) = self._file.execute(
            "INSERT INTO articles VALUES (NULL, ?, ?, ?, ?) RETURNING number",
            [article_id, day, found.shingles.tobytes(), found.names.tobytes()],
        ).fetchone()
        keys = _keys(found)
        holder = _holder(number, len(keys))
        # What is boilerplate already need not be told of more articles.
        self._file.executemany(
            "INSERT INTO keys VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET holders = CAST(holders || excluded.holders AS BLOB) WHERE length(holders) <= ?",
            [(key, day, holder, _MOST_BYTES) for key in keys],
        )
        self._file.execute("COMMIT")

    def copies_of(self, article_id: str) -> Iterator[str]:
        """Yields the other articles of which this one is a copy, or which are copies of it."""
        number, day, *hashes = self._file.execute(
            "SELECT number, day, shingles, names FROM articles WHERE id = ?", [article_id]
        ).fetchone()
        one = _fingerprint(*hashes)
        others = self._candidates(number, day, one)
        found = self._file.execute(
            f"SELECT id, shingles, names FROM articles WHERE number IN ({_marks(others)})",  # noqa: S608
            others,
        )
        for other_id, *hashes in found.fetchall():
            if one.copies(_fingerprint(*hashes)):
                yield other_id

    def _candidates(self, number: int, day: int, of: Fingerprint) -> list[int]:
        """Returns the numbers of the articles near in time that share enough keys, in the order they came."""
        keys = _keys(of)
        rows = self._file.execute(
            f"SELECT key, holders FROM keys WHERE key IN ({_marks(keys)}) AND day BETWEEN ? AND ?"  # noqa: S608
            " AND length(holders) <= ?",
            [*keys, day - WINDOW_DAYS, day + WINDOW_DAYS, _MOST_BYTES],
        ).fetchall()
        left = len({key for key, _ in rows})
        holders, shared = np.unique(np.frombuffer(b"".join(h for _, h in rows), _HOLDER), return_counts=True)
        numbers, their_keys = np.divmod(holders, _MOST_KEYS)
        enough = shared >= _SHARED_SAMPLE * np.minimum(left, their_keys)
        found: list[int] = numbers[enough & (numbers != number)].tolist()
        return found

    def _let_go(self, number: int, day: int, keys: Sequence[int]) -> None:
        """Takes an article out of the holders of its keys; a key that was boilerplate stays so."""
        rows = self._file.execute(
            f"SELECT key, holders FROM keys WHERE key IN ({_marks(keys)}) AND day = ?"  # noqa: S608
            " AND length(holders) <= ?",
            [*keys, day, _MOST_BYTES],
        ).fetchall()
        for key, holders in rows:
            kept = np.frombuffer(holders, _HOLDER)
            kept = kept[kept // _MOST_KEYS != number]
            self._file.execute(
                "UPDATE keys SET holders = ? WHERE key = ? AND day = ?", [kept.tobytes(), key, day]
            )


def _holder(number: int, its_keys: int) -> bytes:
    """Packs an article's number and how many keys it has into the one value that a key holds of it."""
    return (number * _MOST_KEYS + min(its_keys, _MOST_KEYS - 1)).to_bytes(_HOLDER.itemsize, "little")


def _marks(values: Sequence[int]) -> str:
    """Returns the places that values are bound to in a statement."""
    return ",".join("?" * len(values))


def _fingerprint(shingles: bytes, names: bytes) -> Fingerprint:
    return Fingerprint(np.frombuffer(shingles, np.uint32), np.frombuffer(names, np.uint32))


def _keys(of: Fingerprint) -> list[int]:
    sampled = of.shingles[of.shingles % _SAMPLE == 0]
    keys = np.union1d(sampled, of.shingles[:_HANDFUL])
    found: list[int] = keys.tolist()
    return found
