"""The patterns of time expressions, compiled from the lexicon."""

import functools
import re
from dataclasses import dataclass
from typing import cast

from flows.extract.dates.direction import Direction
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
        clause: The way that the clause must point for the words to be a time; None where it does not matter.
        not_near: What in the same sentence speaks of something else, unless a year is named; may be None.
    """

    id: str
    reader: str
    timex: TimexType
    meaning: str
    example: str
    counter_example: str
    regex: re.Pattern[str]
    clause: Direction | None = None
    not_near: re.Pattern[str] | None = None


@functools.cache
def load_patterns() -> tuple[Pattern, ...]:
    """Returns the lexicon's patterns, in order of precedence."""
    tables = load_tables("dates_patterns")
    fragments: dict[str, str] = {**tables["fragments"], **_feast_names()}
    return tuple(
        Pattern(
            table["id"],
            table["reader"],
            cast("TimexType", table.get("timex", "DATE")),
            table["meaning"],
            table["example"],
            table["counter_example"],
            re.compile(_expand(table["regex"], fragments)),
            table.get("clause"),
            re.compile(_expand(table["not_near"], fragments)) if "not_near" in table else None,
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


def _feast_names() -> dict[str, str]:
    """Returns the names of feasts, full and short, as fragments, the longest first; "St" may have a stop."""
    tables = load_tables("dates_feasts")
    full = [name for kind in tables if kind != "short" for name in tables[kind]]
    marks = {"'": "['’]?", "St ": "St[.]? ", "Jr.": "Jr[.]?"}
    forms = []
    for name in sorted(full, key=len, reverse=True):
        for mark, form in marks.items():
            name = name.replace(mark, form)
        forms.append(name)
    return {"FEAST": f"(?:{'|'.join(forms)})", "SHORT_FEAST": f"(?:{'|'.join(tables['short'])})"}


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
