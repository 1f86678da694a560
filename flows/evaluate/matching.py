"""Pairs predicted events with gold ones, one to one."""

import re

from flows.evaluate.agreement import count_pairs, names_agree
from flows.evaluate.annotations import Annotation, RoleName

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“A-Z(])|\n+")


def match(
    text: str, gold: tuple[Annotation, ...], predicted: tuple[Annotation, ...]
) -> list[tuple[int, int]]:
    """Returns pairs of positions in `gold` and `predicted`.

    Events of one type pair where mentions overlap, most overlap first; statements also where the cues stand
    in one sentence and a speaker agrees. Ties go to like dates and actors, then to nearness.
    """
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    candidates = []
    for i, one in enumerate(gold):
        for j, other in enumerate(predicted):
            if one.event_type != other.event_type or not other.mentions:
                continue
            shared, start = _overlap(one, other), one.mentions[0].start
            nearness = -abs(start - other.mentions[0].start)
            if shared > 0:
                candidates.append((2, shared, _likeness(one, other), nearness, i, j))
            elif (
                one.event_type == "statement"
                and _sentence(ends, start) == _sentence(ends, other.mentions[0].start)
                and _speakers_agree(one, other)
            ):
                candidates.append((1, 0, 0, nearness, i, j))
    taken_gold, taken_predicted, pairs = set(), set(), []
    for *_, i, j in sorted(candidates, reverse=True):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((i, j))
    return pairs


def _overlap(one: Annotation, other: Annotation) -> int:
    return max(min(a.end, b.end) - max(a.start, b.start) for a in one.mentions for b in other.mentions)


def _likeness(one: Annotation, other: Annotation) -> int:
    return (one.date == other.date) + count_pairs(one.actors, other.actors, _same_name)


def _same_name(one: RoleName, other: RoleName) -> bool:
    return names_agree(one.name, other.name)


def _speakers_agree(one: Annotation, other: Annotation) -> bool:
    return any(names_agree(a, b) for a in one.names("speaker") for b in other.names("speaker"))


def _sentence(ends: list[int], position: int) -> int:
    return sum(end <= position for end in ends)
