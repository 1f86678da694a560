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
_ARRANGED_NEAR = 40
"""Characters within which the present tense tells of what is arranged ("meets the mayor on Monday")."""


@dataclass(frozen=True, slots=True)
class _Cues:
    ahead: re.Pattern[str]
    arranged: re.Pattern[str]
    arranged_plural: re.Pattern[str]
    behind: re.Pattern[str]
    report: re.Pattern[str]
    joining: re.Pattern[str]


@functools.cache
def _cues() -> _Cues:
    table = load_tables("dates_direction")

    def any_of(name: str, ending: str, before: str = r"(?<!\w)") -> re.Pattern[str]:
        words = "|".join(table[name]).replace(" ", r"\s+")
        return re.compile(rf"{before}(?:{words}){ending}", re.IGNORECASE)

    verbs = r"\b" + "".join(rf"(?<!{word}\s)" for word in table["before_nouns"])

    return _Cues(
        any_of("ahead", r"\b"),
        any_of("arranged", r"\b", verbs),
        any_of("arranged_plural", r"\b", verbs),
        any_of("behind", r"\b"),
        any_of("report", "$"),
        re.compile(table["joining"], re.IGNORECASE),
    )


def direction_of(text: str, start: int, end: int) -> Direction | None:
    """Reads the clause around `text[start:end]`; None where it has no verb that tells."""
    cues = _cues()
    before, after = _clause(text, start, end)
    if cues.report.search(before):
        return "behind"
    ahead, behind = _last(cues.ahead, before), _last(cues.behind, before)
    joined = behind - ahead < _JOINED or cues.joining.fullmatch(before, ahead, max(ahead, behind))
    near = max(behind, len(before) - _ARRANGED_NEAR, 0)
    arranged = cues.arranged.search(before, near) or (
        behind < 0 and cues.arranged_plural.search(before, near)
    )
    if (ahead >= 0 and joined) or arranged:
        return "ahead"
    if behind >= 0:
        return "behind"
    next_ahead, next_behind = cues.ahead.search(after), cues.behind.search(after)
    if next_ahead and (not next_behind or next_ahead.start() <= next_behind.start()):
        return "ahead"
    return "behind" if next_behind else None


def _last(cue: re.Pattern[str], words: str) -> int:
    """Returns where the last of the cues ends, -1 where there is none."""
    return max((m.end() for m in cue.finditer(words)), default=-1)


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Returns the words of the sentence before and after the expression, so far as they are near."""
    left = max(0, start - _BEFORE)
    for mark in _CLAUSE_START.finditer(text, left, start):
        left = mark.end()
    stop = _CLAUSE_END.search(text, end, min(len(text), end + _AFTER))
    return text[left:start], text[end : stop.start() if stop else min(len(text), end + _AFTER)]
