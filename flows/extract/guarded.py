"""Extracts articles so that one which cannot be extracted is set aside and its mates survive."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from flows.extract.model_identity import model_identity
from flows.extract.options import ExtractOptions
from flows.record_files import encode
from flows.records import ArticleEvents, CleanArticle, Reject
from flows.version import __version__

_EXCERPT = 200


class Extractor(Protocol):
    """Extracts the events of articles in the order given."""

    def extract(self, articles: Iterable[CleanArticle]) -> Iterator[bytes]:
        """Yields for each article its events (ArticleEvents), or why it cannot be extracted (Reject).

        Both come encoded (flows/record_files.py), as they go into a file next: to hand objects on from one
        process to another costs several times as much.
        """
        ...


def extract_encoded(articles: Sequence[CleanArticle], options: ExtractOptions) -> list[bytes]:
    """Returns for each article what `extract_guarded` yields, encoded."""
    return [encode(result) for result in extract_guarded(articles, options)]


def extract_guarded(
    articles: Sequence[CleanArticle], options: ExtractOptions
) -> Iterator[ArticleEvents | Reject]:
    """Extracts articles together; from one that fails on, goes on with the next.

    Raises:
        OSError: Where the language model is not installed.
    """
    # Only here: a process that merely hands articles on needs none of the language model's libraries.
    from flows.extract.extractor import extract

    rest = articles
    while rest:
        done = 0
        try:
            for result in extract(rest, options):
                yield result
                done += 1
            return
        except OSError:
            raise
        except Exception:
            # The model reads ahead: where it fails, this article need not be the one to blame.
            yield _extract_one(rest[done], options)
            rest = rest[done + 1 :]


def _extract_one(article: CleanArticle, options: ExtractOptions) -> ArticleEvents | Reject:
    from flows.extract.extractor import extract

    try:
        return next(extract([article], options))
    except Exception as error:
        return failure(article, options, "extractor_error", f"{type(error).__name__}: {error}")


def failure(article: CleanArticle, options: ExtractOptions, reason: str, message: str) -> Reject:
    """Returns the reject of an article that extraction, with these options, had to give up."""
    raw = {
        "article_id": article.article_id,
        "text_sha256": article.text_sha256,
        "extractor_version": __version__,
        "model": model_identity(options.model),
        "published": article.published_date.isoformat(),
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "text": article.text,
    }
    return Reject(
        *article.read_from,
        "extract",
        reason,
        message,
        article.text[:_EXCERPT],
        json.dumps(raw, ensure_ascii=False),
        article.reader,
    )
