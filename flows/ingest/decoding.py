"""Turns bytes into text: by byte order mark, else as declared, else UTF-8, else by the look of the bytes."""

import codecs

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the press has written in before UTF-8. Encodings that differ from these in a few letters of Central
# Europe are left out: in English news the guess would go wrong more often than right.
_GUESSED = [
    "cp1252",
    "mac_roman",
    "cp1251",
    "koi8_r",
    "utf_16",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
# Enough to tell an encoding by; reading more takes time and tells no more.
_LOOKED_AT = 65_536


class UndecodableError(ValueError):
    """The bytes are no text."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Returns the text, without its byte order mark.

    Args:
        data: The bytes.
        declared: The encoding that the source says it is in; browsers' rule: Latin-1 means Windows-1252.

    Raises:
        UndecodableError: Where the bytes are no text in any encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in filter(None, (_known(declared), "utf-8")):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if b"\x00" in data[:_LOOKED_AT]:
        raise UndecodableError("binary data, no text")
    best = from_bytes(data[:_LOOKED_AT], cp_isolation=_GUESSED).best()
    if best is None:
        raise UndecodableError("no encoding fits the bytes")
    return data.decode(best.encoding, "replace")


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name
