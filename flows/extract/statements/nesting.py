"""Keeps the outermost attributions: what stands within another's words is no statement of the article's."""

from collections.abc import Sequence

from flows.extract.statements.cues import Cue


def outermost(cues: Sequence[Cue]) -> list[Cue]:
    """Drops each cue that stands in the content of another."""
    return [c for c in cues if c.outer or not any(_holds(other, c) for other in cues if other is not c)]


def _holds(outer: Cue, inner: Cue) -> bool:
    """Tells whether one cue's content covers another cue; where each covers the other, the first is outer."""
    if outer.content is None or not outer.content.overlaps(inner.span):
        return False
    mutual = inner.content is not None and inner.content.overlaps(outer.span)
    return not mutual or _above(outer, inner)


def _above(outer: Cue, inner: Cue) -> bool:
    if outer.trigger.is_ancestor(inner.trigger):
        return True
    return not inner.trigger.is_ancestor(outer.trigger) and outer.trigger.i < inner.trigger.i
