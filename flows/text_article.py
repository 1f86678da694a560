"""Makes an article of a text that was read from no source: from memory, from a gold file, in a test."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from flows.records import CleanArticle


def text_article(text: str, published: date, title: str | None = None, **given: Any) -> CleanArticle:
    """Returns an article whose text is taken as it is; its id is made from the text.

    Args:
        text: The clean text.
        published: Its publication date.
        title: Its headline.
        given: Further fields of the article, or other values of those.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = CleanArticle(
        article_id=digest[:16],
        source_uri="memory:",
        source_sha256=digest,
        source_record="",
        text=text,
        text_sha256=digest,
        published_date=published,
        published_basis="field",
        title=title,
    )
    return replace(article, **given)
