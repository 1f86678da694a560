"""Finds the spans of time expressions, and tells what only looks like one."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.dates.direction import direction_of
from flows.extract.dates.patterns import Pattern, any_pattern, load_patterns
from flows.extract.rules import load_tables

_WORD = re.compile(r"[^\W_]+|[$£€¥₹#'’](?=\d)")
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s|\n")
_NEAR = 120
"""Characters on each side within which words of the same sentence are looked at."""
_NOT_LETTERS = frozenset("0123456789$£€¥₹#'’")


@dataclass(frozen=True, slots=True)
class Detected:
    """An expression found: its pattern, and the match with the named parts."""

    pattern: Pattern
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class _FirstLook:
    words: frozenset[str]
    openers: frozenset[str]
    reach: int


@functools.cache
def _first_look() -> _FirstLook:
    table = load_tables("dates_patterns")["first_look"]
    anchors, openers = (frozenset(table[name].split()) for name in ("anchors", "openers"))
    return _FirstLook(anchors | openers, openers - anchors, table["reach"])


def detect(text: str) -> Iterator[Detected]:
    """Finds the time expressions of a text, in order, never overlapping."""
    patterns, anywhere = load_patterns(), any_pattern()
    end = 0
    for start in _starts(text):
        if start < end or not (match := anywhere.match(text, start)):
            continue
        end = match.end()
        pattern = patterns[int((match.lastgroup or "p0")[1:])]
        if pattern.reader == "none":
            continue
        parts = pattern.regex.match(text, start)
        if parts and _is_time(text, pattern, parts):
            yield Detected(pattern, parts)


def _starts(text: str) -> Iterator[int]:
    """Yields the positions at which an expression may begin: see `first_look` in the lexicon."""
    look = _first_look()
    telling = [
        (number, word.start(), form)
        for number, word in enumerate(_WORD.finditer(text))
        if (form := word.group().lower()) in look.words or form[0] in _NOT_LETTERS or form[-1].isdigit()
    ]
    waiting: list[tuple[int, int]] = []
    for number, start, form in telling:
        if form in look.openers:
            waiting.append((number, start))
            continue
        for place, opener in waiting:
            if number - place <= look.reach:
                yield opener
        waiting.clear()
        yield start


def _is_time(text: str, pattern: Pattern, match: re.Match[str]) -> bool:
    """Tells whether the words around an expression let it be a time."""
    if pattern.id == "month":
        return not _is_other_word(text, match)
    if pattern.clause and direction_of(text, *match.span()) != pattern.clause:
        return False
    return pattern.not_near is None or not _stands_near(pattern.not_near, text, match)


def _stands_near(cue: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    """Tells whether a cue stands in the sentence of a match that names no year."""
    if any(match[name] for name in match.re.groupindex if name.startswith(("year", "rel"))):
        return False
    starts = [m.end() for m in _SENTENCE_END.finditer(text, max(0, match.start() - _NEAR), match.start())]
    end = _SENTENCE_END.search(text, match.end(), match.end() + _NEAR)
    start = starts[-1] if starts else max(0, match.start() - _NEAR)
    return cue.search(text, start, end.start() if end else match.end() + _NEAR) is not None


@functools.cache
def _month_context() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Returns the month names that are other words too, and what must stand before, before a name, after."""
    table = load_tables("dates_words")["month_alone"]
    return (
        frozenset(table["ambiguous"]),
        re.compile(rf"\b(?:{'|'.join(table['before'])})[\s-]+$|[(,;]\s*$", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(table['before_capital'])})[\s-]+$", re.IGNORECASE),
        re.compile(rf"\s*(?:[.,;:)\]]|$|['’]s\b|\s(?:{'|'.join(table['after'])})\b)"),
    )


def _is_other_word(text: str, match: re.Match[str]) -> bool:
    """Tells whether a month's name alone is another word ("May") or part of a name ("April Jones")."""
    ambiguous, before, before_capital, after = _month_context()
    name = match["month"]
    left = max(0, match.start() - 16)
    if match.start("month") > match.start():
        return False
    if name in ambiguous or name.isupper():
        return not (before.search(text, left, match.start()) and after.match(text, match.end()))
    if re.match(r"\s[A-Z][a-z]", text[match.end() : match.end() + 3]):
        return before_capital.search(text, left, match.start()) is None
    return False
