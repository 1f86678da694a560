"""Gives articles their ids."""

import hashlib

from flows.records import RawArticle


def article_id(raw: RawArticle, text: str) -> str:
    """Returns a hash of the URL, else of the source's own id with the outlet, else of date and text."""
    if raw.url:
        key = f"url\n{raw.url}"
    elif raw.source_id:
        key = f"id\n{raw.outlet or ''}\n{raw.source_id}"
    else:
        key = f"text\n{raw.published or ''}\n{text}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
