"""Reads plain text files, one article a file."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flows.ingest.decoding import UndecodableError, decode
from flows.ingest.fields import article_of
from flows.ingest.source import Source
from flows.records import PublishedBasis, RawArticle, Reject

# The one form that this program was first given: `date 2022-12-23 The US seeks …`.
_DATE_FIRST = re.compile(r"\s*date\s+(\d{4}-\d{2}-\d{2})\b[ \t]*:?\s*", re.IGNORECASE)
# Lines before the article, as in a letter's head: `Title: …`.
_HEAD_LINE = re.compile(
    r"[ \t]*(title|headline|date|published(?: on| at)?|publication date|url|link|source|outlet|publisher|id)"
    r"[ \t]*:[ \t]*([^\n]{1,500})(?:\n|\Z)",
    re.IGNORECASE,
)
_FIELDS = {
    "headline": "title",
    "date": "published",
    "published on": "published",
    "published at": "published",
    "publication date": "published",
    "link": "url",
    "source": "outlet",
    "publisher": "outlet",
    "id": "source_id",
}
_NAME_DATE = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class TextReader:
    """One article a file; its date in the first line, in a head, in the file's name or in a sidecar."""

    name: str = "text"
    suffixes: tuple[str, ...] = (".txt", ".text", ".md")
    media_types: tuple[str, ...] = ("text/plain", "text/markdown")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the file's one article; where no date is found, that is left for cleaning to find."""
        data = source.read_whole()
        try:
            text = decode(data)
        except UndecodableError as error:
            yield source.reject("undecodable", str(error), excerpt=data[:200].decode("latin-1"))
            return
        if "\n" not in text:
            text = text.replace("\r", "\n")  # of an old Macintosh; position by position the same
        head, start = _head(text)
        basis: PublishedBasis = "header"
        if (sidecar := sidecar_of(source)) is not None:
            head = _sidecar_fields(source, sidecar) | head
            basis = basis if "published" in _head(text)[0] else "sidecar"
        if "published" not in head and (day := date_in_name(source.member or source.name)):
            head, basis = head | {"published": day}, "filename"
        given: dict[str, object] = {"text_offset": start, "published_basis": basis, **head}
        yield source.article(self.name, "", text[start:], document=text, **given)


def date_in_name(name: str) -> str | None:
    """Returns the date that a file name holds (`2022-12-23-talks.txt`), in ISO form."""
    match = _NAME_DATE.search(PurePosixPath(name).stem)
    return f"{match[1]}-{match[3]}-{match[4]}" if match else None


def sidecar_of(source: Source) -> Path | None:
    """Returns the file beside `talks.txt` that describes it: `talks.json` or `talks.txt.json`."""
    if source.path is None or source.member:
        return None
    beside = (source.path.with_suffix(".json"), source.path.with_name(f"{source.path.name}.json"))
    return next((path for path in beside if path != source.path and path.is_file()), None)


def _head(text: str) -> tuple[dict[str, str], int]:
    """Returns what the lines before the article say, and where the article starts."""
    if match := _DATE_FIRST.match(text):
        return {"published": match[1]}, match.end()
    found: dict[str, str] = {}
    position = 0
    while match := _HEAD_LINE.match(text, position):
        key = match[1].lower()
        found.setdefault(_FIELDS.get(key, key), match[2].strip())
        position = match.end()
    blank = re.compile(r"\s*").match(text, position)
    return found, blank.end() if blank and position else 0


def _sidecar_fields(source: Source, path: Path) -> dict[str, str]:
    try:
        fields = json.loads(decode(path.read_bytes()))
    except (OSError, ValueError, RecursionError):
        return {}
    described = article_of(source, "text", "", {**fields, "text": "-"} if isinstance(fields, dict) else {})
    if isinstance(described, Reject):
        return {}
    names = ("published", "title", "url", "outlet", "source_id")
    return {name: value for name in names if (value := getattr(described, name))}
