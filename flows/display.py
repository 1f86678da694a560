"""Shows a run's progress on a terminal, and its counts at the end."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.records import Counts
from flows.run import RunSummary


class RunDisplay:
    """A live progress bar; silent where the console is no terminal."""

    def __init__(self, console: Console) -> None:
        """Prepares the bar; it appears when the display is entered."""
        self._console = console
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._bar.add_task("starting Prefect", total=None)

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
        """Moves the bar: its end is the number of articles read so far."""
        done = counts.extracted + counts.unchanged + counts.duplicate + counts.rejected
        words = f"{step}: {done} of {counts.read} articles, {counts.events} events"
        self._bar.update(self._task, description=words, completed=done, total=max(1, counts.read))

    def print_counts(self, summary: RunSummary) -> None:
        """Prints what became of the articles and where the tables lie."""
        c = summary.counts
        names = ("extracted", "unchanged", "duplicate", "rejected")
        parts = " + ".join(f"{getattr(c, name)} {name}" for name in names)
        self._console.print(f"Read {c.read} articles = {parts}; {c.events} events written.")
        for reason, n in sorted(c.rejected_by_reason.items()):
            self._console.print(f"  rejected, {reason}: {n}")
        self._console.print(
            f"Parquet: {summary.lake}/events/events.parquet and five more tables beside it", soft_wrap=True
        )
