"""Tells what a site shows in place of an article, by walls.toml: consent, robots, subscriptions, errors."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Longer texts have something else to say, whatever stands around it.
_LONGEST = 5000
# One of the first sentences tells; to look at all of every article would take time.
_HEAD = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORDS = re.compile(r"\w+\W+\w")


@dataclass(frozen=True, slots=True)
class WallRule:
    """What sites say in one such case; walls.toml says what the fields mean."""

    id: str
    pattern: re.Pattern[str]
    example: str
    counter_example: str


@cache
def wall_rules() -> tuple[WallRule, ...]:
    """Returns all rules."""
    data = tomllib.loads(files("flows.clean").joinpath("walls.toml").read_text(encoding="utf-8"))
    return tuple(WallRule(**r | {"pattern": re.compile(r["pattern"], re.IGNORECASE)}) for r in data["rule"])


def wall(text: str) -> str | None:
    """Returns why a text is what a site shows in place of an article; None where it is none of that."""
    if len(text) > _LONGEST:
        return None
    sentences = [s for s in _SENTENCE.split(text.strip()) if _WORDS.search(s)]
    if not any(map(_rule_of, sentences[:_HEAD])):
        return None
    said = [rule.id for rule in map(_rule_of, sentences) if rule is not None]
    if len(said) * 2 < len(sentences):
        return None
    commonest = max(said, key=said.count)
    return f"the site speaks to its visitor in place of an article ({commonest})"


def _rule_of(sentence: str) -> WallRule | None:
    return next((rule for rule in wall_rules() if rule.pattern.search(sentence.strip())), None)
