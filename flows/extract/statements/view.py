"""An article as the statement finders read it: tokens by position, and quotations by token."""

import bisect
from dataclasses import dataclass

from flows.extract.datelines import dateline_end
from flows.extract.parsed import ParsedArticle
from flows.extract.quotations import Quotation
from flows.extract.tokens import Doc, Token
from flows.records import ContentKind, Span

_EDGES = " \t\n\r\u00a0\u2009\u202f\"“”„‟«»‘’'`,;:–—-…"


@dataclass(frozen=True, slots=True)
class View:
    """Looks tokens and quotations up by character position."""

    parsed: ParsedArticle
    starts: list[int]
    quote_starts: list[int]

    @classmethod
    def of(cls, parsed: ParsedArticle) -> "View":
        """Indexes one article."""
        return cls(parsed, [t.idx for t in parsed.doc], [q.span.start for q in parsed.quotations])

    @property
    def doc(self) -> Doc:
        """Returns the parsed text."""
        return self.parsed.doc

    @property
    def text(self) -> str:
        """Returns the text itself."""
        return self.parsed.article.text

    def quotation_at(self, position: int) -> Quotation | None:
        """Returns the quotation that covers a character position, or None."""
        at = bisect.bisect_right(self.quote_starts, position) - 1
        if at >= 0 and position < self.parsed.quotations[at].span.end:
            return self.parsed.quotations[at]
        return None

    def quoted(self, token: Token) -> bool:
        """Tells whether a token stands within quotation marks."""
        return self.quotation_at(token.idx) is not None

    def quotation_before(self, position: int) -> Quotation | None:
        """Returns the last quotation that ends at or before a position, or None."""
        at = bisect.bisect_left(self.quote_starts, position) - 1
        if at >= 0 and self.parsed.quotations[at].span.end <= position:
            return self.parsed.quotations[at]
        return None

    def quotation_after(self, position: int) -> Quotation | None:
        """Returns the first quotation that starts at or after a position, or None."""
        at = bisect.bisect_left(self.quote_starts, position)
        return self.parsed.quotations[at] if at < len(self.quote_starts) else None

    def index_at(self, position: int) -> int:
        """Returns the index of the last token that starts at or before a character position."""
        return max(0, bisect.bisect_right(self.starts, position) - 1)

    def sentence_end(self, token: Token) -> int:
        """Returns the character where a token's sentence ends, or the quotation that it breaks off in."""
        end = int(token.sent.end_char)
        quotation = self.quotation_at(max(0, end - 1))
        if quotation is not None and quotation.span.end > end and quotation.span.start > token.idx:
            return quotation.span.end
        return end

    def trim(self, start: int, end: int) -> Span | None:
        """Cuts marks, commas, white space and a dateline off both ends; None where nothing is left."""
        if not self.text[:start].strip():
            start = min(max(start, dateline_end(self.text, start)), end)
        words = self.text[start:end]
        left = len(words) - len(words.lstrip(_EDGES))
        right = len(words.rstrip(_EDGES))
        return Span(start + left, start + right) if left < right else None

    def kind_of_or_none(self, content: Span | None) -> ContentKind | None:
        """Tells the kind of a content that may be missing."""
        return self.kind_of(content) if content is not None else None

    def kind_of(self, content: Span) -> ContentKind:
        """Tells whether a content stands in quotation marks, partly so, or not at all."""
        first = self.quotation_at(content.start)
        last = self.quotation_at(content.end - 1)
        if first is not None and last is not None:
            return "direct"
        inside = self.quotation_after(content.start)
        touched = inside is not None and inside.span.start < content.end
        return "mixed" if first is not None or last is not None or touched else "indirect"
