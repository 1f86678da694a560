"""Tells what ties an event to a time that stands outside its own clause."""

from collections.abc import Collection

from flows.extract.dates.aspect import clause_verb
from flows.extract.dates.context_words import context_words
from flows.extract.tokens import Token

_OPENING = 2
"""How many tokens into a sentence a time may stand that opens it."""


def frames(scene: Token, trigger: Token) -> bool:
    """Tells whether a scene stands in a phrase of the trigger's clause ("said at a meeting")."""
    if scene.pos_ not in ("NOUN", "PROPN"):
        return False
    placed = False
    for node in scene.ancestors:
        placed = placed or node.pos_ == "ADP"
        if node == trigger:
            return placed
        if node.pos_ in ("VERB", "AUX") or node.dep_ in ("nsubj", "nsubjpass"):
            return False
    return False


def at_known_occasion(trigger: Token) -> bool:
    """Tells whether the trigger's clause points back to an occasion ("in his speech", "at the hearing")."""
    return any(
        node.dep_ == "pobj"
        and node.head.head == trigger
        and is_occasion(node)
        and node.head.lower_ in context_words("prepositions")
        and any(c.lower_ in context_words("definite") for c in node.lefts)
        for node in trigger.subtree
    )


def goes_straight_on(trigger: Token) -> bool:
    """Tells whether the trigger's clause tells the next thing of a story ("Then both sides said …")."""
    verb = clause_verb(trigger)
    return verb is not None and any(
        c.dep_ == "advmod" and c.lower_ in context_words("next_adverbs") for c in verb.lefts
    )


def opens_with_earlier_or_later(trigger: Token) -> bool:
    """Tells whether the sentence goes back or on within a day ("Earlier, the minister chaired …")."""
    first = trigger.sent[0]
    if first.lower_ not in ("earlier", "later") or first.nbor().lower_ != ",":
        return False
    return clause_verb(first) == clause_verb(trigger)


def opens_a_new_scene(trigger: Token) -> bool:
    """Tells whether the sentence opens with a setting of its own ("Under questioning, she conceded …").

    One that points back ("In the letter, she said …") goes on with the scene told of.
    """
    first = trigger.sent[0]
    if first.dep_ != "prep" or first.head != trigger or first.lower_ not in context_words("settings"):
        return False
    things = [c for c in first.children if c.dep_ == "pobj"]
    return bool(things) and not any(c.dep_ in ("det", "poss") for t in things for c in t.lefts)


def names_its_subject(trigger: Token) -> bool:
    """Tells whether a sentence names who speaks, and so may begin anew, rather than going on with "he"."""
    verb = clause_verb(trigger)
    return verb is not None and any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in verb.lefts)


def is_occasion(noun: Token) -> bool:
    """Tells whether a noun names an occasion that words are spoken at ("speech", "hearing")."""
    return noun.lemma_ in context_words("occasions")


def is_happening(noun: Token) -> bool:
    """Tells whether a noun names what takes place on a day ("attack", "election")."""
    return noun.lemma_ in context_words("happenings")


def is_paper_of(noun: Token, trigger: Token) -> bool:
    """Tells whether a noun names what a verb's words are set down in ("said in a Tuesday statement")."""
    within = noun.dep_ == "pobj" and noun.head.head == trigger and noun.head.lower_ in ("in", "on", "via")
    return within and noun.lemma_ in context_words("papers")


def is_of_an_occasion(head: Token) -> bool:
    """Tells whether a time dates an occasion that a clause sets ("after a hearing on May 4 ended, he …")."""
    verb = clause_verb(head)
    return (
        verb is not None
        and verb.dep_ == "advcl"
        and verb.tag_ in ("VBD", "VBN")
        and any(c.dep_ in ("nsubj", "nsubjpass") and is_occasion(c) for c in verb.lefts)
    )


def is_gathering(addressee: str) -> bool:
    """Tells whether words are spoken to people who have come together ("the court", "members")."""
    return any(w in context_words("gatherings") for w in addressee.lower().split())


def is_scene(head: Token) -> bool:
    """Tells whether a time stands in a clause of people coming together ("marched on Saturday").

    The verb right before the time, and that of the sentence which the time opens, count as well: the small
    model's parser often hangs such times elsewhere in long leads.
    """
    verb = clause_verb(head)
    if verb is not None and verb.dep_ in ("ROOT", "ccomp", "conj") and _is_of_scenes(verb):
        return True
    before = [t for t in head.doc[max(head.i - 2, head.sent.start) : head.i] if t.pos_ != "ADP"]
    if before and _is_of_scenes(before[-1]) and not any(c.lower_ == "when" for c in before[-1].lefts):
        return True
    opens = head.i - head.sent.start <= _OPENING
    return opens and any(_is_of_scenes(t) for t in head.sent if t.dep_ not in ("relcl", "advcl", "acl"))


def is_of_reactions(head: Token) -> bool:
    """Tells whether a time is that of what people say afterwards ("Reactions came in on Friday")."""
    verb = clause_verb(head)
    return (
        verb is not None
        and verb.tag_ == "VBD"
        and verb.lemma_ in context_words("verbs_of_reactions")
        and any(
            t.lower_ in context_words("reactions")
            for c in verb.lefts
            if c.dep_ in ("nsubj", "nsubjpass")
            for t in (c, *c.conjuncts)
        )
    )


def is_said_at_a_sitting(trigger: Token, head: Token) -> bool:
    """Tells whether words are of the kind spoken at the sitting that a time's clause tells of.

    In "The High Court on Monday refused bail. … The contractor alone was liable, he argued", the words have
    the day of the sitting; what a resident "said" is not told to the court.
    """
    if trigger.lemma_ not in context_words("verbs_of_sittings"):
        return False
    verb = clause_verb(head)
    return (
        verb is not None
        and verb.tag_ == "VBD"
        and verb.lemma_ in context_words("acts_of_sittings")
        and any(c.dep_ == "nsubj" and c.lower_ in context_words("bodies") for c in verb.lefts)
    )


def _is_of_scenes(verb: Token) -> bool:
    if verb.tag_ not in ("VBD", "VBN"):
        return False
    if verb.pos_ == "VERB" and verb.lemma_ in context_words("scene_verbs"):
        return True
    parts = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")]
    return verb.lemma_ in context_words("verbs_of_being") and any(is_occasion(p) for p in parts)


def is_speaking(clause: Token) -> bool:
    """Tells whether a clause says on what occasion something was said ("speaking in Cairo on Saturday").

    So does one in the past about the speaker: "the minister, who spoke to reporters on Saturday, said".
    """
    if clause.lemma_ not in context_words("speaking_verbs"):
        return False
    if clause.dep_ == "relcl":
        heard = any(t.lower_ in context_words("audiences") or is_gathering(t.lower_) for t in clause.subtree)
        return clause.tag_ == "VBD" and clause.head.dep_ == "nsubj" and heard
    return clause.tag_ == "VBG" and clause.dep_ in ("advcl", "acl")


def is_taking_the_floor(clause: Token) -> bool:
    """Tells whether a clause in the past says when its speaker spoke ("urged calm when she spoke")."""
    return clause.tag_ == "VBD" and clause.lemma_ in context_words("speaking_verbs")


def points_to_that_time(trigger: Token) -> bool:
    """Tells whether a verb's own adverbial points to a time told of: "she said then", "said at the time"."""
    for child in trigger.children:
        if child.lower_ == "then" and child.dep_ == "advmod" and child.i > trigger.i:
            return True
        if child.lower_ == "at" and any(c.lower_ == "time" and _is_that(c) for c in child.children):
            return True
    return False


def _is_that(noun: Token) -> bool:
    """Tells whether nothing but an article or "that" stands with a noun."""
    return all(c.lower_ in ("the", "that") for c in noun.children)


def is_issuing(clause: Token) -> bool:
    """Tells whether a participle says when a document came out ("a letter dated May 3")."""
    return clause.lemma_ in context_words("issuing_verbs")


def is_about_events(trigger: Token) -> bool:
    """Tells whether a statement's verb takes what happened for its object, and so its object's time."""
    return trigger.lemma_ in context_words("verbs_about_events")


def reports(trigger: Token) -> bool:
    """Tells whether a statement's verb is the plain one of those who tell of an event afterwards ("said")."""
    return trigger.lemma_ in context_words("reporting_verbs")


def acts_in(names: Collection[str], head: Token) -> bool:
    """Tells whether one of some people is the subject of the clause that a time stands in."""
    verb = clause_verb(head)
    if verb is None:
        return False
    clauses = (verb, *verb.conjuncts)
    subjects = {
        t.lower_ for v in clauses for c in v.children if c.dep_ in ("nsubj", "nsubjpass") for t in c.subtree
    }
    return any(_deciding_words(name) <= subjects for name in names if name.strip())


def _deciding_words(name: str) -> set[str]:
    """Returns the words that a mention of somebody has: the last, and what is before "of".

    The Sultan of Oman is not the government of Oman.
    """
    words = name.lower().split()
    of = words.index("of") if "of" in words[1:] else 0
    return {words[-1], words[of - 1]}
