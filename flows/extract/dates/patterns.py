"""The patterns of time expressions, compiled from the lexicon."""

import functools
import re
from dataclasses import dataclass
from typing import cast

from flows.extract.dates.time_expression import TimexType
from flows.extract.rules import load_tables

_FRAGMENT = re.compile(r"\{([A-Z_]+)\}")
_GROUP_NAME = re.compile(r"\?P<\w+>")
_BACK_REFERENCE = re.compile(r"\(\?P=\w+\)")
_BLANK = re.compile(r"(\(\?<[!=][^()]*\))|((?<!\\)\[(?:\\.|[^\]\\])*\])| ")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of time expression.

    Attributes:
        id: Names the form; becomes the expression's `kind`.
        reader: Name of the function that gives the value, or `none` for what only looks like a date.
        regex: With named groups for the parts that the reader needs.
    """

    id: str
    reader: str
    timex: TimexType
    meaning: str
    example: str
    counter_example: str
    regex: re.Pattern[str]


@functools.cache
def load_patterns() -> tuple[Pattern, ...]:
    """Returns the lexicon's patterns, in order of precedence."""
    tables = load_tables("dates_patterns")
    fragments: dict[str, str] = tables["fragments"]
    return tuple(
        Pattern(
            table["id"],
            table["reader"],
            cast("TimexType", table.get("timex", "DATE")),
            table["meaning"],
            table["example"],
            table["counter_example"],
            re.compile(_expand(table["regex"], fragments)),
        )
        for table in tables["pattern"]
    )


@functools.cache
def any_pattern() -> re.Pattern[str]:
    """Returns one expression that matches where any pattern does; its group `p3` is the pattern at 3."""
    branches = (
        f"(?P<p{i}>{_BACK_REFERENCE.sub('[/.-]', _GROUP_NAME.sub('?:', pattern.regex.pattern))})"
        for i, pattern in enumerate(load_patterns())
    )
    return re.compile("|".join(branches))


def _expand(regex: str, fragments: dict[str, str]) -> str:
    """Puts fragments and white space into a pattern; a backslash at a line's end joins lines."""
    joined = regex.replace("\\\n", "")
    while _FRAGMENT.search(joined):
        joined = _FRAGMENT.sub(lambda m: fragments[m.group(1)].replace("\\\n", ""), joined)
    return _blanks_widened(joined)


def _blanks_widened(regex: str) -> str:
    """Lets each blank of a pattern match any white space within a line.

    Only a plain blank in look-behinds, whose width must be known, and in classes, where a no-break space is
    let in too.
    """
    return _BLANK.sub(lambda m: m[1] or (m[2] and m[2].replace(" ", " \u00a0")) or r"(?:[^\S\n]+)", regex)
