"""Tells whether a cue reports that something was said, will be said, or nothing of the kind."""

from flows.extract.statements.lexicon import word_list
from flows.extract.tokens import Token
from flows.records import Status

_FIRST_PERSON = frozenset(("i", "we"))
_CONDITIONS = frozenset(("if", "unless", "whether", "lest"))
_CLOSING = frozenset(('"', "”", "’’", "''"))
_MAX_STEPS = 6


def status_of(verb: Token) -> Status | None:
    """Returns the status of what a verb reports, or None where it reports no event."""
    aux = {c.lower_ for c in verb.children if _governs(c)}
    if aux & word_list("negative") or _undone(verb):
        return None
    if _in_condition(verb) or _in_question(verb):
        return None
    first = any(c.dep_ == "nsubj" and c.lower_ in _FIRST_PERSON for c in verb.children)
    if aux & word_list("modal_unreal"):
        return _modal_status(verb, aux, first)
    if aux & {"will", "'ll", "’ll", "wo", "shall"}:
        return "planned"
    if "to" in aux:
        return _infinitive_status(verb)
    if verb.dep_ == "conj":
        return _conjunct_status(verb)
    if (
        verb.tag_ == "VB"
        and verb.dep_ == "ROOT"
        and not aux
        and not any(c.dep_ == "nsubj" for c in verb.children)
    ):
        return None  # an imperative
    return "occurred"


def _governs(child: Token) -> bool:
    """Tells whether a child bears on whether its verb happened: not the modal of "said he would not"."""
    if child.dep_ in {"aux", "neg", "preconj", "cc"}:
        return True
    return child.tag_ == "MD" and child.dep_ not in {"ccomp", "conj", "parataxis"}


def _modal_status(verb: Token, aux: set[str], first: bool) -> Status | None:
    """Reads modals under which something is said all the same: "I can confirm", "would say only that"."""
    if first and aux & {"can", "must", "would", "should"} and (verb.lower_ != "like" or "would" in aux):
        return "occurred"
    near = verb.doc[max(0, verb.i - 1) : verb.i + 3]
    return "occurred" if "would" in aux and any(t.lower_ == "only" for t in near) else None


def _undone(verb: Token) -> bool:
    """Tells whether a gerund hangs on a word that says it was not done: "without giving a reason"."""
    with_subject = any(c.dep_ == "nsubj" for c in verb.lefts)  # "was criticised, with locals saying"
    if (
        verb.dep_ == "pcomp"
        and not with_subject
        and (verb.head.lower_ in word_list("undone") or verb.head.head.lower_ in word_list("suspecting"))
    ):
        return True
    before = verb.nbor(-1).lower_ if verb.i else ""
    asked = verb.lower_ == "asked" and not any(c.dep_ == "nsubj" for c in verb.children)
    if asked and (verb.dep_ in {"advcl", "acl", "relcl"} or before in {"when", ".", "\n", ""}):
        return True
    return before in word_list("undone")


def _in_condition(verb: Token) -> bool:
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in _CONDITIONS for c in verb.children)


def _in_question(verb: Token) -> bool:
    if (
        any(
            c.lower_ in {"who", "what", "why", "how"} and c.dep_ in {"nsubj", "dobj", "advmod"}
            for c in verb.lefts
        )
        and verb.dep_ == "ROOT"
    ):
        last = next((t for t in reversed(verb.sent) if not t.is_space), None)
        return last is not None and last.text == "?"
    return False


def _conjunct_status(verb: Token) -> Status | None:
    """A bare infinitive joined by "and" shares the modal or the "to" of the first ("will meet and thank")."""
    if verb.tag_ not in {"VB", "VBG", "VBN"} or any(c.dep_ in {"nsubj", "aux"} for c in verb.children):
        return "occurred"
    if any(t.text in _CLOSING for t in verb.doc[max(verb.i - 2, 0) : verb.i]):
        return "occurred"  # "… coastal flooding", read the warning
    head = verb.head
    if head.pos_ in {"VERB", "AUX"} and head.tag_ == verb.tag_:
        return status_of(head)
    return "occurred" if verb.tag_ != "VB" else None


def _infinitive_status(verb: Token) -> Status | None:
    head = verb.head
    if head == verb:
        return None  # nothing governs it, and it would ask itself
    if verb.dep_ == "conj" and head.tag_ in {"VB", "VBG"}:
        return status_of(head)
    word = head.lower_
    if verb.i > 1 and verb.nbor(-2).lower_ == "first":
        return _governing_status(head)
    if word in word_list("planning"):
        return None if _negated(head) else "planned"
    clause = head if head.pos_ in {"VERB", "AUX"} else head.head
    first = any(c.dep_ == "nsubj" and c.lower_ in _FIRST_PERSON for c in clause.children)
    if first and word in word_list("performative"):
        return "occurred"
    if _negated(head):
        return None
    if verb.dep_ in {"advcl", "acl", "relcl"} or word in word_list("raising"):
        if head.pos_ in {"VERB", "AUX"}:
            return _governing_status(head)
        return (
            _governing_status(head.head)
            if verb.dep_ == "acl" and word in {"opportunity", "occasion", "chance", "moment", "statement"}
            else _noun_infinitive(head)
        )
    if verb.dep_ == "xcomp" or head.pos_ in {"VERB", "ADJ"}:
        return _governing_status(head) if word in word_list("implicative") else None
    return None


def _noun_infinitive(noun: Token) -> Status | None:
    """Reads infinitives on nouns: "the first to condemn it" did condemn it, "a plan to" did not."""
    return (
        "occurred"
        if any(c.lower_ in {"first", "last", "latest", "only", "second", "third"} for c in noun.children)
        else None
    )


def _governing_status(head: Token) -> Status | None:
    steps, token = 0, head
    while token.pos_ not in {"VERB", "AUX"} and token.head != token and steps < _MAX_STEPS:
        token, steps = token.head, steps + 1
    return status_of(token) if token.pos_ in {"VERB", "AUX"} else "occurred"


def _negated(head: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in {"not", "n't", "n’t"} for c in head.children)
