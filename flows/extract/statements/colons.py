"""Finds quotations that a colon gives to their speaker: "The coach was blunt: “We were asleep.”"."""

from collections.abc import Iterator, Sequence

from flows.extract.quotations import Quotation
from flows.extract.statements.cues import Cue
from flows.extract.statements.lexicon import noun_in, word_list
from flows.extract.statements.sources import can_speak, issuer, subject_of
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Span

_SENTENCE = "statement.colon.sentence"
_WORDS = "statement.colon.words"
_LABEL = "statement.colon.label"
_LONGEST_LABEL = 14
_LONGEST_NOTE = 5


def find_colon_cues(view: View, cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yields a cue for each quotation after a colon that no other cue has taken."""
    taken = [c.content for c in cues if c.content is not None]
    for quotation in view.parsed.quotations:
        colon = _colon_before(view, quotation)
        if colon is None or any(content.overlaps(quotation.inner) for content in taken):
            continue
        cue = (
            _by_sentence(view, colon, quotation)
            or _by_words(colon, quotation)
            or _by_label(view, colon, quotation)
        )
        if cue is not None:
            yield cue


def _colon_before(view: View, quotation: Quotation) -> Token | None:
    at = view.index_at(max(0, quotation.span.start - 1))
    while at > 0 and view.doc[at].is_space:
        at -= 1
    token = view.doc[at]
    return token if token.text.endswith(":") and token.idx < quotation.span.start else None


def _by_sentence(view: View, colon: Token, quotation: Quotation) -> Cue | None:
    verbs = [
        t
        for t in view.doc[colon.sent.start : colon.i]
        if t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and not view.quoted(t)
    ]
    if not verbs:
        return None
    root = next((t for t in verbs if t.dep_ == "ROOT"), None) or _main(verbs)
    subject = subject_of(root)
    if subject is None or not _may_be_speaker(subject):
        return None
    return Cue(root, Span(root.idx, root.idx + len(root)), _SENTENCE, issuer(subject), quotation.inner)


def _by_words(colon: Token, quotation: Quotation) -> Cue | None:
    """Reads "His words: “…”" and "The minister's answer: “…”", a phrase that is no clause."""
    noun = next((t for t in (colon, colon.nbor(-1)) if t.pos_ == "NOUN"), None) if colon.i else None
    if noun is None or not (noun.lower_ == "words" or noun_in(noun, word_list("utterance"))):
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None or owner.lower_ in {"its", "whose"} or not can_speak(owner):
        return None
    return Cue(noun, Span(noun.idx, noun.idx + len(noun)), _WORDS, owner, quotation.inner)


def _main(verbs: Sequence[Token]) -> Token:
    return min(verbs, key=lambda t: sum(1 for _ in t.ancestors))


def _may_be_speaker(subject: Token) -> bool:
    if subject.pos_ == "PRON":
        return subject.lower_ in {"he", "she", "they", "i", "we", "who"}
    return subject.pos_ in {"PROPN", "NOUN"} and can_speak(subject)


def _ends_label(token: Token) -> bool:
    return token.is_space or token.text in {
        ".",
        "”",
        '"',
        "’",
        "''",
        "-",
        "–",
        "—",
        "•",
        "*",
        "…",
        "!",
        "?",
        ";",
    }


def _past_bracket(first: Token, colon: Token) -> Token:
    """Skips a script's note of the tape and its language: "SOUNDBITE (Arabic) Hassan Nasser, grower:"."""
    if not first.text.isupper():
        return first
    close = next((t for t in first.doc[first.i : colon.i - 1] if t.text == ")"), None)
    return close.nbor(1) if close is not None and close.i - first.i <= _LONGEST_NOTE else first


def _by_label(view: View, colon: Token, quotation: Quotation) -> Cue | None:
    first = colon
    while (
        first.i > colon.sent.start and not _ends_label(first.nbor(-1)) and colon.i - first.i < _LONGEST_LABEL
    ):
        first = first.nbor(-1)
    first = _past_bracket(first, colon)
    label = [t for t in view.doc[first.i : colon.i] if t.text not in {"-", "–", "—", "•", "*"}]
    names = [t for t in label if t.pos_ == "PROPN" and t.ent_type_ in {"PERSON", "ORG", "GPE", "NORP", ""}]
    if not names or label[0].pos_ not in {"PROPN", "DET", "NOUN", "ADJ"}:
        return None
    people = view.parsed.actors.people_between(first.i, colon.i, "speaker")
    person = next((last for _, last, _ in people), None)
    head = person or names[0]
    while person is None and head.i + 1 < colon.i and head.nbor(1).pos_ == "PROPN":
        head = head.nbor(1)
    trigger = next((t for t in label if t.i > head.i and t.lower_ == "on"), colon)
    return Cue(trigger, Span(trigger.idx, trigger.idx + len(trigger)), _LABEL, head, quotation.inner)
