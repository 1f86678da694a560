"""Carries positions from one version of a text over to another, as cleaned texts differ from gold ones."""

import difflib
import re

from flows.records import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Alignment:
    """The way from `source` to `target`, word by word; equal texts need none."""

    def __init__(self, source: str, target: str) -> None:
        """Aligns the two texts; quadratic in their words at worst."""
        self._source: list[Span] = []
        self._target: dict[int, Span] = {}
        self._same = source == target
        if self._same:
            return
        source_tokens, target_tokens = list(_TOKEN.finditer(source)), list(_TOKEN.finditer(target))
        self._source = [Span(*token.span()) for token in source_tokens]
        blocks = difflib.SequenceMatcher(
            None, [t.group() for t in source_tokens], [t.group() for t in target_tokens], autojunk=False
        ).get_matching_blocks()
        for block in blocks:
            for k in range(block.size):
                self._target[block.a + k] = Span(*target_tokens[block.b + k].span())

    def carry(self, span: Span) -> Span | None:
        """Returns where the words of `span` stand in the target, or None where none of them does."""
        if self._same:
            return span
        found = [
            self._target[k]
            for k, token in enumerate(self._source)
            if token.overlaps(span) and k in self._target
        ]
        return Span(found[0].start, found[-1].end) if found else None
