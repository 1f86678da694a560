"""Joins the lines of text that was wrapped to a width, and the words that were hyphenated there."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from flows.clean.mapped_text import Edit, MappedText

# Nobody wraps news narrower or wider than this; longer lines are paragraphs.
_NARROWEST, _WIDEST = 30, 130
# A text is wrapped when it has some line ends within paragraphs, most of them where the next word would not
# have fitted, and some within sentences. Wrapping at other places than spaces makes some lines a bit longer.
_FEWEST_BREAKS = 3
_MOST = 0.75
_SOME = 0.3
_LEEWAY = 0.9
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)]*$")
_ITEM = re.compile(r" {2,}|\t|[ \t]*(?:[-*•·–—>|]|\(?\d{1,3}[.)])(?:\s|$)")
_HYPHENATED = re.compile(r"([^\W_]+)-$")
_CONTINUED = re.compile(r"[a-zß-ÿ]+")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def join_lines(text: MappedText) -> MappedText:
    """Joins hard-wrapped lines; paragraphs, list items and text that is not wrapped stay as they are."""
    if text.text.count("\n") < _FEWEST_BREAKS:
        return text
    lines = list(_lines(text.text))
    pairs = [(a, b) for a, b in pairwise(lines) if a.text and b.text]
    if len(pairs) < _FEWEST_BREAKS:
        return text
    width = max(len(line.text) for pair in pairs for line in pair)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    wrapped = [(a, b) for a, b in pairs if _would_not_fit(a.text, b.text, width)]
    within_sentences = sum(not _SENTENCE_END.search(a.text) for a, _ in wrapped)
    if len(wrapped) < _MOST * len(pairs) or within_sentences < _SOME * len(pairs):
        return text
    words = frozenset(re.findall(r"[\w-]+", text.text.lower()))
    return text.edit(_join(a, b, words) for a, b in wrapped if not _ITEM.match(b.text))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, line.rstrip(" "))
        start += len(line) + 1


def _would_not_fit(line: str, following: str, width: int) -> bool:
    first_word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) > width * _LEEWAY


def _join(line: _Line, following: _Line, words: frozenset[str]) -> Edit:
    start = following.start + len(following.text) - len(following.text.lstrip())
    first, second = _HYPHENATED.search(line.text), _CONTINUED.match(following.text.lstrip())
    if not first or not second:
        # A dash between words keeps its side of the line end as it is ("talks --\nwhich").
        return Edit(line.end, start, "" if first else " ")
    if first[1][-1].isdigit():
        return Edit(line.end, start)
    whole, compound = first[1] + second[0], f"{first[1]}-{second[0]}"
    usual = first[1].lower() in _compounds("stays_after") or second[0] in _compounds("stays_before")
    stays = compound.lower() in words or (usual and whole.lower() not in words)
    return Edit(line.end - (0 if stays else 1), start)


@cache
def _compounds(part: str) -> frozenset[str]:
    data = files("flows.clean").joinpath("hyphenation.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(data)[part])
