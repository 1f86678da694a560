"""One sighting with its sides, status, place and time resolved: what is merged into events."""

from dataclasses import dataclass
from datetime import date

from flows.extract.contacts.readings import Reading
from flows.extract.contacts.sightings import Sighting
from flows.extract.contacts.syntax import is_verb
from flows.extract.dates.tagger import TimeExpression
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Token
from flows.records import Participant, Place

_GOING = frozenset({"fly", "travel", "go", "head", "leave", "arrive", "come", "depart"})
_JOURNEYS = frozenset({"trip", "visit", "journey", "tour", "mission"})


@dataclass(frozen=True, slots=True)
class ContactMention:
    """A resolved sighting.

    Attributes:
        points_back: Whether it is put as known already ("the meeting", "the two leaders met").
        days: First and last day that its own clause gives, or None.
        occasion: The trigger of the reception of a guest that it took place at, or None.
    """

    sighting: Sighting
    participants: tuple[Participant, ...]
    reading: Reading
    place: Place | None
    points_back: bool
    days: tuple[date, date] | None
    occasion: Token | None = None


def time_of(parsed: ParsedArticle, sighting: Sighting) -> TimeExpression | None:
    """Returns the time expression with two known ends that the clause of a sighting holds, or None."""
    for when in parsed.times:
        if when.start is not None and when.end is not None and _governs(parsed, when, sighting):
            return when
    return None


def _journey(sighting: Sighting) -> Token | None:
    """Returns the trip whose purpose a sighting is: "a trip to Chad on Monday to attend the summit"."""
    verb = sighting.holder
    if verb is not None and verb.tag_ == "VB" and verb.dep_ in ("advcl", "xcomp"):
        return verb.head if verb.head.lemma_ in _GOING else None  # "flies to Oslo on Friday to meet him"
    purpose = verb is not None and verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB"
    return verb.head if verb is not None and purpose and verb.head.lemma_ in _JOURNEYS else None


def _governs(parsed: ParsedArticle, when: TimeExpression, sighting: Sighting) -> bool:
    """Tells whether a time expression hangs on a sighting's trigger or on the verb that holds it."""
    sentence = sighting.head.sent
    if not sentence.start_char <= when.span.start < sentence.end_char:
        return False
    words = parsed.doc.char_span(when.span.start, when.span.end, alignment_mode="expand")
    if words is None:
        return False
    token: Token = words.root
    if token.dep_ == "pobj" and token.head.lower_ in ("since", "until", "till"):
        return False  # what was not for so long, or where a stay ends
    if sighting.holder is not None and sighting.holder.dep_ == "relcl" and sighting.holder.head == token:
        return True  # "since January, when he walked out of a meeting with A"
    while token.head != token:
        token = token.head
        if (
            token == _journey(sighting)
            or token == sighting.head
            or (token == sighting.holder and not sighting.link.startswith("scene:a"))
        ):
            return True
        if is_verb(token) and token != sighting.holder:
            return False
    return False
