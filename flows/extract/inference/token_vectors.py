"""Computes spaCy's hash-embedded, convolved token vectors once a word form rather than once a token.

What a token is embedded as depends on its form alone, and so does its share in the first convolution. News
repeats its words: both are worked out for the different forms of some thousand tokens, and looked up. The
other convolutions run over rows that fit into the processor's cache.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model

Vectors = NDArray[np.float32]

_BLOCK = r"residual\(expand_window>>maxout>>layernorm(>>dropout)?\)"
_ENCODER = re.compile(rf"with_array\({_BLOCK}(>>{_BLOCK})*\)")
_EMBEDDER = re.compile(
    r"extract_features>>list2ragged>>with_array\((ints-getitem>>hashembed\|?)+\)"
    r">>with_array\(maxout>>layernorm(>>dropout)?\)>>ragged2list"
)
_TOGETHER = 16_000  # tokens whose forms are told apart together: more forms repeat, and more memory is held
_ROWS = 1_024  # convolved at once


def speed_up(model: Model[Any, Any]) -> None:
    """Puts a faster way to the same vectors into a component's network, wherever its shape is known.

    Differences are those of rounding. The network can be used, but not trained, afterwards.
    """
    for node in list(model.walk()):
        if _can_be_sped_up(node):
            vectors = _TokenVectors(*node.layers)
            node.layers[:] = [Model("token_vectors_by_form", vectors.forward)]


def _can_be_sped_up(node: Model[Any, Any]) -> bool:
    if len(node.layers) != 2:
        return False
    embed, encode = node.layers
    windows = {n.attrs["window_size"] for n in encode.walk() if n.name == "expand_window"}
    return bool(_EMBEDDER.fullmatch(embed.name) and _ENCODER.fullmatch(encode.name)) and windows == {1}


class _Convolution:
    """The weights of one convolution, with the pieces that maxout chooses from one after the other."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        self.pieces: int = maxout.get_dim("nP")
        self.width: int = maxout.get_dim("nO")
        by_piece = maxout.get_param("W").transpose(1, 0, 2).reshape(self.pieces * self.width, -1)
        self.weights: Vectors = np.ascontiguousarray(by_piece.T)
        self.bias: Vectors = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self.scale: Vectors = norm.get_param("G")
        self.shift: Vectors = norm.get_param("b")

    def activate(self, scores: Vectors) -> Vectors:
        """Returns the normalised best pieces of some rows' scores, to which the bias is added in place."""
        scores += self.bias
        best = scores[:, : self.width]
        for k in range(1, self.pieces):
            best = np.maximum(best, scores[:, k * self.width : (k + 1) * self.width])
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / self.width + 1e-8
        best *= (variance**-0.5)[:, None].astype(np.float32)
        best *= self.scale
        best += self.shift
        return best


class _TokenVectors:
    """An embedder and an encoder of spaCy's run as one."""

    def __init__(self, embed: Model[Any, Any], encode: Model[Any, Any]) -> None:
        self._ops: Any = embed.ops
        self._columns = embed.layers[0].attrs["columns"]
        self._hash, self._mix = embed.layers[2], embed.layers[3]
        self._pad: int = encode.attrs["pad"]
        nodes = list(encode.walk())
        maxouts = [n for n in nodes if n.name == "maxout"]
        norms = [n for n in nodes if n.name == "layernorm"]
        self._layers = [_Convolution(*pair) for pair in zip(maxouts, norms, strict=True)]
        # Odd multipliers fold a form's features into one number; two forms meet on one by chance only.
        self._fold = np.random.default_rng(7).integers(0, 2**63, len(self._columns), dtype=np.uint64) * 2 + 1

    def forward(self, _model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[list[Vectors], Any]:
        """Returns the vectors of documents' tokens, as thinc calls it."""
        if is_train:
            raise NotImplementedError("this network computes only")
        found = [vectors for group in _groups(docs) for vectors in self._vectors(group)]
        return found, lambda gradients: gradients

    def _vectors(self, docs: Sequence[Doc]) -> list[Vectors]:
        features = [doc.to_array(self._columns).reshape(len(doc), len(self._columns)) for doc in docs]
        forms, form_of = self._forms(np.concatenate(features))
        # Empty rows stand before, between and behind the texts, so that no text sees its neighbour.
        where = np.full(len(form_of) + self._pad * (len(docs) + 1) + 2, len(forms), dtype=np.intp)
        spans, row, done = [], 1 + self._pad, 0
        for doc in docs:
            where[row : row + len(doc)] = form_of[done : done + len(doc)]
            spans.append((row, row + len(doc)))
            row, done = row + len(doc) + self._pad, done + len(doc)
        rows = self._first(forms, where)
        for layer in self._layers[1:]:
            rows = self._convolve(layer, rows)
        return [rows[start:end] for start, end in spans]

    def _forms(self, features: NDArray[np.uint64]) -> tuple[Vectors, NDArray[np.intp]]:
        """Embeds the different forms among some tokens; returns their vectors and which form a token has."""
        folded = (features * self._fold).sum(axis=1, dtype=np.uint64)
        _, first, form_of = np.unique(folded, return_index=True, return_inverse=True)
        return self._mix.predict(self._hash.predict(features[first])), form_of

    def _first(self, forms: Vectors, where: NDArray[np.intp]) -> Vectors:
        """Returns the rows after the first convolution, whose scores are sums of three forms' shares."""
        layer, width = self._layers[0], self._layers[0].width
        nothing = np.zeros((1, width), dtype=np.float32)
        forms = np.concatenate([forms, nothing])
        shares = [
            self._ops.gemm(forms, np.ascontiguousarray(layer.weights[k * width : (k + 1) * width]))
            for k in range(3)
        ]
        found = np.zeros((len(where), width), dtype=np.float32)
        for start, end in _chunks(len(where)):
            scores = shares[0][where[start - 1 : end - 1]]
            scores += shares[1][where[start:end]]
            scores += shares[2][where[start + 1 : end + 1]]
            np.add(forms[where[start:end]], layer.activate(scores), out=found[start:end])
        return found

    def _convolve(self, layer: _Convolution, rows: Vectors) -> Vectors:
        width = layer.width
        found = np.zeros_like(rows)
        window = np.empty((_ROWS, 3 * width), dtype=np.float32)
        scores = np.empty((_ROWS, layer.pieces * width), dtype=np.float32)
        for start, end in _chunks(len(rows)):
            seen = window[: end - start]
            for k in range(3):
                seen[:, k * width : (k + 1) * width] = rows[start - 1 + k : end - 1 + k]
            out = self._ops.gemm(seen, layer.weights, out=scores[: end - start])
            np.add(rows[start:end], layer.activate(out), out=found[start:end])
        return found


def _groups(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Yields documents in order, some thousand tokens together; a longer one stands alone."""
    group: list[Doc] = []
    held = 0
    for doc in docs:
        if group and held + len(doc) > _TOGETHER:
            yield group
            group, held = [], 0
        group.append(doc)
        held += len(doc)
    if group:
        yield group


def _chunks(rows: int) -> Iterator[tuple[int, int]]:
    """Yields the bounds of chunks of rows, leaving out the first row and the last, which stay empty."""
    for start in range(1, rows - 1, _ROWS):
        yield start, min(start + _ROWS, rows - 1)
