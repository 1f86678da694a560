"""Measures the content of a cue: where the words communicated begin and end."""

from collections.abc import Iterable

from flows.extract.statements.lexicon import cue_lemma, noun_in, word_list
from flows.extract.statements.sources import finite_head, own_subject
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Span

_VERBAL = frozenset(("VERB", "AUX"))
_LIGHT_MARKS = frozenset((",", "—", "–", "-", '"', "''", "”", "“", "``"))
_GROWING = frozenset(("prep", "advcl", "relcl", "acl", "ccomp", "appos", "xcomp", "dobj"))
_CIRCUMSTANCES = frozenset(("after", "when", "while", "before", "until", "during", "ahead"))
_REACH = 3


def is_outer_participle(token: Token, view: View) -> bool:
    """Tells whether a token is a cue such as ", adding that …", which continues the outer speaker's words."""
    if token.tag_ != "VBG" or token.i == 0 or cue_lemma(token) is None:
        return False
    before = token.nbor(-1)
    while before.i > 0 and before.lower_ in {"and", "also", "while", "but", "further", "instead", "before"}:
        before = before.nbor(-1)
    return (
        before.text in {",", ";", "—", "–", "--", "''", '"', "”", "’"}
        and before.i < token.i
        and not view.quoted(token)
    )


def right_content(view: View, verb: Token, heads: Iterable[Token], start: int | None = None) -> Span | None:
    """Returns the content that some complements of a verb, to the right of it, hold.

    Args:
        view: The article.
        verb: The cue.
        heads: Head tokens of the complements.
        start: First character, where it is not the complements' own first.
    """
    heads = list(heads)
    first = min(h.left_edge.i for h in heads)
    first_char = view.doc[first].idx if start is None else start
    last = max(h.right_edge.i for h in heads)
    last = _past_hyphen(verb, max(last, _grown(verb, last)))
    end = view.doc[last].idx + len(view.doc[last])
    end = min(
        _cut(view, verb, first, last, end),
        view.sentence_end(verb) if view.doc[last].sent == verb.sent else end,
    )
    quotation = view.quotation_at(max(first_char, end - 1))
    if quotation is not None and quotation.span.start >= first_char and quotation.span.end > end:
        end = quotation.span.end
    if view.text[first_char:end].lower().startswith("that "):
        first_char += len("that ")
    return view.trim(first_char, end)


def _past_hyphen(verb: Token, last: int) -> int:
    """Grows a content over the rest of a hyphenated word that the parser cut: "a re" of "a re-run"."""
    doc = verb.doc
    if last + 2 >= verb.sent.end or doc[last + 1].text not in {"-", "‑"} or doc[last].whitespace_:
        return last
    return last if doc[last + 1].whitespace_ else max(last, doc[last + 2].right_edge.i)


def _grown(verb: Token, last: int) -> int:
    """Grows a content over what the parser hung on the cue, though it belongs to the content."""
    for child in verb.rights:
        if child.i <= last or child.dep_ == "cc" or (child.is_punct and child.text in _LIGHT_MARKS):
            continue
        if child.dep_ == "npadvmod" and child.ent_type_ in {"DATE", "TIME"}:
            continue  # "announced plans Friday to shut …"
        if child.left_edge.i > last + _REACH or _circumstance(child) or not _belongs(child, verb):
            break
        last = child.right_edge.i
    return last


def _belongs(child: Token, verb: Token) -> bool:
    """Tells whether what hangs on the cue after its content may be the content's: no clause of its own."""
    if child.dep_ != "conj":
        return child.dep_ in _GROWING
    if cue_lemma(child) is not None:
        return False
    return child.tag_ not in {verb.tag_, "VBD", "VBZ", "VBP"} and own_subject(child) is None


def _circumstance(child: Token) -> bool:
    """Tells whether a phrase says when, where or through what the words were said."""
    first = child.left_edge
    if first.lower_ in _CIRCUMSTANCES or child.lower_ in _CIRCUMSTANCES or first.lower_ == "according":
        return True
    if child.dep_ == "advcl" and first.lower_ in {"as", "since", "amid"}:
        return True
    if child.dep_ == "prep":
        thing = next((c for c in child.children if c.dep_ == "pobj"), None)
        if thing is None:
            return False
        return (
            thing.ent_type_ in {"DATE", "TIME"}
            or noun_in(thing, word_list("medium"))
            or thing.text in {"Twitter", "Facebook", "Instagram", "X", "Telegram"}
        )
    return False


def to_sentence_end(view: View, verb: Token, first: int) -> Span | None:
    """Returns the content from a token to its sentence's end, or to the next clause of the cue's level."""
    last = verb.sent.end - 1
    if first > last:
        return None
    end = min(_cut(view, verb, first, last, view.sentence_end(verb)), view.sentence_end(verb))
    return view.trim(view.doc[first].idx, end)


def _cut(view: View, verb: Token, first: int, last: int, end: int) -> int:
    """Cuts a content where another clause of the cue's own level begins within it."""
    above = {verb.i, *(a.i for a in verb.ancestors)}
    for token in view.doc[first : last + 1]:
        if token.i <= first or view.quoted(token):
            continue
        if is_outer_participle(token, view):
            return _before(view, token)
        if _says_when(token, verb):
            return _before(view, token.left_edge)
        if token.tag_ not in {"VBD", "VBZ", "VBP", "VB"} or token.pos_ not in _VERBAL:
            continue
        if _conjoined_above(token, first, above) or _other_speaker(token, first):
            subject = own_subject(token)
            return _before(view, subject.left_edge if subject is not None and subject.i < token.i else token)
    return end


def _says_when(token: Token, verb: Token) -> bool:
    """Tells whether a clause says on what occasion the words were said: "urged them to go when she spoke"."""
    if token.dep_ != "advcl" or token.tag_ != "VBD" or token.lower_ not in word_list("speaking"):
        return False
    when = token.left_edge
    speaker = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    of_infinitive = token.head.tag_ == "VB" and token.head.head == verb and token.head.dep_ == "xcomp"
    return (
        when.lower_ in {"when", "as", "while"}
        and speaker is not None
        and speaker.pos_ == "PRON"
        and of_infinitive
    )


def _conjoined_above(token: Token, first: int, above: set[int]) -> bool:
    if token.dep_ != "conj":
        return False
    head = finite_head(token)
    return head.i in above and head.i < first


def _other_speaker(token: Token, first: int) -> bool:
    """Tells whether a clause sets another speaker beside the first: "…, while Y wrote"; "…; Y said"."""
    if cue_lemma(token) is None:
        return False
    subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.left_edge.i <= first:
        return False
    if token.tag_ == "VBP" and noun_in(subject, word_list("findings")):
        before = token.doc[max(subject.left_edge.i - 2, 0) : subject.left_edge.i]
        return [t.lower_ for t in before] == [",", "and"]  # "said it was, and records show that it was"
    link = subject.left_edge.nbor(-1)
    if link.i <= first + 1 or token.tag_ == "VB":
        return False  # "said that while the dam would hold, …"
    return link.lower_ in {"while", "whereas", "however", ";"}


def _before(view: View, token: Token) -> int:
    """Returns the end of what stands before a clause, its "and" and adverbs left out."""
    at = token.i
    while at > 0 and view.doc[at - 1].lower_ in {
        "and",
        "but",
        "also",
        "while",
        "then",
        "or",
        ",",
        "yet",
        "further",
    }:
        at -= 1
    return int(view.doc[at].idx)


def left_content(view: View, left: Token, limit: int) -> Span | None:
    """Returns the content that stands before its cue, from the clause's first word to the cue's clause."""
    start = left.left_edge.idx
    quotation = view.quotation_at(start)
    if quotation is not None:
        start = quotation.span.start
    start = max(start, view.text.rfind("; ", start, limit) + 1)
    return view.trim(start, limit)
