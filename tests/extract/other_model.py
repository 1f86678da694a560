"""A language model that reads as the usual one does but is another, to be named as `--model` in tests."""

import spacy
from spacy.language import Language

from flows.extract.options import DEFAULT_MODEL


def load() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.meta["name"] += "-other"
    return nlp
