"""What a lake holds and a run has met: decides which records are to be extracted."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from flows.copies import Copies
from flows.records import CleanArticle, Locator, Reject
from flows.write.held import HeldArticle, HeldReject, held_articles, held_rejects, text_lengths
from flows.write.lake import Snapshot

Fate = Literal["kept", "unchanged", "duplicate", "rejected"]


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a record: how it counts, and whether it has to be written.

    Attributes:
        reason: Why it is rejected, or None.
        stored: Whether it goes into the batch; False for what the lake holds already.
    """

    fate: Fate
    stored: bool
    reason: str | None = None


class Known:
    """What the lake holds and what the run has met so far.

    Not a dataclass: Prefect walks through those whenever a task is handed one.

    Attributes:
        settled: Places whose former rejects no longer hold.
        copies: Which of the articles are copies of others.
    """

    def __init__(self, state: Snapshot, extracting: tuple[str, str], reprocess: bool = False) -> None:
        """Reads what a lake holds.

        Args:
            state: The lake.
            extracting: The version and the language model that extract now; what others extracted is
                extracted again.
            reprocess: Whether everything is to be extracted again.
        """
        self.settled: set[Locator] = set()
        self.copies = Copies(state)
        self._extracting = extracting
        self._state = state
        self._met: dict[str, Telling] = {}
        self._kept: set[str] = set()
        self._lengths: dict[str, int] = {}
        self._met_rejects: set[tuple[Locator, str]] = set()
        self._held: dict[str, tuple[Telling, bool]] = {}
        held = list(held_articles(state))
        ids = {a.article_id for a in held}
        for a in held:
            # A copy whose original has left the lake has to be extracted after all.
            orphaned = a.duplicate_of is not None and a.duplicate_of not in ids
            telling = Telling(a.place, a.published_date, a.text_sha256, a.title, a.url, a.outlet)
            self._held[a.article_id] = (
                telling,
                _is_current(a, extracting) and not reprocess and not orphaned,
            )
        self._rejects: dict[Locator, dict[str, HeldReject]] = {}
        for reject in held_rejects(state):
            if not (reprocess and reject.tried):
                self._rejects.setdefault(reject.place, {})[reject.stage] = reject

    def judge(self, record: CleanArticle | Reject) -> Verdict:
        """Decides on the next record of the run, and takes note of it."""
        return self._judge_reject(record) if isinstance(record, Reject) else self._judge_article(record)

    def held_sources(self) -> set[str]:
        """Returns the addresses of the sources that the lake's articles and rejects stand in."""
        places = [telling.place for telling, _ in self._held.values()]
        return {uri for uri, _ in [*places, *self._rejects]}

    def vanished(self, sources: Collection[str]) -> tuple[set[str], set[Locator]]:
        """Returns what of these sources the lake holds and the run has not met there: articles and rejects.

        An article whose place is now rejected is broken, not gone.
        """
        broken = {place for place, _ in self._met_rejects}
        articles = {
            article_id
            for article_id, (telling, _) in self._held.items()
            if article_id not in self._met and telling.place[0] in sources and telling.place not in broken
        }
        rejects = {place for place in self._rejects if place[0] in sources and place not in broken}
        return articles, rejects

    def _judge_reject(self, record: Reject) -> Verdict:
        place = (record.source_uri, record.source_record)
        first = (place, record.stage) not in self._met_rejects
        self._met_rejects.add((place, record.stage))
        held = self._rejects.get(place, {}).get(record.stage)
        known = held is not None and (held.reason, held.message) == (record.reason, record.message)
        return Verdict("rejected", first and not known, record.reason)

    def _judge_article(self, article: CleanArticle) -> Verdict:
        place = (article.source_uri, article.source_record)
        telling = Telling(
            place,
            article.published_date,
            article.text_sha256,
            article.title,
            article.url,
            article.outlet,
            len(article.text),
        )
        before = self._met.get(article.article_id)
        if (
            before
            and not telling.supersedes(before)
            and not self._withdraws_held(article.article_id, telling)
        ):
            return Verdict("duplicate", stored=False)
        self._met[article.article_id] = telling
        start = article.read_from
        failed = self._rejects.get(start, {}).get("extract")
        if failed and failed.tried == (*self._extracting, article.text_sha256):
            # The same version fails on the same text again.
            self._met_rejects.add((start, "extract"))
            return Verdict("rejected", stored=False, reason=failed.reason)
        if start in self._rejects:
            self.settled.add(start)
        verdict = self._against_held(article.article_id, telling)
        if verdict.stored:
            self._kept.add(article.article_id)
        return verdict

    def _withdraws_held(self, article_id: str, telling: Telling) -> bool:
        """Tells whether the place of what the lake holds, and would go on to hold, now says another thing."""
        if article_id not in self._held or article_id in self._kept:
            return False
        held, _ = self._held[article_id]
        return held.place == telling.place and telling != held

    def _against_held(self, article_id: str, telling: Telling) -> Verdict:
        """Decides on the best telling of an article that the run has met so far."""
        # What a batch of this run has in store replaces what the lake holds.
        if article_id not in self._held or article_id in self._kept:
            return Verdict("kept", stored=True)
        held, current = self._held[article_id]
        if telling.same(held) and not current:
            return Verdict("kept", stored=True)
        if held.place == telling.place:
            return Verdict("unchanged", stored=False) if telling == held else Verdict("kept", stored=True)
        if not telling.same(held):
            held = replace(held, length=self._held_length(article_id))
        if telling.supersedes(held):
            return Verdict("kept", stored=True)
        return Verdict("unchanged" if telling.same(held) else "duplicate", stored=False)

    def _held_length(self, article_id: str) -> int:
        """Returns the length of a text that the lake holds; looked up once, and only where texts differ."""
        if not self._lengths:
            self._lengths = text_lengths(self._state)
        return self._lengths[article_id]


def _is_current(article: HeldArticle, extracting: tuple[str, str]) -> bool:
    """Tells whether an article was extracted by this version and model; copies are read by no model."""
    version, model = extracting
    return article.extractor_version == version and (
        article.duplicate_of is not None or article.model == model
    )
