"""Reads off whether a call, visit or meeting took place, is planned, was called off or denied, or is none."""

from dataclasses import dataclass

from spacy.tokens import Token

from flows.extract.contacts.sightings import Sighting
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
from flows.records import Status

_FILE = "contact_status"
# Verbs whose tense tells whether their subject, an event, took place; "will bring jobs" does not.
_TAKING_PLACE = frozenset({"take", "hold", "happen", "occur", "begin", "start", "open", "resume", "convene"})
# "is in talks with" is a lasting state, no round of talks.
_STATES = frozenset({"talk", "negotiation", "discussion", "consultation", "dialogue", "contact"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A status, and whether the words say it (`firm`) or it is what they leave to assume."""

    status: Status
    firm: bool = True


_OCCURRED = Reading("occurred")
_ASSUMED = Reading("occurred", firm=False)
_PLANNED = Reading("planned")
_CANCELLED = Reading("cancelled")
_DENIED = Reading("denied")


def status_words(name: str) -> frozenset[str]:
    """Returns one word list of the status lexicon."""
    return words(name, _FILE)


def read_status(sighting: Sighting) -> Reading | None:
    """Returns the status that a sighting's words give, or None where they tell of no event."""
    if sighting.link == "verb":
        return of_verb(sighting.head)
    return of_noun(sighting)


def of_verb(verb: Token, depth: int = 0) -> Reading | None:
    """Returns the status of what a verb says, from its auxiliaries, governors and clauses."""
    if depth > 8 or _is_conditional(verb) or _is_habitual(verb):
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
        return _DENIED if _within_speech(verb) else None
    above = _of_clause(verb, depth)
    if above is not None and above is not _OCCURRED:
        return above
    return None if above is None else _of_tense(verb, helpers)


def _of_tense(verb: Token, helpers: list[Token]) -> Reading:
    if lemma(verb) == "be" and any(c.lower_ == "due" for c in children(verb, "acomp")):
        return _PLANNED
    phrase = _phrasal_cancelling(verb)
    if phrase:
        return _CANCELLED
    if (
        any(lemma(a) == "be" for a in helpers)
        and verb.tag_ == "VBG"
        and not any(a.tag_ == "VBD" for a in helpers)
    ):
        return _ASSUMED
    if verb.tag_ in ("VBZ", "VBP") and not helpers:
        return _ASSUMED
    return _OCCURRED


def _is_conditional(verb: Token) -> bool:
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
            return _CANCELLED if any(c.lower_ == "longer" for c in verb.subtree) else None
        return _PLANNED if _of_clause(verb, depth) is not None else None
    if name in ("would", "'d", "’d") and not negated and _is_reported(verb):
        return _PLANNED if _of_clause(verb, depth) is not None else None
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
    return any(_is_conditional(c) for c in verb.children if is_verb(c))


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
        return _PLANNED
    if head.pos_ in ("NOUN", "PROPN") and not is_verb(head):
        return _of_noun_infinitive(head, depth)
    return _of_governor(head, verb, depth)


def _of_noun_infinitive(noun: Token, depth: int) -> Reading | None:
    name = lemma(noun)
    if noun.pos_ == "PROPN" and governing_verb(noun) is None:
        return _PLANNED  # a headline: "A, B to hold summit"
    if name in status_words("planning_nouns"):
        above = noun.head
        if is_verb(above) and (_cancels(above) or lemma(above) in ("drop", "shelve", "abandon", "reject")):
            return _CANCELLED
        return _PLANNED
    if name in status_words("blocking_nouns"):
        return None
    if name in ("trip", "visit", "tour", "journey", "mission", "delegation", "day", "flight"):
        return _of_purpose(noun.head, depth) if is_verb(noun.head) else _ASSUMED
    if is_verb(noun.head) and noun.dep_ in ("dobj", "pobj", "nsubj", "dative"):
        return _of_governor(noun.head, noun, depth)
    if noun.head.pos_ == "ADP" and is_verb(noun.head.head):
        return _of_governor(noun.head.head, noun, depth)
    return _ASSUMED


def _of_governor(head: Token, verb: Token, depth: int) -> Reading | None:
    """Returns the status of an infinitive or gerund from the word that governs it."""
    name = lemma(head)
    if _cancels(head):
        return _CANCELLED
    if name == "be" and verb.dep_ in ("xcomp", "advcl", "ccomp", "ROOT"):
        adjective = child(head, "acomp", "attr")
        return _PLANNED if adjective is None else _of_governor(adjective, verb, depth)
    if name == "go" and any(a.lower_ in ("is", "are", "'s", "’s", "was", "were") for a in auxiliaries(head)):
        return _PLANNED
    if name in status_words("planning") or head.lower_ in status_words("planning"):
        governed_by = head if is_verb(head) else head.head
        if is_negated(governed_by) or (is_verb(head) and _is_blocked(head, depth)):
            return None
        return _PLANNED
    if name in status_words("denying"):
        return _DENIED
    if name in status_words("blocking") or head.lower_ in status_words("blocking"):
        return None
    if not is_verb(head):
        return _ASSUMED if head.pos_ in ("NOUN", "PROPN", "PRON") else None
    return _of_purpose(head, depth)


def _is_blocked(verb: Token, depth: int) -> bool:
    """Tells whether a verb of planning is itself only possible, wished for or conditional."""
    modal = next((a for a in auxiliaries(verb) if a.tag_ == "MD"), None)
    if modal is not None and modal.lower_ not in ("will", "would", "'ll", "’ll"):
        return True
    return _is_conditional(verb) or (verb.tag_ == "VB" and of_verb(verb, depth + 1) is None)


def _of_purpose(head: Token, depth: int) -> Reading | None:
    reading = of_verb(head, depth + 1)
    ahead = lemma(head) in status_words("setting_out")
    if reading is not None and reading.status == "occurred" and ahead:
        return Reading("planned", firm=False)
    return reading


def _cancels(head: Token) -> bool:
    return lemma(head) in status_words("cancelling") or _phrasal_cancelling(head)


def _phrasal_cancelling(verb: Token) -> bool:
    name = lemma(verb)
    return any(
        f"{name} {c.lower_}" in status_words("cancelling_phrases")
        for c in verb.children
        if c.dep_ in ("prt", "advmod", "prep")
    )


def _of_gerund(verb: Token, depth: int) -> Reading | None:
    head = verb.head
    if is_negated(verb):
        return None
    if verb.dep_ == "pcomp" or head.pos_ in ("ADP", "SCONJ"):
        return _of_prepositional_gerund(head, depth)
    if verb.dep_ in ("csubj", "nsubj"):
        return _of_subject(head, depth, definite=True)
    if head == verb or head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _ASSUMED
    if verb.dep_ in ("advcl", "conj") and is_verb(head) and lemma(head) not in status_words("denying"):
        inherited = of_verb(head, depth + 1)
        return inherited if inherited is not None else None
    return _of_governor(head, verb, depth)


def _of_prepositional_gerund(prep: Token, depth: int) -> Reading | None:
    head = prep.head
    name = lemma(head)
    if prep.lower_ in ("before", "ahead") or (prep.lower_ == "of" and head.lower_ == "ahead"):
        verb = head if is_verb(head) else head.head
        reading = of_verb(verb, depth + 1) if is_verb(verb) else _ASSUMED
        return None if reading is None else Reading(reading.status, firm=False)
    if prep.lower_ in ("without", "instead", "against", "than"):
        return None
    if head.pos_ == "NOUN":
        if name in status_words("blocking_nouns"):
            return None
        return _PLANNED if name in status_words("planning_nouns") else _ASSUMED
    if head.lower_ == "forward" and is_verb(head.head):
        head = head.head
    if lemma(head) in ("look", "commit") or _cancels(head):
        return _CANCELLED if _cancels(head) else _PLANNED
    if name in status_words("blocking"):
        return None
    return of_verb(head, depth + 1) if is_verb(head) else _ASSUMED


def _of_bare(verb: Token, depth: int) -> Reading | None:
    """Reads a base form: coordinated with an infinitive, a headline's present, or an imperative."""
    if verb.dep_ == "conj" and is_verb(verb.head):
        return of_verb(verb.head, depth + 1)
    if verb.dep_ in ("ccomp", "xcomp") and is_verb(verb.head):
        return _of_governor(verb.head, verb, depth)
    return _ASSUMED if child(verb, *SUBJECTS) is not None else None


def _of_clause(verb: Token, depth: int) -> Reading | None:
    """Returns what a clause's place in its sentence makes of it: occurred where nothing forbids it."""
    head = verb.head
    if verb.dep_ == "conj" and is_verb(head):
        return _OCCURRED if not _is_conditional(head) else None
    if verb.dep_ in ("ccomp", "xcomp") and (is_verb(head) or head.pos_ in ("ADJ", "NOUN")):
        name = lemma(head)
        if name in status_words("denying"):
            return _DENIED
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
                else _OCCURRED
            )
        if lemma(head) in ("possible", "likely", "unlikely", "unclear"):
            return None
        if name in ("expect", "schedule") and verb.tag_ == "VB":
            return _PLANNED
    if verb.dep_ == "advcl" and is_verb(head) and depth < 4:
        return _OCCURRED if not any(c.lower_ == "until" for c in verb.children) else None
    return _OCCURRED


def _within_speech(verb: Token) -> bool:
    above = verb
    for _ in range(6):
        if above.head == above:
            break
        above = above.head
        if is_verb(above) and lemma(above) in status_words("saying") | status_words("denying"):
            return True
    return any(is_verb(c) and lemma(c) in status_words("saying") for c in above.children)


def of_noun(sighting: Sighting) -> Reading | None:
    """Returns the status of a noun's event, from its modifiers, its clause and what governs it."""
    noun = sighting.head
    if sighting.link in ("subject", "object") and sighting.holder is not None and _cancels(sighting.holder):
        return _of_link(sighting)
    modified = _of_modifiers(noun)
    if modified is None or modified.firm:
        return modified
    clause = _of_noun_clause(noun)
    if clause is not None:
        return clause
    via = _of_governing_noun(noun)
    if via is None or via.firm:
        return via
    return _of_link(sighting)


def _of_modifiers(noun: Token) -> Reading | None:
    near = [
        c for c in noun.children if c.i < noun.i and c.dep_ in ("amod", "det", "compound", "nmod", "advmod")
    ]
    names = {n for c in near for n in (c.lower_, lemma(c))}
    names |= {t.lower_ for c in near for t in c.children if c.dep_ == "amod" and t.dep_ == "amod"}
    if names & status_words("cancelled_modifiers"):
        return _CANCELLED
    if names & status_words("hypothetical_modifiers"):
        if names & {"no"} and is_verb(noun.head) and _within_speech(noun.head):
            return _DENIED
        return None
    if names & status_words("planned_modifiers"):
        return _PLANNED
    return _ASSUMED


def _of_noun_clause(noun: Token) -> Reading | None:
    """Reads a clause on the noun: "scheduled for Friday", "held on Monday", "to be held"."""
    for clause in children(noun, "acl", "relcl"):
        name = lemma(clause)
        if name in status_words("cancelling") or _phrasal_cancelling(clause):
            return _CANCELLED
        takes_place = name == "take" and any(c.lower_ == "place" for c in clause.children)
        begins = takes_place or name in ("hold", "host", "convene", "begin", "open")
        if begins and any(a.lower_ == "to" for a in auxiliaries(clause)):
            return _PLANNED
        if name in ("schedule", "plan", "set", "slate", "due", "expect") and clause.dep_ == "acl":
            return _PLANNED
        if clause.dep_ == "relcl" or name in ("hold", "host", "convene", "attend"):
            return (
                of_verb(clause, 1) if clause.dep_ == "relcl" and name in words("happening") else _firm(clause)
            )
    return None


def _firm(clause: Token) -> Reading | None:
    reading = of_verb(clause, 1) if clause.dep_ == "relcl" else _OCCURRED
    return reading if reading is not None and reading.firm else None


def _of_governing_noun(noun: Token) -> Reading | None:
    """Reads the noun above: "plans for talks", "the possibility of a meeting"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.head.pos_ not in ("NOUN", "ADJ", "ADV", "ADP"):
        return _ASSUMED
    above = prep.head
    name = lemma(above)
    if name in status_words("ahead") or prep.lower_ in status_words("ahead"):
        return Reading("planned", firm=False)
    if name in status_words("cancelling"):
        return _CANCELLED
    if name in status_words("blocking_nouns") or (above.pos_ == "ADJ" and name in status_words("blocking")):
        return None
    if name in status_words("planning_nouns") and name not in ("agreement", "decision", "date", "venue"):
        return _PLANNED
    return _ASSUMED


def _of_link(sighting: Sighting) -> Reading | None:
    verb, link = sighting.holder, sighting.link
    if verb is None or link == "none":
        return _ASSUMED
    if link == "object":
        return _of_object(verb, sighting)
    if link == "subject":
        return _of_subject(verb, 0, sighting.definite)
    return _of_scene(verb, link.partition(":")[2], sighting)


def _of_object(verb: Token, sighting: Sighting) -> Reading | None:
    name = lemma(verb)
    if _cancels(verb):
        reading = of_verb(verb)
        return None if reading is None and not is_negated(verb) else _CANCELLED
    if name in status_words("denying"):
        return _DENIED
    if name in words("holding"):
        return of_verb(verb)
    if name in status_words("planning"):
        return None if is_negated(verb) or _is_blocked(verb, 1) else _PLANNED
    if name in status_words("blocking"):
        return None
    return _ASSUMED if sighting.definite or of_verb(verb) is not None else None


def _of_subject(verb: Token, depth: int, definite: bool) -> Reading | None:
    name = lemma(verb)
    if _cancels(verb):
        return _CANCELLED
    scheduled = name in status_words("planning") and passive(verb)
    if scheduled or (name == "be" and _planning_complement(verb)):
        return None if is_negated(verb) else _PLANNED
    reading = of_verb(verb, depth + 1)
    if reading is None:
        if is_negated(verb) and name in words("happening"):
            return _DENIED if _within_speech(verb) else None
        modal = any(a.tag_ == "MD" for a in auxiliaries(verb))
        return Reading("planned", firm=False) if definite and modal else None if modal else _ASSUMED
    if reading.status == "planned":
        return Reading("planned", firm=name in _TAKING_PLACE)
    return Reading(reading.status, firm=name in _TAKING_PLACE and reading.firm)


def _planning_complement(verb: Token) -> bool:
    complement = child(verb, "acomp", "attr")
    return complement is not None and lemma(complement) in status_words("planning")


def _of_scene(verb: Token, prep: str, sighting: Sighting) -> Reading | None:
    name = lemma(verb)
    if prep in status_words("ahead"):
        return Reading("planned", firm=False)
    if name == "look" or (name in status_words("planning") and prep in ("for", "to", "on")):
        return None if is_negated(verb) else _PLANNED
    if prep in ("for", "to", "on") and name in status_words("blocking"):
        return None
    if name in status_words("denying"):
        return _DENIED
    if prep == "in" and name in ("be", "remain", "stay", "lock") and lemma(sighting.head) in _STATES:
        return None
    if prep not in ("for", "on") and any(a.lower_ == "to" for a in auxiliaries(verb)) and is_verb(verb.head):
        verb = verb.head  # "agreed to boost trade during a meeting": they agreed there
    reading = of_verb(verb)
    if prep in ("for", "on") and reading is not None:
        ahead = prep == "for" and name in status_words("setting_out") and reading.status == "occurred"
        return Reading("planned", firm=False) if ahead else reading
    if reading is None:
        told = prep in ("after", "following", "since", "in", "during") and not _is_conditional(verb)
        return _ASSUMED if sighting.definite or told else None
    return Reading(reading.status, firm=False)
