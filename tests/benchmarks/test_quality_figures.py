"""The figures of the quality benchmarks, on cases worked out by hand."""

import numpy as np
import pytest

from benchmarks.quality.compare import Found, ToolRun, measure
from benchmarks.quality.reliability import area_under_curve, reliability
from flows.evaluate.annotations import Annotation, GoldArticle, RoleName
from flows.records import Span

TEXT = "“We stand together,” Brandt said. Kask warned that winter would be long."


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def statement(speaker: str, cue: str, content: str) -> Annotation:
    actors = (RoleName("speaker", speaker),)
    return Annotation("statement", "occurred", "2024-05-15", None, actors, (span(cue),), span(content))


GOLD = GoldArticle(
    "a",
    TEXT,
    (
        statement("Lena Brandt", "said", "We stand together"),
        statement("Kask", "warned", "winter would be long"),
    ),
)


def test_a_tool_is_measured_by_the_words_and_speakers_that_it_finds():
    found = [
        Found(span("We stand together"), ("Brandt",)),
        Found(span("winter would"), ("Brandt",)),  # 2 of 4 words: F1 2/3, found, with a wrong speaker
        Found(span("Kask"), ()),
    ]
    figures = measure(ToolRun("tool", {"a": found}, failed=0, seconds=0.5), [GOLD])
    assert figures["statements"] == "3"
    assert (figures["precision"], figures["recall"], figures["F1"]) == ("0.67", "1.00", "0.80")
    assert figures["content overlap"] == "0.83"
    assert figures["speaker right"] == "0.50"
    assert figures["recall on quotations"] == "1.00"
    assert figures["ms an article"] == "500"


def test_a_failed_article_counts_as_empty():
    figures = measure(ToolRun("tool", {"a": []}, failed=1, seconds=0.1), [GOLD])
    assert (figures["recall"], figures["articles failed"]) == ("0.00", "1 of 1")


def test_calibration_error_weighs_bins_by_their_rows():
    probability = np.array([0.9, 0.9, 0.9, 0.2])
    right = np.array([True, True, False, False])
    table, error = reliability(probability, right, bins=10)
    assert [(name, count) for name, count, *_ in table] == [("0.2-0.3", 1), ("0.9-1.0", 3)]
    assert error == pytest.approx(0.25 * 0.2 + 0.75 * (0.9 - 2 / 3))


def test_area_under_curve_counts_ties_as_half():
    assert area_under_curve(np.array([0.9, 0.5, 0.5]), np.array([True, True, False])) == 0.75
