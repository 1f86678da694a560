"""Reads web archives: WARC with pages as they were fetched, WET with their plain text."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flows.ingest.html_pages import page_article
from flows.ingest.limits import MIB, LimitExceededError
from flows.ingest.source import Source
from flows.records import RawArticle, Reject

_MAX_PAGE = 20 * MIB
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")


@dataclass(frozen=True, slots=True)
class WebArchiveReader:
    """One article a page that was fetched well; pictures, scripts and requests are passed over."""

    name: str = "warc"
    suffixes: tuple[str, ...] = (".warc", ".warc.gz", ".wet", ".wet.gz", ".arc", ".arc.gz")
    media_types: tuple[str, ...] = ("application/warc", "application/warc-fields")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the pages in the order of their records."""
        try:
            from warcio.archiveiterator import ArchiveIterator
        except ImportError:
            message = "web archives are read with the extra: pip install 'readout-events[web]'"
            yield source.reject("unsupported", message)
            return
        pages = 0
        with source.open() as file:
            records = iter(ArchiveIterator(file, arc2warc=True))
            for number in itertools.count(1):
                locator = f"record {number}"
                try:
                    record = next(records, None)
                except (LimitExceededError, OSError):
                    raise
                except Exception as error:
                    # Broken records make it fail in many ways, all of which mean that it cannot go on.
                    # What follows the first comma is the file's own bytes, which are not fit to be printed.
                    reason = " ".join(str(error).partition(",")[0].split())
                    message = f"no whole web archive: {reason}"[:300]
                    yield source.reject("malformed", message, locator=locator)
                    return
                if record is None:
                    if not pages:
                        # It need not be an archive at all: any line of some words passes for a record of ARC.
                        message = f"no page that was fetched well among its records ({number - 1})"
                        yield source.reject("empty", message)
                    return
                if (found := self._article(source, locator, record)) is not None:
                    pages += 1
                    yield found

    def _article(self, source: Source, locator: str, record: Any) -> RawArticle | Reject | None:
        url = record.rec_headers.get_header("WARC-Target-URI")
        if record.rec_type == "conversion":
            data = record.content_stream().read(_MAX_PAGE + 1)
            if len(data) > _MAX_PAGE:
                return _too_large(source, locator)
            text = data.decode("utf-8", "replace")
            day = _date_in_url(url)
            basis = "page" if day else "field"
            return source.article(self.name, locator, text, url=url, published=day, published_basis=basis)
        if record.rec_type not in ("response", "resource"):
            return None
        headers = record.http_headers
        media_type = (headers or record.rec_headers).get_header("Content-Type") or ""
        if (headers and headers.get_statuscode() != "200") or "html" not in media_type.lower():
            return None
        data = record.content_stream().read(_MAX_PAGE + 1)
        if len(data) > _MAX_PAGE:
            return _too_large(source, locator)
        charset = re.search(r"charset=[\"']?([\w-]+)", media_type)
        return page_article(source, self.name, locator, data, charset[1] if charset else None, url)


def _too_large(source: Source, locator: str) -> Reject:
    return source.reject("limit_exceeded", f"a page of more than {_MAX_PAGE // MIB} MiB", locator=locator)


def _date_in_url(url: str | None) -> str | None:
    match = _URL_DATE.search(url or "")
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else None
