"""Tells from the words around an expression whether it lies ahead of the publication day or behind it."""

import functools
import re
from dataclasses import dataclass
from typing import Literal

from flows.extract.rules import load_tables

Direction = Literal["ahead", "behind"]

_CLAUSE_START = re.compile(r"(?:[.;!?]\s|\n)")
_CLAUSE_END = re.compile(r"[.;!?](?:\s|$)|\n")
_BEFORE = 90
_AFTER = 60
_JOINED = 14
"""Characters within which a past form still belongs to the cue before it ("was due to be visited")."""


@dataclass(frozen=True, slots=True)
class _Cues:
    ahead: re.Pattern[str]
    behind: re.Pattern[str]
    report: re.Pattern[str]


@functools.cache
def _cues() -> _Cues:
    table = load_tables("dates_direction")

    def any_of(name: str, ending: str) -> re.Pattern[str]:
        words = "|".join(table[name]).replace(" ", r"\s+")
        return re.compile(rf"(?<!\w)(?:{words}){ending}", re.IGNORECASE)

    return _Cues(any_of("ahead", r"\b"), any_of("behind", r"\b"), any_of("report", "$"))


def direction_of(text: str, start: int, end: int) -> Direction | None:
    """Reads the clause around `text[start:end]`; None where it has no verb that tells."""
    cues = _cues()
    before, after = _clause(text, start, end)
    if cues.report.search(before):
        return "behind"
    ahead = max((m.end() for m in cues.ahead.finditer(before)), default=-1)
    behind = max((m.end() for m in cues.behind.finditer(before)), default=-1)
    if ahead >= 0 and behind - ahead < _JOINED:
        return "ahead"
    if behind >= 0:
        return "behind"
    next_ahead, next_behind = cues.ahead.search(after), cues.behind.search(after)
    if next_ahead and (not next_behind or next_ahead.start() <= next_behind.start()):
        return "ahead"
    return "behind" if next_behind else None


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Returns the words of the sentence before and after the expression, so far as they are near."""
    left = max(0, start - _BEFORE)
    for mark in _CLAUSE_START.finditer(text, left, start):
        left = mark.end()
    stop = _CLAUSE_END.search(text, end, min(len(text), end + _AFTER))
    return text[left:start], text[end : stop.start() if stop else min(len(text), end + _AFTER)]
