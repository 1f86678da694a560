"""The plain tokens say what spaCy's say."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc as Parse

from flows.extract import language_model
from flows.extract.tokens import Doc

GOLD = Path(__file__).parents[1] / "gold" / "invented.jsonl"
LABELS = (
    "text",
    "lower_",
    "lemma_",
    "pos_",
    "tag_",
    "dep_",
    "ent_type_",
    "ent_iob_",
    "whitespace_",
    "i",
    "idx",
)
FLAGS = ("is_space", "is_punct", "is_alpha", "is_title", "is_lower", "like_num")
ONE = ("head", "left_edge", "right_edge")
SEVERAL = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


@pytest.fixture(scope="module")
def parses() -> list[Parse]:
    texts = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()[:6]]
    return list(language_model.load().pipe([*texts, "", "One", " \n\n Two.  "]))


def said(token: Any) -> dict[str, Any]:
    """Returns what a token of either kind says of itself and of its place in the tree."""
    found = {name: getattr(token, name) for name in LABELS}
    found |= {name: bool(getattr(token, name)) for name in (*FLAGS, "is_sent_start")}
    found |= {name: getattr(token, name).i for name in ONE}
    found |= {name: [other.i for other in getattr(token, name)] for name in SEVERAL}
    return found | {"sent": (token.sent.start, token.sent.end), "len": len(token)}


def test_tokens_say_what_spacy_s_say(parses: list[Parse]) -> None:
    for parse in parses:
        doc = Doc(parse, parse.text)
        assert (len(doc), doc.text) == (len(parse), parse.text)
        assert [said(token) for token in doc] == [said(token) for token in parse]


def test_spans_say_what_spacy_s_say(parses: list[Parse]) -> None:
    for parse in parses[:2]:
        doc = Doc(parse, parse.text)
        assert [(s.start, s.end, s.text) for s in doc.sents] == [
            (s.start, s.end, s.text) for s in parse.sents
        ]
        for start in range(0, len(parse), 3):
            for length in (1, 2, 5, 17):
                own, spacy_s = doc[start : start + length], parse[start : start + length]
                for span in (own, spacy_s):
                    assert span[0].i == start
                assert [own.root.i, own.text, own.start_char, own.end_char, len(own)] == [
                    spacy_s.root.i,
                    spacy_s.text,
                    spacy_s.start_char,
                    spacy_s.end_char,
                    len(spacy_s),
                ]


def test_a_neighbour_beyond_the_text_is_an_error(parses: list[Parse]) -> None:
    doc = Doc(parses[0], parses[0].text)
    assert doc[1].nbor(-1) is doc[0]
    for token, distance in ((doc[0], -1), (doc[len(doc) - 1], 1)):
        with pytest.raises(IndexError):
            token.nbor(distance)


@pytest.mark.parametrize("mode", ["strict", "contract", "expand"])
def test_characters_become_the_same_tokens(parses: list[Parse], mode: Any) -> None:
    doc = Doc(parses[0], parses[0].text)
    for start in range(0, 200, 7):
        own, spacy_s = (d.char_span(start, start + 11, alignment_mode=mode) for d in (doc, parses[0]))
        assert (own and (own.start, own.end)) == (spacy_s and (spacy_s.start, spacy_s.end))
