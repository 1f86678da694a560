"""Reads the lexicon: cue lists and patterns under flows/extract/lexicon/; rows carry their ids."""

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the lexicon.

    Attributes:
        id: Dotted and unique (`statement.verb.say`); stands in `rule_id` of the rows that the rule made.
        meaning: One line on what it finds.
        example: A sentence in which it fires; the tests run it.
        counter_example: A like sentence in which it must not.
        data: Whatever else the rule's table holds: word lists, patterns.
    """

    id: str
    meaning: str
    example: str
    counter_example: str
    data: dict[str, Any]


@functools.cache
def load_rules(name: str) -> tuple[Rule, ...]:
    """Loads the rules of one lexicon file, `flows/extract/lexicon/<name>.toml`, in its order.

    Raises:
        FileNotFoundError: Where there is no such lexicon.
        KeyError: Where a rule lacks its id, meaning, example or counter-example.
    """
    tables = load_tables(name)["rule"]
    return tuple(
        Rule(t.pop("id"), t.pop("meaning"), t.pop("example"), t.pop("counter_example"), t)
        for t in (dict(table) for table in tables)
    )


@functools.cache
def load_tables(name: str) -> dict[str, Any]:
    """Loads one lexicon file as plain tables, for word lists that are no rules; all callers share them."""
    text = (resources.files("flows.extract") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def all_rules() -> Iterator[Rule]:
    """Yields every rule of every lexicon file that holds rules."""
    for entry in sorted((resources.files("flows.extract") / "lexicon").iterdir(), key=lambda e: e.name):
        name, _, ending = entry.name.rpartition(".")
        if ending == "toml" and "rule" in load_tables(name):
            yield from load_rules(name)
