"""Figures on a small case, worked out by hand."""

import json
from dataclasses import replace

import pytest

from flows.evaluate.annotations import Annotation, GoldArticle, RoleName
from flows.evaluate.report import Report
from flows.evaluate.scoring import evaluate
from flows.records import Span

TEXT = (
    "Defence Minister Lena Brandt arrived in Tallinn on Monday. She met President Mart Kask at the palace. "
    "“We stand together,” Brandt said. Kask warned that winter would be long."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def actors(**names: str) -> tuple[RoleName, ...]:
    return tuple(RoleName(role, name) for role, name in names.items())


VISIT = Annotation(
    "visit", "occurred", "2024-05-13", "Tallinn", actors(visitor="Lena Brandt"), (span("arrived"),)
)
MEETING = Annotation(
    "meeting",
    "occurred",
    "2024-05-13",
    "the palace",
    (RoleName("participant", "Lena Brandt"), RoleName("participant", "Mart Kask")),
    (span("met"),),
)
SAID = Annotation(
    "statement",
    "occurred",
    "2024-05-13",
    None,
    actors(speaker="Lena Brandt"),
    (span("said"),),
    span("We stand together"),
)
WARNED = Annotation(
    "statement",
    "occurred",
    "2024-05-15",
    None,
    actors(speaker="Mart Kask"),
    (span("warned"),),
    span("winter would be long"),
)
GOLD = GoldArticle("a", TEXT, (VISIT, MEETING, SAID, WARNED))


def report_on(*predicted: Annotation) -> Report:
    return evaluate([GOLD], {"a": predicted})


def test_figures_of_a_mixed_case():
    report = report_on(
        replace(VISIT, place="Riga"),
        replace(SAID, actors=actors(speaker="Defence Minister Brandt")),
        replace(WARNED, date="2024-05-14", content=span("winter would")),
        replace(MEETING, event_type="call"),
    )
    statements = report.scores["statement"]
    assert (statements.gold, statements.predicted, statements.matched, statements.rows) == (2, 2, 2, 1)
    assert statements.f1 == 1.0
    assert statements.row_f1 == 0.5
    assert statements.measures()["date_acc"] == 0.5
    # the whole content of one, and of the other 2 of 4 words: F1 of 2/2 and 2/4
    assert statements.content_f1 == pytest.approx((1 + 2 / 3) / 2)
    assert report.scores["visit"].f1 == 1.0
    assert report.scores["visit"].row_f1 == 0.0
    assert report.scores["meeting"].recall == 0.0
    assert report.scores["call"].precision == 0.0
    assert (report.all.precision, report.all.recall, report.all.row_f1) == (0.75, 0.75, 0.25)
    assert (report.macro_f1, report.macro_row_f1) == (0.5, 0.125)


def test_gold_scores_full_marks_against_itself():
    report = report_on(*GOLD.events)
    assert report.all.row_f1 == report.all.actor_f1 == report.scores["statement"].content_f1 == 1.0
    assert report.differences == ()


def test_an_article_without_predictions_is_all_missed():
    report = evaluate([GOLD], {})
    assert report.all.recall == 0.0
    assert [difference.kind for difference in report.differences] == ["missed"] * 4


@pytest.mark.parametrize(
    ("predicted", "wrong"),
    [
        (replace(MEETING, status="planned"), ("status",)),
        (replace(MEETING, date="../2024-05-13"), ("date",)),
        (replace(MEETING, actors=MEETING.actors[:1]), ("who",)),
        (replace(MEETING, actors=(*MEETING.actors, RoleName("participant", "Estonia"))), ("who",)),
        (replace(VISIT, place=None), ("place",)),
    ],
)
def test_each_part_of_a_row_can_be_wrong(predicted, wrong):
    (difference,) = [d for d in report_on(predicted).differences if d.kind == "wrong"]
    assert difference.fields == wrong


def test_the_place_of_a_meeting_does_not_make_its_row_wrong():
    report = report_on(replace(MEETING, place="Riga"))
    assert report.scores["meeting"].rows == 1
    assert report.scores["meeting"].place == 0


def test_an_event_pairs_once_and_the_larger_overlap_wins():
    near = replace(MEETING, mentions=(Span(span("met").start - 1, span("met").start + 1),))
    report = report_on(near, MEETING)
    assert report.scores["meeting"].matched == report.scores["meeting"].rows == 1
    assert [d.kind for d in report.differences].count("extra") == 1


def test_a_statement_pairs_by_its_sentence_where_the_speaker_agrees():
    moved = span("together")
    assert report_on(replace(SAID, mentions=(moved,))).scores["statement"].matched == 1
    other = replace(SAID, mentions=(moved,), actors=actors(speaker="Mart Kask"))
    assert report_on(other).scores["statement"].matched == 0


def test_report_prints_a_table_and_the_same_figures_as_json():
    report = report_on(SAID)
    table = report.table().splitlines()
    assert [line.split()[0] for line in table] == [
        "type",
        "statement",
        "call",
        "visit",
        "meeting",
        "all",
        "macro",
    ]
    figures = json.loads(report.to_json())
    assert figures["statement"]["row_f1"] == pytest.approx(2 / 3)
    assert figures["visit"]["content_f1"] is None
    assert f"{figures['all']['row_f1']:.3f}" == table[5].split()[-1]


def test_a_difference_shows_the_trigger_in_its_context():
    (difference,) = report_on(VISIT, MEETING, WARNED).differences
    assert "missed: a" in difference.describe()
    assert "Brandt [said]. Kask" in difference.describe()
