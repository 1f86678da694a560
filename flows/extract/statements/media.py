"""Tells through what medium, and where, words were said: "in an interview", "told reporters in Geneva"."""

import dataclasses
import functools
from collections.abc import Iterator

from flows.extract.rules import load_tables
from flows.extract.statements.cues import Cue
from flows.extract.statements.lexicon import cue_lemma
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Place, Span

_LEADING = frozenset(("in", "at", "on", "during", "via", "through", "by", "from", "to", "over"))
_SPEAKING = frozenset(("speaking", "talking", "addressing", "writing", "briefing", "appearing"))
_PLACE_LEADING = frozenset(("in", "at", "from"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_MARKS = "\"“”'‘’`"


def with_setting(view: View, cue: Cue) -> Cue:
    """Returns the cue with its medium and its place, where the article names them beside it."""
    phrases = [(p, noun) for p, noun in _phrases(cue) if not _in_content(cue, p)]
    medium = cue.medium or next((m for m in (_medium(noun) for _, noun in phrases) if m), None)
    place = next((noun for p, noun in phrases if _is_place(p, noun)), None)
    return dataclasses.replace(
        cue,
        medium=medium or _medium_of_verb(cue.trigger),
        place=_place(view, place) if place is not None else None,
    )


def _phrases(cue: Cue) -> Iterator[tuple[Token, Token]]:
    """Yields the prepositions that hang on a cue, its hearer, its "speaking at …" or its medium."""
    hosts = [cue.trigger, *((cue.addressee,) if cue.addressee is not None else ())]
    hosts += [c for c in cue.trigger.children if c.dep_ == "advcl" and c.lower_ in _SPEAKING]
    while hosts:
        host = hosts.pop(0)
        for child in host.children:
            if child.dep_ == "prep" and child.lower_ in _LEADING:
                noun = next((c for c in child.children if c.dep_ == "pobj"), None)
                if noun is not None:
                    yield child, noun
                    if _medium(noun) is not None:
                        hosts.append(noun)


def _in_content(cue: Cue, preposition: Token) -> bool:
    return cue.content is not None and cue.content.start <= preposition.idx < cue.content.end


def _medium(noun: Token) -> str | None:
    words = noun.lower_.strip(_MARKS)
    pair = f"{noun.nbor(-1).lower_} {words}" if noun.i else words
    return _media().get(pair) or _media().get(words)


@functools.cache
def _media() -> dict[str, str]:
    media: dict[str, list[str]] = load_tables("media")["media"]
    return {word: medium for medium, words in media.items() for word in words}


@functools.cache
def _verbs() -> dict[str, str]:
    verbs: dict[str, list[str]] = load_tables("media")["verbs"]
    return {verb: medium for medium, words in verbs.items() for verb in words}


def _medium_of_verb(verb: Token) -> str | None:
    lemma = cue_lemma(verb)
    return _verbs().get(lemma) if lemma is not None else None


def _is_place(preposition: Token, noun: Token) -> bool:
    return preposition.lower_ in _PLACE_LEADING and noun.ent_type_ in _PLACES and _medium(noun) is None


def _place(view: View, noun: Token) -> Place:
    first = noun.left_edge
    while first.i < noun.i and (first.ent_type_ != noun.ent_type_ or first.is_punct):
        first = first.nbor(1)
    span = Span(first.idx, noun.idx + len(noun))
    return Place(span.of(view.text), span)
