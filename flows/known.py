"""What a lake holds and a run has met: decides which records are to be extracted."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from flows.copies import Copies
from flows.records import CleanArticle, Locator, Reject
from flows.tellings import Telling, Tellings
from flows.write.held import HeldArticle, HeldReject, held_articles, held_rejects, text_lengths
from flows.write.lake import Snapshot

Fate = Literal["kept", "unchanged", "duplicate", "rejected"]


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
        self._held_copies: dict[str, str] = {}
        # Marked are those of which a batch of the run has a telling in store.
        self._met = Tellings()
        self._met_rejects: set[tuple[Locator, str]] = set()
        self._have_lengths = False
        # Marked are those that are not to be extracted again as long as they say the same.
        self._held = Tellings(self._held_tellings(reprocess))
        for article_id, original in self._held_copies.items():
            # A copy whose original has left the lake has to be extracted after all.
            if original not in self._held:
                self._held.mark(article_id, False)
        self._rejects: dict[Locator, dict[str, HeldReject]] = {}
        for reject in held_rejects(state):
            if not (reprocess and reject.tried):
                self._rejects.setdefault(reject.place, {})[reject.stage] = reject

    def _held_tellings(self, reprocess: bool) -> Iterator[tuple[str, Telling, bool]]:
        for a in held_articles(self._state):
            if a.duplicate_of is not None:
                self._held_copies[a.article_id] = a.duplicate_of
            telling = Telling(a.place, a.published_date, a.text_sha256, a.title, a.url, a.outlet)
            yield a.article_id, telling, _is_current(a, self._extracting) and not reprocess

    def judge(self, record: CleanArticle | Reject) -> Verdict:
        """Decides on the next record of the run, and takes note of it."""
        return self._judge_reject(record) if isinstance(record, Reject) else self._judge_article(record)

    def held_sources(self) -> set[str]:
        """Returns the addresses of the sources that the lake's articles and rejects stand in."""
        return self._held.sources() | {uri for uri, _ in self._rejects}

    def vanished(self, sources: Collection[str]) -> tuple[set[str], set[Locator]]:
        """Returns what of these sources the lake holds and the run has not met there: articles and rejects.

        An article that stands in what is now rejected is broken, not gone: be that its own place, the archive
        or file that it stands in, which was perhaps not read to its end, or a folder that cannot be listed.
        """
        broken = {place for place, _ in self._met_rejects}
        articles = {
            article_id
            for article_id, place in self._held.places()
            if place[0] in sources and article_id not in self._met and not _stands_in(place, broken)
        }
        rejects = {place for place in self._rejects if place[0] in sources and not _stands_in(place, broken)}
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
        held = self._held.get(article.article_id)
        before, kept = self._met.get(article.article_id) or (None, False)
        if kept:
            # What a batch of this run has in store replaces what the lake holds.
            held = None
        if before and not telling.supersedes(before) and not _withdraws(telling, held):
            return Verdict("duplicate", stored=False)
        verdict = self._decide(article, telling, held)
        self._met.put(article.article_id, telling, kept or verdict.stored)
        return verdict

    def _decide(self, article: CleanArticle, telling: Telling, held: tuple[Telling, bool] | None) -> Verdict:
        """Decides on the best telling of an article that the run has met so far."""
        start = article.read_from
        failed = self._rejects.get(start, {}).get("extract")
        if failed and failed.tried == (*self._extracting, article.text_sha256):
            # The same version fails on the same text again.
            self._met_rejects.add((start, "extract"))
            return Verdict("rejected", stored=False, reason=failed.reason)
        if start in self._rejects:
            self.settled.add(start)
        if held is None:
            return Verdict("kept", stored=True)
        former, current = held
        if telling.same(former) and not current:
            return Verdict("kept", stored=True)
        if former.place == telling.place:
            return Verdict("unchanged", stored=False) if telling == former else Verdict("kept", stored=True)
        if not telling.same(former):
            former = self._with_length(article.article_id, former)
        if telling.supersedes(former):
            return Verdict("kept", stored=True)
        return Verdict("unchanged" if telling.same(former) else "duplicate", stored=False)

    def _with_length(self, article_id: str, held: Telling) -> Telling:
        """Returns what the lake holds with its text's length; looked up once, and only where texts differ."""
        if not self._have_lengths:
            self._held.set_lengths(text_lengths(self._state))
            self._have_lengths = True
        found = self._held.get(article_id)
        return found[0] if found else held


def _stands_in(place: Locator, broken: Collection[Locator]) -> bool:
    """Tells whether a place, a part of the source that it stands in, or a folder around it is among those."""
    uri, record = place
    members = (record[: blank.start()] for blank in re.finditer(" ", record))
    folders = (uri[: slash.start()] for slash in re.finditer("/", uri))
    return (
        place in broken
        or any((uri, member) in broken for member in ("", *members))
        or any((folder, "") in broken for folder in folders)
    )


def _withdraws(telling: Telling, held: tuple[Telling, bool] | None) -> bool:
    """Tells whether the place of what the lake holds, and would go on to hold, now says another thing."""
    return held is not None and held[0].place == telling.place and telling != held[0]


def _is_current(article: HeldArticle, extracting: tuple[str, str]) -> bool:
    """Tells whether an article was extracted by this version and model; copies are read by no model."""
    version, model = extracting
    return article.extractor_version == version and (
        article.duplicate_of is not None or article.model == model
    )
