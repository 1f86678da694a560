"""Tells how far a run has come: live on a terminal, in plain lines elsewhere, or not at all."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.records import Counts

_MEGABYTE = 1_000_000


class RunDisplay:
    """Shows articles, bytes, rate, time left, events by type and rejects after every step of a run."""

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
            self._bar.update(self._task, description=words, completed=_share(counts), total=1)
        elif step == "write" and not self._quiet:
            self._console.print(words, soft_wrap=True, highlight=False)


def _done(counts: Counts) -> int:
    return counts.extracted + counts.unchanged + counts.duplicate + counts.rejected


def events_in_words(counts: Counts) -> str:
    """Returns how many events there are, in all and by type: `3 events (1 call, 2 visits)`."""
    by_type = sorted(counts.events_by_type.items())
    kinds = ", ".join(_counted(n, kind) for kind, n in by_type)
    total = _counted(counts.events, "event")
    return f"{total} ({kinds})" if kinds else total


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _line(counts: Counts, seconds: float) -> str:
    done = _done(counts)
    parts = [_counted(done, "article"), _bytes(counts)]
    if done and seconds > 0:
        parts.append(f"{done / seconds:.3g}/s")
        share = _share(counts)
        if 0 < share < 1:
            parts.append(f"{seconds * (1 - share) / share:.0f} s left")
    parts.append(events_in_words(counts))
    if counts.rejected:
        parts.append(f"{counts.rejected} rejected")
    return ", ".join(parts)


def _share(counts: Counts) -> float:
    """Returns how much of the sources is done: of what has been read the articles, of that the bytes."""
    if not counts.read or not counts.bytes_total:
        return 0.0
    return _done(counts) / counts.read * counts.bytes_read / counts.bytes_total


def _bytes(counts: Counts) -> str:
    if counts.bytes_total < _MEGABYTE:
        return f"{counts.bytes_read / 1000:.1f} of {counts.bytes_total / 1000:.1f} kB"
    return f"{counts.bytes_read / _MEGABYTE:.1f} of {counts.bytes_total / _MEGABYTE:.1f} MB"
