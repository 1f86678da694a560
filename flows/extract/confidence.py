"""How sure a row is: a logistic model over what the extractor knows about the event that it made.

The features are few and readable on purpose; their weights stand in lexicon/confidence.toml and are fitted by
benchmarks/quality/calibrate.py.
"""

import functools
import math
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from flows.extract.rules import load_tables
from flows.records import Event, Participant

MAIN_ROLES = {"speaker", "participant", "visitor"}
_PRONOUNS = {"i", "we", "he", "she", "it", "they", "who", "him", "her", "them", "us", "me"}
_CONTRADICTION = math.log(
    2
)  # halves the odds: one of a weekday and a day of the month that disagree is wrong
_USUAL_SENTENCE = 150  # characters; longer and shorter ones are measured against it
_USUAL_DISTANCE = 200  # characters between a pronoun or short form and the name that it stands for


def confidence(event: Event, doc: Doc) -> float:
    """Returns the probability that an event's type, date, status and main actors are all right.

    Args:
        event: The event as found and dated.
        doc: The parsed article, which the event's positions refer to.
    """
    weights = _weights()
    score = sum(weights.get(name, 0.0) * value for name, value in features(event, doc).items())
    if event.date.contradicted:
        score -= _CONTRADICTION
    return round(1 / (1 + math.exp(-score)), 3)


def features(event: Event, doc: Doc) -> dict[str, float]:
    """Returns what the model looks at, by the names used in lexicon/confidence.toml; absent ones are zero."""
    text = doc.text
    main = [p for p in event.participants if p.role in MAIN_ROLES]
    found = {"always": 1.0, f"type.{event.event_type}": 1.0, f"status.{event.status}": 1.0}
    found[f"rule.{'.'.join(event.mentions[0].rule_id.split('.')[:2])}"] = 1.0
    found[f"date.{event.date.basis}"] = 1.0
    found[f"date.{event.date.basis}.{_kind(event)}"] = 1.0
    found[f"precision.{event.date.precision}"] = 1.0
    found |= dict.fromkeys(_trigger_features(event, doc), 1.0)
    found["further_mentions"] = float(min(3, len(event.mentions) - 1))
    found["long_sentence"] = _log_ratio(len(event.mentions[0].sentence.of(text)), _USUAL_SENTENCE)
    found |= dict(_actor_features(event, main, text))
    if event.event_type == "visit" and event.place is None:
        found["place.unknown"] = 1.0
    if event.event_type == "statement":
        found[f"content.{event.content_kind or 'unknown'}"] = 1.0
    return found


def _actor_features(event: Event, main: list[Participant], text: str) -> Iterator[tuple[str, float]]:
    needed = 2 if event.event_type in {"meeting", "call"} else 1
    if len(main) < needed:
        yield "actors.too_few", 1.0
    if len(main) > needed:
        yield f"actors.more.{_kind(event)}", float(min(3, len(main) - needed))
    resolved = [p for p in main if p.mention.of(text) != p.actor.name]
    if any(p.mention.of(text).lower() in _PRONOUNS for p in main):
        yield "actors.pronoun", 1.0
    if resolved:
        yield f"actors.resolved.{_kind(event)}", 1.0
        furthest = max(abs(p.mention.start - p.actor.name_span.start) for p in resolved)
        yield "actors.name_far", _log_ratio(furthest, _USUAL_DISTANCE)
    for kind in {p.actor.kind for p in main}:
        yield f"actor.{kind}", 1.0


def _trigger_features(event: Event, doc: Doc) -> Iterator[str]:
    span = doc.char_span(*_ends(event), alignment_mode="expand")
    if span is None:
        return
    trigger = span.root
    if trigger.pos_ not in {"VERB", "AUX"}:
        yield "trigger.no_verb"
        return
    yield "trigger.main_verb" if trigger.dep_ == "ROOT" else "trigger.lower_verb"
    yield f"tense.{_tense(trigger)}"


def _ends(event: Event) -> tuple[int, int]:
    return event.mentions[0].span.start, event.mentions[0].span.end


def _tense(verb: Token) -> str:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & {"has", "have", "had", "’ve", "'ve", "’d", "'d"}:
        return "perfect"
    if verb.morph.get("VerbForm", []) != ["Fin"] and not helpers:
        return "participle"
    return "present" if verb.morph.get("Tense", []) == ["Pres"] else "other"


def _kind(event: Event) -> str:
    return "statement" if event.event_type == "statement" else "contact"


def _log_ratio(length: int, usual: int) -> float:
    return max(0.0, math.log((1 + length) / usual))


@functools.cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in load_tables("confidence")["weights"].items()}
