"""The tokens of an article as plain lists, read off the parse once, for they are looked at many times."""

from dataclasses import dataclass

from flows.extract.actors.vocabulary import plain
from flows.extract.tokens import Doc, Token
from flows.records import Span


@dataclass(frozen=True, slots=True)
class TokenTable:
    """Columns over the tokens of one article.

    Attributes:
        text: The article's text.
        plain: Each token as the lexicon writes it: lower case, without a final full stop.
        pos: Universal part of speech.
        entity: The model's entity label, or "".
        spaced: Whether white space follows.
        opens: Whether the token begins a sentence.
        sentence: Number of its sentence.
    """

    text: str
    tokens: list[Token]
    words: list[str]
    plain: list[str]
    pos: list[str]
    entity: list[str]
    spaced: list[bool]
    opens: list[bool]
    sentence: list[int]

    def __len__(self) -> int:
        """Returns the number of tokens."""
        return len(self.tokens)

    def span(self, start: int, end: int) -> Span:
        """Returns the characters of tokens `start` to `end`, which are not empty."""
        last = self.tokens[end - 1]
        return Span(self.tokens[start].idx, last.idx + len(last))

    def written(self, start: int, end: int) -> str:
        """Returns tokens `start` to `end` as the article writes them."""
        return self.span(start, end).of(self.text) if start < end else ""


def read_tokens(doc: Doc) -> TokenTable:
    """Reads the columns off a parsed article."""
    tokens = list(doc)
    words = [t.text for t in tokens]
    opens = [bool(t.is_sent_start) for t in tokens]
    sentence, number = [], -1
    for first in opens:
        number += first
        sentence.append(max(number, 0))
    return TokenTable(
        text=doc.text,
        tokens=tokens,
        words=words,
        plain=[plain(w) for w in words],
        pos=[t.pos_ for t in tokens],
        entity=[t.ent_type_ for t in tokens],
        spaced=[bool(t.whitespace_) for t in tokens],
        opens=opens,
        sentence=sentence,
    )
