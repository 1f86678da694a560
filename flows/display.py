"""Tells how far a run has come: live on a terminal, in plain lines elsewhere, or not at all."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.records import Counts
from flows.run import RunSummary


class RunDisplay:
    """Shows articles, rate, time left, events by type and rejects after every step of a run."""

    def __init__(
        self, console: Console, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Prepares the display; it appears when it is entered.

        Args:
            console: Where to show it; on a terminal as a live bar, else as one plain line a batch.
            quiet: Show nothing.
            clock: Returns seconds; only differences count.
        """
        self._console, self._quiet, self._clock = console, quiet, clock
        self._live = console.is_terminal and not quiet
        self._started: float | None = None
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(12), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console, disable=not self._live, transient=True)
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> Self:
        """Shows the bar."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Takes the bar away."""
        self._bar.stop()

    def update(self, step: str, counts: Counts) -> None:
        """Shows the counts; `step` has just ended."""
        if self._started is None:
            # The first batch has been read: what came before is Prefect's start, and no article's time.
            self._started = self._clock()
        words = _line(counts, self._clock() - self._started)
        if self._live:
            self._bar.update(
                self._task, description=words, completed=_done(counts), total=max(1, counts.read)
            )
        elif step == "write" and not self._quiet:
            self._console.print(words, soft_wrap=True, highlight=False)

    def print_counts(self, summary: RunSummary) -> None:
        """Prints what became of the articles and where the tables lie."""
        c = summary.counts
        names = ("extracted", "unchanged", "duplicate", "rejected")
        parts = " + ".join(f"{getattr(c, name)} {name}" for name in names)
        lines = [f"Read {c.read} articles = {parts}", f"Wrote {_events(c)}"]
        lines += [f"  rejected, {reason}: {n}" for reason, n in sorted(c.rejected_by_reason.items())]
        if len(c.by_kind) > 1:
            lines += [_kind_line(kind, fates) for kind, fates in sorted(c.by_kind.items())]
        lines.append(f"Parquet: {summary.lake}/events/events.parquet and five more tables beside it")
        for line in lines:
            self._console.print(line, soft_wrap=True, highlight=False)


def _kind_line(kind: str, fates: dict[str, int]) -> str:
    parts = " + ".join(f"{n} {fate}" for fate, n in sorted(fates.items()))
    return f"  from {kind}: {sum(fates.values())} = {parts}"


def _done(counts: Counts) -> int:
    return counts.extracted + counts.unchanged + counts.duplicate + counts.rejected


def _events(counts: Counts) -> str:
    kinds = ", ".join(f"{n} {kind}s" for kind, n in sorted(counts.events_by_type.items()))
    return f"{counts.events} events ({kinds})" if kinds else f"{counts.events} events"


def _line(counts: Counts, seconds: float) -> str:
    done = _done(counts)
    parts = [f"{done} of {counts.read} articles read"]
    if done and seconds > 0:
        rate = done / seconds
        parts.append(f"{rate:.3g}/s")
        if counts.read > done:
            parts.append(f"{(counts.read - done) / rate:.0f} s left")
    parts.append(_events(counts))
    if counts.rejected:
        parts.append(f"{counts.rejected} rejected")
    return ", ".join(parts)
