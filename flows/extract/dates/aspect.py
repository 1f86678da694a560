"""Reads off a trigger's clause whether it tells the day's news or what went before."""

from flows.extract.dates.context_words import context_words
from flows.extract.statements.lexicon import word_list
from flows.extract.tokens import Token

_PERFECT = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d"})
_VERBAL = frozenset({"VERB", "AUX"})
_HABITS = frozenset({"used", "liked", "likes", "loved", "tended", "tends", "fond"})
_LENGTHS = frozenset({"days", "weeks", "months", "years", "decades", "ages", "long"})
_NOT_CLAUSES = frozenset({"aux", "auxpass", "amod", "compound"})


def is_perfect(trigger: Token) -> bool:
    """Tells whether the trigger stands in the present perfect or the pluperfect ("has met", "had met").

    "has just met" tells the day's news, and the tense beside "in his opinion" is that of the words.
    """
    verb = _finite(trigger) if trigger.pos_ != "ADP" else None
    if verb is None or any(c.lower_ == "just" for c in verb.lefts):
        return False
    return any(
        c.dep_ in ("aux", "auxpass")
        and c.lower_ in _PERFECT
        and (c.lower_ not in ("'d", "’d") or verb.tag_ == "VBN")
        for c in verb.lefts
    )


def is_background(trigger: Token) -> bool:
    """Tells whether the trigger stands in a clause that only gives the background.

    That is one about a noun ("the bill, which critics denounced"), one of time ("after the cabinet said"),
    or one that says so ("had earlier said").
    """
    if is_of_the_past(trigger):
        return True
    if trigger.pos_ in ("NOUN", "PROPN") and trigger.dep_ == "pobj":
        return trigger.head.lower_ in context_words("background_marks")
    verb = clause_verb(trigger)
    if verb is None:
        return False
    if any(_is_of_before(c) for c in verb.children) or _shares_what_was_before(verb):
        return True
    if any(_tells_when(c) for c in verb.lefts) or is_habit(verb) or any(_lasts(c) for c in verb.lefts):
        return True
    if any(_is_an_earlier_occasion(c) or _is_an_earlier_source(c) for c in verb.children):
        return True
    if verb.dep_ == "relcl" and verb.head.lower_ == "those" and verb.head.head.lower_ == "among":
        return False  # "Berg was among those who condemned it"
    if verb.dep_ == "relcl":
        return verb.tag_ in ("VBD", "VBZ", "VBP") and not goes_on(verb)
    if verb.dep_ == "advcl":
        if any(c.lower_ == "when" for c in verb.lefts) and verb.i > verb.head.i and verb.head.tag_ == "VBD":
            return False
        return any(
            c.lower_ in context_words("background_marks")
            for c in verb.lefts
            if c.dep_ in ("mark", "advmod", "prep")
        )
    if verb.dep_ == "pcomp":
        return verb.head.lower_ in context_words("background_marks")
    return False


def is_habit(verb: Token) -> bool:
    """Tells whether a verb is what somebody did again and again ("liked to say", "used to tell them")."""
    habit = verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.lower_ in _HABITS
    return habit and not any(c.dep_ == "dobj" for c in verb.head.rights)  # "used the speech to call for it"


def _is_an_earlier_occasion(preposition: Token) -> bool:
    """Tells whether a preposition places the words in an occasion of the past ("in an earlier interview")."""
    return preposition.lower_ in ("in", "at", "during") and any(
        c.dep_ == "pobj" and c.lower_ in context_words("occasions") and is_of_the_past(c)
        for c in preposition.children
    )


def _is_of_before(adverb: Token) -> bool:
    return adverb.dep_ == "advmod" and adverb.lower_ in context_words("background_adverbs")


def _shares_what_was_before(verb: Token) -> bool:
    """Tells whether a verb goes on with one of before ("he threatened it before, and accused it")."""
    first = verb.head
    joined = verb.dep_ == "conj" and first.tag_ == verb.tag_ == "VBD"
    return joined and any(_is_of_before(c) for c in first.children if c.i > first.sent.start)


def _is_an_earlier_source(subject: Token) -> bool:
    """Tells whether words are those of a document of the past ("a previous review found no evidence")."""
    return subject.dep_ == "nsubj" and is_of_the_past(subject) and subject.lemma_ in word_list("document")


def goes_on(clause: Token) -> bool:
    """Tells whether a relative clause only goes on with what its sentence tells.

    It stands behind a comma and behind the verb, tells in the past what those just named did, and so could be
    a sentence of its own: "The findings were disputed by the union, which pointed to budget cuts".
    """
    who = next((c for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if clause.dep_ != "relcl" or clause.tag_ != "VBD" or who is None:
        return False
    relative = next((t for t in who.subtree if t.tag_ in ("WDT", "WP", "WP$")), None)
    if relative is None or relative.lower_ == "that" or relative.i == 0 or relative.nbor(-1).lower_ != ",":
        return False
    above = clause_verb(clause.head)
    return above is not None and above.i < clause.head.i and is_main(above)


def _lasts(preposition: Token) -> bool:
    """Tells whether a preposition gives a length that words go on for ("for several days they denied it")."""
    return preposition.lower_ == "for" and any(
        c.dep_ == "pobj" and c.lower_ in _LENGTHS and not any(d.lower_ == "first" for d in c.lefts)
        for c in preposition.children
    )


def _tells_when(clause: Token) -> bool:
    """Tells whether a clause before the verb places it in the past ("when it came out, he praised it")."""
    helpers = [c for c in clause.lefts if c.dep_ in ("mark", "advmod")]
    return (
        clause.dep_ == "advcl"
        and clause.tag_ == "VBD"
        and any(c.lower_ == "when" for c in helpers)
        and any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.lefts)
    )


def is_of_the_past(trigger: Token) -> bool:
    """Tells whether a noun is called a thing of the past ("a recent visit", "earlier meetings")."""
    return trigger.pos_ in ("NOUN", "PROPN") and any(
        c.dep_ == "amod" and c.lower_ in context_words("background_adjectives") for c in trigger.lefts
    )


def is_past(trigger: Token) -> bool:
    """Tells whether the trigger's clause stands in the plain past, or has no verb and so no tense at all."""
    if trigger.pos_ in ("ADP", "PUNCT", "SYM"):
        return True
    verb = _finite(trigger)
    return verb is not None and (
        verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.lefts if c.dep_ in ("aux", "auxpass"))
    )


def is_main(token: Token) -> bool:
    """Tells whether a token stands in a main clause."""
    verb = clause_verb(token)
    if verb is None or verb.dep_ == "ROOT":
        return True
    return (verb.dep_ == "conj" or _names_source_behind(verb)) and is_main(verb.head)


def _names_source_behind(verb: Token) -> bool:
    """Tells whether a source follows what a clause tells of, in no quotation ("…, the agency said")."""
    source = verb.head
    return (
        verb.dep_ == "ccomp"
        and any(verb.i < c.i < source.i for c in source.lefts if c.dep_ == "nsubj")
        and not any(t.tag_ in ("``", "''") for t in verb.doc[verb.i : source.i])
    )


def clause_verb(token: Token) -> Token | None:
    """Returns the verb of the clause that a token stands in; the token itself where it is one."""
    for node in (token, *token.ancestors):
        if node.pos_ in _VERBAL and (node.dep_ not in _NOT_CLAUSES or _is_finite(node)):
            return node
    return None


def _is_finite(verb: Token) -> bool:
    """Tells whether a verb that the parser took for part of a name has a tense ("…," claims writer Cruz)."""
    return verb.dep_ == "compound" and verb.tag_ in ("VBD", "VBZ")


def _finite(trigger: Token) -> Token | None:
    """Returns the verb whose tense the trigger shares: its own, or that of the clause it is joined to."""
    verb = clause_verb(trigger)
    while (
        verb is not None
        and verb.tag_ in ("VBG", "VB", "VBN")
        and (verb.dep_ in ("conj", "xcomp", "advcl", "pcomp") or (verb.dep_ == "prep" and verb != trigger))
    ):
        if any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") and c.lower_ != "to" for c in verb.lefts):
            break
        above = next((n for n in verb.ancestors if n.pos_ in _VERBAL), None)
        if above is None:
            break
        verb = above
    return verb
