"""The place that a cue's frames are looked for in."""

from dataclasses import dataclass

from flows.extract.statements.lexicon import VerbEntry
from flows.extract.statements.view import View
from flows.extract.tokens import Token


@dataclass(frozen=True, slots=True)
class Site:
    """A verb with its subject, and the rule that may fire there."""

    view: View
    verb: Token
    subject: Token | None
    entry: VerbEntry
