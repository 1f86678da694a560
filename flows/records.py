"""The records that the steps hand on to one another; the one module that all four steps share.

All positions are 0-based, end-exclusive, in Unicode code points of the clean article's text, unless a
field says otherwise.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

EventType = Literal["statement", "call", "visit", "meeting"]
Status = Literal["occurred", "planned", "cancelled", "denied"]
Precision = Literal["day", "range", "month", "year", "before", "after"]
DateBasis = Literal["explicit", "relative", "dateline", "inherited", "publication", "none"]
Role = Literal["speaker", "addressee", "participant", "visitor", "host"]
ActorKind = Literal[
    "person", "organisation", "government", "country", "group", "media", "document", "unnamed"
]
ContentKind = Literal["direct", "indirect", "mixed"]
PublishedBasis = Literal["field", "header", "dateline", "filename", "sidecar", "feed", "page"]
Stage = Literal["ingest", "clean", "extract", "write"]

# Where a record stands: the address of its source, and its place in it (empty for the whole source).
Locator = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Returns the words that the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tells whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Tells whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class SourceRun:
    """A stretch of text and where it stood: `length` code points at `start` come from `source_start` on.

    Attributes:
        source_length: None where the stretch was taken over unchanged, else how many code points of the
            source it replaces (a repaired character, a joined line); the stretch is then one whole.
    """

    start: int
    source_start: int
    length: int
    source_length: int | None = None


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as a reader found it, nothing repaired.

    Attributes:
        source_uri: Where it came from: a file URI or URL.
        source_sha256: Hex SHA-256 of the source file's bytes as stored.
        source_record: The record's place in the source (`line 12`, `member a/b.html`); empty for the whole.
        reader: Name of the reader that read it (`text`, `jsonl`, …).
        text: The body as the source gives it.
        text_offset: Where `text` starts in the source record's decoded text, in code points; None where
            `text` is not one stretch of it. For records with fields that text is the field's value.
        text_runs: Where `text` is not one stretch, which stretches of it stand where; None if unknown.
        published: The publication date as the source writes it, or None.
        published_basis: Where `published` was found.
        day_first: Whether 10/11/2012 is of November; None where that is not known.
        source_id: The source's own identifier, or None.
        found_in: Where the source was named, if not by the user: a feed and its entry.
        document: The decoded text that offset and runs point into, where it is not `text` itself and was
            asked for.
    """

    source_uri: str
    source_sha256: str
    source_record: str
    reader: str
    text: str
    text_offset: int | None = 0
    published: str | None = None
    published_basis: PublishedBasis = "field"
    day_first: bool | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    source_id: str | None = None
    text_runs: tuple[SourceRun, ...] | None = None
    found_in: Locator | None = None
    document: str | None = None

    @property
    def read_from(self) -> Locator:
        """Where reading it again begins."""
        return self.found_in or (self.source_uri, self.source_record)


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """One article ready for extraction: decoded, repaired, dated and identified.

    Attributes:
        source_runs: The way back, in order of `start`: which stretches of `text` stand where in the source
            record's decoded text; None where that cannot be known.
        cleaning: Names of the cleaning steps and furniture rules that changed the text, in order.
        reader: Name of the reader that read it.
        found_in: Where the source was named, if not by the user: a feed and its entry.
    """

    article_id: str
    source_uri: str
    source_sha256: str
    source_record: str
    text: str
    text_sha256: str
    published_date: date
    published_basis: PublishedBasis
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    dateline_place: str | None = None
    dateline_date: date | None = None
    language: str = "en"
    duplicate_of: str | None = None
    source_runs: tuple[SourceRun, ...] | None = None
    cleaning: tuple[str, ...] = ()
    reader: str = ""
    found_in: Locator | None = None

    @property
    def read_from(self) -> Locator:
        """Where reading it again begins."""
        return self.found_in or (self.source_uri, self.source_record)


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be used, with the reason; its place is where reading it again begins.

    Attributes:
        reason: One of the codes that schemas/rejects.toml allows.
        raw: Enough of the input to try it again, or None where the source itself is needed.
        kind: Name of the reader that took the source.
    """

    source_uri: str
    source_record: str
    stage: Stage
    reason: str
    message: str
    excerpt: str = ""
    raw: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event took or takes place.

    Attributes:
        start: First day, or None where the interval is open to the past.
        end: Last day, or None where it is open to the future.
        edtf: The same in Extended Date/Time Format (EDTF) level 1: `2022-12-23`, `../2022-12-23`, …
        words: The time expression that it rests on, or None.
        contradicted: The expression contradicts itself ("Thursday, December 23" where that is a Friday).
    """

    start: date | None
    end: date | None
    edtf: str
    precision: Precision
    basis: DateBasis
    words: Span | None = None
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody that acts in an article, after resolution.

    Attributes:
        name: The fullest form of the name in the article, personal titles left out.
        name_span: One place where that form stands.
        title: Office or rank as the article writes it ("Foreign Minister"), or None.
        affiliation: The body or country that the article places the actor in, or None.
        country: ISO 3166-1 alpha-3, or None.
    """

    name: str
    name_span: Span
    kind: ActorKind
    title: str | None = None
    affiliation: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in its role in one event; `mention` is how the article refers to it there ("he", "she")."""

    role: Role
    actor: Actor
    mention: Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the article writes it; its country is ISO 3166-1 alpha-3, its position WGS 84 degrees."""

    name: str
    span: Span | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One trigger of an event, the rule that found it, and the sentence that it stands in."""

    span: Span
    rule_id: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one article, all its mentions merged.

    Attributes:
        mentions: In text order, never empty; the first gives the event its id.
        confidence: Probability that type, date, status and main actors are all right.
    """

    event_type: EventType
    status: Status
    date: EventDate
    participants: tuple[Participant, ...]
    mentions: tuple[Mention, ...]
    place: Place | None = None
    content: Span | None = None
    content_kind: ContentKind | None = None
    medium: str | None = None
    reported_by: str | None = None
    cameo_code: str | None = None
    plover_event: str | None = None
    plover_mode: str | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class ArticleEvents:
    """What extraction made of one article."""

    article: CleanArticle
    events: tuple[Event, ...]
    model: str


@dataclass(slots=True)
class Counts:
    """What became of the articles; `read` is the sum of the next four when a run has ended.

    Attributes:
        by_kind: The same by kind of source, and there by what became of them; rejects by reason.
        unmodified: Addresses that were not read, as their servers said that nothing has changed.
        bytes_read: Bytes of the sources that have been read, of compressed ones the compressed.
        bytes_total: Bytes of all sources, as far as their sizes are known yet.
    """

    read: int = 0
    extracted: int = 0
    unchanged: int = 0
    duplicate: int = 0
    rejected: int = 0
    events: int = 0
    rejected_by_reason: dict[str, int] = field(default_factory=dict)
    events_by_type: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, dict[str, int]] = field(default_factory=dict)
    unmodified: int = 0
    bytes_read: int = 0
    bytes_total: int = 0
