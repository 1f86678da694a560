"""A parsed article as plain Python objects, read off spaCy's once.

spaCy makes a new object for every token it is asked for, and a new string for every label; the finders ask
for each some hundred times. The names and meanings here are spaCy's own, so that its documentation holds.
"""

import itertools
from collections.abc import Iterator
from typing import Any, Literal, overload

import numpy as np
from spacy import attrs, tokens

_LABELS = (attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE)
_FLAGS = (attrs.IS_SPACE, attrs.IS_PUNCT, attrs.IS_ALPHA, attrs.IS_TITLE, attrs.IS_LOWER, attrs.LIKE_NUM)
_NUMBERS = (attrs.SPACY, attrs.IDX, attrs.LENGTH, attrs.ENT_IOB, attrs.SENT_START, attrs.HEAD)
_COLUMNS = (*_LABELS, *_FLAGS, *_NUMBERS)
_IOB = ("", "I", "O", "B")
_SPACE = ("", " ")


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

    doc: "Doc"
    i: int
    idx: int
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_sent_start: bool
    is_space: bool
    is_punct: bool
    is_alpha: bool
    is_title: bool
    is_lower: bool
    like_num: bool
    head: "Token"
    sent: "Span"
    children: tuple["Token", ...]
    lefts: tuple["Token", ...]
    rights: tuple["Token", ...]
    leftmost: int
    rightmost: int

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

    def __init__(self, parse: tokens.Doc, text: str) -> None:
        """Reads the tokens off a parse, which is kept as `parse`.

        Args:
            parse: spaCy's document.
            text: Its text, which spaCy would put together anew.
        """
        self.parse, self.text = parse, text
        strings = parse.vocab.strings
        columns: Any = parse.to_array(list(_COLUMNS))
        columns = columns.reshape(len(parse), len(_COLUMNS)).T  # that of an empty text has no shape
        hashes = columns[: len(_LABELS)].tolist()
        known = {key: strings[key] for key in set(itertools.chain(*hashes))}
        rows: Any = zip(
            *(map(known.__getitem__, column) for column in hashes),
            *columns[len(_LABELS) : -len(_NUMBERS)].astype(bool).tolist(),
            *columns[-len(_NUMBERS) : -1].tolist(),
            strict=True,
        )
        self.words: list[Token] = []
        for i, row in enumerate(rows):
            # Without a call for each: this is done for every word that is read.
            token = Token()
            token.doc, token.i = self, i
            (
                token.lower_,
                token.lemma_,
                token.pos_,
                token.tag_,
                token.dep_,
                token.ent_type_,
                token.is_space,
                token.is_punct,
                token.is_alpha,
                token.is_title,
                token.is_lower,
                token.like_num,
                spaced,
                token.idx,
                length,
                iob,
                start,
            ) = row
            token.whitespace_ = _SPACE[spaced]
            token.text = text[token.idx : token.idx + length]
            token.ent_iob_, token.is_sent_start = _IOB[iob], start == 1
            self.words.append(token)
        self._tie((np.arange(len(parse)) + columns[-1].astype(np.int64)).tolist())
        starts = [token.i for token in self.words if token.is_sent_start or token.i == 0]
        bounds = itertools.pairwise([*starts, len(parse)])
        self.sents = tuple(Span(self, start, end) for start, end in bounds)
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def _tie(self, heads: list[int]) -> None:
        """Ties the tokens to their heads and children."""
        words = self.words
        lefts: list[list[Token]] = [[] for _ in words]
        rights: list[list[Token]] = [[] for _ in words]
        for token, head in zip(words, heads, strict=True):
            token.head = words[head]
            token.leftmost = token.rightmost = token.i
            if head > token.i:
                lefts[head].append(token)
            elif head < token.i:
                rights[head].append(token)
        for token, before_it, after_it in zip(words, lefts, rights, strict=True):
            token.lefts, token.rights = tuple(before_it), tuple(after_it)
            token.children = (*before_it, *after_it)
        # Who comes first passes its place on to those above it; whoever comes later stops at the first that
        # reaches as far, as all above that one do.
        for token in words:
            above = token.head
            while above.leftmost > token.i:
                above.leftmost = token.i
                above = above.head
        for token in reversed(words):
            above = token.head
            while above.rightmost < token.i:
                above.rightmost = token.i
                above = above.head

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
