"""Reads saved web pages: main text, title, date, outlet and address, by trafilatura."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.ingest.decoding import UndecodableError, decode
from flows.ingest.limits import MAX_DEPTH, MIB
from flows.ingest.page_runs import runs_in_page
from flows.ingest.source import Source
from flows.ingest.text import date_in_name
from flows.records import PublishedBasis, RawArticle, Reject

_MAX_PAGE = 20 * MIB
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_OPTIONAL_END = frozenset({"p", "li", "td", "tr", "th", "dt", "dd", "option"})


@dataclass(frozen=True, slots=True)
class HtmlReader:
    """One article a page."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml")
    media_types: tuple[str, ...] = ("text/html", "application/xhtml+xml")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the page's article."""
        data = source.read_whole()
        declared = re.search(r"charset=[\"']?([\w-]+)", source.media_type or "")
        yield page_article(source, self.name, "", data, declared[1] if declared else None)


def page_article(
    source: Source, reader: str, locator: str, data: bytes, charset: str | None = None, url: str | None = None
) -> RawArticle | Reject:
    """Returns the article of a page, with where its words stand in the page's decoded source.

    Args:
        source: What the page was read from.
        reader: Name of the reader.
        locator: The page's place in the source.
        data: The page's bytes.
        charset: The encoding that the server declared.
        url: The page's address, if known.
    """
    if len(data) > _MAX_PAGE:
        return source.reject("limit_exceeded", f"a page of more than {_MAX_PAGE // MIB} MiB", locator=locator)
    declared = _CHARSET.search(data[:4096])
    try:
        page = decode(data, charset or (declared[1].decode("ascii") if declared else None))
    except UndecodableError as error:
        return source.reject("undecodable", str(error), locator=locator)
    page = page.replace("\x00", "\ufffd")
    if _depth(page) > MAX_DEPTH:
        message = f"markup nested more than {MAX_DEPTH} deep"
        return source.reject("limit_exceeded", message, locator=locator, excerpt=page)
    return _extracted(source, reader, locator, page, url)


def _extracted(source: Source, reader: str, locator: str, page: str, url: str | None) -> RawArticle | Reject:
    try:
        from trafilatura import bare_extraction
        from trafilatura.settings import Document
    except ImportError:
        message = "pages are read with the extra: pip install 'readout-events[web]'"
        return source.reject("unsupported", message, locator=locator)
    document = bare_extraction(
        page, url=url, include_comments=False, include_tables=False, with_metadata=True
    )
    fields = document.as_dict() if isinstance(document, Document) else {}
    text = fields.get("text")
    if not text:
        return source.reject(
            "not_an_article", "no main text found in the page", locator=locator, excerpt=page
        )
    published = fields.get("date")
    basis: PublishedBasis = "page"
    if not published and (published := date_in_name(source.member or source.name)):
        basis = "filename"
    return source.article(
        reader,
        locator,
        text,
        text_offset=None,
        text_runs=runs_in_page(text, page),
        document=page,
        published=published,
        published_basis=basis,
        title=fields.get("title"),
        url=url or fields.get("url"),
        outlet=fields.get("sitename") or fields.get("hostname"),
    )


def _depth(page: str) -> int:
    depth = deepest = 0
    for match in _TAG.finditer(page):
        if (name := match[2].lower()) in _VOID or name in _OPTIONAL_END:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
