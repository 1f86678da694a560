"""What a run over millions of articles would otherwise fill the memory with stays bounded."""

import gc
import sys
import weakref
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest
from spacy.tokens import Doc

from flows.extract import language_model, memoised
from flows.extract.dates.tagger import tag
from flows.extract.extractor import extract
from flows.extract.memoised import MemoisedAttributeRuler, MemoisedLemmatizer
from flows.extract.options import ExtractOptions
from flows.extract.pool import extract_chunk
from flows.text_article import text_article

NEWS = "The minister said on Monday that she would meet her neighbours. She left for Geneva in the evening."
SYLLABLES = ("ka", "mi", "ro", "ten", "du", "la", "sho", "vi")
NAMES = ["".join(parts).capitalize() for parts in product(SYLLABLES, repeat=4)]


def lot(number: int) -> list[str]:
    """Forty names that no other lot holds."""
    return NAMES[number * 40 : number * 40 + 40]


def documents() -> int:
    """How many documents are in memory."""
    return sum(isinstance(kept, Doc) for kept in gc.get_objects())


@pytest.mark.heavy
def test_words_that_were_met_are_forgotten_and_events_stay_the_same() -> None:
    texts = [" ".join(f"{name} said on Monday that it was late." for name in lot(n)) for n in range(8)]
    expected = [len(r.events) for r in extract(text_article(t, date(2024, 5, 15)) for t in texts)]
    language_model.load.cache_clear()
    fresh = len(language_model.load().vocab.strings)
    counts, sizes = [], []
    with patch.object(language_model, "_MOST_NEW_WORDS", 100):
        for text in texts:
            counts += [len(r.events) for r in extract([text_article(text, date(2024, 5, 15))])]
            sizes.append(len(language_model.load().vocab.strings) - fresh)
    assert counts == expected
    # A lot brings some two hundred strings: without forgetting, eight would bring well over a thousand.
    assert max(sizes) < 500


@pytest.fixture
def nothing_by_chance() -> Iterator[None]:
    """Lets nothing be freed that is not cleared away on purpose."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def test_no_document_of_a_chunk_outlives_it(nothing_by_chance: None) -> None:
    before = documents()
    for first in (1, 9):
        given = [text_article(NEWS, date(2024, 5, day)) for day in range(first, first + 8)]
        assert all(extract_chunk(given, ExtractOptions()))
        gc.unfreeze()  # to be seen by the next line
        assert documents() == before


def test_the_collector_rests_for_a_chunk_and_goes_on_after_it() -> None:
    runs = []

    def note(phase: str, _info: dict[str, int]) -> None:
        runs.append(phase)

    given = [text_article(NEWS, date(2024, 5, day)) for day in range(1, 9)]
    extract_chunk(given, ExtractOptions())  # loads the model
    gc.callbacks.append(note)
    try:
        extract_chunk(given, ExtractOptions())
    finally:
        gc.callbacks.remove(note)
        gc.unfreeze()
    assert runs == ["start", "stop"]
    assert gc.isenabled()


@pytest.mark.heavy
def test_a_model_that_is_full_does_not_outlive_its_chunk(nothing_by_chance: None) -> None:
    given = [text_article(NEWS, date(2024, 5, 15))]
    extract_chunk(given, ExtractOptions())
    # Much of a model goes with its last user; the lemmatizer refers to itself.
    full = weakref.ref(language_model.load().get_pipe("lemmatizer"))
    with patch.object(language_model, "_MOST_NEW_WORDS", -1):
        extract_chunk(given, ExtractOptions())
    assert full() is None


def test_the_memos_keep_no_more_than_their_bound() -> None:
    nlp = language_model.load()
    stand_ins = [component for _, component in nlp.pipeline]
    ruler = next(c for c in stand_ins if isinstance(c, MemoisedAttributeRuler))
    lemmatizer = next(c for c in stand_ins if isinstance(c, MemoisedLemmatizer))
    bound = max(len(ruler._word_memo), len(ruler._memo), len(lemmatizer._memo)) + 10
    with patch.object(memoised, "_MOST", bound):
        for number in range(8):
            nlp(" ".join(f"{name} waits." for name in lot(number)))
    assert max(len(ruler._word_memo), len(ruler._memo), len(lemmatizer._memo)) == bound


def test_what_dateparser_keeps_does_not_grow_with_the_publication_days() -> None:
    text = "They met two days ago, said they would meet in three months, and last met on March 3, 2021."

    def kept_after(days: range) -> int:
        for number in days:
            assert tag(text, date(2015, 1, 1) + timedelta(days=number))
        return sum(_sizes_of_dateparser())

    few = kept_after(range(10))
    assert kept_after(range(10, 60)) == few


def _sizes_of_dateparser() -> Iterator[int]:
    """Yields the sizes of the containers, and of those in them, that dateparser holds."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "dateparser":
            classes = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == name]
            for holder in (module, *classes):
                for kept in vars(holder).values():
                    if isinstance(kept, dict | list | set):
                        yield len(kept)
                        yield from (len(v) for v in _values(kept) if isinstance(v, dict | list | set))


def _values(kept: dict[Any, Any] | list[Any] | set[Any]) -> list[Any]:
    return list(kept.values()) if isinstance(kept, dict) else list(kept)
