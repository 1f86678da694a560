"""What the tests of the readers share: one invented article, and how to read."""

from pathlib import Path

from flows.ingest.articles import read_articles
from flows.ingest.source import ReadOptions
from flows.records import RawArticle, Reject

TEXT = (
    "The foreign minister met her counterpart in Doha on Monday, the ministry said. “We agreed to meet "
    "again,” she told reporters — twice.\n\nShe flew home on Tuesday, after a visit to the new port."
)


def read(*sources: Path | str, options: ReadOptions | None = None) -> list[RawArticle | Reject]:
    return list(read_articles([str(s) for s in sources], options=options))


def articles(*sources: Path | str, options: ReadOptions | None = None) -> list[RawArticle]:
    found = read(*sources, options=options)
    assert all(isinstance(item, RawArticle) for item in found), found
    return [item for item in found if isinstance(item, RawArticle)]


def rejected(*sources: Path | str, options: ReadOptions | None = None) -> Reject:
    """Returns the one thing that reading yields, which must be a reject."""
    (found,) = read(*sources, options=options)
    assert isinstance(found, Reject), found
    found.message.encode()
    found.excerpt.encode()
    return found


def words_at_runs_agree(article: RawArticle, document: str) -> bool:
    """Tells whether every run of an article's text shows the same characters in its document."""
    return all(
        article.text[r.start : r.start + r.length] == document[r.source_start : r.source_start + r.length]
        for r in article.text_runs or ()
    )
