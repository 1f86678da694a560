"""Runs spaCy's entity recogniser over all words of a batch at once.

Outside a name the recogniser looks at nothing but the word it stands on, so that its choice for every word
can be worked out together; only names of several words are then followed word by word. The names are the
same.
"""

from collections.abc import Iterable, Iterator
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from flows.extract.batches import batches
from flows.extract.inference.greedy import is_greedy

_NEVER = np.float32(-1e30)
_FEATURES = 3  # the word, the first word of the name that is open, and the word before


class BatchedNamer:
    """A stand-in for a greedy entity recogniser on documents that have no names yet."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        """Keeps the recogniser's network, and which of its moves opens, goes on with and closes a name."""
        model: Any = recognizer.model
        self._tok2vec = model.layers[0]
        self._lower, self._upper = model.get_ref("lower"), model.get_ref("upper")
        self._bias = self._lower.get_param("b").reshape(-1)
        moves: Any = cast("Any", recognizer).moves
        names = [moves.get_class_name(k) for k in range(moves.n_moves)]
        index = {name: k for k, name in enumerate(names)}
        self._labels = [name[2:] for name in names]
        self._begins = np.array([name.startswith("B-") for name in names])
        self._units = np.array([name.startswith("U-") and name != "U-" for name in names])
        self._others = np.array([not (name == "O" or b or u) for name, b, u in self._kinds(names)])
        inner = [
            (index[f"I-{label}"], index[f"L-{label}"]) if begins else (0, 0)
            for label, begins in zip(self._labels, self._begins, strict=True)
        ]
        self._inside, self._last = np.array(inner).T

    def _kinds(self, names: list[str]) -> Iterator[tuple[str, bool, bool]]:
        return zip(names, self._begins, self._units, strict=True)

    def __call__(self, doc: Doc) -> Doc:
        """Names one document's entities in place and returns it."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """Names documents' entities in place and yields them in order."""
        for batch in batches(docs, batch_size):
            if with_words := [doc for doc in batch if len(doc)]:
                self._name(with_words)
            yield from batch

    def _name(self, docs: list[Doc]) -> None:
        parts = self._lower.predict(self._tok2vec.predict(docs))
        parts = parts.reshape(len(parts), _FEATURES, -1)
        ends = np.cumsum([len(doc) for doc in docs])
        words = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs])
        space, starts = words[:, 0] == 1, words[:, 1] == 1
        # No name goes on over a sentence's or a text's end.
        stops = np.append(starts[1:], True)
        stops[ends - 1] = True
        # Row 0 of the parts is for "no word".
        scores = self._score(parts[1:, 0] + (parts[0, 1] + parts[0, 2]))
        scores[:, self._others] = _NEVER
        scores[np.ix_(space, self._units)] = _NEVER
        scores[np.ix_(space | stops, self._begins)] = _NEVER
        chosen = scores.argmax(axis=1)
        opened = self._begins[chosen]
        end = self._follow(parts, chosen, np.flatnonzero(opened), stops)
        named = np.flatnonzero(opened | self._units[chosen])
        bounds = np.searchsorted(named, np.append(0, ends))
        for k, doc in enumerate(docs):
            first = int(ends[k]) - len(doc)
            here = named[bounds[k] : bounds[k + 1]]
            self._annotate(doc, here - first, end[here] - first, chosen[here])

    def _follow(
        self,
        parts: NDArray[np.float32],
        chosen: NDArray[np.intp],
        first: NDArray[np.intp],
        stops: NDArray[np.bool_],
    ) -> NDArray[np.intp]:
        """Returns for each word where the name that would begin with it ends."""
        end = np.arange(1, len(chosen) + 1)
        word, move = first + 1, chosen[first]
        while len(first):
            scores = self._score(parts[word + 1, 0] + parts[first + 1, 1] + parts[word, 2])
            every = np.arange(len(word))
            on = (scores[every, self._inside[move]] > scores[every, self._last[move]]) & ~stops[word]
            end[first[~on]] = word[~on] + 1
            first, word, move = first[on], word[on] + 1, move[on]
        return end

    def _score(self, hidden: NDArray[np.float32]) -> NDArray[np.float32]:
        # The pieces of each value stand side by side; taking their maximum axis-wise is several times slower.
        pieces = self._lower.get_dim("nP")
        hidden = hidden + self._bias
        best = hidden[:, ::pieces]
        for k in range(1, pieces):
            best = np.maximum(best, hidden[:, k::pieces])
        found: NDArray[np.float32] = self._upper.predict(np.ascontiguousarray(best))
        return found

    def _annotate(
        self, doc: Doc, starts: NDArray[np.intp], ends: NDArray[np.intp], moves: NDArray[np.intp]
    ) -> None:
        spans: list[Span] = []
        taken = 0
        for start, end, move in zip(starts.tolist(), ends.tolist(), moves.tolist(), strict=True):
            if start >= taken:
                spans.append(Span(doc, start, end, label=self._labels[move]))
                taken = end
        doc.set_ents(spans, default="outside")


def can_be_batched(recognizer: object) -> bool:
    """Tells whether a component is a recogniser of the kind that is stood in for here."""
    return (
        isinstance(recognizer, EntityRecognizer)
        and is_greedy(recognizer)
        and recognizer.model.get_ref("lower").get_dim("nF") == _FEATURES
    )


@Language.factory("batched_namer")
def _make_namer(nlp: Language, name: str) -> BatchedNamer:  # noqa: ARG001 spaCy passes both by name
    return BatchedNamer(cast("EntityRecognizer", nlp.get_pipe("ner")))
