"""Tells what a file is by its first bytes, where its name does not."""

import re

# The ending that a file of this kind would have.
_MAGIC = (
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
    (b"PK\x03\x04", ".zip"),
    (b"PAR1", ".parquet"),
    (b"ARROW1", ".arrow"),
    (b"WARC/", ".warc"),
)
_FEED = re.compile(rb"<(?:rss|feed|(?:rdf:)?RDF)[\s>]")
_NEWS = re.compile(rb"<(?:\w+:)?(?:nitf|newsItem|newsMessage|NewsML|packageItem)[\s>]")
_HTML = re.compile(rb"<!doctype html|<html[\s>]|<(?:head|body|article|div|p)[\s>]", re.IGNORECASE)
SNIFFED = 8192


def sniff(head: bytes) -> str | None:
    """Returns the usual ending of files that begin so, or None for what is no known kind."""
    for magic, suffix in _MAGIC:
        if head.startswith(magic):
            return suffix
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        return _markup(text)
    if text.startswith((b"{", b"[")):
        first, _, rest = text.partition(b"\n")
        return ".jsonl" if first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{") else ".json"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    return ".txt" if text else None


def _markup(text: bytes) -> str | None:
    if _FEED.search(text):
        return ".rss"
    if _NEWS.search(text):
        return ".newsml"
    return ".html" if _HTML.search(text) else None
