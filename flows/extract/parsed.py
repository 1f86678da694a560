"""An article as the finders read it: syntax, quotations, time expressions and actors."""

from dataclasses import dataclass

from flows.extract.actors.resolver import ActorIndex
from flows.extract.dates.tagger import TimeExpression
from flows.extract.quotations import Quotation
from flows.extract.tokens import Doc, Token
from flows.extract.tokens import Span as SpacySpan
from flows.records import CleanArticle, Span


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """The reading of one article; offsets everywhere are those of `article.text`, which is `doc.text`."""

    article: CleanArticle
    doc: Doc
    quotations: tuple[Quotation, ...]
    times: tuple[TimeExpression, ...]
    actors: ActorIndex

    def quotation_at(self, position: int) -> Quotation | None:
        """Returns the direct quotation that covers a character position, or None."""
        return next((q for q in self.quotations if q.span.start <= position < q.span.end), None)


def char_span(words: SpacySpan) -> Span:
    """Returns the character span of some tokens."""
    return Span(words.start_char, words.end_char)


def token_span(token: Token) -> Span:
    """Returns the character span of one token."""
    return Span(token.idx, token.idx + len(token))
