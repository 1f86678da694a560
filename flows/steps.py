"""The five steps as plain functions on files: what a Prefect task runs, and what runs without Prefect."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeGuard

from pydantic import Field

from flows.clean.cleaner import clean
from flows.extract.guarded import Extractor
from flows.known import Known
from flows.record_files import encode, read_records, write_lines, write_records
from flows.records import ArticleEvents, CleanArticle, RawArticle, Reject
from flows.version import __version__
from flows.write.commit import commit
from flows.write.lake import Lake
from flows.write.merge import Changes
from flows.write.staging import StagedBatch, stage_batch

Ingested = RawArticle | Reject
Cleaned = CleanArticle | Reject

# Tried in this order: no record of one kind can be taken for another, and to weigh all of them costs more.
_FIRST_THAT_FITS = Field(union_mode="left_to_right")
_RAW = Annotated[Ingested, _FIRST_THAT_FITS]
_CLEAN = Annotated[Cleaned, _FIRST_THAT_FITS]
_EXTRACTED = Annotated[ArticleEvents | CleanArticle | Reject, _FIRST_THAT_FITS]


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
    return write_records(file, itertools.islice(stream, size))


def clean_batch(raw_file: Path, file: Path, known: Known) -> CleanBatch:
    """Cleans a batch, and leaves out what the lake already holds and what this run has met before."""
    tally: Counter[tuple[str, str]] = Counter()
    stored: dict[object, Cleaned] = {}
    raws: Iterator[Ingested] = read_records(raw_file, _RAW)
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
    write_records(file, itertools.chain(articles, rejects))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    by_kind: dict[str, dict[str, int]] = {}
    for (kind, fate), n in tally.items():
        by_kind.setdefault(kind, {})[fate] = n
    return CleanBatch(digest, len(stored), by_kind)


def _kind(record: Cleaned) -> str:
    return record.reader if isinstance(record, CleanArticle) else record.kind


def extract_batch(clean_file: Path, file: Path, extractor: Extractor) -> None:
    """Extracts the events of a clean batch to `file`; an article that cannot be extracted is rejected.

    What needs no extraction, copies of other articles and earlier rejects, goes there as it is.
    """
    records: list[Cleaned] = list(read_records(clean_file, _CLEAN))
    articles = (r for r in records if _is_to_be_extracted(r))
    others = (encode(r) for r in records if not _is_to_be_extracted(r))
    write_lines(file, itertools.chain(extractor.extract(articles), others))


def _is_to_be_extracted(record: Cleaned) -> TypeGuard[CleanArticle]:
    return isinstance(record, CleanArticle) and not record.duplicate_of


def write_batch(events_file: Path, folder: Path, run_id: str) -> StagedBatch:
    """Writes the rows of a batch to staging and returns how many there are."""
    records: Iterator[ArticleEvents | CleanArticle | Reject] = read_records(events_file, _EXTRACTED)
    return stage_batch(folder, records, run_id, __version__)


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a run in order; the Prefect flow puts tasks in their place."""

    ingest: Callable[[Iterator[Ingested], int, Path], int] = ingest_batch
    clean: Callable[[Path, Path, Known], CleanBatch] = clean_batch
    extract: Callable[[Path, Path, Extractor], None] = extract_batch
    write: Callable[[Path, Path, str], StagedBatch] = write_batch
    commit: Callable[[Lake, Changes, Callable[[], dict[str, object]]], None] = commit
