"""Brings text to Unicode normalization form C, so that the same letter is always the same code point."""

import re
import unicodedata
from collections.abc import Iterator

from flows.clean.mapped_text import Edit, MappedText

_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")


def normalize(text: MappedText) -> MappedText:
    """Composes letters and their marks; what is composed already is left alone."""
    if unicodedata.is_normalized("NFC", text.text):
        return text
    return text.edit(_compositions(text.text))


def _compositions(text: str) -> Iterator[Edit]:
    for word in _WORD.finditer(text):
        for cluster in _clusters(word[0]):
            composed = unicodedata.normalize("NFC", word[0][cluster])
            if composed != word[0][cluster]:
                yield Edit(word.start() + cluster.start, word.start() + cluster.stop, composed)


def _clusters(word: str) -> Iterator[slice]:
    """Yields the stretches that begin with a character that composes with none before it."""
    start = 0
    for i in range(1, len(word)):
        # A Korean syllable's last part composes with its first two once these are one.
        before = unicodedata.normalize("NFC", word[start:i])
        if not unicodedata.combining(word[i]) and unicodedata.is_normalized("NFC", before + word[i]):
            yield slice(start, i)
            start = i
    if word:
        yield slice(start, len(word))
