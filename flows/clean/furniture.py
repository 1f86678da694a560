"""Drops wire furniture, by furniture.toml: what stands in a news text and is not the article."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from flows.clean.mapped_text import Edit, MappedText

Where = Literal["line", "end", "span"]

_LONGEST_LINE = 300
_HEAD, _TAIL = 4, 6


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """One kind of furniture; furniture.toml says what the fields mean."""

    id: str
    meaning: str
    where: Where
    within: Literal["anywhere", "head", "tail"]
    longest: int
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    example: str
    counter_example: str


@cache
def furniture_rules() -> tuple[FurnitureRule, ...]:
    """Returns all rules, in the order in which they are tried."""
    data = tomllib.loads(files("flows.clean").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return tuple(
        FurnitureRule(
            id=rule["id"],
            meaning=rule["meaning"],
            where=rule["where"],
            within=rule.get("within", "anywhere"),
            longest=rule.get("longest", _LONGEST_LINE),
            cues=tuple(rule.get("cues", ())),
            pattern=re.compile(rule["pattern"]),
            example=rule["example"],
            counter_example=rule["counter_example"],
        )
        for rule in data["rule"]
    )


def drop_furniture(text: MappedText, title: str | None = None) -> tuple[MappedText, tuple[str, ...]]:
    """Returns the text without its furniture, and the ids of the rules that dropped something.

    A first line that repeats the title goes too (`title`): title and body are kept apart.
    """
    dropped: list[str] = []
    edits: list[Edit] = []
    lines = [m for m in re.finditer(r"[^\n]+", text.text) if m[0].strip()]
    for i, line in enumerate(lines):
        near = ("anywhere", *(["head"] if i < _HEAD else []), *(["tail"] if i >= len(lines) - _TAIL else []))
        if i == 0 and len(lines) > 1 and title and _same(line[0], title):
            edits.append(Edit(line.start(), line.end()))
            dropped.append("title")
            continue
        for rule, edit in _furniture(line[0], near):
            edits.append(Edit(line.start() + edit.start, line.start() + edit.end))
            dropped.append(rule)
    return (text.edit(sorted(edits, key=lambda e: e.start)), tuple(dict.fromkeys(dropped)))


def _furniture(line: str, near: tuple[str, ...]) -> Iterator[tuple[str, Edit]]:
    """Yields the stretches of a line that go; only one where the whole line does."""
    bare = line.strip()
    found: list[tuple[str, Edit]] = []
    for rule in furniture_rules():
        if rule.within not in near or (rule.where == "line" and len(bare) > rule.longest):
            continue
        if rule.cues and not any(cue in bare for cue in rule.cues):
            continue
        if rule.where == "line":
            if rule.pattern.fullmatch(bare):
                yield rule.id, Edit(0, len(line))
                return
        else:
            found += ((rule.id, Edit(m.start(), m.end())) for m in rule.pattern.finditer(line))
    yield from found


def _same(line: str, title: str) -> bool:
    return _letters(line) == _letters(title) != ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
