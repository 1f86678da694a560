"""Readings of articles, and a store of them that takes no memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from flows.records import Locator


@dataclass(frozen=True, slots=True)
class Telling:
    """One reading of an article: where it was read, and what it said.

    The same article may stand in several places, in different words. Which of them the lake holds must not
    depend on the order in which they come, nor on which of them come together: tellings have one order. That
    which was published later goes before, of the same day the longer one (a correction or an update adds
    words more often than it takes some away), of equal ones that in the first place by name.

    Attributes:
        length: Of its text, in code points; -1 where that was not looked up.
    """

    place: Locator
    published: date
    text_sha256: str
    title: str | None
    url: str | None
    outlet: str | None
    length: int = field(default=-1, compare=False)

    def same(self, other: "Telling") -> bool:
        """Tells whether both say the same, wherever they stand."""
        return replace(self, place=other.place) == other

    def supersedes(self, other: "Telling") -> bool:
        """Tells whether this telling is to be stored rather than the other one, which stands elsewhere."""
        if self.same(other):
            return self.place < other.place
        return self.rank > other.rank

    @property
    def rank(self) -> tuple[date, int, str, str, str, str]:
        """By what different tellings are ordered."""
        words = (self.text_sha256, self.title or "", self.url or "", self.outlet or "")
        return (self.published, self.length, *words)


class Tellings:
    """One telling of each article, with a mark, in a file without a name that is gone with the store.

    The file is a database's (SQLite) and lies where the system puts temporary files, some 400 bytes an
    article; a few MiB of it are in memory.
    """

    def __init__(self, tellings: Iterable[tuple[str, Telling, bool]] = ()) -> None:
        """Makes a store of articles by their ids, with their tellings and marks."""
        # A task may run in another thread than the one that made the store, but no two at a time.
        self._file = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._file.executescript(
            """
            PRAGMA journal_mode = OFF;
            PRAGMA cache_size = -8192;
            CREATE TABLE tellings
                (id TEXT PRIMARY KEY, uri TEXT, record TEXT, published INTEGER, text_sha256 TEXT, title TEXT,
                 url TEXT, outlet TEXT, length INTEGER, mark INTEGER) WITHOUT ROWID;
            BEGIN;
            """
        )
        rows = (_row(*telling) for telling in tellings)
        self._file.executemany("INSERT OR REPLACE INTO tellings VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
        self._file.execute("COMMIT")

    def __contains__(self, article_id: str) -> bool:
        """Tells whether there is a telling of an article."""
        return self._file.execute("SELECT 1 FROM tellings WHERE id = ?", [article_id]).fetchone() is not None

    def get(self, article_id: str) -> tuple[Telling, bool] | None:
        """Returns the telling of an article and its mark, None where there is none."""
        row = self._file.execute("SELECT * FROM tellings WHERE id = ?", [article_id]).fetchone()
        if row is None:
            return None
        _, uri, record, published, text_sha256, title, url, outlet, length, mark = row
        day = date.fromordinal(published)
        return Telling((uri, record), day, text_sha256, title, url, outlet, length), bool(mark)

    def put(self, article_id: str, telling: Telling, mark: bool = False) -> None:
        """Puts a telling in, in place of a former one of the same article."""
        row = _row(article_id, telling, mark)
        self._file.execute("INSERT OR REPLACE INTO tellings VALUES (?,?,?,?,?,?,?,?,?,?)", row)

    def mark(self, article_id: str, mark: bool) -> None:
        """Sets the mark of an article."""
        self._file.execute("UPDATE tellings SET mark = ? WHERE id = ?", [mark, article_id])

    def set_lengths(self, lengths: Iterable[tuple[str, int]]) -> None:
        """Takes in how long the texts are."""
        self._file.execute("BEGIN")
        rows = ((length, article_id) for article_id, length in lengths)
        self._file.executemany("UPDATE tellings SET length = ? WHERE id = ?", rows)
        self._file.execute("COMMIT")

    def sources(self) -> set[str]:
        """Returns the addresses of the sources that the articles stand in."""
        return {uri for (uri,) in self._file.execute("SELECT DISTINCT uri FROM tellings")}

    def places(self) -> Iterator[tuple[str, Locator]]:
        """Yields the ids of the articles, with the places that they stand in."""
        for article_id, uri, record in self._file.execute("SELECT id, uri, record FROM tellings"):
            yield article_id, (uri, record)


def _row(article_id: str, telling: Telling, mark: bool) -> tuple[object, ...]:
    words = (telling.text_sha256, telling.title, telling.url, telling.outlet)
    return (article_id, *telling.place, telling.published.toordinal(), *words, telling.length, mark)
