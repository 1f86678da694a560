"""Tells which frame of the lexicon a verb stands in, and reads content and addressee off it."""

from collections.abc import Callable

from flows.extract.statements import act_frames, infinitive_frames, saying_frames
from flows.extract.statements.cues import Reading
from flows.extract.statements.site import Site

_FRAMES: dict[str, Callable[[Site], Reading | None]] = {
    "quote": saying_frames.quote,
    "clause": saying_frames.clause_frame,
    "tell": saying_frames.tell,
    "object": act_frames.object_frame,
    "gerund": act_frames.gerund,
    "infinitive": infinitive_frames.infinitive,
    "object_to": infinitive_frames.object_to,
    "object_for": act_frames.object_for,
    "prepositions": act_frames.prepositions,
    "prep_to": infinitive_frames.prep_to,
    "as": act_frames.as_frame,
    "quoted_prepositions": act_frames.quoted_prepositions,
    "acomp": act_frames.acomp,
    "day": act_frames.day,
    "judged": act_frames.judged,
    "quoted_complement": act_frames.quoted_complement,
    "idiom": act_frames.idiom,
    "complement": act_frames.complement,
    "object_prep_to": act_frames.object_prep_to,
}


def read_frame(site: Site) -> Reading | None:
    """Returns what the first of the rule's frames that fits holds, or None where none fits."""
    for name in site.entry.words("frames"):
        reading = _FRAMES[name](site)
        if reading is not None:
            return reading
    return None
