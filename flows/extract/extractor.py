"""Turns clean articles into events: parse, find, date, code."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flows.extract import language_model
from flows.extract.actors.resolver import ActorIndex
from flows.extract.candidates import Candidate
from flows.extract.coding import code
from flows.extract.confidence import confidence
from flows.extract.contacts.finder import find_contacts
from flows.extract.dates.tagger import tag
from flows.extract.dating import date_candidates
from flows.extract.model_identity import described
from flows.extract.options import ExtractOptions
from flows.extract.parsed import ParsedArticle
from flows.extract.places.geocoding import Geocoder
from flows.extract.quotations import find_quotations
from flows.extract.statements.finder import find_statements
from flows.extract.tokens import Doc
from flows.records import ArticleEvents, CleanArticle, Event, EventDate


def extract(
    articles: Iterable[CleanArticle], options: ExtractOptions | None = None
) -> Iterator[ArticleEvents]:
    """Extracts the events of articles, in the order given.

    Raises:
        OSError: Where the language model is not installed.
    """
    options = options or ExtractOptions()
    nlp = language_model.load(options.model)
    model = described(nlp.meta)
    for parse, article in nlp.pipe(((a.text, a) for a in articles), as_tuples=True):
        doc, quotations = Doc(parse, article.text), find_quotations(article.text)
        parsed = ParsedArticle(
            article,
            doc,
            quotations,
            tag(article.text, article.published_date),
            ActorIndex(doc, quotations, article.title),
        )
        yield ArticleEvents(article, find_events(parsed), model)
    language_model.drop_when_full(nlp)


def find_events(parsed: ParsedArticle) -> tuple[Event, ...]:
    """Finds, dates and codes the events of one parsed article, in text order of their first mentions."""
    candidates = [*find_statements(parsed), *find_contacts(parsed)]
    dated = zip(candidates, date_candidates(parsed, candidates), strict=True)
    geocoder = Geocoder(parsed.article.text)
    made = (_event(candidate, when, geocoder) for candidate, when in dated)
    events = (replace(event, confidence=confidence(event, parsed.doc)) for event in made)
    return tuple(sorted(events, key=lambda e: (e.mentions[0].span, e.event_type)))


def _event(candidate: Candidate, when: EventDate, geocoder: Geocoder) -> Event:
    place = geocoder.locate(candidate.place) if candidate.place is not None else None
    codes = code(candidate, place)
    return Event(
        candidate.event_type,
        candidate.status,
        when,
        candidate.participants,
        candidate.mentions,
        place=place,
        content=candidate.content,
        content_kind=candidate.content_kind,
        medium=candidate.medium,
        reported_by=candidate.reported_by,
        cameo_code=codes.cameo,
        plover_event=codes.plover,
        plover_mode=codes.mode,
    )
