"""Gives quotations that stand alone to the cue beside them: speech that runs on with no new cue."""

import dataclasses
import re
from collections.abc import Sequence

from flows.extract.quotations import Quotation
from flows.extract.statements.cues import Cue
from flows.extract.statements.view import View
from flows.records import Span

_BETWEEN = re.compile(r"[\s.,;—–\-]*")
_FINISHED = (".", "!", "?", ":", "”", '"', "''", "’", "…")
_LONGEST_TAIL = 200


def run_on(view: View, cues: Sequence[Cue]) -> list[Cue]:
    """Extends contents over the quotations that follow, or open, the speech and have no cue of their own."""
    extended = list(cues)
    for quotation in view.parsed.quotations:
        if any(c.content is not None and c.content.overlaps(quotation.inner) for c in extended):
            continue
        if not _stands_alone(view, quotation):
            continue
        at = _cue_before(view, extended, quotation)
        if at is None:
            at = _cue_after(view, extended, quotation)
        content = extended[at].content if at is not None else None
        if at is not None and content is not None:
            whole = Span(min(content.start, quotation.inner.start), max(content.end, quotation.inner.end))
            extended[at] = dataclasses.replace(extended[at], content=whole)
    return extended


def _stands_alone(view: View, quotation: Quotation) -> bool:
    """Tells whether a quotation is a sentence of its own, not words quoted within one."""
    before = view.text[: quotation.span.start].rstrip()[-1:]
    words = quotation.inner.of(view.text)
    starts = (
        before in _FINISHED
        or not before
        or "\n" in view.text[max(0, quotation.span.start - 2) : quotation.span.start]
    )
    return starts and (words[:1].isupper() or not words[:1].isalpha()) and (len(words.split()) > 2)


def _cue_before(view: View, cues: Sequence[Cue], quotation: Quotation) -> int | None:
    """Returns the index of the cue whose speech the quotation carries on, or None."""
    best = None
    for i, cue in enumerate(cues):
        if cue.content is None or max(cue.content.end, cue.span.end) > quotation.span.start:
            continue
        if best is None or _last(cue) > _last(cues[best]):
            best = i
    if best is None or view.kind_of_or_none(cues[best].content) == "indirect":
        return best if best is not None and _follows_closely(view, cues[best], quotation) else None
    return best if _reaches(view, cues[best], quotation) else None


def _last(cue: Cue) -> int:
    return max(cue.span.end, cue.content.end if cue.content is not None else 0)


def _reaches(view: View, cue: Cue, quotation: Quotation) -> bool:
    """Tells whether nothing but the rest of the cue's own sentence stands between its speech and the next."""
    end = max(
        _last(cue),
        int(cue.trigger.sent.end_char) if cue.content and cue.content.end <= cue.span.end else _last(cue),
    )
    gap = view.text[end : quotation.span.start]
    return _BETWEEN.fullmatch(
        gap.strip("\"”’'` ")
    ) is not None and quotation.span.start - cue.span.end < _LONGEST_TAIL + (_last(cue) - cue.span.end)


def _follows_closely(view: View, cue: Cue, quotation: Quotation) -> bool:
    """Tells whether a quotation follows an indirect report at once: "He was tired. “I slept badly.”"."""
    end = max(_last(cue), int(cue.trigger.sent.end_char))
    gap = view.text[end : quotation.span.start] if end <= quotation.span.start else "x"
    return _BETWEEN.fullmatch(gap.strip("\"”’'` ")) is not None


def _cue_after(view: View, cues: Sequence[Cue], quotation: Quotation) -> int | None:
    for i, cue in enumerate(cues):
        if (
            cue.content is not None
            and cue.content.start >= quotation.span.end
            and cue.content.start < cue.span.start
        ):
            gap = view.text[quotation.span.end : cue.content.start].strip("\"“‘'` ")
            if _BETWEEN.fullmatch(gap):
                return i
    return None
