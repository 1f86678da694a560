"""Takes out characters that cannot be seen, and makes every space and line end the plain one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from flows.clean.mapped_text import Edit, MappedText

# A soft hyphen at the end of a line has broken a word, which is whole again without both.
_UNSEEN = re.compile(
    "\xad(?:[ \t]*\r?\n[ \t]*)?|\r\n?|[\x0b\x0c\x85\u2028]|\u2029"
    "|[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS = frozenset("\r\x0b\x0c\x85\u2028")
_SPACES = frozenset("\t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
_EXCESS = re.compile(r"[ \n]{2,}")


def replace_unseen(text: MappedText) -> MappedText:
    """Deletes control and formatting characters and soft hyphens; other spaces and line ends become plain.

    The joiners U+200C and U+200D stay: emoji and names in some scripts need them.
    """
    return text.edit(Edit(m.start(), m.end(), _seen(m[0])) for m in _UNSEEN.finditer(text.text))


def collapse(text: MappedText) -> MappedText:
    """Leaves one space between words, none at the ends of lines, and at most one empty line."""
    return text.edit(_collapses(text.text))


def _seen(unseen: str) -> str:
    if unseen == "\u2029":
        return "\n\n"
    if unseen[0] in _LINE_ENDS:
        return "\n"
    return " " if unseen in _SPACES else ""


def _collapses(text: str) -> Iterator[Edit]:
    lead, end = len(text) - len(text.lstrip(" \n")), len(text.rstrip(" \n"))
    if lead:
        yield Edit(0, lead)
    for match in _EXCESS.finditer(text, lead, end):
        kept = [i for i in range(match.start(), match.end()) if text[i] == "\n"][:2] or [match.start()]
        # The line ends that stay are kept as they stand; what is between them goes.
        for left, right in pairwise([match.start() - 1, *kept, match.end()]):
            if right > left + 1:
                yield Edit(left + 1, right)
    if lead < end < len(text):
        yield Edit(end, len(text))
