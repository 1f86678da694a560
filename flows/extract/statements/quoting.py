"""Finds the quotation that a cue stands beside, by characters: no parse of the speech is needed."""

import re
from dataclasses import dataclass

from flows.extract.quotations import Quotation
from flows.extract.statements.lexicon import cue_lemma
from flows.extract.statements.sources import first_word, own_subject, quoting_above
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Span

_GAP = re.compile(r"[\s,—–\-]*")
_SPOKEN_END = (",", "?", "!", "—", "–", "-", "…", "...")
_SENTENCE_BREAK = re.compile(r"[.?!]['\"”’)]*\s+(?=[A-Z“\"‘`])|\n\s*\n")
_LONGEST_GAP = 160
_LONGEST_TITLE = 16
_TITLE_TAGS = frozenset(("NOUN", "PROPN", "ADP", "ADJ", "DET", "PUNCT", "CCONJ", "PART"))
_NO_QUOTE_AFTER = frozenset(("DET", "ADJ", "AUX", "NUM"))


@dataclass(frozen=True, slots=True)
class Beside:
    """The quotations at a cue's edges."""

    before: Quotation | None
    after: Quotation | None

    def content(self) -> Span | None:
        """Returns the quoted words; for a quotation that its cue breaks, from its first to its last word."""
        if self.before and self.after:
            return Span(self.before.inner.start, self.after.inner.end)
        found = self.before or self.after
        return found.inner if found else None


def beside(view: View, verb: Token, subject: Token | None) -> Beside:
    """Returns the quotations that end right before, and start right after, the clause of a cue."""
    quoting = quoting_above(verb)
    if quoting is not None:
        verb, subject = quoting, own_subject(quoting)
    first, last = verb, verb
    if subject is not None and subject.sent == verb.sent:
        if subject.i < verb.i and subject.left_edge.i <= verb.i:
            first = first_word(subject)
        elif subject.i > verb.i:
            last = subject
    before = _before(view, first, verb) if verb.tag_ != "VBG" else None
    after = _after(view, verb, last)
    if before and after and not _one_speech(view, before, after):
        after = None
    return Beside(before, after)


def _before(view: View, first: Token, verb: Token) -> Quotation | None:
    quotation = view.quotation_before(first.idx) or None
    if quotation is None:
        return None
    if not _GAP.fullmatch(view.text, quotation.span.end, first.idx):
        lead = _after_adverb(view, quotation, verb)
        if lead is None and not _offices_between(view, quotation, first):
            return None
        first = lead or first
    words = quotation.inner.of(view.text)
    lead_in = view.text[max(0, quotation.span.start - 2) : quotation.span.start].strip(" ")
    if lead_in[-1:].isalnum():
        return None  # words quoted within a clause, not a speech
    gap = view.text[quotation.span.end : first.idx]
    inverted = first.i == verb.i
    goes_on = inverted and first.text[:1].islower() and "\n\n" not in gap  # the line broke before "said"
    if "\n" in gap.strip(" ") and not goes_on:
        return None
    if words.endswith(_SPOKEN_END) or "," in gap or "—" in gap or "–" in gap:
        return quotation
    if first.text[:1].islower():
        return quotation if inverted or words.endswith(".") or first.pos_ == "PRON" else None
    return None


def _offices_between(view: View, quotation: Quotation, first: Token) -> bool:
    """Tells whether only a title that the parser lost stands between: “…,” Commander of X, General Y said."""
    between = view.doc[view.index_at(quotation.span.end) : first.i]
    spoken = quotation.inner.of(view.text).endswith(",")
    return spoken and len(between) <= _LONGEST_TITLE and all(t.pos_ in _TITLE_TAGS for t in between)


def _after_adverb(view: View, quotation: Quotation, verb: Token) -> Token | None:
    """Allows "…," also said X and "…," then added X."""
    at = view.index_at(quotation.span.end)
    for token in view.doc[at : verb.i + 1]:
        if token.idx < quotation.span.end or token.is_punct or token.is_space:
            continue
        if token.i == verb.i:
            return verb
        if token.pos_ not in {"ADV", "AUX"}:
            return None
    return None


def _after(view: View, verb: Token, last: Token) -> Quotation | None:
    end = max(verb.idx + len(verb), last.idx + len(last))
    quotation = view.quotation_after(end)
    if quotation is None or quotation.span.start - end > _LONGEST_GAP:
        return None
    between = view.text[end : quotation.span.start]
    if _SENTENCE_BREAK.search(between) or between.rstrip(" ").endswith((".", "?", "!")):
        return None
    stripped = between.rstrip()
    if stripped.endswith(":"):
        return None if _other_cue(view, end, quotation.span.start) else quotation
    if "\n" in between:
        return None
    tokens = [
        t
        for t in view.doc[view.index_at(end) : view.index_at(quotation.span.start)]
        if t.idx >= end and not t.is_punct and not t.is_space
    ]
    if not tokens:
        return quotation if _is_clause(view, quotation) or not _goes_on(view, quotation) else None
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBG", "VBN"} for t in tokens):
        return None
    if any(t.lower_ == "according" for t in tokens):
        return None
    if any(t.tag_ == "VBG" and cue_lemma(t) and t.nbor(-1).text == "," for t in tokens) or (
        tokens and tokens[-1].tag_ == "VBG" and cue_lemma(tokens[-1])
    ):
        return None  # ", noting that “…”" and "spoke of it saying, “…”" have the quotation
    thats = [t.i for t in tokens if t.lower_ == "that"]
    if thats:
        return quotation if thats == [tokens[-1].i] else None
    if stripped.endswith(","):
        return quotation
    if not _leads_over(tokens[0], verb):
        return None
    if (
        tokens[-1].pos_ in _NO_QUOTE_AFTER
        or tokens[-1].dep_ in {"prep", "poss", "det", "amod", "case"}
        or tokens[-1].pos_ == "ADP"
    ):
        return None
    return quotation if _is_clause(view, quotation) else None


def _goes_on(view: View, quotation: Quotation) -> bool:
    """Tells whether a finite verb follows: “market reasons” were to blame."""
    at = view.index_at(quotation.span.end - 1) + 1
    return at < len(view.doc) and view.doc[at].tag_ in {"VBD", "VBZ", "VBP", "MD"}


def _leads_over(token: Token, verb: Token) -> bool:
    """Tells whether what follows a cue leads over to its quotation, rather than into a clause of its own."""
    if token.pos_ in {"ADP", "ADV", "SCONJ"} or token.ent_type_ in {"DATE", "TIME"}:
        return True
    told = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"}), None)
    return told is not None and told.left_edge.i <= token.i <= told.right_edge.i


def _other_cue(view: View, start: int, end: int) -> bool:
    """Tells whether a further verb of speech stands before the colon, whose the quotation then is."""
    tokens = view.doc[view.index_at(start) : view.index_at(end)]
    finite = {"VBD", "VBZ", "VBP"}
    return any(t.idx >= start and (t.tag_ in finite or _adds(t)) and cue_lemma(t) for t in tokens)


def _adds(token: Token) -> bool:
    """Tells whether a participle right before a colon goes on with the speech: ", later adding: “…”"."""
    return token.tag_ == "VBG" and token.i + 1 < len(token.doc) and token.nbor(1).text == ":"


def _is_clause(view: View, quotation: Quotation) -> bool:
    """Tells whether a quotation holds more than a phrase: it opens large, or holds a finite verb."""
    if quotation.inner.of(view.text)[:1].isupper():
        return True
    at = view.index_at(quotation.inner.start)
    return any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in view.doc[at : view.index_at(quotation.inner.end) + 1]
    )


def _one_speech(view: View, before: Quotation, after: Quotation) -> bool:
    gap = view.text[before.span.end : after.span.start]
    return len(gap) <= _LONGEST_GAP and not _SENTENCE_BREAK.search(gap)
