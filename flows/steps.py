"""The five steps as plain functions on files: what a Prefect task runs, and what runs without Prefect."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.clean.cleaner import clean
from flows.extract.extractor import ExtractOptions, extract
from flows.record_files import read_records, write_records
from flows.records import ArticleEvents, CleanArticle, RawArticle, Reject
from flows.version import __version__
from flows.write.commit import commit
from flows.write.lake import Lake
from flows.write.staging import stage_batch, staged

Ingested = RawArticle | Reject
Cleaned = CleanArticle | Reject


@dataclass(slots=True)
class Known:
    """Which articles need no extraction: those that the lake holds, and those met before in this run.

    Attributes:
        in_lake: For each article id the hash of its text and the version that extracted it.
        in_run: Ids met in this run.
    """

    in_lake: dict[str, tuple[str, str]]
    in_run: set[str]


@dataclass(frozen=True, slots=True)
class CleanBatch:
    """A batch after cleaning: its file, and how many of its articles dropped out and why."""

    file: Path
    key: str
    kept: int
    unchanged: int
    duplicate: int
    rejected_by_reason: dict[str, int]


def ingest_batch(stream: Iterator[Ingested], size: int, file: Path) -> int:
    """Writes the next articles of a stream to `file` and returns how many there were, 0 at its end."""
    return write_records(file, Ingested, itertools.islice(stream, size))


def clean_batch(raw_file: Path, file: Path, known: Known) -> CleanBatch:
    """Cleans a batch, and leaves out what the lake already holds and what this run has met before."""
    reasons: dict[str, int] = {}
    drops = {"unchanged": 0, "duplicate": 0}
    kept = 0

    def cleaned() -> Iterator[Cleaned]:
        nonlocal kept
        raws: Iterator[Ingested] = read_records(raw_file, Ingested)
        for raw in raws:
            record = clean(raw) if isinstance(raw, RawArticle) else raw
            if isinstance(record, Reject):
                reasons[record.reason] = reasons.get(record.reason, 0) + 1
            elif record.article_id in known.in_run:
                drops["duplicate"] += 1
                continue
            else:
                known.in_run.add(record.article_id)
                if known.in_lake.get(record.article_id) == (record.text_sha256, __version__):
                    drops["unchanged"] += 1
                    continue
                kept += 1
            yield record

    write_records(file, Cleaned, cleaned())
    key = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    return CleanBatch(file, key, kept, drops["unchanged"], drops["duplicate"], reasons)


def extract_batch(clean_file: Path, file: Path, model: str) -> int:
    """Extracts the events of a clean batch to `file` and returns how many there are."""
    records: Iterator[Cleaned] = read_records(clean_file, Cleaned)
    articles = (r for r in records if isinstance(r, CleanArticle))
    n_events = 0

    def counted() -> Iterator[ArticleEvents]:
        nonlocal n_events
        for result in extract(articles, ExtractOptions(model)):
            n_events += len(result.events)
            yield result

    write_records(file, ArticleEvents, counted())
    return n_events


def write_batch(clean_file: Path, events_file: Path, folder: Path, run_id: str) -> dict[str, int]:
    """Writes the rows of a batch to staging and returns how many rows each table got."""
    records: Iterator[Cleaned] = read_records(clean_file, Cleaned)
    rejects = (r for r in records if isinstance(r, Reject))
    return stage_batch(folder, read_records(events_file, ArticleEvents), rejects, run_id, __version__)


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a run in order; the Prefect flow puts tasks in their place."""

    ingest: Callable[[Iterator[Ingested], int, Path], int] = ingest_batch
    clean: Callable[[Path, Path, Known], CleanBatch] = clean_batch
    extract: Callable[[Path, Path, str], int] = extract_batch
    write: Callable[[Path, Path, Path, str], dict[str, int]] = write_batch
    commit: Callable[[Lake, list[Path], dict[str, object]], None] = commit


def known_articles(lake: Lake) -> Known:
    """Reads from a lake which articles it holds, in which version."""
    rows = lake.read("articles", ["article_id", "text_sha256", "extractor_version"]).to_pylist()
    return Known({r["article_id"]: (r["text_sha256"], r["extractor_version"]) for r in rows}, set())


def staged_batch(folder: Path) -> dict[str, int] | None:
    """Returns the row counts of a batch that an earlier, interrupted run has staged, or None."""
    return staged(folder)
