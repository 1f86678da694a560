"""A parsed article as plain Python objects, read off spaCy's once.

spaCy makes a new object for every token it is asked for, and a new string for every label; the finders ask
for each some hundred times. The names and meanings here are spaCy's own, so that its documentation holds.
"""

import itertools
from collections.abc import Iterator
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import NDArray
from spacy import attrs, tokens

_LABELS = (attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE)
_FLAGS = (
    attrs.IS_SPACE,
    attrs.IS_PUNCT,
    attrs.IS_ALPHA,
    attrs.IS_TITLE,
    attrs.IS_LOWER,
    attrs.LIKE_NUM,
    attrs.SPACY,
)
_NUMBERS = (attrs.IDX, attrs.LENGTH, attrs.ENT_IOB, attrs.SENT_START, attrs.HEAD)
_IOB = ("", "I", "O", "B")


class Token:
    """A word or mark with its reading: see spaCy's `Token`. A token equals itself alone."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_lower",
        "is_punct",
        "is_sent_start",
        "is_space",
        "is_title",
        "leftmost",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "rightmost",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    head: "Token"
    sent: "Span"
    children: tuple["Token", ...]
    lefts: tuple["Token", ...]
    rights: tuple["Token", ...]
    leftmost: int
    rightmost: int

    def __init__(
        self,
        doc: "Doc",
        i: int,
        labels: tuple[str, str, str, str, str, str],
        flags: list[bool],
        where: tuple[int, int, int, int],
    ) -> None:
        """Takes over the columns of one token; its ties to others are made afterwards."""
        self.doc, self.i = doc, i
        self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = labels
        self.is_space, self.is_punct, self.is_alpha, self.is_title, self.is_lower = flags[:5]
        self.like_num, spaced = flags[5:]
        self.whitespace_ = " " if spaced else ""
        self.idx, length, iob, start = where
        self.text = doc.text[self.idx : self.idx + length]
        self.ent_iob_, self.is_sent_start = _IOB[iob], start == 1

    def __len__(self) -> int:
        """Returns the number of characters."""
        return len(self.text)

    def __bool__(self) -> bool:
        """Is always true, as with spaCy's."""
        return True

    def __repr__(self) -> str:
        """Returns the word itself."""
        return self.text

    def __lt__(self, other: "Token") -> bool:
        """Tells whether the token comes before another."""
        return self.i < other.i

    def nbor(self, distance: int = 1) -> "Token":
        """Returns the token at a distance.

        Raises:
            IndexError: Where there is none.
        """
        if self.i + distance < 0:
            raise IndexError(f"no token {-distance} before the one at {self.i}")
        return self.doc[self.i + distance]

    @property
    def morph(self) -> Any:
        """The morphology, as spaCy's object."""
        return self.doc.parse[self.i].morph

    @property
    def left_edge(self) -> "Token":
        """The first token of the subtree."""
        return self.doc[self.leftmost]

    @property
    def right_edge(self) -> "Token":
        """The last token of the subtree."""
        return self.doc[self.rightmost]

    @property
    def subtree(self) -> Iterator["Token"]:
        """The token and all below it, in order."""
        for token in self.lefts:
            yield from token.subtree
        yield self
        for token in self.rights:
            yield from token.subtree

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The tokens above, from the head up."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def depth(self) -> int:
        """Returns how many tokens stand above; for a lone mark or space as many as there could be."""
        if (self.is_space or self.is_punct) and not self.children:
            return len(self.doc) - 1
        return sum(1 for _ in self.ancestors)

    def is_ancestor(self, other: "Token") -> bool:
        """Tells whether the token stands above another."""
        return any(token is self for token in other.ancestors)

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The tokens coordinated with this one, without itself."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [child for child in token.rights if child.dep_ == "conj"]
        return tuple(token for token in found if token is not self)


class Span:
    """Some tokens in a row: see spaCy's `Span`."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: "Doc", start: int, end: int) -> None:
        """Takes tokens `start` up to, and without, `end`."""
        self.doc, self.start, self.end = doc, start, end

    def __len__(self) -> int:
        """Returns the number of tokens."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Returns the tokens in order."""
        return iter(self.doc.words[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Span": ...
    def __getitem__(self, at: int | slice) -> "Token | Span":
        """Returns the token, or the tokens, at a place within the span."""
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.words[self.start : self.end][at]

    def __eq__(self, other: object) -> bool:
        """Tells whether two spans hold the same tokens."""
        if not isinstance(other, Span):
            return NotImplemented
        return self.doc is other.doc and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        """Returns a hash of the span's place."""
        return hash((self.start, self.end))

    @property
    def start_char(self) -> int:
        """Where the first token begins in the text."""
        return self.doc.words[self.start].idx if self.start < len(self.doc) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where the last token ends in the text."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text) if self.end > self.start else self.start_char

    @property
    def text(self) -> str:
        """The words as the text has them."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token that the others hang from: a sentence's root, else the one nearest to it."""
        inside = self.doc.words[self.start : self.end]
        for token in inside:
            if token.head is token:
                return token
        heads = [token for token in inside if not self.start <= token.head.i < self.end]
        return min(heads, key=Token.depth, default=inside[0])


class Doc:
    """An article's tokens: see spaCy's `Doc`."""

    __slots__ = ("parse", "sents", "text", "words")

    def __init__(self, parse: tokens.Doc) -> None:
        """Reads the tokens off a parse, which is kept as `parse`."""
        self.parse, self.text = parse, parse.text
        strings = parse.vocab.strings
        columns: Any = parse.to_array([*_LABELS, *_FLAGS, *_NUMBERS])
        columns = columns.reshape(len(parse), len(_LABELS) + len(_FLAGS) + len(_NUMBERS))
        hashes = columns[:, : len(_LABELS)]
        known = {key: strings[key] for key in set(hashes.ravel().tolist())}
        labels: Any = zip(*(map(known.__getitem__, column) for column in hashes.T.tolist()), strict=True)
        flags: Any = columns[:, len(_LABELS) : -len(_NUMBERS)].astype(bool).tolist()
        where: Any = columns[:, -len(_NUMBERS) : -1].astype(np.int64).tolist()
        self.words = [
            Token(self, i, *token) for i, token in enumerate(zip(labels, flags, where, strict=True))
        ]
        heads = np.arange(len(parse)) + columns[:, -1].astype(np.int64)
        self._tie(heads)
        starts = [i for i, token in enumerate(self.words) if token.is_sent_start or i == 0]
        bounds = itertools.pairwise([*starts, len(parse)])
        self.sents = tuple(Span(self, start, end) for start, end in bounds)
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def _tie(self, heads: NDArray[np.int64]) -> None:
        """Ties the tokens to their heads and children."""
        words = self.words
        lefts: list[list[Token]] = [[] for _ in words]
        rights: list[list[Token]] = [[] for _ in words]
        left, right = np.arange(len(words)), np.arange(len(words))
        while True:
            before = left.sum(), right.sum()
            np.minimum.at(left, heads, left.copy())
            np.maximum.at(right, heads, right.copy())
            if (left.sum(), right.sum()) == before:
                break
        for token, head in zip(words, heads.tolist(), strict=True):
            token.head = words[head]
            if head != token.i:
                (lefts if token.i < head else rights)[head].append(token)
        for token, before_it, after_it, first, last in zip(
            words, lefts, rights, left.tolist(), right.tolist(), strict=True
        ):
            token.lefts, token.rights = tuple(before_it), tuple(after_it)
            token.children = (*before_it, *after_it)
            token.leftmost, token.rightmost = first, last

    def __len__(self) -> int:
        """Returns the number of tokens."""
        return len(self.words)

    def __iter__(self) -> Iterator[Token]:
        """Returns the tokens in order."""
        return iter(self.words)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        """Returns the token, or the tokens, at a place."""
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.words))
            return Span(self, start, max(start, end))
        return self.words[at]

    def char_span(
        self, start: int, end: int, alignment_mode: Literal["strict", "contract", "expand"] = "strict"
    ) -> Span | None:
        """Returns the tokens between two characters, or None: in strict mode also where they cut one."""
        found = self.parse.char_span(start, end, alignment_mode=alignment_mode)
        return None if found is None else Span(self, found.start, found.end)
