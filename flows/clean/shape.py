"""Tells news articles from what is none: lists, tables, indexes, scraps."""

import re

_FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[^\W\d_]\S*\s+(?:\S+\s+){2,}\S+[.!?…][\"'”’)\]]*(?=\s|$)")
_CELL = re.compile(r"\t|\s\|\s| {3,}|;(?=\S)")
_TIME = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?"
    r"|\d{1,2} ?(?:am|pm)|\d+ (?:minutes?|hours?) ago)\b",
    re.IGNORECASE,
)
# So many lines of one form make a list; fewer can stand in an article.
_FEWEST_LINES = 8
_MOST = 0.7
_LIST_LINE = 90


def not_an_article(text: str) -> str | None:
    """Returns why a text, its lines as the source has them, is no article; None where it is one."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < _FEWEST_LINES:
        return None
    if sum(len(_CELL.findall(line)) >= 2 for line in lines) >= _MOST * len(lines):
        return "a table: most lines are rows of cells"
    unended = [line for line in lines if len(line) <= _LIST_LINE and not _SENTENCE.search(line)]
    if len(unended) >= _MOST * len(lines) and not _SENTENCE.search(" ".join(text.split())):
        return "a list: not one sentence in it"
    stamped = sum(bool(_TIME.match(line.strip())) for line in lines)
    if stamped >= _FEWEST_LINES and stamped * 3 >= len(lines) and not _are_posts(lines):
        return "a live-blog index: line after line begins with its time"
    return None


def _are_posts(lines: list[str]) -> bool:
    """Tells whether what stands at the times is mostly longer than a headline: a live blog itself."""
    told = [rest for line in lines if (rest := _TIME.sub("", line.strip(), count=1)).strip()]
    return sum(len(rest) > _LIST_LINE for rest in told) * 2 >= len(told)


def too_short(text: str) -> bool:
    """Tells whether a text has too few words to report anything."""
    return len(_WORD.findall(text[:1000])) < _FEWEST_WORDS
