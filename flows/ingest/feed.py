"""Reads RSS and Atom feeds: the full text where the feed has it, else the linked page."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flows.ingest.html_pages import page_article
from flows.ingest.http import FetchError, Limits, UnsafeAddressError, fetched
from flows.ingest.limits import MIB, LimitExceededError
from flows.ingest.markup import text_of
from flows.ingest.page_runs import runs_in_page
from flows.ingest.source import Source, storable
from flows.records import Locator, RawArticle, Reject

# A summary is shorter than this, an article longer.
_FULL_TEXT = 600
_PAGE_LIMITS = Limits(size=20 * MIB, seconds=60.0)


@dataclass(frozen=True, slots=True)
class FeedReader:
    """One article an entry. Linked pages are fetched only for feeds that came over HTTP themselves."""

    name: str = "feed"
    suffixes: tuple[str, ...] = (".rss", ".atom", ".rdf")
    media_types: tuple[str, ...] = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the entries in the order of the feed."""
        try:
            import feedparser
        except ImportError:
            message = "feeds are read with the extra: pip install 'readout-events[web]'"
            yield source.reject("unsupported", message)
            return
        data = source.read_whole()
        if b"<!ENTITY" in data:
            yield source.reject("unsafe", "the XML declares entities")
            return
        try:
            feed = feedparser.parse(data, response_headers={"content-type": source.media_type or "text/xml"})
        except Exception as error:
            # Its loose parser, which takes what is no XML, fails in many ways on what is no feed either.
            yield source.reject("malformed", f"no feed: {type(error).__name__}: {error}"[:300])
            return
        if not feed.entries:
            why = f": {feed.bozo_exception}" if feed.get("bozo") else ""
            yield source.reject("malformed", f"no entries in the feed{why}"[:300])
        document = data.decode(feed.get("encoding") or "utf-8", "replace")
        for number, entry in enumerate(feed.entries, 1):
            yield self._article(source, f"entry {number}", entry, feed.feed.get("title"), document)

    def _article(
        self, source: Source, locator: str, entry: Any, outlet: str | None, document: str
    ) -> RawArticle | Reject:
        bodies = [part.get("value") for part in entry.get("content", ())] + [entry.get("summary")]
        text = max((text_of(body or "") for body in bodies), key=len)
        link = entry.get("link")
        page: RawArticle | Reject | None = None
        if len(text) < _FULL_TEXT and link and source.uri.startswith(("http://", "https://")):
            page = self._page(source, locator, str(link))
            if isinstance(page, Reject) and not text:
                return page
        if isinstance(page, RawArticle) and len(page.text) > len(text):
            return _described(page, entry, outlet, (source.uri, source.record(locator)))
        if not text:
            return source.reject("empty", "the entry has no text", locator=locator)
        given: dict[str, object] = {"text_offset": None, "published_basis": "feed", **_fields(entry, outlet)}
        given["text_runs"] = runs_in_page(text, document)
        return source.article(self.name, locator, text, document=document, **given)

    def _page(self, source: Source, locator: str, link: str) -> RawArticle | Reject:
        options = source.options
        try:
            with fetched(
                link, trusted=source.uri, allow_private=options.allow_private, limits=_PAGE_LIMITS
            ) as page:
                if page is None:
                    return source.reject("network", f"nothing at {link}"[:300], locator=locator)
                _, _, charset = (page.media_type or "").partition("charset=")
                data = page.path.read_bytes()
                # The words stand in the page, and so it is the page that is named as their source.
                place = replace(source, uri=link, sha256=hashlib.sha256(data).hexdigest(), member="")
                found = page_article(place, self.name, "", data, charset.strip("\"' ") or None, page.url)
                if isinstance(found, Reject):
                    return replace(found, source_uri=source.uri, source_record=source.record(locator))
                return found
        except UnsafeAddressError as error:
            return source.reject("unsafe", str(error), locator=locator)
        except LimitExceededError as error:
            return source.reject("limit_exceeded", str(error), locator=locator)
        except FetchError as error:
            return source.reject("network", f"{link}: {error}"[:300], locator=locator)


def _fields(entry: Any, outlet: str | None) -> dict[str, str | None]:
    source_title = entry.get("source", {}).get("title") if isinstance(entry.get("source"), dict) else None
    given = {
        "published": entry.get("published") or entry.get("updated") or entry.get("created"),
        "title": entry.get("title"),
        "url": entry.get("link"),
        "outlet": source_title or outlet,
        "source_id": entry.get("id"),
    }
    return {name: storable(str(value)) if value else None for name, value in given.items()}


def _described(page: RawArticle, entry: Any, outlet: str | None, found_in: Locator) -> RawArticle:
    """Returns a linked page's article, with what the feed says of it first."""
    fields = {name: value for name, value in _fields(entry, outlet).items() if value}
    basis = "feed" if "published" in fields else page.published_basis
    return replace(page, **fields, published_basis=basis, found_in=found_in)  # type: ignore[arg-type]
