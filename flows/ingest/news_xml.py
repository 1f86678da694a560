"""Reads the news agencies' XML: NITF, and NewsML-G2 with NITF, XHTML or plain text in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flows.ingest.decoding import UndecodableError, decode
from flows.ingest.limits import MAX_DEPTH
from flows.ingest.page_runs import runs_in_page
from flows.ingest.source import Source
from flows.records import RawArticle, Reject

_PARAGRAPHS = frozenset({"p", "hl1", "hl2", "block", "li", "blockquote", "h1", "h2", "h3", "br", "div"})
_DATES = ("versionCreated", "contentCreated", "firstCreated", "sent")


@dataclass(frozen=True, slots=True)
class NewsXmlReader:
    """News items with their headline, date, source and body."""

    name: str = "newsml"
    suffixes: tuple[str, ...] = (".newsml", ".nitf", ".g2")
    media_types: tuple[str, ...] = (
        "application/vnd.iptc.g2.newsitem+xml",
        "application/vnd.iptc.g2.newsmessage+xml",
    )

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the items in document order; entity declarations are refused, whatever they are for."""
        data = source.read_whole()
        try:
            root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
        except DefusedXmlException:
            yield source.reject("unsafe", "the XML declares entities")
            return
        except (ParseError, ValueError, LookupError) as error:
            excerpt = data[:200].decode("utf-8", "replace")
            yield source.reject("malformed", f"not XML: {error}", excerpt=excerpt)
            return
        if _is_too_deep(root):
            yield source.reject("limit_exceeded", f"markup nested more than {MAX_DEPTH} deep")
            return
        items = [node for node in root.iter() if _name(node) == "newsItem"]
        items = items or [node for node in root.iter() if _name(node) == "nitf"]
        if not items:
            yield source.reject("not_an_article", f"no news item in it, but <{_name(root)}>")
        document = _decoded(data)
        for number, item in enumerate(items, 1):
            yield self._article(source, f"item {number}", item, document)

    def _article(self, source: Source, locator: str, item: Element, document: str) -> RawArticle | Reject:
        body = _first(item, "body.content") or _first(item, "inlineXML") or _first(item, "inlineData")
        text = _text(body) if body is not None else ""
        if not text.strip():
            return source.reject("empty", "the item has no text", locator=locator)
        published = next(filter(None, (_content(item, name) for name in _DATES)), None)
        return source.article(
            self.name,
            locator,
            text,
            text_offset=None,
            text_runs=runs_in_page(text, document),
            document=document,
            published=published or _attribute(item, "date.issue", "norm"),
            title=_content(item, "headline") or _content(item, "hl1") or _content(item, "title"),
            outlet=_outlet(item),
            source_id=item.get("guid") or _attribute(item, "doc-id", "id-string"),
        )


def _is_too_deep(root: Element) -> bool:
    level, depth = [root], 1
    while level and depth <= MAX_DEPTH:
        level, depth = [child for node in level for child in node], depth + 1
    return bool(level)


def _decoded(data: bytes) -> str:
    declared = re.match(rb"<\?xml[^>]{0,100}?encoding=[\"']([\w-]+)", data)
    try:
        return decode(data, declared[1].decode("ascii") if declared else None)
    except UndecodableError:
        return ""


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _first(item: Element, name: str) -> Element | None:
    return next((node for node in item.iter() if _name(node) == name), None)


def _content(item: Element, name: str) -> str | None:
    node = _first(item, name)
    return " ".join("".join(node.itertext()).split()) or None if node is not None else None


def _attribute(item: Element, name: str, attribute: str) -> str | None:
    node = _first(item, name)
    return node.get(attribute) if node is not None else None


def _outlet(item: Element) -> str | None:
    provider = _first(item, "provider")
    if provider is None:
        return _content(item, "distributor")
    return _content(provider, "name") or provider.get("literal") or provider.get("qcode")


def _text(body: Element) -> str:
    """Returns the text of a body, a paragraph an element, with blanks as a browser would show them."""
    pieces: list[str] = []

    def walk(node: Element) -> None:
        block = _name(node) in _PARAGRAPHS
        pieces.append("\n\n" if block else "")
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        pieces.append("\n\n" if block else "")

    if len(body) == 0:
        return (body.text or "").strip()
    walk(body)
    paragraphs = re.split(r"\n\n+", "".join(re.sub(r"\s+", " ", p) if p != "\n\n" else p for p in pieces))
    return "\n\n".join(p.strip() for p in paragraphs if p.strip())
