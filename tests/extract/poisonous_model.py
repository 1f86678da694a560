"""A language model that some words are too much for, to be named as `--model` in tests."""

import os
import signal
import time

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.options import DEFAULT_MODEL


@Language.component("poison")
def poison(doc: Doc) -> Doc:
    if "RAISES" in doc.text:
        raise ValueError("a word too many")
    if "KILLS" in doc.text:
        os._exit(9)
    if "ORPHANS" in doc.text:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
    if "HANGS" in doc.text:
        time.sleep(600)
    return doc


def load() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("poison", first=True)
    return nlp
