"""Finds the turns of transcripts and interviews: "MR. PRICE: …"."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.rules import load_rules
from flows.extract.statements.cues import Cue
from flows.extract.statements.lexicon import is_cue_form
from flows.extract.statements.view import View
from flows.records import Span

_RULE = "statement.transcript.turn"
_TURN = re.compile(
    r"^[ \t*_>#-]*(?P<label>[A-Z][\w.'’ -]{0,60}?(?:\s?\([^)\n]{1,40}\))?)[*_]*:[*_]*[ \t]+(?=\S)",
    re.MULTILINE,
)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Turn:
    label: Span
    start: int
    end: int


def find_turns(view: View) -> Iterator[Cue]:
    """Yields one cue a turn of an answering speaker, where the article is a transcript at all."""
    rule = next(r for r in load_rules("quotation_cues") if r.id == _RULE)
    titles, askers = set(rule.data["titles"]), set(rule.data["askers"])
    turns = _turns(view.text)
    counts = Counter(t.label.of(view.text).casefold() for t in turns)
    spoken = [t for t in turns if _is_speaker(t.label.of(view.text), titles)]
    if sum(1 for t in turns if counts[t.label.of(view.text).casefold()] > 1 or t in spoken) < _FEWEST:
        return
    asking = _asking(view.text, turns)
    turns = _without_questions(view.text, turns) if len(counts) == 1 else turns
    for turn in turns:
        label = turn.label.of(view.text)
        if label.casefold().rstrip(".") in askers or label in asking:
            continue
        if counts[label.casefold()] > 1 or turn in spoken:
            cue = _cue(view, turn)
            if cue is not None:
                yield cue


def _turns(text: str) -> list[_Turn]:
    found = [m for m in _TURN.finditer(text) if not _is_clause(m["label"])]
    ends = [*(m.start() for m in found[1:]), len(text)][: len(found)]
    return [_Turn(Span(*m.span("label")), m.end(), end) for m, end in zip(found, ends, strict=True)]


def _is_clause(label: str) -> bool:
    """Tells whether what stands before a colon is a clause of its own: "He said: “…”"."""
    return any(is_cue_form(word) for word in label.split()[1:])


def _is_speaker(label: str, titles: set[str]) -> bool:
    """Tells whether a label names a speaker by its title, or stands in capitals as transcripts set them."""
    words = label.replace(".", "").casefold().split()
    titled = any(" ".join(words[:n]) in titles for n in (1, 2, 3)) and len(words) > 1
    return titled or (label.isupper() and len(label) > 1)


def _asking(text: str, turns: list[_Turn]) -> set[str]:
    """Returns the labels most of whose turns end in a question: the interviewer's."""
    turns_of = Counter(t.label.of(text) for t in turns)
    asked = Counter(t.label.of(text) for t in turns if text[t.start : t.end].rstrip().endswith("?"))
    ask = {label for label, many in turns_of.items() if many > 1 and 2 * asked[label] >= many}
    return ask if len(ask) < len(turns_of) else set()


def _without_questions(text: str, turns: list[_Turn]) -> list[_Turn]:
    """Cuts the last paragraph off every turn but the last: with one label alone, it is the interviewer's."""
    cut = []
    for turn in turns[:-1]:
        said = turn.start + len(text[turn.start : turn.end].rstrip())
        gap = text.rfind("\n\n", turn.start, said)
        cut.append(_Turn(turn.label, turn.start, gap if gap >= 0 else turn.end))
    return [*cut, *turns[-1:]]


def _cue(view: View, turn: _Turn) -> Cue | None:
    content = view.trim(turn.start, turn.end)
    if content is None:
        return None
    tokens = [
        t
        for t in view.doc[view.index_at(turn.label.start) : view.index_at(turn.start) + 1]
        if turn.label.start <= t.idx < turn.label.end and t.is_alpha
    ]
    if not tokens:
        return None
    return Cue(
        tokens[-1], Span(turn.label.start, turn.label.end), _RULE, tokens[-1], content, label=turn.label
    )
