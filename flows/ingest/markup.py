"""Takes the text out of a piece of markup: a feed's entry, a JSON field."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "br", "tr", "section", "article"}
)
_UNREAD = frozenset({"script", "style", "figure", "noscript", "iframe"})
_BLOCK = re.compile(rf"<(?:{'|'.join(sorted(_BLOCKS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# What writers mark within a line.
_INLINE = re.compile(r"</(?:a|b|strong|i|em|u|span|font|cite|q)>", re.IGNORECASE)


class _TextParser(HTMLParser):
    """Collects the text, a paragraph a block; without blocks the lines are the writer's, and stay."""

    def __init__(self, blocks: bool) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._blocks = blocks
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  named by the base class
        self._unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        if tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(re.sub(r"\s+", " ", data) if self._blocks else data)


def is_markup(text: str) -> bool:
    """Tells whether a text is written in HTML, rather than plain with a stray `<` in it."""
    return bool(_BLOCK.search(text) or _INLINE.search(text))


def text_of(markup: str) -> str:
    """Returns the text of markup, its blocks as paragraphs; what is no markup stays as it is."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    blocks = bool(_BLOCK.search(markup))
    parser = _TextParser(blocks)
    parser.feed(markup)
    parser.close()
    text = "".join(parser.pieces)
    return (re.sub(r"\s*\n\s*", "\n\n", text) if blocks else text).strip()
