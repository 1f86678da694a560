"""Gives events their CAMEO and PLOVER codes, by the table in the lexicon."""

import functools
from dataclasses import dataclass
from typing import Any

from flows.extract.candidates import Candidate
from flows.extract.rules import load_tables
from flows.extract.tokens import Token
from flows.records import Place

_PLAIN = "010"  # CAMEO: make a statement, not specified below


@dataclass(frozen=True, slots=True)
class Codes:
    """An event's codes: CAMEO, PLOVER event, PLOVER mode; None where none applies or none is certain."""

    cameo: str
    plover: str | None = None
    mode: str | None = None


def code(candidate: Candidate, place: Place | None = None) -> Codes:
    """Codes one candidate.

    Args:
        candidate: The event.
        place: Where it took place, with its country if that is known.
    """
    if candidate.event_type == "statement":
        return _statement(candidate.trigger)
    table = _tables()
    if candidate.event_type == "call":
        codes = _entry(table["call"])
    elif candidate.event_type == "visit":
        hosted = candidate.trigger.lemma_.lower() in table["visit_hosted"]["cues"]
        codes = _entry(table["visit_hosted" if hosted else "visit"])
    else:
        codes = _meeting(candidate, place, table)
    if candidate.status != "occurred":
        return Codes(codes.cameo)  # PLOVER codes what happens
    return codes


@functools.cache
def _tables() -> dict[str, Any]:
    """Reads the lexicon's code table, once a process."""
    return load_tables("event_codes")


@functools.cache
def _speech_acts(kind: str) -> dict[str, Codes]:
    """Returns the codes of statements by the words of one list of theirs: cues, phrases or objects."""
    entries = _tables()["statement"]
    return {word: _entry(entry) for entry in entries for word in entry.get(kind, ())}


def _entry(entry: dict[str, Any]) -> Codes:
    return Codes(entry["cameo"], entry.get("plover"), entry.get("mode"))


def _statement(trigger: Token) -> Codes:
    if any(child.dep_ == "neg" for child in trigger.children):
        return Codes(_PLAIN)
    lemma = trigger.lemma_.lower()
    for child in trigger.children:
        particle = child.dep_ in ("prt", "prep") or (child.dep_ == "xcomp" and child.lemma_ == "comment")
        phrase = _speech_acts("phrases").get(f"{lemma} {child.lemma_.lower()}") if particle else None
        if phrase is not None:
            return phrase
    if lemma in _speech_acts("cues"):
        return _speech_acts("cues")[lemma]
    if trigger.pos_ == "NOUN" and lemma in _speech_acts("objects"):
        return _speech_acts("objects")[lemma]
    if lemma in _tables()["open"]["cues"]:
        for child in trigger.children:
            objects = (child, *child.conjuncts) if child.dep_ in ("dobj", "nsubjpass") else ()
            for noun in objects:
                if noun.lemma_.lower() in _speech_acts("objects"):
                    return _speech_acts("objects")[noun.lemma_.lower()]
    return Codes(_PLAIN)


def _meeting(candidate: Candidate, place: Place | None, table: dict[str, Any]) -> Codes:
    countries = {p.actor.country for p in candidate.participants if p.role == "participant"}
    codes = _entry(table["meeting"])
    if _negotiates(candidate.trigger, table):
        codes = _entry(table["meeting_negotiated"])
    elif place is not None and place.country is not None and _away(place.country, countries):
        codes = _entry(table["meeting_third"])
    several = len(countries - {None}) >= table["multilateral"]["countries"]
    return Codes(codes.cameo, codes.plover, table["multilateral"]["mode"] if several else None)


def _away(where: str, countries: set[str | None]) -> bool:
    """Tells whether the sides' countries are all known, are several, and none is where they meet."""
    return len(countries) > 1 and None not in countries and where not in countries


def _negotiates(trigger: Token, table: dict[str, Any]) -> bool:
    words = [trigger, *(c for c in trigger.children if c.dep_ == "dobj")]
    for word in words:
        if word.lemma_.lower() in table["meeting_negotiated"]["cues"]:
            return True
        modified = {c.lower_ for c in word.children if c.dep_ in ("compound", "amod")}
        if word.lower_ == "talks" and modified & set(table["meeting_negotiated"]["talks"]):
            return True
    return False
