"""The five steps as plain functions on files: what a Prefect task runs, and what runs without Prefect."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.clean.cleaner import clean
from flows.extract.guarded import Extractor
from flows.known import Fate, Known
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
        kept: How many articles are to be extracted.
        unchanged: How many the lake holds already.
        duplicate: How many were met before.
        rejected_by_reason: How many were rejected.
    """

    key: str
    stored: int
    kept: int
    unchanged: int
    duplicate: int
    rejected_by_reason: dict[str, int]


def ingest_batch(stream: Iterator[Ingested], size: int, file: Path) -> int:
    """Writes the next articles of a stream to `file` and returns how many there were, 0 at its end."""
    return write_records(file, Ingested, itertools.islice(stream, size))


def clean_batch(raw_file: Path, file: Path, known: Known) -> CleanBatch:
    """Cleans a batch, and leaves out what the lake already holds and what this run has met before."""
    reasons: Counter[str] = Counter()
    fates: Counter[Fate] = Counter()
    stored: dict[object, Cleaned] = {}
    raws: Iterator[Ingested] = read_records(raw_file, Ingested)
    for raw in raws:
        record = clean(raw) if isinstance(raw, RawArticle) else raw
        verdict = known.judge(record)
        fates[verdict.fate] += 1
        if verdict.reason:
            reasons[verdict.reason] += 1
        if verdict.stored:
            key = record.article_id if isinstance(record, CleanArticle) else (record.source_uri, len(stored))
            if stored.pop(key, None):
                # A better telling of the same article has come within the batch.
                fates["kept"] -= 1
                fates["duplicate"] += 1
            stored[key] = record
    articles = known.copies.mark([r for r in stored.values() if isinstance(r, CleanArticle)])
    copies = sum(article.duplicate_of is not None for article in articles)
    fates.update({"kept": -copies, "duplicate": copies})
    rejects = (r for r in stored.values() if isinstance(r, Reject))
    write_records(file, Cleaned, itertools.chain(articles, rejects))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return CleanBatch(
        digest, len(stored), fates["kept"], fates["unchanged"], fates["duplicate"], dict(reasons)
    )


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
