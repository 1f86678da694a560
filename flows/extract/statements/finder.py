"""Finds the statements of an article."""

from collections.abc import Iterable

from flows.extract.candidates import Candidate
from flows.extract.parsed import ParsedArticle, char_span
from flows.extract.statements.attributions import find_attributions
from flows.extract.statements.cues import Cue
from flows.extract.statements.nesting import outermost
from flows.extract.statements.verbs import find_verb_cues
from flows.extract.statements.view import View
from flows.records import Mention


def find_statements(parsed: ParsedArticle) -> list[Candidate]:
    """Finds every reported communication, in text order: the outermost attributions alone."""
    view = View.of(parsed)
    cues = outermost(_one_a_trigger([*find_verb_cues(view), *find_attributions(view)]))
    found = (_candidate(view, cue) for cue in cues)
    return [candidate for candidate in found if candidate is not None]


def _one_a_trigger(cues: Iterable[Cue]) -> list[Cue]:
    first: dict[int, Cue] = {}
    for cue in cues:
        first.setdefault(cue.trigger.i, cue)
    return sorted(first.values(), key=lambda c: c.trigger.i)


def _candidate(view: View, cue: Cue) -> Candidate | None:
    actors = view.parsed.actors
    speakers = actors.resolve(cue.source, "speaker")
    if not speakers:
        return None
    hearers = actors.resolve(cue.addressee, "addressee") if cue.addressee is not None else ()
    return Candidate(
        "statement",
        cue.status,
        cue.trigger,
        (Mention(cue.span, cue.rule_id, char_span(cue.trigger.sent)),),
        (*speakers, *hearers),
        place=cue.place,
        content=cue.content,
        content_kind=view.kind_of(cue.content) if cue.content is not None else None,
        medium=cue.medium,
        reported_by=cue.reported_by,
    )
