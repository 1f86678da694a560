"""Tells how closely a time expression is bound to an event's trigger, by the syntax of the sentence."""

from collections.abc import Iterator, Sequence

from flows.extract.dates.aspect import is_perfect
from flows.extract.dates.framing import (
    is_happening,
    is_issuing,
    is_occasion,
    is_paper_of,
    is_speaking,
    is_taking_the_floor,
)
from flows.extract.dates.lengths import days_counted, days_of
from flows.extract.dates.time_expression import TimeExpression
from flows.extract.tokens import Doc, Token
from flows.records import Span

_LOOSE = 4.0
"""From this cost on an expression does not govern a trigger."""

_OUT_OF_REACH = 8.0
"""From this cost on an expression belongs to something else, even where the syntax may be misread."""

# What it costs to pass from a clause up to the one that it hangs on, by the dependency between them.
_UP = {
    "xcomp": 0.2,
    "conj": 0.4,
    "pcomp": 0.5,
    "advcl": 1.0,
    "acl": 1.0,
    "ROOT": 0.0,
    "dep": 1.5,
    "parataxis": 2.0,
}
_UP_ELSE = 4.0
_TOLD_ON = 2.0
"""What it costs to leave a relative clause in the past ("met Dale, who pledged help")."""
_OTHERS_CLAUSE = 4.5
_WHEN = 0.4
"""What it costs to enter a clause that says when ("when I was there last May, he assured me")."""
# The same downwards: the expression stands in a clause that hangs on the trigger's.
_DOWN = {"xcomp": 0.5, "conj": 3.0, "pcomp": 1.0, "advcl": 2.5, "acl": 3.0, "dep": 2.0}
_DOWN_ELSE = 4.5
_SPEAKING = 0.5
_BOUNDS = frozenset({"since", "until", "till", "before", "after", "by", "following", "than", "from"})
_BOUND_CLAUSES = frozenset({"since", "until", "till", "before"})
"""Marks of clauses whose time only bounds the one above ("since he took office in May")."""
_MEDIA = frozenset({"phone", "telephone", "video", "link", "videolink", "email", "letter", "zoom", "skype"})
_TALKING_ABOUT = frozenset({"discuss", "review", "assess", "debate"})
_THERE_AND_BACK = 2.0
"""Added where the way goes up out of the trigger's clause and down into another."""
_OPENING = 2
"""How many tokens into a sentence the head of a time may stand that opens it."""
_NOT_DAYS = 0.8
"""Added to the cost of what is longer than a day or open, so that a day wins where both are near."""
_ASIDE = 0.4
"""What it costs to leave a participle that goes on with the clause ("toured it in May, promising jobs")."""


def governing(
    trigger: Token, times: Sequence[TimeExpression], not_in: Sequence[Span], in_reach: bool
) -> tuple[TimeExpression, float] | None:
    """Finds the expression of the trigger's sentence that dates it, with the cost of the way to it.

    Args:
        trigger: Head token of the event's trigger.
        times: The expressions of the article.
        in_reach: Whether a day that the syntax does not tie to the trigger may date it, if no other does.
        not_in: Stretches whose expressions belong to something else: what a statement says, others' words.
    """
    sentence = Span(trigger.sent.start_char, trigger.sent.end_char)
    near = [
        t
        for t in times
        if sentence.covers(t.span)
        and t.edtf
        and (not any(s.covers(t.span) for s in not_in) or _is_of_the_act(t, trigger))
    ]
    if not in_reach:
        near = [t for t in near if not _in_later_conjunct(trigger, t)]
    if trigger.dep_ == "xcomp":  # "agreed on Sunday to meet next week"
        near = [t for t in near if _is_in_clause_of(trigger, t)] or near
    costs = [(cost(trigger, t), abs(trigger.idx - t.span.start), t) for t in near]
    best = min(costs, key=lambda c: c[:2], default=None)
    if best is None or best[0] >= (_OUT_OF_REACH if in_reach and best[2].day else _LOOSE):
        return None
    return best[2], best[0]


def _is_in_clause_of(trigger: Token, time: TimeExpression) -> bool:
    """Tells whether a time stands in the trigger's own clause, behind it."""
    head = head_of(trigger.doc, time.span)
    if head is None or head.i < trigger.i or time.kind.startswith("vague") or is_bound(head):
        return False
    return next(_clauses(head)) == next(_clauses(trigger))


def cost(trigger: Token, time: TimeExpression) -> float:
    """Returns the cost of the way from the trigger to the expression; 0 where it hangs right on it."""
    head = _in_own_clause(trigger, head_of(trigger.doc, time.span))
    base = 0.0 if time.granularity == "day" and time.kind != "vague_present" else _NOT_DAYS
    if head is None:
        return _OUT_OF_REACH
    if _when(trigger, time.span):
        return base
    first_day = head.head.lower_ == "from" and days_of(trigger) is not None
    if is_bound(head) and not time.kind.endswith("range") and not first_day:
        return _OUT_OF_REACH
    if head.head.lower_ == "throughout" and time.day is None:
        return _OUT_OF_REACH  # "has blamed them for unrest throughout 2020"
    if _adjacent(trigger, head, time.span) or _stands_before_the_words(head, trigger):
        return base
    noun = _modified(head, time.span)
    if noun != trigger and _is_of_the_talk(head, noun, trigger):
        return _OUT_OF_REACH
    if noun is not None and noun != trigger:
        if trigger.pos_ not in ("VERB", "AUX") or not (is_occasion(noun) or is_paper_of(noun, trigger)):
            return _OUT_OF_REACH
        head = noun
    mine, theirs = list(_clauses(trigger)), list(_clauses(head))
    if _is_speaking_of_the_words(theirs[0], trigger):
        return base + _SPEAKING
    if _opens_both(head, theirs[0], trigger):
        return base + _UP["conj"]
    if trigger.pos_ not in ("VERB", "AUX") and _within(head, trigger):
        return base
    up, down = _way(mine, theirs)
    if up and down:
        base += _THERE_AND_BACK
    if time.kind.startswith("vague") and (up or down):
        return _OUT_OF_REACH
    return (
        base
        + sum(_up_cost(c, head) for c in up)
        + sum(_down_cost(c, trigger, time.day is not None) for c in down)
    )


def _is_of_the_talk(head: Token, noun: Token | None, trigger: Token) -> bool:
    """Tells whether a time is of a talk and the event is its subject, or the other way round.

    "discussed the summit in a call on Friday", "will meet to review Thursday's talks".
    """
    if noun is not None and _is_talked_about(noun):
        return True
    return _is_talked_about(trigger) and not _within(head, trigger)


def _is_talked_about(noun: Token) -> bool:
    """Tells whether an event by its noun is only what others talk about, at a time of their own."""
    return noun.pos_ == "NOUN" and noun.dep_ == "dobj" and noun.head.lemma_.lower() in _TALKING_ABOUT


def _is_speaking_of_the_words(clause: Token, trigger: Token) -> bool:
    """Tells whether the parser hung "speaking in Cairo" on the words themselves, not on who said them."""
    words = clause.head
    return clause.dep_ == "advcl" and is_speaking(clause) and words.dep_ == "ccomp" and words.head == trigger


def _stands_before_the_words(head: Token, trigger: Token) -> bool:
    """Tells whether the parser gave the words a time of the saying ("told us on Monday they had a plan")."""
    clause = next(_clauses(head))
    subject = next((c for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    reported = clause.dep_ == "ccomp" and clause.head == trigger and subject is not None
    return reported and subject is not None and trigger.i < head.i < subject.left_edge.i


def _opens_both(head: Token, clause: Token, trigger: Token) -> bool:
    """Tells whether a time opens a sentence of two halves ("That May, work began; the union asked …")."""
    subject = next((c for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    opens = head.i - head.sent.start <= _OPENING or (subject is not None and head.i < subject.left_edge.i)
    return (
        clause.dep_ == "ccomp"
        and clause.head == trigger
        and not is_perfect(trigger)
        and opens
        and any(t.lower_ == ";" for t in trigger.doc[clause.i : trigger.i])
    )


def _is_of_the_act(time: TimeExpression, verb: Token) -> bool:
    """Tells whether a time within a statement's content is that of the statement all the same."""
    return _hangs_on(time, verb) or _closes_the_act(time, verb)


def _hangs_on(time: TimeExpression, verb: Token) -> bool:
    """Tells whether a bare day hangs right on a verb, behind its object ("announced a profit Thursday")."""
    head = head_of(verb.doc, time.span)
    if time.day is None or head is None or head.dep_ != "npadvmod" or head.head != verb:
        return False
    return head.i > 0 and verb.doc[head.i - 1].lower_ != ","


def _closes_the_act(time: TimeExpression, verb: Token) -> bool:
    """Tells whether a day at the end dates the act, not what it is about ("announced a new dam on Monday").

    The parser hangs it on the object. Where that is something that happens, it may well be its day.
    """
    head = head_of(verb.doc, time.span)
    if time.day is None or head is None or head.dep_ != "pobj" or head.head.lower_ != "on":
        return False
    following = verb.doc[head.right_edge.i + 1] if head.right_edge.i + 1 < len(verb.doc) else None
    if following is not None and not (following.is_punct or following.is_space):
        return False
    noun = head.head.head
    things = [c for c in verb.rights if c.dep_ == "dobj"]
    within = any(thing == noun or thing.is_ancestor(noun) for thing in things)
    return within and noun.pos_ == "NOUN" and not (is_occasion(noun) or is_happening(noun))


def _in_own_clause(trigger: Token, head: Token | None) -> Token | None:
    """Returns the head of an expression, or the trigger where a source behind both took it for its own.

    In "they met just once, in May, filings show" the parser may hang "in May" on "show".
    """
    if head is not None and head.dep_ == "compound" and head.i and head.nbor(-1).dep_ == "prep":
        return head.nbor(-1)  # "On Friday Prime Minister A had met B": no Friday Minister
    if head is None or not trigger.i < head.i:
        return head
    source = next(_clauses(head))
    behind = head.i < source.i and all(head.i < c.i for c in source.lefts if c.dep_ == "nsubj")
    return trigger if behind and trigger.dep_ == "ccomp" and trigger.head == source else head


def _when(trigger: Token, span: Span) -> bool:
    """Tells whether the trigger's clause says what happened at the time before it ("in May, when she …")."""
    clause = next(_clauses(trigger))
    return any(
        c.lower_ == "when" and c.i > 0 and not trigger.doc.text[span.end : c.idx].strip(" ,")
        for c in clause.lefts
        if c.idx >= span.end
    )


def _up_cost(clause: Token, head: Token) -> float:
    """Returns the cost of leaving a clause upwards, towards the expression.

    A joined clause with a subject of its own takes only what stands before the first clause ("On Monday A
    came and B left", not "A came on Monday and B left").
    """
    with_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.lefts)
    if clause.dep_ == "pcomp" and clause.head.lower_ == "before":
        return _OUT_OF_REACH  # "met them today before flying to Oslo"
    if clause.dep_ == "advcl" and clause.tag_ == "VBD" and "after" in _marks(clause):
        return _OUT_OF_REACH
    if clause.dep_ == "conj" and head.i > clause.head.i and _is_ahead(clause) and not _is_ahead(clause.head):
        return _OUT_OF_REACH  # "spoke to her today and will meet him"
    if clause.dep_ == "conj" and with_subject:
        if is_perfect(clause):
            return _OUT_OF_REACH
        return _UP["conj"] if head.i < clause.head.i else _OTHERS_CLAUSE
    if clause.dep_ == "advcl" and clause.tag_ == "VBG" and not with_subject and not _marks(clause):
        return _ASIDE
    if clause.dep_ == "relcl" and clause.tag_ == "VBD":
        return _TOLD_ON
    if clause.dep_ == "relcl" and any(c.lower_ in ("during", "throughout") for c in clause.lefts):
        return _OUT_OF_REACH  # "a visit, during which she met him" has the days of the visit
    if clause.dep_ == "advcl" and days_counted(clause) is not None:
        return _OUT_OF_REACH
    return _UP.get(clause.dep_, _UP_ELSE)


def _down_cost(clause: Token, trigger: Token, of_a_day: bool) -> float:
    """Returns the cost of entering a clause below the trigger's, towards the expression."""
    marks = _marks(clause)
    if clause.dep_ == "relcl" and is_speaking(clause):
        return _SPEAKING
    if clause.dep_ == "advcl" and "when" in marks and is_taking_the_floor(clause):
        return _SPEAKING
    if (
        marks & _BOUND_CLAUSES
        or (clause.dep_ == "pcomp" and clause.head.lower_ in _BOUND_CLAUSES)
        or ("after" in marks and not of_a_day)
        or _is_about_the_subject(clause, trigger)
    ):
        return _OUT_OF_REACH
    if clause.dep_ == "advcl" and clause.tag_ == "VBD" and clause.i < trigger.i and "when" in marks:
        return _WHEN
    if clause.dep_ == "acl" and trigger.pos_ in ("NOUN", "PROPN") and clause.head != trigger:
        return _DOWN_ELSE  # "the dialogue, an initiative announced in April"
    issues = clause.dep_ == "acl" and clause.tag_ == "VBN" and is_issuing(clause)
    return _SPEAKING if issues or is_speaking(clause) else _DOWN.get(clause.dep_, _DOWN_ELSE)


def _in_later_conjunct(trigger: Token, time: TimeExpression) -> bool:
    """Tells whether an expression stands in a clause joined on behind ("said so and left on Monday")."""
    head = head_of(trigger.doc, time.span)
    later = {c for c in trigger.conjuncts if c.i > trigger.i}
    return head is not None and any(c in later for c in _clauses(head))


def _is_about_the_subject(clause: Token, trigger: Token) -> bool:
    """Tells whether a clause only says who the subject is ("Berg, who arrived on Monday, met the mayor")."""
    inside = trigger.pos_ in ("NOUN", "PROPN") and trigger.is_ancestor(clause.head)
    if clause.dep_ != "relcl" or clause.head == trigger or inside:
        return False
    return any(
        n.dep_ in ("nsubj", "nsubjpass") and n.head.i > clause.i
        for n in (clause.head, *clause.head.ancestors)
    )


def _is_ahead(clause: Token) -> bool:
    """Tells whether a clause stands in the future ("will meet")."""
    return any(c.dep_ == "aux" and c.lower_ in ("will", "'ll", "’ll", "shall") for c in clause.lefts)


def _marks(clause: Token) -> set[str]:
    """Returns the words that tie a clause to the one above ("since", "while")."""
    return {c.lower_ for c in clause.lefts if c.dep_ in ("mark", "advmod", "prep")}


def is_part_of(time: TimeExpression, trigger: Token) -> bool:
    """Tells whether an expression stands in the noun phrase that a trigger heads."""
    head = head_of(trigger.doc, time.span)
    return head is not None and _within(head, trigger)


def _way(mine: list[Token], theirs: list[Token]) -> tuple[list[Token], list[Token]]:
    """Returns the clauses to leave upwards from the trigger, and downwards to the expression."""
    shared = next((c for c in mine if c in theirs), None)
    if shared is None:
        return mine, theirs
    return mine[: mine.index(shared)], theirs[: theirs.index(shared)]


def _clauses(token: Token) -> Iterator[Token]:
    """Yields the heads of the clauses around a token, from within outwards."""
    for node in (token, *token.ancestors):
        if (
            node.pos_ in ("VERB", "AUX") and node.dep_ not in ("aux", "auxpass", "amod")
        ) or node.dep_ == "ROOT":
            yield node


def _within(head: Token, trigger: Token) -> bool:
    """Tells whether the expression is part of the trigger's own noun phrase."""
    for node in head.ancestors:
        if node == trigger:
            return True
        if node.pos_ in ("VERB", "AUX"):
            return False
    return False


def _adjacent(trigger: Token, head: Token, span: Span) -> bool:
    """Tells whether the expression follows the trigger at once, but for a preposition ("said on Monday")."""
    between = trigger.doc[trigger.i + 1 : head.i + 1]
    outside = [t for t in between if t.idx < span.start]
    bounds = head.dep_ == "poss" or any(t.lower_ in _BOUNDS for t in outside)
    if bounds and not is_perfect(trigger):
        return False  # "said after Monday's attack", but "had said after last year's defeat"
    return trigger.i < head.i and len(outside) <= 1 and all(t.pos_ == "ADP" for t in outside)


def _modified(head: Token, span: Span) -> Token | None:
    """Returns the noun that the expression only describes ("Monday's attack", "their May 5 talks")."""
    if head.dep_ in ("poss", "compound", "nmod", "amod") and head.head.pos_ in ("NOUN", "PROPN"):
        return None if _is_medium(head.head) else head.head
    words = head.doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None or words.start == 0 or words.end == len(head.doc):
        return None
    before, after = head.doc[words.start - 1], head.doc[words.end]
    between = before.tag_ in ("POS", "PRP$") and after.pos_ in ("NOUN", "PROPN", "ADJ")
    return (
        next((t for t in head.doc[words.end : words.end + 4] if t.pos_ == "NOUN"), None) if between else None
    )


def _is_medium(noun: Token) -> bool:
    """Tells whether a noun only says how two spoke ("by phone Monday night")."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("by", "over", "via") and noun.lower_ in _MEDIA


def is_bound(head: Token) -> bool:
    """Tells whether an expression with that head only bounds a time, or says what it is for.

    "since Monday", "as of Monday", "the council's president for March".
    """
    if head.dep_ != "pobj":
        return False
    if any(c.dep_ == "pobj" and c.i < head.i for c in head.head.rights):
        return False  # the preposition has its object already ("by phone Monday night")
    if head.head.lower_ == "for" and head.head.head.pos_ in ("NOUN", "PROPN"):
        return True
    return head.head.lower_ in _BOUNDS or (head.head.lower_ == "of" and head.head.head.lower_ == "as")


def head_of(doc: Doc, span: Span) -> Token | None:
    """Returns the head token of some words."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return words.root if words is not None else None
