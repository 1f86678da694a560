"""Finds direct quotations by their marks, however odd in number, and never changes the text.

Marks are paired within a paragraph. A quotation that its paragraph leaves open runs on where the next
paragraph opens with a mark again, as newspapers set speech of several paragraphs; otherwise the closing
mark is missing, and the quotation is taken to end with its sentence, so that one lost mark cannot swallow
the rest of an article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flows.records import Span

# What closes what. A straight or doubled mark closes itself.
_CLOSERS = {
    "“": "”“\"''",
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "»": "«»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "❝": "❞",
    "＂": "＂",
    '"': '"”',
    "``": "''\"”",
    "''": "''",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "`": "'",
}
_SINGLE = frozenset("‘’‚'`")
_OPENING_ONLY = frozenset(("``", "„", "‟", "「", "『", "〝", "❝", "‹", "«"))
_CLOSING_ONLY = frozenset("”»›」』〞〟❞")
_MARK = re.compile(r"``|''|[“”„‟«»‹›「」『』〝〞〟❝❞＂\"‘’‚'`]")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.?!:;\"”’'»)\]])[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.?!…][)\]]?(?=\s)")
# Years, elisions and measures, whose marks quote nothing.
_ELISION = re.compile(r"['’‘](?:\d0s\b|\d\d\b|tis\b|twas\b|em\b|n['’‘]|cause\b|til\b|round\b)", re.IGNORECASE)
_MEASURE = re.compile(r"(?:^|[\s(])(?:\d+['’]\s?)?\d{1,3}(?:\.\d+)?$")
_BEFORE_OPENING = frozenset(' \t\n\r\u00a0\u2009\u202f([{<—–-/"“„«``:=,')
_AFTER_CLOSING = frozenset(" \t\n\r\u00a0\u2009\u202f.,;:!?)]}—–-/\"”»…'’")

_Side = Literal["open", "close", "either"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks.

    Attributes:
        span: With its marks.
        inner: Without them, and without white space at its edges; never empty.
        closed: False where the quotation runs on into the next paragraph, or its closing mark is missing.
    """

    span: Span
    inner: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    form: str
    side: _Side


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Finds the outermost direct quotations of a text, in order, never overlapping."""
    found: list[Quotation] = []
    paragraphs = list(_paragraphs(text))
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        runs_on = following is not None and _opens_with_mark(text, following)
        found.extend(_quotations_in(text, paragraph, runs_on))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yields the paragraphs; a line break amid a sentence is a wrapped line and parts none."""
    start = 0
    for gap in _BREAK.finditer(text):
        if gap.start() > start:
            yield Span(start, gap.start())
        start = gap.end()
    if start < len(text):
        yield Span(start, len(text))


def _opens_with_mark(text: str, paragraph: Span) -> bool:
    first = next(_marks(text, paragraph), None)
    return (
        first is not None and first.side == "open" and not text[paragraph.start : first.start].strip(" -–—•*")
    )


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    """Yields the marks of one paragraph that may quote something, with the side that they can stand on."""
    for m in _MARK.finditer(text, paragraph.start, paragraph.end):
        form = m.group()
        before = text[m.start() - 1] if m.start() > paragraph.start else " "
        after = text[m.end()] if m.end() < paragraph.end else " "
        if form in _SINGLE and (_within_word(before, after) or _ELISION.match(text, m.start())):
            continue
        if form in {'"', "''"} and before.isdigit() and not after.isalpha() and _is_measure(text, m):
            continue
        yield _Mark(m.start(), m.end(), form, _side(form, before, after))


def _within_word(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum()


def _is_measure(text: str, m: re.Match[str]) -> bool:
    """Tells whether a mark after a figure means inches or seconds (`5'10"`, `a 6" pipe`)."""
    return _MEASURE.search(text, max(0, m.start() - 10), m.start()) is not None


def _side(form: str, before: str, after: str) -> _Side:
    if form in _OPENING_ONLY:
        return "open"
    if form in _CLOSING_ONLY and form != "»":
        return "close"
    opens = before in _BEFORE_OPENING and not after.isspace() and after not in ".,;:!?)]"
    closes = after in _AFTER_CLOSING and not before.isspace()
    if form in {"‘", "‚", "`"}:
        return "open" if opens else "close"
    if form == "’":
        return "close"
    if form == "“":
        return "close" if closes and not opens else "open"
    if form == "»":
        return "open" if opens and not closes else "close"
    if opens and not closes:
        return "open"
    return "close" if closes and not opens else "either"


def _quotations_in(text: str, paragraph: Span, runs_on: bool) -> Iterator[Quotation]:
    marks = list(_marks(text, paragraph))
    at, done_to = 0, paragraph.start
    while at < len(marks):
        mark = marks[at]
        opens = mark.side == "open" or (mark.side == "either" and mark.form not in _SINGLE)
        if not opens:
            stray = _lost_opening(text, mark, done_to)
            if stray is not None:
                yield stray
                done_to = mark.end
            at += 1
            continue
        closing = _closing(text, marks, at)
        if closing is None and mark.form in _SINGLE:
            at += 1
            continue
        if closing is None:
            end = _missing_close(text, marks, at, paragraph.end, runs_on)
            quotation = _quotation(text, Span(mark.start, end), Span(mark.end, end), closed=False)
        else:
            end = marks[closing].end
            quotation = _quotation(text, Span(mark.start, end), Span(mark.end, marks[closing].start))
        if quotation is not None:
            yield quotation
        done_to = end
        while at < len(marks) and marks[at].start < end:
            at += 1


def _quotation(text: str, span: Span, inner: Span, closed: bool = True) -> Quotation | None:
    words = inner.of(text)
    start = inner.start + len(words) - len(words.lstrip())
    end = inner.end - (len(words) - len(words.rstrip()))
    return Quotation(span, Span(start, end), closed) if start < end else None


def _closing(text: str, marks: list[_Mark], at: int) -> int | None:
    """Returns the index of the mark that closes the one at `at`, or None."""
    opening = marks[at]
    if opening.form in _SINGLE:
        return _closing_single(text, marks, at)
    turns_itself = opening.form in _CLOSERS[opening.form] and opening.form != "“"
    depth = 0
    for i in range(at + 1, len(marks)):
        mark = marks[i]
        if mark.form == opening.form and mark.side == "open":
            if turns_itself and _SENTENCE_END.search(text, opening.end, mark.start):
                return None  # a new speech begins after a finished sentence: this one's close is lost
            depth += not turns_itself
        elif mark.form in _CLOSERS[opening.form] and not (mark.side == "open" and mark.form in _CLOSERS):
            if depth == 0:
                return i
            depth -= 1
    return None


def _closing_single(text: str, marks: list[_Mark], at: int) -> int | None:
    """Closes a single mark at one that cannot be a possessive's, else at the last that could close."""
    fallback = None
    for i in range(at + 1, len(marks)):
        mark = marks[i]
        if mark.form not in _CLOSERS[marks[at].form]:
            if mark.form not in _SINGLE and mark.side != "close":
                break
            continue
        if mark.side == "open":
            break
        before, after = text[mark.start - 1], text[mark.end : mark.end + 1]
        if (
            before in ",.?!…"
            or after in {",", ".", ";", ":", "!", "?", ")", "", "\n"}
            or before not in "sSzx"
        ):
            return i
        fallback = i
    return fallback


def _missing_close(text: str, marks: list[_Mark], at: int, limit: int, runs_on: bool) -> int:
    if runs_on:
        return limit
    again = next((m.start for m in marks[at + 1 :] if m.form == marks[at].form and m.side == "open"), limit)
    end = _SENTENCE_END.search(text, marks[at].end, again)
    return end.end() if end else again


def _lost_opening(text: str, mark: _Mark, done_to: int) -> Quotation | None:
    """Takes the sentence before a closing mark that nothing opened, where it ends as speech does."""
    if (
        mark.form in _SINGLE
        or mark.side != "close"
        or text[mark.start - 1 : mark.start] not in {",", ".", "?", "!"}
    ):
        return None
    start = done_to
    for end in _SENTENCE_END.finditer(text, done_to, mark.start - 1):
        start = end.end()
    start += len(text[start : mark.start]) - len(text[start : mark.start].lstrip())
    return _quotation(text, Span(start, mark.end), Span(start, mark.start), closed=False)
