"""Finds the words of a text that was taken out of markup in the source of that markup."""

import re
from collections.abc import Iterator

from flows.records import SourceRun

# Tags and blanks between two words of a line are no longer than this.
_GAP = 400


def runs_in_page(text: str, page: str) -> tuple[SourceRun, ...]:
    """Returns which stretches of the text stand where in the page's source.

    A line that stands there with other blanks is found word by word; one with tags within it, or one that
    the page writes with character references, is not found as a whole but in the pieces that are.
    """
    runs: list[SourceRun] = []
    body = max(0, page.lower().find("<body"))
    position, start = body, 0
    for line in text.split("\n"):
        if line.strip():
            found = list(_line_runs(line, start, page, position)) or list(_line_runs(line, start, page, body))
            runs += found
            if found:
                position = found[-1].source_start + found[-1].length
        start += len(line) + 1
    return tuple(runs)


def _line_runs(line: str, start: int, page: str, position: int) -> Iterator[SourceRun]:
    at = page.find(line, position)
    if at >= 0:
        yield SourceRun(start, at, len(line))
        return
    first = next(re.finditer(r"\S+(?:\s+\S+){0,3}", line), None)
    if first is None:
        return
    # The first words are looked for anywhere behind the line before, the others close by.
    anchor = re.compile(r"\s+".join(map(re.escape, first[0].split()))).search(page, position)
    if anchor is None:
        return
    reach = anchor.start()
    for word in re.finditer(r"\S+", line):
        at = page.find(word[0], reach, reach + len(word[0]) + _GAP)
        if at < 0:
            continue
        yield SourceRun(start + word.start(), at, len(word[0]))
        reach = at + len(word[0])
