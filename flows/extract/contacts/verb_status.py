"""Reads off a verb whether what it says took place, is planned, was called off or denied, or is none."""

from flows.extract.contacts.cancelling import (
    calls_false,
    cancels,
    fell_through,
    gives_new_day,
    is_phrasal_cancelling,
)
from flows.extract.contacts.readings import (
    ASSUMED,
    CANCELLED,
    DENIED,
    OCCURRED,
    PLANNED,
    Reading,
    status_words,
)
from flows.extract.contacts.syntax import (
    SUBJECTS,
    auxiliaries,
    child,
    children,
    governing_verb,
    is_negated,
    is_verb,
    lemma,
    passive,
)
from flows.extract.contacts.words import words
from flows.extract.tokens import Token

# Verbs whose tense tells whether their subject, an event, took place; "will bring jobs" does not.
_DONE_BEFORE = frozenset({"after", "following", "since", "on", "upon", "while"})
_TAKING_PLACE = frozenset({"take", "hold", "happen", "occur", "begin", "start", "open", "resume", "convene"})


def of_verb(verb: Token, depth: int = 0) -> Reading | None:
    """Returns the status of what a verb says, from its auxiliaries, governors and clauses."""
    if depth > 8 or is_conditional(verb) or _is_habitual(verb):
        return None
    helpers = auxiliaries(verb)
    modal = next((a for a in helpers if a.tag_ == "MD"), None)
    if modal is not None:
        return _of_modal(verb, modal, depth)
    if any(a.lower_ == "to" for a in helpers):
        return _of_infinitive(_infinitive_head(verb), depth)
    if verb.tag_ == "VBG" and not any(lemma(a) == "be" for a in helpers):
        return _of_gerund(verb, depth)
    if verb.tag_ == "VB" and not helpers:
        return _of_bare(verb, depth)
    if is_negated(verb):
        return DENIED if is_within_speech(verb) or _never_has(verb, helpers) else None
    above = _of_clause(verb, depth)
    if above is not None and above is not OCCURRED:
        return above
    return None if above is None else _of_tense(verb, helpers, depth)


def _never_has(verb: Token, helpers: list[Token]) -> bool:
    """Tells whether sides "have never met", which denies it; "has never visited" tells of a traveller."""
    met = lemma(verb) in ("hold", "meet")
    return (
        met and any(c.lower_ == "never" for c in verb.children) and any(lemma(a) == "have" for a in helpers)
    )


def _of_tense(verb: Token, helpers: list[Token], depth: int) -> Reading:
    if lemma(verb) == "be" and any(c.lower_ == "due" for c in children(verb, "acomp")):
        return PLANNED
    phrase = is_phrasal_cancelling(verb)
    if phrase:
        return CANCELLED
    if (
        any(lemma(a) == "be" for a in helpers)
        and verb.tag_ == "VBG"
        and not any(a.tag_ == "VBD" for a in helpers)
    ):
        return ASSUMED
    if verb.tag_ in ("VBZ", "VBP") and not helpers:
        return PLANNED if _is_within_plan(verb, depth) else ASSUMED
    return OCCURRED


def _is_within_plan(verb: Token, depth: int) -> bool:
    """Tells whether a present says what is to be done on the occasion of a plan: "in June, when he visits".

    A clause with "where" or "when" shares the time of the clause that it hangs on.
    """
    scene = any(c.lower_ in ("where", "when") for c in children(verb, "advmod"))
    if not scene or verb.dep_ not in ("advcl", "relcl"):
        return False
    above = verb.head if is_verb(verb.head) else governing_verb(verb.head)
    reading = of_verb(above, depth + 1) if above is not None else None
    return reading is not None and reading.status == "planned"


def is_conditional(verb: Token) -> bool:
    """Tells whether a clause only supposes what it says."""
    return any(
        c.lower_ in status_words("conditions") for c in children(verb, "mark", "advmod") if c.i < verb.i
    )


def _is_habitual(verb: Token) -> bool:
    for c in verb.children:
        if c.dep_ in ("advmod", "npadvmod") and (
            c.lower_ in status_words("habits") - {"never"}
            or any(t.lower_ == "every" or t.lower_ == "each" for t in c.children)
        ):
            return True
    return False


def _of_modal(verb: Token, modal: Token, depth: int) -> Reading | None:
    negated = is_negated(verb)
    name = modal.lower_
    if name in ("will", "'ll", "’ll", "shall", "wo"):
        if negated:
            dropped = any(c.lower_ in ("longer", "now") for c in verb.subtree if c.dep_ == "advmod")
            return CANCELLED if dropped else None
        return PLANNED if _of_clause(verb, depth) is not None else None
    if name in ("would", "'d", "’d") and not negated and _is_reported(verb):
        return PLANNED if _of_clause(verb, depth) is not None else None
    return None


def _is_reported(verb: Token) -> bool:
    """Tells whether "would" is the past of "will": under a verb of saying, or in a clause on a plan."""
    top = verb
    for _ in range(6):
        if top.dep_ in ("ccomp", "conj", "advcl", "relcl", "acl", "xcomp") and top.head != top:
            top = top.head
            if is_verb(top) and lemma(top) in status_words("saying") | status_words("planning"):
                return not _has_condition(verb)
            if top.pos_ == "NOUN" and lemma(top) in status_words("planning_nouns"):
                return True
        else:
            break
    said = [c for c in top.children if is_verb(c) and lemma(c) in status_words("saying")]
    return bool(said) and not _has_condition(verb)


def _has_condition(verb: Token) -> bool:
    return any(is_conditional(c) for c in verb.children if is_verb(c))


def _infinitive_head(verb: Token) -> Token:
    while verb.dep_ == "conj" and is_verb(verb.head) and child(verb, "aux") is None:
        verb = verb.head
    return verb


def _of_infinitive(verb: Token, depth: int) -> Reading | None:
    if is_negated(verb):
        return None
    head = verb.head
    while verb.dep_ == "conj" and is_verb(head):
        verb, head = head, head.head
    if head == verb or (verb.dep_ == "ROOT"):
        return PLANNED
    if head.pos_ in ("NOUN", "PROPN") and not is_verb(head):
        return _of_noun_infinitive(head, depth)
    return _of_governor(head, verb, depth)


def _of_noun_infinitive(noun: Token, depth: int) -> Reading | None:
    name = lemma(noun)
    if noun.dep_ == "appos" and any(c.lower_ in ("first", "only", "last") for c in noun.children):
        return None  # "…, the first premier to visit the region": only what the visit was
    if noun.pos_ == "PROPN" and governing_verb(noun) is None:
        return PLANNED  # a headline: "A, B to hold summit"
    if name in status_words("planning_nouns"):
        if any(c.lower_ in ("no", "neither") for c in children(noun, "det")):
            return None  # "has no plans to visit"
        above = noun.head
        if is_verb(above) and (cancels(above) or lemma(above) in ("drop", "shelve", "abandon", "reject")):
            return CANCELLED
        return PLANNED
    if name in status_words("blocking_nouns"):
        return None
    if name in ("trip", "visit", "tour", "journey", "mission", "delegation", "day", "flight"):
        return _of_purpose(noun.head, depth) if is_verb(noun.head) else ASSUMED
    if is_verb(noun.head) and noun.dep_ in ("dobj", "pobj", "nsubj", "dative"):
        return _of_governor(noun.head, noun, depth)
    if noun.head.pos_ == "ADP" and is_verb(noun.head.head):
        return _of_governor(noun.head.head, noun, depth)
    return ASSUMED


def _of_governor(head: Token, verb: Token, depth: int) -> Reading | None:
    """Returns the status of an infinitive or gerund from the word that governs it."""
    name = lemma(head)
    if cancels(head):
        return CANCELLED
    if name == "be" and verb.dep_ in ("xcomp", "advcl", "ccomp", "ROOT"):
        if head.tag_ == "VBD" and any(lemma(a) == "have" for a in auxiliaries(verb)):
            return CANCELLED  # "was to have visited"
        adjective = child(head, "acomp", "attr")
        if adjective is None and head.tag_ == "VBD" and _is_somewhere(head, verb):
            return OCCURRED  # "was in Madrid to meet A"
        return PLANNED if adjective is None else _of_governor(adjective, verb, depth)
    if name == "go" and any(a.lower_ in ("is", "are", "'s", "’s", "was", "were") for a in auxiliaries(head)):
        return PLANNED
    if name in status_words("planning") or head.lower_ in status_words("planning"):
        governed_by = head if is_verb(head) else head.head
        if is_negated(governed_by) or (is_verb(head) and is_blocked(head, depth)):
            return None
        if fell_through(governed_by):
            return CANCELLED
        return None if _has_condition(head) or _has_condition(verb) else PLANNED
    if name in status_words("denying"):
        return DENIED
    if name in ("suppose", "supposed", "mean") and fell_through(head if is_verb(head) else head.head):
        return CANCELLED  # "was supposed to visit, but the trip was scrapped"
    if name in status_words("blocking") or head.lower_ in status_words("blocking"):
        return None
    if not is_verb(head):
        return ASSUMED if head.pos_ in ("NOUN", "PROPN", "PRON") else None
    return _of_purpose(head, depth)


def _is_somewhere(verb: Token, before: Token) -> bool:
    """Tells whether "be" says where somebody is, before an infinitive that says what for."""
    preps = (p for p in children(verb, "prep") if p.lower_ in ("in", "at") and p.i < before.i)
    return any(t.ent_type_ in ("GPE", "LOC", "FAC") for p in preps for t in children(p, "pobj"))


def is_blocked(verb: Token, depth: int) -> bool:
    """Tells whether a verb of planning is itself only possible, wished for or conditional."""
    modal = next((a for a in auxiliaries(verb) if a.tag_ == "MD"), None)
    if modal is not None and modal.lower_ not in ("will", "would", "'ll", "’ll"):
        return True
    return is_conditional(verb) or (verb.tag_ == "VB" and of_verb(verb, depth + 1) is None)


def _of_purpose(head: Token, depth: int) -> Reading | None:
    reading = of_verb(head, depth + 1)
    ahead = lemma(head) in status_words("setting_out")
    if reading is not None and reading.status == "occurred" and ahead:
        return Reading("planned", firm=False)
    return reading


def _of_gerund(verb: Token, depth: int) -> Reading | None:
    head = verb.head
    if is_negated(verb):
        return None
    if verb.dep_ == "pcomp" or head.pos_ in ("ADP", "SCONJ"):
        return _of_prepositional_gerund(head, depth)
    if verb.dep_ in ("csubj", "nsubj"):
        return of_subject(head, depth, definite=True)
    if head == verb or head.pos_ in ("NOUN", "PROPN", "PRON"):
        return ASSUMED
    if verb.dep_ in ("advcl", "conj") and is_verb(head) and lemma(head) not in status_words("denying"):
        inherited = of_verb(head, depth + 1)
        return inherited if inherited is not None else None
    return _of_governor(head, verb, depth)


def _of_prepositional_gerund(prep: Token, depth: int) -> Reading | None:
    head = prep.head
    name = lemma(head)
    if prep.lower_ in _DONE_BEFORE and is_verb(head):
        return of_verb(head, depth + 1)  # "told reporters after meeting A", "urged calm on arriving in B"
    if prep.lower_ in ("before", "ahead") or (prep.lower_ == "of" and head.lower_ == "ahead"):
        verb = head if is_verb(head) else head.head
        reading = of_verb(verb, depth + 1) if is_verb(verb) else ASSUMED
        return None if reading is None else Reading(reading.status, firm=False)
    if prep.lower_ in ("without", "instead", "against", "than"):
        return None
    if head.pos_ == "NOUN":
        if name in status_words("blocking_nouns"):
            return None
        return PLANNED if name in status_words("planning_nouns") else ASSUMED
    if head.lower_ == "forward" and is_verb(head.head):
        head = head.head
    if cancels(head):
        return CANCELLED
    if lemma(head) == "look":  # with no day or place, it is a courtesy: "we look forward to meeting again"
        settled = any(t.ent_type_ in ("DATE", "TIME", "GPE", "FAC", "LOC") for t in prep.subtree)
        return PLANNED if settled else None
    if lemma(head) == "commit":
        return PLANNED
    if name in status_words("blocking"):
        return None
    return of_verb(head, depth + 1) if is_verb(head) else ASSUMED


def _of_bare(verb: Token, depth: int) -> Reading | None:
    """Reads a base form: coordinated with an infinitive, a headline's present, or an imperative."""
    if verb.dep_ == "conj" and is_verb(verb.head):
        return of_verb(verb.head, depth + 1)
    if verb.dep_ in ("ccomp", "xcomp") and is_verb(verb.head):
        return _of_governor(verb.head, verb, depth)
    return ASSUMED if child(verb, *SUBJECTS) is not None else None


def _of_clause(verb: Token, depth: int) -> Reading | None:
    """Returns what a clause's place in its sentence makes of it: occurred where nothing forbids it."""
    head = verb.head
    claim = verb.dep_ == "acl" or (verb.dep_ == "ccomp" and head.pos_ == "NOUN")
    if claim and lemma(head) in status_words("claims") and is_verb(head.head):
        return DENIED if lemma(head.head) in status_words("denying") or calls_false(head.head) else OCCURRED
    if verb.dep_ == "conj" and is_verb(head):
        return OCCURRED if not is_conditional(head) else None
    if verb.dep_ in ("ccomp", "xcomp") and (is_verb(head) or head.pos_ in ("ADJ", "NOUN")):
        name = lemma(head)
        if name in status_words("denying"):
            return DENIED
        if name in status_words("saying") and is_negated(head):
            return None
        if name in (
            "hope",
            "want",
            "wish",
            "suggest",
            "propose",
            "demand",
            "doubt",
            "ask",
            "wonder",
            "urge",
            "insist",
        ):
            return (
                None
                if not any(a.lower_ in ("had", "has", "have", "will") for a in auxiliaries(verb))
                else OCCURRED
            )
        if lemma(head) in ("possible", "likely", "unlikely", "unclear"):
            return None
        if name in ("expect", "schedule") and verb.tag_ == "VB":
            return PLANNED
    if verb.dep_ == "advcl" and is_verb(head) and depth < 4:
        return OCCURRED if not any(c.lower_ == "until" for c in verb.children) else None
    return OCCURRED


def is_within_speech(verb: Token) -> bool:
    """Tells whether a clause stands in what somebody says."""
    above = verb
    for _ in range(6):
        if above.head == above:
            break
        above = above.head
        if is_verb(above) and lemma(above) in status_words("saying") | status_words("denying"):
            return True
    return any(is_verb(c) and lemma(c) in status_words("saying") for c in above.children)


def of_subject(verb: Token, depth: int, definite: bool) -> Reading | None:
    """Returns the status of an event, or of a gerund, that is the subject of a verb."""
    name = lemma(verb)
    if _is_habitual(verb):
        return None
    if cancels(verb) or (name in ("have", "be") and any(cancels(c) for c in children(verb, "xcomp"))):
        return CANCELLED
    if name == "be" and _is_off(verb):
        return CANCELLED
    scheduled = passive(verb) and (name in status_words("planning") or gives_new_day(verb))
    if scheduled or (name == "be" and _planning_complement(verb)):
        return None if is_negated(verb) else PLANNED
    reading = of_verb(verb, depth + 1)
    if reading is None:
        if is_negated(verb) and name in words("happening"):
            return DENIED if is_within_speech(verb) else None
        modal = any(a.tag_ == "MD" for a in auxiliaries(verb))
        return Reading("planned", firm=False) if definite and modal else None if modal else ASSUMED
    if reading.status == "planned":
        return Reading("planned", firm=name in _TAKING_PLACE)
    return Reading(reading.status, firm=name in _TAKING_PLACE and reading.firm)


def _is_off(verb: Token) -> bool:
    """Tells whether an event is said to be off, with nothing that it is off from: "The trip is off"."""
    off = next((c for c in children(verb, "prt", "advmod", "acomp", "prep") if c.lower_ == "off"), None)
    return off is not None and not any(off.children) and not is_negated(verb)


def _planning_complement(verb: Token) -> bool:
    complement = child(verb, "acomp", "attr")
    return complement is not None and lemma(complement) in status_words("planning")
