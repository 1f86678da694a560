"""How a run tells what it is doing."""

from typing import Protocol

from flows.records import Counts


class Progress(Protocol):
    """Is told after every step of every batch how far the run has come."""

    def update(self, step: str, counts: Counts) -> None:
        """Takes the step that has just ended and the run's counts so far."""
        ...


class Silent:
    """Shows nothing."""

    def update(self, step: str, counts: Counts) -> None:
        """Shows nothing."""
