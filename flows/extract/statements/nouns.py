"""Finds the cues that are nouns: "X's announcement that …", "a warning from X that …"."""

from collections.abc import Iterator, Sequence

from flows.extract.rules import load_tables
from flows.extract.statements.cues import Cue
from flows.extract.statements.lexicon import cue_lemma, noun_in, word_list
from flows.extract.statements.sources import can_speak, issuer
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Span

_OWNED = "statement.noun.owned"
_FROM = "statement.noun.from"
_IS_THAT = "statement.noun.is_that"
_INCLUDE = "statement.noun.include"
_CONTENT_PREPOSITIONS = frozenset(("for", "of", "over", "about", "against", "on"))
_WITH_THAT_ALONE = frozenset(
    (
        "argument",
        "comment",
        "remark",
        "statement",
        "testimony",
        "report",
        "message",
        "response",
        "explanation",
    )
)
_SAYING_NOUNS = frozenset(("call", "demand"))  # with "for" or "to" alone: "his call" may be by telephone


def find_noun_cues(view: View, cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yields the nouns of saying with a speaker and a content of their own that no verb of `cues` reports."""
    verbs: dict[str, str] = load_tables("statement_nouns")["nouns"]
    for token in view.doc:
        if token.pos_ == "NOUN" and not view.quoted(token):
            singular = _singular(token.lower_, verbs)
            if singular is not None:
                cue = _cue(view, token, singular)
                if cue is not None and not _reported(view, cue, verbs[singular], cues):
                    yield cue


def _singular(word: str, verbs: dict[str, str]) -> str | None:
    forms = (word, word.removesuffix("s"), word.removesuffix("ies") + "y")
    return next((form for form in forms if form in verbs), None)


def _cue(view: View, noun: Token, singular: str) -> Cue | None:
    if _held_by_verb(noun):
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    maker = None if owner is not None else _maker(noun)
    source = owner or maker
    if source is None or not _may_own(source):
        return None
    content = _content(view, noun, singular)
    rule = _OWNED if owner is not None else _FROM
    if content is None and owner is not None and singular == "demand":
        content, rule = _included(view, noun), _INCLUDE
    if content is None:
        content, rule = _is_that(view, noun), _IS_THAT
    if content is None:
        return None
    return Cue(noun, Span(noun.idx, noun.idx + len(noun)), rule, issuer(source), content)


def _held_by_verb(noun: Token) -> bool:
    """Tells whether a verb of speech has the noun for its object, and so reports the same itself."""
    return noun.dep_ in {"dobj", "nsubjpass"} and cue_lemma(noun.head) is not None


def _maker(noun: Token) -> Token | None:
    for child in noun.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _may_own(source: Token) -> bool:
    if source.dep_ == "poss" and source.pos_ == "PRON":
        return source.lower_ in {"his", "her", "their", "its"}
    if source.ent_type_ in {"DATE", "TIME"} or not can_speak(source):
        return False
    return (
        source.pos_ == "PROPN"
        or noun_in(source, word_list("people"))
        or noun_in(source, word_list("speakers"))
    )


def _content(view: View, noun: Token, singular: str) -> Span | None:
    maker = _maker(noun)
    for child in (*noun.rights, *(maker.rights if maker is not None else ())):
        if child.dep_ in {"acl", "relcl", "ccomp"} and any(
            c.lower_ == "that" and c.dep_ == "mark" for c in child.lefts
        ):
            return _stretch(view, child, skip="that")
        if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" and singular not in {"comment", "remark"}:
            return _stretch(view, child)
        if child.dep_ == "prep" and child.lower_ in _CONTENT_PREPOSITIONS and _fits(child, singular):
            governed = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if governed is not None and governed.ent_type_ not in {"DATE", "TIME"}:
                return _stretch(view, governed)
    return None


def _fits(preposition: Token, singular: str) -> bool:
    if singular in _SAYING_NOUNS:
        return preposition.lower_ == "for"
    return singular not in _WITH_THAT_ALONE


def _stretch(view: View, head: Token, skip: str | None = None) -> Span | None:
    start = head.left_edge.idx
    if skip is not None and head.left_edge.lower_ == skip:
        start += len(head.left_edge)
    return view.trim(start, head.right_edge.idx + len(head.right_edge))


def _included(view: View, noun: Token) -> Span | None:
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lower_ not in {"include", "included", "are", "were", "includes"}:
        return None
    things = [c for c in verb.rights if c.dep_ in {"dobj", "attr", "ccomp", "xcomp"}]
    return _stretch(view, things[0]) if things else None


def _is_that(view: View, noun: Token) -> Span | None:
    """Reads "the union's message is that the vote was fair"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lower_ not in {"is", "was", "are", "were"}:
        return None
    clause = next((c for c in verb.rights if c.dep_ == "ccomp" and c.left_edge.lower_ == "that"), None)
    return _stretch(view, clause, skip="that") if clause is not None else None


def _reported(view: View, cue: Cue, verb: str, cues: Sequence[Cue]) -> bool:
    """Tells whether a verb reports the same: one of the same root and speaker, or one around the noun."""
    speakers = {p.actor.name for p in view.parsed.actors.resolve(cue.source, "speaker")}
    for other in cues:
        if other.content is not None and other.content.overlaps(cue.span):
            return True
        same_root = cue_lemma(other.trigger) in {verb, verb.replace("ise", "ize")}
        if same_root and speakers & {
            p.actor.name for p in view.parsed.actors.resolve(other.source, "speaker")
        }:
            return True
    return False
