"""A text that remembers where each of its characters stood in the source."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.records import SourceRun


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `replacement` in the place of `text[start:end]`."""

    start: int
    end: int
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and its way back: `runs`, in order and without overlap, say which stretch stands where.

    Characters that no run covers have no known source.
    """

    text: str
    runs: tuple[SourceRun, ...]

    @classmethod
    def at(cls, text: str, source_start: int = 0) -> "MappedText":
        """Returns a text that stands unchanged at `source_start` of its source."""
        return cls(text, (SourceRun(0, source_start, len(text)),) if text else ())

    def edit(self, edits: Iterable[Edit]) -> "MappedText":
        """Returns the text after the edits, which are in order, do not overlap, and refer to this text."""
        pieces: list[str] = []
        runs: list[SourceRun] = []
        done = length = 0
        starts = [run.start for run in self.runs]
        for edit in edits:
            pieces.append(self.text[done : edit.start])
            runs += self._moved(starts, done, edit.start, length)
            length += edit.start - done
            if edit.replacement:
                pieces.append(edit.replacement)
                if (replaced := self._replaced(starts, edit, length)) is not None:
                    runs.append(replaced)
                length += len(edit.replacement)
            done = edit.end
        if not done and not pieces:
            return self
        pieces.append(self.text[done:])
        runs += self._moved(starts, done, len(self.text), length)
        return MappedText("".join(pieces), tuple(_joined(runs)))

    def _moved(self, starts: list[int], start: int, end: int, new_start: int) -> Iterator[SourceRun]:
        """Yields the runs of `text[start:end]`, as they stand when the stretch begins at `new_start`."""
        if start >= end:
            return
        for run in self.runs[max(0, bisect_right(starts, start) - 1) :]:
            if run.start >= end:
                return
            left, right = max(start, run.start), min(end, run.start + run.length)
            if left < right:
                skipped = left - run.start if run.source_length is None else 0
                yield SourceRun(
                    left - start + new_start, run.source_start + skipped, right - left, run.source_length
                )

    def _replaced(self, starts: list[int], edit: Edit, new_start: int) -> SourceRun | None:
        old = list(self._moved(starts, edit.start, edit.end, 0))
        if not old:
            return None
        source_start = min(run.source_start for run in old)
        source_end = max(run.source_start + source_length(run) for run in old)
        return SourceRun(new_start, source_start, len(edit.replacement), source_end - source_start)


def source_length(run: SourceRun) -> int:
    """Returns how many code points of the source a run stands for."""
    return run.length if run.source_length is None else run.source_length


def _joined(runs: list[SourceRun]) -> Iterator[SourceRun]:
    """Yields the runs, those that go on where the one before ends made one with it."""
    last: SourceRun | None = None
    for run in runs:
        if (
            last is not None
            and last.source_length is None
            and run.source_length is None
            and last.start + last.length == run.start
            and last.source_start + last.length == run.source_start
        ):
            last = SourceRun(last.start, last.source_start, last.length + run.length)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last
