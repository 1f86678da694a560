"""Scores predictions against gold articles."""

import re
from collections.abc import Sequence

from flows.evaluate.agreement import count_pairs, names_agree, places_agree
from flows.evaluate.annotations import EVENT_TYPES, Annotation, GoldArticle, Predictions, RoleName
from flows.evaluate.matching import match
from flows.evaluate.report import Difference, Report
from flows.evaluate.scores import Scores
from flows.records import Span

MAIN_ROLES = {
    "statement": "speaker",
    "call": "participant",
    "visit": "visitor",
    "meeting": "participant",
}


def evaluate(golds: Sequence[GoldArticle], predictions: Predictions) -> Report:
    """Compares predicted events with gold ones, article by article.

    Args:
        golds: The articles as read by `read_gold`.
        predictions: Events by gold article id; articles without any count as empty.
    """
    scores = {event_type: Scores() for event_type in EVENT_TYPES}
    differences: list[Difference] = []
    for gold in golds:
        predicted = tuple(predictions.get(gold.id, ()))
        pairs = match(gold.text, gold.events, predicted)
        for event in gold.events:
            scores[event.event_type].gold += 1
        for event in predicted:
            scores[event.event_type].predicted += 1
        for i, j in pairs:
            wrong = _compare(gold.text, gold.events[i], predicted[j], scores[gold.events[i].event_type])
            if wrong:
                differences.append(Difference("wrong", gold, gold.events[i], predicted[j], wrong))
        hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
        differences += [
            Difference("missed", gold, event, None) for i, event in enumerate(gold.events) if i not in hit
        ]
        differences += [
            Difference("extra", gold, None, event) for j, event in enumerate(predicted) if j not in used
        ]
    return Report(scores, tuple(differences))


def row_is_right(text: str, gold: Annotation, predicted: Annotation) -> bool:
    """Tells whether a matched event has status, date, main actors and, of a visit, place right."""
    return not _compare(text, gold, predicted, Scores())


def _compare(text: str, gold: Annotation, predicted: Annotation, scores: Scores) -> tuple[str, ...]:
    """Adds one pair to `scores`; returns what makes its row wrong."""
    names, other_names = (e.names(MAIN_ROLES[gold.event_type]) for e in (gold, predicted))
    agreeing = count_pairs(names, other_names, names_agree)
    checks = {
        "status": gold.status == predicted.status,
        "date": gold.date == predicted.date,
        "who": agreeing == len(names) == len(other_names),
        "place": places_agree(gold.place, predicted.place),
    }
    wrong = tuple(
        name
        for name, right in checks.items()
        if not right and (name != "place" or gold.event_type == "visit")
    )
    scores.matched += 1
    scores.rows += not wrong
    scores.status += checks["status"]
    scores.date += checks["date"]
    scores.who += checks["who"]
    scores.place += checks["place"]
    scores.actors_gold += len(gold.actors)
    scores.actors_predicted += len(predicted.actors)
    scores.actors_matched += count_pairs(gold.actors, predicted.actors, _same_actor)
    if gold.event_type == "statement" and gold.content:
        scores.content += _overlap(text, gold.content, predicted.content)
        scores.content_pairs += 1
    return wrong


def _same_actor(one: RoleName, other: RoleName) -> bool:
    return one.role == other.role and names_agree(one.name, other.name)


def _overlap(text: str, gold: Span, predicted: Span | None) -> float:
    """Returns the F1 of the words that the two spans cover."""
    words = [Span(*word.span()) for word in re.finditer(r"\w+", text)]
    ours = {word for word in words if gold.covers(word)}
    theirs = {word for word in words if predicted and predicted.covers(word)}
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))
