"""Opens the quotations of outlets that only relay: “Smith offered condolences,” reported the Post."""

import dataclasses
from collections.abc import Iterator, Sequence

from flows.extract.quotations import Quotation
from flows.extract.statements.cues import Cue
from flows.extract.statements.nesting import outermost
from flows.extract.statements.relays import outlet_name
from flows.extract.statements.verbs import find_verb_cues
from flows.extract.statements.view import View


def open_relayed(view: View, cues: Sequence[Cue]) -> Iterator[Cue]:
    """Puts in the place of an outlet's quoted report the statements in it, as relayed by the outlet."""
    for cue in cues:
        quotation = _report(view, cue)
        outlet = outlet_name(view, cue.source) if quotation is not None else None
        inner = _statements_in(view, quotation) if quotation is not None and outlet is not None else []
        if inner:
            yield from (dataclasses.replace(c, reported_by=outlet) for c in inner)
        else:
            yield cue


def _report(view: View, cue: Cue) -> Quotation | None:
    """Returns the one quotation that is all of a cue's content, or None."""
    if cue.content is None:
        return None
    quotation = view.quotation_at(cue.content.start)
    return quotation if quotation is not None and quotation.span.covers(cue.content) else None


def _statements_in(view: View, quotation: Quotation) -> list[Cue]:
    others = tuple(q for q in view.parsed.quotations if q is not quotation)
    unquoted = View.of(dataclasses.replace(view.parsed, quotations=others))
    found = [c for c in find_verb_cues(unquoted) if quotation.span.covers(c.span)]
    return [c for c in outermost(found) if quotation.span.start <= c.source.idx < quotation.span.end]
