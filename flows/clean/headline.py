"""Keeps title and body apart."""

import re

from flows.clean.encoding_repair import repair_encoding
from flows.clean.mapped_text import Edit, MappedText
from flows.clean.normalization import normalize
from flows.clean.whitespace import collapse, replace_unseen

_LONGEST_HEADLINE = 160
_SENTENCE_END = re.compile(r"[.!:;,]['\"”’)]*$|[?]['\"”’)]+$")
_DATE_LINE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
)
_SITE_NAME = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})$")


def clean_title(title: str | None, outlet: str | None) -> str | None:
    """Returns a title on one line, repaired, without the outlet's name that pages put after it."""
    if not title:
        return None
    text = collapse(replace_unseen(normalize(repair_encoding(MappedText.at(title))))).text.replace("\n", " ")
    site = _SITE_NAME.search(text)
    if site and outlet and _letters(site[1]) in _letters(outlet):
        text = text[: site.start()]
    return text or None


def split_headline(text: MappedText) -> tuple[str | None, MappedText]:
    """Returns the headline on the first line of a plain text, if there is one, and the text without it.

    A headline is short, stands alone before an empty line, does not end like a sentence, and is no date.
    """
    first, gap, rest = text.text.partition("\n\n")
    is_headline = (
        len(rest) > len(first)
        and "\n" not in first
        and len(first.split()) > 2
        and len(first) <= _LONGEST_HEADLINE
        and not _SENTENCE_END.search(first)
        and not _DATE_LINE.match(first)
    )
    if not is_headline:
        return None, text
    return first, text.edit([Edit(0, len(first) + len(gap))])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
