"""Gives articles their ids."""

import hashlib
import re
from datetime import date
from urllib.parse import urlsplit

from flows.records import RawArticle

# An export's count of its rows: the next day's begins with 1 again.
_ROW_NUMBER = re.compile(r"\d{1,7}(?:\.0)?")
_FIRST_WORDS = 8


def article_id(raw: RawArticle, text: str, published: date) -> str:
    """Returns a hash of the URL, else of the source's own id with the outlet, else of date and text.

    What two articles may well share does not make them one: a URL that leads to a site's front page does not
    count, and an id that may be the number of a row only with the day and the title, or the first words.
    """
    if raw.url and not _is_front_page(raw.url):
        key = f"url\n{raw.url}"
    elif raw.source_id and _ROW_NUMBER.fullmatch(raw.source_id.strip()):
        named = raw.title or " ".join(text.split()[:_FIRST_WORDS])
        key = f"row\n{raw.outlet or ''}\n{raw.source_id}\n{published}\n{named}"
    elif raw.source_id:
        key = f"id\n{raw.outlet or ''}\n{raw.source_id}"
    else:
        key = f"text\n{raw.published or ''}\n{text}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_front_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.path in ("", "/") and not parts.query
