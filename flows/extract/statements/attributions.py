"""Finds attributions without a verb: "according to" and its kin."""

from collections.abc import Iterator

from flows.extract.rules import load_rules
from flows.extract.statements.cues import Cue
from flows.extract.statements.lexicon import noun_in, word_list
from flows.extract.statements.sources import issuer, of_many
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Span

_LONGEST_OWNER = 6
_RULE = "statement.attribution.according_to"


def find_attributions(view: View) -> Iterator[Cue]:
    """Yields every "according to" with a source and a clause beside it, in text order."""
    rule = next(r for r in load_rules("attributions") if r.id == _RULE)
    phrases = [tuple(p.split()) for p in rule.data["phrases"]]
    firsts = {p[0] for p in phrases}
    for token in view.doc:
        if token.lower_ in {"in", "by"} and not view.quoted(token):
            cue = _view_of(view, token)
            if cue is not None:
                yield cue
        if token.lower_ in firsts and not view.quoted(token):
            for phrase in phrases:
                cue = _attribution(view, token, phrase)
                if cue is not None:
                    yield cue
                    break


def _attribution(view: View, first: Token, phrase: tuple[str, ...]) -> Cue | None:
    words = view.doc[first.i : first.i + len(phrase)]
    if tuple(t.lower_ for t in words) != phrase or len(view.doc) <= first.i + len(phrase):
        return None
    if (
        len(phrase) == 1
        and first.text[:1].isupper()
        and (first.pos_ == "PROPN" or first.i > first.sent.start)
    ):
        return None  # "NATO chief Per Haugen"
    noun = _governed(view, words[-1])
    if noun is None or (len(phrase) == 1 and noun.pos_ != "PROPN"):
        return None
    source = issuer(noun)
    if not _names_source(source):
        return None
    span = Span(first.idx, words[-1].idx + len(words[-1]))
    content = _content(view, first, noun)
    return Cue(first, span, _RULE, source, content) if content is not None else None


def _view_of(view: View, preposition: Token) -> Cue | None:
    """Reads "in her view" and "in the bishop's words"."""
    noun = next((c for c in preposition.rights if c.dep_ == "pobj"), None)
    if noun is None or noun.lower_ not in word_list("view") or noun.i - preposition.i > _LONGEST_OWNER:
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None or not _names_source(owner) or _is_a_document(noun):
        return None
    content = _content(view, preposition, noun)
    span = Span(preposition.idx, noun.idx + len(noun))
    return Cue(preposition, span, _RULE, owner, content) if content is not None else None


def _is_a_document(noun: Token) -> bool:
    """Tells whether the words are those of a paper of that kind: "in its written judgment, the court …"."""
    return any(c.dep_ == "amod" and c.lower_ in word_list("papery") for c in noun.lefts)


def _governed(view: View, preposition: Token) -> Token | None:
    """Returns the head of what the phrase's last word governs, by the parse or else by what follows."""
    for child in preposition.rights:
        if child.dep_ in {"pobj", "pcomp"}:
            return child
    following = view.doc[preposition.i + 1 : preposition.i + 12]
    noun = None
    for token in following:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "nmod", "amod"}:
            noun = token
            break
        if token.pos_ in {"VERB", "AUX", "PUNCT"}:
            break
    return noun


def _names_source(source: Token) -> bool:
    if of_many(source):
        return True  # "according to one of the workers"
    if source.pos_ not in {"NOUN", "PROPN", "PRON"} or source.lower_ in word_list("nobody"):
        return False
    if source.lower_ in word_list("unspeaking") or (
        source.pos_ == "NOUN" and noun_in(source, word_list("mute"))
    ):
        return False
    if source.lower_ in {"reports", "report", "rumours", "rumors"}:
        named = [
            c
            for c in source.children
            if c.dep_ in {"amod", "compound", "poss", "nmod"} and c.lower_ not in word_list("bare_modifier")
        ]
        return bool(named)
    return True


def _content(view: View, first: Token, noun: Token) -> Span | None:
    """Returns the longer of what stands before and after the phrase in its sentence."""
    sent = first.sent
    last = noun.right_edge
    comma = next((t for t in view.doc[noun.i + 1 : sent.end] if t.text == ","), None)
    starts_sentence = not any(t.is_alpha for t in view.doc[sent.start : first.i])
    if starts_sentence:
        end = (
            comma
            if comma is not None and comma.i <= last.i + 1
            else (comma if comma is not None and comma.i - noun.i < 25 and last.i > comma.i else None)
        )
        start = end.idx + 1 if end is not None else _after_phrase(noun)
        return view.trim(start, view.sentence_end(first))
    before = view.trim(sent.start_char, first.idx)
    after = view.trim(comma.idx + 1, view.sentence_end(first)) if comma is not None else None
    found = [s for s in (before, after) if s is not None]
    return max(found, key=lambda s: s.end - s.start) if found else None


def _after_phrase(noun: Token) -> int:
    end = noun
    while end.i + 1 < noun.sent.end and end.nbor(1).dep_ in {"compound", "nmod", "flat"}:
        end = end.nbor(1)
    return int(end.idx + len(end))
