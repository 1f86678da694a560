"""How sure a row is: a logistic model over what the extractor knows about the event that it made.

The features are few and readable on purpose; their weights stand in lexicon/confidence.toml and are fitted by
benchmarks/quality/calibrate.py.
"""

import functools
import math
from collections.abc import Iterator

from flows.extract.rules import load_tables
from flows.extract.tokens import Doc
from flows.records import Event

MAIN_ROLES = {"speaker", "participant", "visitor"}
_PRONOUNS = {"i", "we", "he", "she", "it", "they", "who", "him", "her", "them", "us", "me"}
# Halves the odds: of a weekday and a day of the month that disagree one is wrong. Too rare to be fitted.
_CONTRADICTION = math.log(2)
_USUAL_SENTENCE = 150  # characters; longer and shorter ones are measured against it


def confidence(event: Event, doc: Doc) -> float:
    """Returns the probability that an event's type, date, status and main actors are all right.

    Args:
        event: The event as found and dated.
        doc: The parsed article, which the event's positions refer to.
    """
    weights = _weights()
    found = features(event, doc)
    score = weights["always"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    if event.date.contradicted:
        score -= _CONTRADICTION
    return round(1 / (1 + math.exp(-score)), 3)


def features(event: Event, doc: Doc) -> dict[str, float]:
    """Returns what the model looks at, by the names used in lexicon/confidence.toml; absent ones are zero.

    Only what tells right rows from wrong ones in every kind of source that it was tried on is looked at: more
    would fit the gold at hand better and other articles worse.
    """
    kind = "statement" if event.event_type == "statement" else "contact"
    sentence = len(event.mentions[0].sentence.of(doc.text))
    found = {
        "further_mentions": float(min(3, len(event.mentions) - 1)),
        "long_sentence": max(0.0, math.log((1 + sentence) / _USUAL_SENTENCE)),
        f"type.{event.event_type}": 1.0,
        f"status.{event.status}": 1.0,
        f"precision.{event.date.precision}": 1.0,
    }
    # A statement is usually the day's news; a call, visit or meeting rarely has the publication's date.
    if (event.date.basis == "publication") == (kind == "contact"):
        found[f"date.{event.date.basis}.{kind}"] = 1.0
    if event.event_type == "visit" and event.place is None:
        found["place.unknown"] = 1.0
    return found | dict.fromkeys(
        [*_actor_features(event, kind, doc.text), *_trigger_features(event, doc)], 1.0
    )


def _actor_features(event: Event, kind: str, text: str) -> Iterator[str]:
    main = [p for p in event.participants if p.role in MAIN_ROLES]
    needed = 2 if event.event_type in {"meeting", "call"} else 1
    if len(main) != needed:
        yield "actors.too_few" if len(main) < needed else f"actors.more.{kind}"
    if any(p.actor.kind == "unnamed" for p in main):
        yield "actors.unnamed"
    if any(p.mention.of(text).lower() in _PRONOUNS for p in main):
        yield "actors.pronoun"
    if any(p.mention.of(text) != p.actor.name for p in main):
        yield f"actors.resolved.{kind}"


def _trigger_features(event: Event, doc: Doc) -> Iterator[str]:
    first = event.mentions[0].span
    span = doc.char_span(first.start, first.end, alignment_mode="expand")
    if span is None:
        return
    trigger = span.root
    if trigger.pos_ not in {"VERB", "AUX"}:
        yield "trigger.no_verb"
    elif trigger.dep_ != "ROOT":
        yield "trigger.lower_verb"
        helped = any(child.dep_ in {"aux", "auxpass"} for child in trigger.children)
        if trigger.morph.get("VerbForm", []) != ["Fin"] and not helped:
            yield "trigger.participle"


@functools.cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in load_tables("confidence")["weights"].items()}
