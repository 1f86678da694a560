"""Reads off whether the event that a noun tells of took place, is planned, was called off or denied."""

from flows.extract.contacts.cancelling import calls_false, cancels, is_phrasal_cancelling
from flows.extract.contacts.readings import (
    ASSUMED,
    CANCELLED,
    DENIED,
    OCCURRED,
    PLANNED,
    Reading,
    status_words,
)
from flows.extract.contacts.sightings import Sighting
from flows.extract.contacts.syntax import SUBJECTS, auxiliaries, children, is_negated, is_verb, lemma, passive
from flows.extract.contacts.verb_status import (
    is_blocked,
    is_conditional,
    is_within_speech,
    of_subject,
    of_verb,
)
from flows.extract.contacts.words import words
from flows.extract.tokens import Token

_GOING_ON = frozenset({"continue", "advance", "pursue", "further", "intensify"})
_DENIAL_STEPS = 4  # from a noun up to the verb that denies it
# "is in talks with" is a lasting state, no round of talks.
_STATES = frozenset({"talk", "negotiation", "discussion", "consultation", "dialogue", "contact"})


def of_noun(sighting: Sighting) -> Reading | None:
    """Returns the status of a noun's event, from its modifiers, its clause and what governs it."""
    noun = sighting.head
    if sighting.link in ("subject", "object") and sighting.holder is not None:
        if any(cancels(v) for v in (sighting.holder, *_passive_complement(sighting))):
            return _of_link(sighting)
        if any(cancels(v) for v in _main_verbs(sighting)) or _would_have_been(sighting.holder):
            return CANCELLED
        # No word for calling off all that it governs: who drops a hint of a visit calls nothing off.
        if lemma(sighting.holder) == "drop" and not is_negated(sighting.holder):
            return CANCELLED
    if _never_took_place(sighting):
        return DENIED
    if _did_not_hold(sighting):
        return CANCELLED
    modified = _of_modifiers(noun)
    if modified is None or modified.firm:
        return modified
    clause = _of_noun_clause(noun)
    if clause is not None:
        ahead = _of_link(sighting) if clause is OCCURRED and sighting.link == "object" else None
        # "will take part in a meeting hosted by A" is not over
        return ahead if ahead is not None and ahead.status == "planned" and ahead.firm else clause
    if _is_false_report(noun):
        return DENIED
    via = _of_governing_noun(noun)
    if via is None or via.firm:
        return via
    return _of_link(sighting)


def _passive_complement(sighting: Sighting) -> list[Token]:
    """Returns what had to be done to the subject: "The trip had to be cancelled"."""
    verb = sighting.holder
    if verb is None or sighting.link != "subject" or lemma(verb) not in ("have", "be"):
        return []
    return [c for c in children(verb, "xcomp") if passive(c)]


def _main_verbs(sighting: Sighting) -> list[Token]:
    """Returns the verb of the clause where the parser takes a participle on its subject for it.

    "The visit, arranged for June 17, has been postponed": "arranged" has no auxiliary, "postponed" has.
    """
    verb = sighting.holder
    if verb is None or sighting.link != "subject":
        return []
    if verb.dep_ in ("aux", "auxpass"):
        return [verb.head]  # "The visit stands postponed"
    if verb.tag_ != "VBN" or auxiliaries(verb):
        return []
    return [c for c in children(verb, "conj") if any(children(c, "aux", "auxpass"))]


def _would_have_been(verb: Token) -> bool:
    """Tells whether somebody called off "what would have been" an event, which is its complement."""
    return lemma(verb) == "be" and verb.dep_ in ("ccomp", "dobj") and cancels(verb.head)


def _never_took_place(sighting: Sighting) -> bool:
    """Tells whether a meeting is said not to have been: "did not take place", "never happened"."""
    verb = sighting.holder
    if verb is None or sighting.link != "subject" or lemma(verb) not in ("take", "happen", "occur"):
        return False
    past = verb.tag_ == "VBD" or any(a.lower_ in ("did", "had", "has", "have") for a in auxiliaries(verb))
    return past and is_negated(verb) and not any(c.lower_ == "yet" for c in verb.children)


def _did_not_hold(sighting: Sighting) -> bool:
    """Tells whether a meeting fell through: "will not take place", "did not go ahead", "could not hold".

    The last is West African usage. What will not be until a later day has a new day instead.
    """
    verb = sighting.holder
    if verb is None or sighting.link != "subject" or not is_negated(verb):
        return False
    name, ahead = lemma(verb), any(c.lower_ == "ahead" for c in verb.children)
    if (name == "go" and ahead) or name == "proceed":
        return True
    if name == "hold" and not passive(verb):
        return not any(children(verb, "dobj"))
    later = any(a.lower_ in ("will", "wo", "would") for a in auxiliaries(verb))
    return (
        later and name in ("take", "happen", "occur") and not any(c.lower_ == "until" for c in verb.children)
    )


def _of_modifiers(noun: Token) -> Reading | None:
    near = [
        c for c in noun.children if c.i < noun.i and c.dep_ in ("amod", "det", "compound", "nmod", "advmod")
    ]
    names = {n for c in near for n in (c.lower_, lemma(c))}
    names |= {t.lower_ for c in near for t in c.children if c.dep_ == "amod" and t.dep_ == "amod"}
    if names & status_words("cancelled_modifiers"):
        return CANCELLED
    counted = any(c.ent_type_ == "ORDINAL" for c in near)  # "the 18th regular meeting"
    if names & status_words("hypothetical_modifiers") and not (counted and "regular" in names):
        if names & {"no"} and is_verb(noun.head) and is_within_speech(noun.head):
            return DENIED
        return DENIED if names & {"any"} and _is_in_denial(noun) else None
    if names & status_words("planned_modifiers"):
        return PLANNED
    return ASSUMED


def _is_in_denial(noun: Token) -> bool:
    """Tells whether somebody denies what a noun tells of: "denied having had any discussion with A"."""
    above = noun
    for _ in range(_DENIAL_STEPS):
        above = above.head
        if lemma(above) in status_words("denying"):
            return True
    return False


def _of_noun_clause(noun: Token) -> Reading | None:
    """Reads a clause on the noun: "scheduled for Friday", "held on Monday", "to be held"."""
    for clause in children(noun, "acl", "relcl"):
        name = lemma(clause)
        if name in status_words("cancelling") or is_phrasal_cancelling(clause):
            return CANCELLED
        takes_place = name == "take" and any(c.lower_ == "place" for c in clause.children)
        begins = takes_place or name in ("hold", "host", "convene", "begin", "open")
        if begins and any(a.lower_ == "to" for a in auxiliaries(clause)):
            return PLANNED
        if name in ("schedule", "plan", "set", "slate", "due", "expect") and (
            clause.dep_ == "acl" or (passive(clause) and not is_negated(clause))
        ):
            return PLANNED
        if clause.dep_ == "relcl" or name in ("hold", "host", "convene", "attend"):
            return (
                of_verb(clause, 1) if clause.dep_ == "relcl" and name in words("happening") else _firm(clause)
            )
    return None


def _firm(clause: Token) -> Reading | None:
    reading = of_verb(clause, 1) if clause.dep_ == "relcl" else OCCURRED
    return reading if reading is not None and reading.firm else None


def _is_false_report(noun: Token) -> bool:
    """Tells whether a meeting was only reported, and falsely: "reports of a meeting were pure invention"."""
    above = noun.head.head
    told = noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(above) in status_words("claims")
    return told and above.dep_ in SUBJECTS and calls_false(above.head)


def _of_governing_noun(noun: Token) -> Reading | None:
    """Reads the noun above: "plans for talks", "the possibility of a meeting"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.head.pos_ not in ("NOUN", "ADJ", "ADV", "ADP"):
        return ASSUMED
    above = prep.head
    name = lemma(above)
    if name in status_words("ahead") or prep.lower_ in status_words("ahead"):
        return Reading("planned", firm=False)
    if name in status_words("cancelling"):
        return CANCELLED
    if name in status_words("blocking_nouns") or (above.pos_ == "ADJ" and name in status_words("blocking")):
        return None
    if name in status_words("planning_nouns") and name not in ("agreement", "decision", "date", "venue"):
        return PLANNED
    return ASSUMED


def _of_link(sighting: Sighting) -> Reading | None:
    verb, link = sighting.holder, sighting.link
    if verb is None or link == "none":
        return ASSUMED
    if link == "object":
        return _of_object(verb, sighting)
    if link == "subject":
        return of_subject(verb, 0, sighting.definite)
    return _of_scene(verb, link.partition(":")[2], sighting)


def _of_object(verb: Token, sighting: Sighting) -> Reading | None:
    name = lemma(verb)
    if cancels(verb):
        reading = of_verb(verb)
        return None if reading is None and not is_negated(verb) else CANCELLED
    if name == "dismiss":  # as "a photo-op"; only who dismisses a report of it denies it
        return ASSUMED if sighting.definite else None
    if name in status_words("denying"):
        return DENIED
    if name in _GOING_ON and lemma(sighting.head) in _STATES and not _is_settled(verb):
        return None  # "agreed to continue consultations" tells of no round of them
    if name in words("holding"):
        return of_verb(verb)
    if name in status_words("planning"):
        return None if is_negated(verb) or is_blocked(verb, 1) else PLANNED
    if name in status_words("blocking"):
        return None
    return ASSUMED if sighting.definite or of_verb(verb) is not None else None


def _is_settled(verb: Token) -> bool:
    """Tells whether a day or place is named for what a verb says."""
    return any(t.ent_type_ in ("DATE", "TIME", "GPE", "FAC") for t in verb.subtree if t.i > verb.i)


def _of_scene(verb: Token, prep: str, sighting: Sighting) -> Reading | None:
    name = lemma(verb)
    if prep in status_words("ahead"):
        return Reading("planned", firm=False)
    if name == "look" or (name in status_words("planning") and prep in ("for", "to", "on")):
        return None if is_negated(verb) else PLANNED
    has_guest = name == "welcome" and any(children(verb, "dobj"))  # to welcome talks is to approve of them
    if prep in ("for", "to", "on") and name in status_words("blocking") and not has_guest:
        return None
    if name in status_words("denying"):
        return DENIED
    if prep == "in" and name in ("be", "remain", "stay", "lock") and lemma(sighting.head) in _STATES:
        return None
    if prep not in ("for", "on") and any(a.lower_ == "to" for a in auxiliaries(verb)) and is_verb(verb.head):
        verb = verb.head  # "agreed to boost trade during a meeting": they agreed there
    if name in words("scheduling") and passive(verb) and not is_negated(verb):
        return Reading("planned", firm=False)  # "After the meeting, A is scheduled for …"
    reading = of_verb(verb)
    if prep in ("for", "on") and reading is not None:
        ahead = (
            prep == "for"
            and name in status_words("setting_out")
            and reading.status == "occurred"
            and sighting.event_type != "visit"  # who has left for a visit is on it
        )
        return Reading("planned", firm=False) if ahead else reading
    if reading is None:
        told = prep in ("after", "following", "since", "in", "during") and not is_conditional(verb)
        return ASSUMED if sighting.definite or told else None
    return Reading(reading.status, firm=False)
