"""Repairs characters that were decoded, escaped or typeset wrongly on their way to us.

Quotation marks, dashes and letter case are never rewritten: only what stands for another character.
"""

import html
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import ftfy

from flows.clean.mapped_text import Edit, MappedText

# A UTF-8 lead byte and a continuation byte, both read as Latin-1 or Windows-1252 ("Ã©", "â€™").
_MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\x80-\x9f]|\xc3 ")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?")
_SURROGATE = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
# Beyond this a line is not worth a quadratic comparison and is mapped as one whole.
_COMPARABLE = 2000


def repair_encoding(text: MappedText) -> MappedText:
    """Joins surrogates, resolves character references and escapes, and undoes mojibake and ligatures."""
    if not text.text.isascii():
        text = text.edit(_surrogates(text.text))
    if "&" in text.text:
        text = text.edit(_references(text.text))
    if "\\u" in text.text:
        text = text.edit(_escapes(text.text))
    if text.text.isascii():
        return text
    if _MOJIBAKE.search(text.text):
        text = text.edit(_mojibake(text.text))
    return text.edit(Edit(m.start(), m.end(), _LIGATURES[m[0]]) for m in _LIGATURE.finditer(text.text))


def _surrogates(text: str) -> Iterator[Edit]:
    for match in _SURROGATE.finditer(text):
        whole = match[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        yield Edit(match.start(), match.end(), whole)


def _references(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        character = html.unescape(match[0])
        # Python leaves what is no reference as it is ("AT&T;"), and takes "&notit;" for "¬it;".
        if ";" not in character:
            yield Edit(match.start(), match.end(), character)


def _escapes(text: str) -> Iterator[Edit]:
    for match in _ESCAPE.finditer(text):
        units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in match[0].split("\\u")[1:])
        yield Edit(match.start(), match.end(), units.decode("utf-16-be", "replace"))


def _mojibake(text: str) -> Iterator[Edit]:
    start = 0
    for line in text.splitlines(keepends=True):
        if _MOJIBAKE.search(line) and (repaired := ftfy.fix_encoding(line)) != line:
            yield from _differences(line, repaired, start)
        start += len(line)


def _differences(before: str, after: str, start: int) -> Iterator[Edit]:
    """Yields the edits that turn one line into the other.

    Repair leaves ASCII alone as a rule, so that the stretches between ASCII can be paired off.
    """
    if _NON_ASCII.split(before) == _NON_ASCII.split(after):
        pairs = zip(_NON_ASCII.finditer(before), _NON_ASCII.finditer(after), strict=True)
        yield from (
            Edit(start + old.start(), start + old.end(), new[0]) for old, new in pairs if old[0] != new[0]
        )
    elif len(before) <= _COMPARABLE:
        for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag != "equal":
                yield Edit(start + a, start + b, after[c:d])
    else:
        yield Edit(start, start + len(before), after)
