"""A cue with what hangs on it, before its speaker is resolved."""

from dataclasses import dataclass

from flows.extract.tokens import Token
from flows.records import ContentKind, Place, Span, Status


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cue's frame holds.

    Attributes:
        content: The words communicated, without cue and source; None where the cue itself says it all.
        addressee: Head of the phrase that names whom it was said to, or None.
        preposed: Whether the content stands before or around the cue ("It is late, he said").
    """

    content: Span | None
    addressee: Token | None = None
    preposed: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution: a cue, its source and its content.

    Attributes:
        trigger: Head token of the cue.
        span: The cue word or words alone.
        source: Head of the phrase that names the speaker.
        label: The words that name the speaker, where they are a transcript's label and no noun phrase.
        opener: The cue that opens the sentence and tells of the same words ("Offering condolences, X wrote").
        outer: Whether the cue stands apart from any content around it: a participle after a comma
            (", adding that …"), which continues the outer speaker's words wherever the parser hung it.
    """

    trigger: Token
    span: Span
    rule_id: str
    source: Token
    content: Span | None
    addressee: Token | None = None
    status: Status = "occurred"
    kind: ContentKind | None = None
    medium: str | None = None
    reported_by: str | None = None
    place: Place | None = None
    outer: bool = False
    label: Span | None = None
    opener: "Cue | None" = None
