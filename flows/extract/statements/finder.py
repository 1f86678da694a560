"""Finds the statements of an article."""

import dataclasses
from collections.abc import Iterable

from flows.extract.candidates import Candidate
from flows.extract.parsed import ParsedArticle, char_span
from flows.extract.statements.attributions import find_attributions
from flows.extract.statements.colons import find_colon_cues
from flows.extract.statements.continuations import run_on
from flows.extract.statements.cues import Cue
from flows.extract.statements.lexicon import noun_in, word_list
from flows.extract.statements.media import with_setting
from flows.extract.statements.nesting import outermost
from flows.extract.statements.nouns import find_noun_cues
from flows.extract.statements.openers import merge_openers
from flows.extract.statements.relayed_quotations import open_relayed
from flows.extract.statements.relays import name_relays
from flows.extract.statements.transcripts import find_turns
from flows.extract.statements.verbs import find_verb_cues
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Actor, ActorKind, Mention, Participant, Span

_FIRST_PERSON = frozenset(("i", "we"))
_POINTING = frozenset(("this", "these", "those"))
_MAKING = frozenset(("made", "makes", "making"))
_SETTINGS = frozenset(("at", "in", "during", "while", "after", "before", "to", "through", "via", "from"))
_CONTENTS = frozenset(("acl", "relcl", "ccomp", "prep"))


def find_statements(parsed: ParsedArticle) -> list[Candidate]:
    """Finds every reported communication, in text order: the outermost attributions alone."""
    view = View.of(parsed)
    cues = _one_a_trigger([*find_turns(view), *find_verb_cues(view), *find_attributions(view)])
    cues = outermost([*open_relayed(view, name_relays(view, cues))])
    cues = _one_a_trigger([*cues, *find_colon_cues(view, cues)])
    cues = _one_a_trigger([*cues, *find_noun_cues(view, cues)])
    cues = merge_openers(run_on(view, outermost(cues)))
    found: list[Candidate] = []
    for cue in cues:
        candidate = _candidate(view, with_setting(view, cue))
        if candidate is None:
            continue
        if _points_back(cue):
            _add_to_last_of_speaker(found, candidate)
        else:
            found.append(candidate)
    return found


def _points_back(cue: Cue) -> bool:
    """Tells whether a cue only names a statement made before: "he made these remarks"."""
    things = [c for c in cue.trigger.rights if c.dep_ == "dobj" and noun_in(c, word_list("utterance"))]
    pointing = _POINTING | ({"the"} if cue.trigger.lower_ in _MAKING else frozenset())
    return any(
        c.dep_ == "det" and c.lower_ in pointing
        for thing in things
        if not any(r.dep_ in _CONTENTS and _is_content(r) for r in thing.rights)
        for c in thing.lefts
    )


def _is_content(modifier: Token) -> bool:
    """Tells whether a phrase after a noun of saying is what was said, not where: "the remarks at a talk"."""
    return modifier.dep_ != "prep" or modifier.lower_ not in _SETTINGS


def _add_to_last_of_speaker(found: list[Candidate], later: Candidate) -> None:
    """Makes a candidate one more mention of its speaker's last statement; drops it where there is none."""
    for i in reversed(range(len(found))):
        if found[i].participants[0].actor == later.participants[0].actor:
            mentions = (*found[i].mentions, *later.mentions)
            found[i] = dataclasses.replace(found[i], mentions=mentions)
            return


def _one_a_trigger(cues: Iterable[Cue]) -> list[Cue]:
    first: dict[int, Cue] = {}
    for cue in cues:
        first.setdefault(cue.trigger.i, cue)
    return sorted(first.values(), key=lambda c: c.trigger.i)


def _candidate(view: View, cue: Cue) -> Candidate | None:
    actors = view.parsed.actors
    speakers = actors.resolve(cue.source, "speaker") or _as_written(view, cue)
    if not speakers:
        return None
    hearers = actors.resolve(cue.addressee, "addressee") if cue.addressee is not None else ()
    return Candidate(
        "statement",
        cue.status,
        cue.trigger,
        tuple(
            Mention(c.span, c.rule_id, char_span(c.trigger.sent)) for c in (cue.opener, cue) if c is not None
        ),
        (*speakers, *hearers),
        place=cue.place,
        content=cue.content,
        content_kind=view.kind_of(cue.content) if cue.content is not None else None,
        medium=cue.medium,
        reported_by=cue.reported_by,
    )


def _as_written(view: View, cue: Cue) -> tuple[Participant, ...]:
    """Names a speaker that nothing in the article identifies further: a label, or "I" and "we"."""
    source = cue.source
    span = cue.label or (
        Span(source.idx, source.idx + len(source)) if source.lower_ in _FIRST_PERSON else None
    )
    if span is None:
        return ()
    kind: ActorKind = "person" if cue.label is not None or source.lower_ == "i" else "group"
    return (Participant("speaker", Actor(span.of(view.text), span, kind), span),)
