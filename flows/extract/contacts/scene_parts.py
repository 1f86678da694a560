"""Takes the place of a contact out of a description of its sides: "met farmers at the town hall"."""

from dataclasses import replace

from flows.extract.contacts.sightings import Sighting
from flows.extract.contacts.syntax import child, is_plural, lemma
from flows.extract.contacts.verb_arguments import PLACES
from flows.extract.contacts.words import words
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Token
from flows.records import Participant, Span


def without_scene(parsed: ParsedArticle, sighting: Sighting, participant: Participant) -> Participant:
    """Returns a participant described after the trigger without the place that ends the description.

    The parser hangs "at the town hall" and "in Kandy" on the farmers who were met there. An office stays
    where it is held: "the ambassador in Colombo".
    """
    span = participant.actor.name_span
    if participant.actor.kind not in ("group", "unnamed") or span.start < sighting.span.end:
        return participant
    phrase = parsed.doc.char_span(span.start, span.end)
    if phrase is None:
        return participant
    scene = next((t for t in phrase if t.i > phrase.root.i and _opens_scene(t, phrase.root)), None)
    if scene is None or scene.right_edge.i < phrase.end - 1:
        return participant
    kept = parsed.doc[phrase.start : scene.i]
    end = kept.end_char
    name = participant.actor.name[: end - span.start]
    shorter = Span(span.start, end)
    mention = participant.mention
    return replace(
        participant,
        actor=replace(participant.actor, name=name, name_span=shorter),
        mention=mention if mention.end <= end else Span(mention.start, end),
    )


def _opens_scene(preposition: Token, head: Token) -> bool:
    place = child(preposition, "pobj") if preposition.dep_ == "prep" else None
    if place is None or preposition.lower_ not in ("at", "in"):
        return False
    named = place.ent_type_ in PLACES or (place.pos_ == "PROPN" and place.ent_type_ != "ORG")
    ground = named or lemma(place) in words("venues") | words("buildings") | words("halls")
    return ground and (preposition.lower_ == "at" or is_plural(head) or is_plural(preposition.head))
