"""Tells speakers from the outlets that only relay them: "as quoted by Geo News" names no speaker."""

import dataclasses
from collections.abc import Iterator, Sequence

from flows.extract.statements.cues import Cue
from flows.extract.statements.lexicon import word_list
from flows.extract.statements.sources import agent_of, is_passive, issuer, own_subject
from flows.extract.statements.view import View
from flows.extract.tokens import Token

_BODIES = frozenset(("organisation", "unnamed"))
_QUOTING = frozenset(("quoting", "citing"))
_RELAYED = frozenset(
    ("quoted", "cited", "reported", "carried", "published", "broadcast", "aired", "released")
)
_ACCORDING = "statement.attribution.according_to"


def name_relays(view: View, cues: Sequence[Cue]) -> list[Cue]:
    """Moves relaying outlets from the speakers to `reported_by`, and drops cues that only relay."""
    spoken = [c for c in cues if c.trigger.lower_ not in _QUOTING or outlet_name(view, c.source) is None]
    relayed = [_through_sources(view, _as_saying(view, cue)) for cue in spoken]
    return list(_without_relaying_cues(view, relayed))


def outlet_name(view: View, token: Token) -> str | None:
    """Returns the name of the news outlet that a token refers to, or None where it is no outlet."""
    for participant in view.parsed.actors.resolve(token, "speaker"):
        actor = participant.actor
        words = actor.name.casefold().split()
        if actor.kind == "media" or (actor.kind in _BODIES and any(w in word_list("outlet") for w in words)):
            return actor.name
    return None


def _as_saying(view: View, cue: Cue) -> Cue:
    """Reads "the BBC quoted Y as saying" and "Y was quoted by the BBC as saying"."""
    trigger = cue.trigger
    if trigger.dep_ != "pcomp" or trigger.head.lower_ != "as":
        return cue
    verb = trigger.head.head
    outlet = (agent_of(verb) or agent_of(trigger)) if is_passive(verb) else own_subject(verb)
    return dataclasses.replace(cue, reported_by=outlet_name(view, outlet)) if outlet is not None else cue


def _through_sources(view: View, cue: Cue) -> Cue:
    """Reads "Reuters reported, citing officials", where the officials speak."""
    outlet = outlet_name(view, cue.source)
    if outlet is None:
        return cue
    for verb in (*cue.trigger.sent, *cue.source.children):
        citing = verb.lower_ in _QUOTING and not view.quoted(verb) and _set_off(verb)
        if citing or (verb.dep_ == "relcl" and verb.lower_ in {"cited", "quoted", "cites", "quotes"}):
            sources = next((c for c in verb.children if c.dep_ in {"dobj", "pobj"}), None)
            if sources is not None:
                return dataclasses.replace(cue, source=issuer(sources), reported_by=outlet)
    return cue


def _set_off(verb: Token) -> bool:
    """Tells whether "citing" opens its sentence or stands after a comma."""
    return verb.i == verb.sent.start or not verb.nbor(-1).is_alpha


def _without_relaying_cues(view: View, cues: Sequence[Cue]) -> Iterator[Cue]:
    """Drops "according to Reuters" and "as reported by Reuters" beside the cue that they relay."""
    outlets: dict[int, str] = {}
    dropped: set[int] = set()
    for cue in cues:
        host = _relayed_cue(view, cue, cues)
        if host is not None:
            dropped.add(cue.trigger.i)
            name = outlet_name(view, cue.source)
            if name is not None:
                outlets[host.trigger.i] = name
    for cue in cues:
        if cue.trigger.i in dropped:
            continue
        name = cue.reported_by or outlets.get(cue.trigger.i) or _quoted_by(view, cue)
        yield dataclasses.replace(cue, reported_by=name)


def _relayed_cue(view: View, cue: Cue, cues: Sequence[Cue]) -> Cue | None:
    """Returns the cue that another only relays, or None where it is a statement of its own."""
    relaying = cue.rule_id == _ACCORDING or (cue.trigger.lower_ in _RELAYED and is_passive(cue.trigger))
    if not relaying:
        return _closed_by_outlet(view, cue, cues)
    others = [
        c for c in cues if c is not cue and c.trigger.sent == cue.trigger.sent and c.rule_id != _ACCORDING
    ]
    others = [c for c in others if _stands_out(c)]
    if outlet_name(view, cue.source) is None:
        others = [c for c in others if c.trigger.i < cue.trigger.i]
    return others[0] if others and others[0].source != cue.source else None


def _closed_by_outlet(view: View, cue: Cue, cues: Sequence[Cue]) -> Cue | None:
    """Returns the cue that a closing outlet only hands on: "The dam held, Pinto said, Sardar reports"."""
    trigger = cue.trigger
    if trigger.lower_ not in {"reports", "reported"} or cue.content is None or cue.content.end > trigger.idx:
        return None
    if cue.source.pos_ != "PROPN" and outlet_name(view, cue.source) is None:
        return None
    return next((c for c in cues if c.trigger.head == trigger and c.trigger.dep_ == "ccomp"), None)


def _stands_out(cue: Cue) -> bool:
    """Tells whether a cue is the main verb of its sentence, whatever "according to" follows it."""
    return cue.trigger.dep_ in {"ROOT", "conj", "parataxis"} or cue.trigger.head.dep_ == "ROOT"


def _quoted_by(view: View, cue: Cue) -> str | None:
    """Returns the outlet of "…, as quoted by Geo News" in the cue's sentence, or None."""
    for token in cue.trigger.sent:
        if (
            token.lower_ in _RELAYED
            and token.i > cue.trigger.i
            and token.tag_ in {"VBN", "VBD"}
            and not view.quoted(token)
        ):
            if (
                cue.content is not None
                and cue.content.start <= token.idx < cue.content.end
                and token.nbor(-1).lower_ != "as"
            ):
                continue
            agent = agent_of(token)
            if agent is not None:
                return outlet_name(view, agent)
    return None
