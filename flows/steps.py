"""The five steps as plain functions on files: what a Prefect task runs, and what runs without Prefect."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.clean.cleaner import clean
from flows.extract.guarded import Extractor
from flows.known import Known
from flows.record_files import read_records, write_records
from flows.records import ArticleEvents, CleanArticle, RawArticle, Reject
from flows.version import __version__
from flows.write.commit import commit
from flows.write.lake import Lake
from flows.write.merge import Changes
from flows.write.staging import StagedBatch, stage_batch

Ingested = RawArticle | Reject
Cleaned = CleanArticle | Reject
Extracted = ArticleEvents | Reject


@dataclass(frozen=True, slots=True)
class CleanBatch:
    """A batch after cleaning.

    Attributes:
        key: Hash of its content.
        stored: How many records it holds: the articles kept, and rejects that the lake does not hold.
        by_kind: By kind of source, how many articles are to be extracted (`kept`), are held by the lake
            already (`unchanged`) or were met before (`duplicate`), and how many were rejected, by reason.
    """

    key: str
    stored: int
    by_kind: dict[str, dict[str, int]]


def ingest_batch(stream: Iterator[Ingested], size: int, file: Path) -> int:
    """Writes the next articles of a stream to `file` and returns how many there were, 0 at its end."""
    return write_records(file, Ingested, itertools.islice(stream, size))


def clean_batch(raw_file: Path, file: Path, known: Known) -> CleanBatch:
    """Cleans a batch, and leaves out what the lake already holds and what this run has met before."""
    tally: Counter[tuple[str, str]] = Counter()
    stored: dict[object, Cleaned] = {}
    raws: Iterator[Ingested] = read_records(raw_file, Ingested)
    for raw in raws:
        record = clean(raw) if isinstance(raw, RawArticle) else raw
        verdict = known.judge(record)
        tally[_kind(record), verdict.reason or verdict.fate] += 1
        if verdict.stored:
            key = record.article_id if isinstance(record, CleanArticle) else (record.source_uri, len(stored))
            if former := stored.pop(key, None):
                # A better telling of the same article has come within the batch.
                tally.update({(_kind(former), "kept"): -1, (_kind(former), "duplicate"): 1})
            stored[key] = record
    articles = known.copies.mark([r for r in stored.values() if isinstance(r, CleanArticle)])
    for article in articles:
        if article.duplicate_of:
            tally.update({(article.reader, "kept"): -1, (article.reader, "duplicate"): 1})
    rejects = (r for r in stored.values() if isinstance(r, Reject))
    write_records(file, Cleaned, itertools.chain(articles, rejects))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    by_kind: dict[str, dict[str, int]] = {}
    for (kind, fate), n in tally.items():
        by_kind.setdefault(kind, {})[fate] = n
    return CleanBatch(digest, len(stored), by_kind)


def _kind(record: Cleaned) -> str:
    return record.reader if isinstance(record, CleanArticle) else record.kind


def extract_batch(clean_file: Path, file: Path, extractor: Extractor) -> None:
    """Extracts the events of a clean batch to `file`; an article that cannot be extracted is rejected."""
    records: Iterator[Cleaned] = read_records(clean_file, Cleaned)
    articles = (r for r in records if isinstance(r, CleanArticle) and not r.duplicate_of)
    write_records(file, Extracted, extractor.extract(articles))


def write_batch(clean_file: Path, events_file: Path, folder: Path, run_id: str) -> StagedBatch:
    """Writes the rows of a batch to staging and returns how many there are."""
    records: Iterator[Cleaned] = read_records(clean_file, Cleaned)
    extracted: Iterator[Extracted] = read_records(events_file, Extracted)
    return stage_batch(folder, itertools.chain(extracted, records), run_id, __version__)


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a run in order; the Prefect flow puts tasks in their place."""

    ingest: Callable[[Iterator[Ingested], int, Path], int] = ingest_batch
    clean: Callable[[Path, Path, Known], CleanBatch] = clean_batch
    extract: Callable[[Path, Path, Extractor], None] = extract_batch
    write: Callable[[Path, Path, Path, str], StagedBatch] = write_batch
    commit: Callable[[Lake, Changes, Callable[[], dict[str, object]]], None] = commit
