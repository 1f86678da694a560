"""Finds whose words a verb reports, also where a small parser lost or misplaced the verb's subject."""

from flows.extract.datelines import dateline_end
from flows.extract.statements.contents import is_outer_participle
from flows.extract.statements.lexicon import cue_lemma, noun_in, word_list
from flows.extract.statements.misreadings import misread_noun, misread_subject
from flows.extract.statements.quoting import beside
from flows.extract.statements.sources import agent_of, first_word, is_passive, issuer, own_subject, subject_of
from flows.extract.statements.view import View
from flows.extract.tokens import Token

_FAR = 6
_ASKED = frozenset(("asked", "pressed", "questioned", "quizzed", "challenged"))
_LONGEST_SOURCE = 12
_LONGEST_ASIDE = 14
_PARTIES = ("D-", "R-", "I-")
_OPENS_SOURCE = frozenset((",", '"', "”", "''", "’", "But", "And", "but", "and", "however", "—", "–"))
_PHRASE_OPENERS = frozenset(("DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "CD"))


def subject_beside(view: View, verb: Token) -> Token | None:
    """Returns the subject after a verb, in the phrase that closes its sentence, or as the parse has it."""
    return (
        _inverted(view, verb)
        or _told_of_in_commas(verb)
        or _closing_source(verb)
        or own_subject(verb)
        or _called_by_age(verb)
    )


def source_of(view: View, verb: Token) -> Token | None:
    """Returns the head of the phrase that names whose words a verb reports, or None."""
    if misread_noun(verb):
        found = misread_subject(verb)
        return issuer(found) if found is not None else None
    if is_passive(verb):
        agent = agent_of(verb) or _misread_subject(verb)
        if agent is None and verb.dep_ in {"amod", "acl"}:
            agent = _stranded(view, verb)
        return issuer(agent) if agent is not None else None
    inverted = _inverted(view, verb)
    found = (
        inverted
        or _told_of_in_commas(verb)
        or _closing_source(verb)
        or _before_apposition(verb)
        or subject_of(verb)
        or _stranded(view, verb)
        or _asked(verb)
        or _noun_before(verb)
        or _name_read_as_adverb(verb)
        or _called_by_age(verb)
    )
    if is_outer_participle(verb, view) and (found is None or view.quoted(found)):
        found = _speaker_so_far(view, verb)
    if found is not None and found.idx < _dateline_end(view, verb):
        found = _after_dateline(view, verb) or found
    return issuer(_before_bracket(found)) if found is not None else None


def _before_bracket(found: Token) -> Token:
    """Returns the name that a bracket tells the party of: "Senator Ada Obi (PDP) blamed"."""
    if (
        found.i < 2
        or found.nbor(-1).text != "("
        or found.i + 1 >= len(found.doc)
        or found.nbor(1).text != ")"
    ):
        return found
    name = found.nbor(-2)
    return name if name.pos_ == "PROPN" else found


def _dateline_end(view: View, verb: Token) -> int:
    """Returns where the dateline before a cue in its sentence ends; 0 where there is none."""
    end = dateline_end(view.text, verb.sent.start_char)
    return end if end <= verb.idx else 0


def _after_dateline(view: View, verb: Token) -> Token | None:
    """Returns the head of the first noun phrase after a dateline that the parser read as one with it."""
    end = _dateline_end(view, verb)
    for token in view.doc[view.index_at(end) : verb.i]:
        if token.idx >= end and token.pos_ in {"NOUN", "PROPN", "PRON"} and not _is_day(token):
            following = token.nbor(1)
            goes_on = following.pos_ in {"NOUN", "PROPN"} and not _is_day(following)
            if not goes_on and following.tag_ != "POS":
                return token
    return None


def _is_day(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"} or token.lower_ in {"today", "yesterday", "tonight"}


def _misread_subject(verb: Token) -> Token | None:
    """Returns the noun before a past tense read as a participle: "The road is shut, a driver confided"."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.nbor(-1).i < noun.i:
        return None
    if any(c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.lefts) for c in verb.rights):
        return noun  # "the judge, a former mayor, ordered that …"
    if cue_lemma(verb) not in word_list("parenthetical"):
        return None
    if noun.dep_ == "nsubj" and any(c.dep_ in {"expl", "nsubj"} and c.i > verb.i for c in noun.head.children):
        return noun  # "the mayor, a Liberal, announced on Sunday there were …"
    first = first_word(noun)
    if first.i == 0 or first.nbor(-1).text not in {",", '"', "”", "’", "''"}:
        return None
    return noun if not any(c.dep_ == "dobj" for c in verb.rights) else None


def _inverted(view: View, verb: Token) -> Token | None:
    """Returns the head of the noun phrase after a verb that closes a quotation: “…,” said the mayor."""
    aside = _inverted_aside(verb)
    if aside is not None:
        return aside
    if any(c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i and not view.quoted(c) for c in verb.children):
        return None
    quotation = view.quotation_before(verb.idx)
    if quotation is None or verb.tag_ == "VBG":
        return None
    gap = view.text[quotation.span.end : verb.idx]
    if gap.strip(" \n,—–-") or "\n\n" in gap:
        return None
    return next(
        (
            c
            for c in verb.rights
            if c.dep_ in {"nsubj", "dobj", "attr", "oprd", "dative", "npadvmod"}
            and c.pos_ in {"NOUN", "PROPN", "PRON"}
        ),
        None,
    )


def _inverted_aside(verb: Token) -> Token | None:
    """Returns the subject of "The bomb lay in a market, said Minister Al Eryani, and was found too late"."""
    if verb.tag_ not in {"VBD", "VBZ"} or verb.i == verb.sent.start or verb.nbor(-1).text != ",":
        return None
    if cue_lemma(verb) not in word_list("inverting"):
        return None
    doubled = any(c.dep_ == "nsubj" for c in verb.lefts)  # "The train, said the mayor, would be late"
    labels = {"nsubj"} if doubled else {"nsubj", "dobj", "attr", "oprd"}
    noun = next((c for c in verb.rights if c.dep_ in labels), None)
    if noun is None or any(c.dep_ in {"ccomp", "xcomp"} for c in verb.rights):
        return None
    if noun.pos_ != "PROPN" and not noun_in(noun, word_list("people")):
        return None
    last = noun.right_edge
    return noun if last.i + 1 < verb.sent.end and last.nbor(1).text in {",", "."} else None


def _closing_source(verb: Token) -> Token | None:
    """Returns the noun phrase of a closing ", a source close to the firm told us", where the parse misses it.

    The parser takes such a phrase for an apposition, and gives the verb a far subject or none.
    """
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or not _closes_clause(verb):
        return None
    subject = own_subject(verb)
    if subject is not None and verb.i - subject.i < _FAR:
        return None
    comma = next((t for t in reversed(verb.doc[verb.sent.start : verb.i]) if _bars_phrase(t)), None)
    if comma is None or comma.text != "," or not 1 < verb.i - comma.i <= _LONGEST_SOURCE:
        return None
    phrase = verb.doc[comma.i + 1 : verb.i]
    if phrase[0].tag_ not in _PHRASE_OPENERS:
        return None
    return next(
        (t for t in phrase if t.pos_ in {"NOUN", "PROPN"} and not comma.i < t.head.i < verb.i),
        None,
    )


def _told_of_in_commas(verb: Token) -> Token | None:
    """Returns the name of "…, Olaf Dahl, head of the union, said", read by its commas and not by the parse.

    The small parser hangs such a name on whatever noun stands before it.
    """
    if verb.tag_ not in {"VBD", "VBZ"} or verb.i - verb.sent.start < 3 or verb.nbor(-1).text != ",":
        return None
    if cue_lemma(verb) not in word_list("parenthetical") and cue_lemma(verb) not in word_list("telling"):
        return None
    at = verb.i - 2
    while at > verb.sent.start and verb.doc[at].text != ",":
        token = verb.doc[at]
        inside = token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and not _is_relative_clause(token)
        if inside or verb.i - at > _LONGEST_ASIDE or (token.is_punct and token.text not in {"-", "'", "’"}):
            return None
        at -= 1
    if at <= verb.sent.start:
        return None
    aside = verb.doc[at + 1 : verb.i - 1]
    if all(t.pos_ == "PROPN" for t in aside) and not aside.text.startswith(_PARTIES):
        return _named_after_office(verb, at)
    if verb.doc[at - 1].like_num and at - 2 > verb.sent.start and verb.doc[at - 2].text == ",":
        at -= 2  # "Olaf Dahl, 45, a farmer, said"
    name = verb.doc[at - 1]
    if name.pos_ != "PROPN" or aside[0].tag_ in {"VBG", "IN"}:
        return None
    first = at - 1
    while first > verb.sent.start and verb.doc[first - 1].pos_ in {"PROPN", "NOUN", "ADJ", "DET"}:
        first -= 1
    before = verb.doc[first - 1] if first > verb.sent.start else None
    return name if before is None or before.text in _OPENS_SOURCE else None


def _named_after_office(verb: Token, comma: int) -> Token | None:
    """Returns the name of "…, her lawyer, Olaf Dahl, said", where the parse has another subject."""
    start = comma
    while start > verb.sent.start and not verb.doc[start - 1].is_punct:
        start -= 1
    office, subject = verb.doc[comma - 1], own_subject(verb)
    named = verb.doc[start].tag_ in {"DT", "PRP$", "NNP", "NN", "JJ"} and start < comma
    far = subject is None or subject.i < start
    return verb.doc[verb.i - 2] if named and far and office.pos_ in {"NOUN", "PROPN"} else None


def _is_relative_clause(verb: Token) -> bool:
    """Tells whether a finite verb is that of "who chairs the panel"."""
    return any(t.tag_ in {"WP", "WDT", "WP$"} for t in verb.doc[max(verb.i - 4, 0) : verb.i])


def _bars_phrase(token: Token) -> bool:
    return token.text == "," or token.pos_ in {"VERB", "AUX", "CCONJ"}


def _before_apposition(verb: Token) -> Token | None:
    """Returns the name that an apposition before a verb tells of, where the parse gives a far subject.

    "The firm has yet to accept the deal and Chancellor Ann Reed, the judge in the case, said": the parser may
    join the name to the object before it.
    """
    if verb.i < 4 or verb.nbor(-1).text != "," or verb.tag_ not in {"VBD", "VBZ"}:
        return None
    end = verb.i - 2
    noun = verb.doc[end]
    while noun.dep_ != "appos" and noun.head.i < verb.i and noun.head != noun and noun.right_edge.i <= end:
        noun = noun.head
    name, subject = noun.head, own_subject(verb)
    if noun.dep_ != "appos" or name.pos_ != "PROPN" or name.dep_ != "conj" or noun.right_edge.i != end:
        return None
    return name if subject is None or subject.i < name.left_edge.i else None


def _asked(verb: Token) -> Token | None:
    """Returns the subject of "Ann Reed, asked if she would go, said", which the parser gave to "asked"."""
    if own_subject(verb) is not None or verb.tag_ not in {"VBD", "VBZ"}:
        return None
    asking = (c for c in verb.lefts if c.dep_ == "advcl" and c.lower_ in _ASKED)
    return next((s for c in asking if (s := own_subject(c)) is not None and s.i < c.i), None)


def _closes_clause(verb: Token) -> bool:
    """Tells whether nothing follows a verb but whom it was told and when: ", aides told us on Monday."."""
    lemma, telling = cue_lemma(verb), word_list("telling")
    if lemma not in word_list("parenthetical") and lemma not in telling:
        return False
    if verb.i + 1 >= len(verb.doc) or verb.nbor(1).is_punct or verb.nbor(1).is_space:
        return True
    told = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"}), None)
    if told is None or lemma not in telling:
        return False
    rest = verb.doc[told.right_edge.i + 1 : verb.sent.end]
    return all(t.is_punct or t.is_space or t.ent_type_ in {"DATE", "TIME"} for t in rest)


def _speaker_so_far(view: View, verb: Token) -> Token | None:
    """Returns the speaker of the last verb of speech before a participle that the parser left dangling."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and cue_lemma(token) and not view.quoted(token):
            return source_of(view, token)
    return None


def _called_by_age(verb: Token) -> Token | None:
    """Returns the "old" of "the 63-year-old claimed", which the parser took for part of the verb."""
    if verb.i < 3 or verb.tag_ not in {"VBD", "VBZ"}:
        return None
    before = verb.nbor(-1)
    return before if before.lower_ == "old" and verb.nbor(-2).text == "-" else None


def _name_read_as_adverb(verb: Token) -> Token | None:
    """Returns the name that opens a sentence and was read as an adverb: "Tolliver says it was late"."""
    first = verb.sent[0]
    named = first.pos_ == "ADV" and first.text.istitle() and first.i == verb.i - 1
    return first if named and verb.tag_ in {"VBD", "VBZ"} else None


def _noun_before(verb: Token) -> Token | None:
    """Returns the head of the noun phrase before a finite verb that the parse left without subject."""
    if (
        verb.tag_ not in {"VBD", "VBZ"}
        or verb.i == verb.sent.start
        or verb.dep_ not in {"ROOT", "conj", "ccomp"}
    ):
        return None
    at = verb.nbor(-1)
    while at.i > verb.sent.start and (at.text == "," or at.pos_ == "ADV"):
        at = at.nbor(-1)
    clause = next((a for a in at.ancestors if a.dep_ == "relcl" and a.i < verb.i), None)
    if clause is not None:  # "Ann Reed, the firm's head, which filed for bankruptcy today, outlined …"
        at = clause.head
    if at.pos_ == "PROPN" or at.dep_ != "appos":
        return at if at.pos_ in {"PROPN", "NOUN"} else None
    return at.head if at.head.pos_ in {"PROPN", "NOUN"} else at


def _stranded(view: View, verb: Token) -> Token | None:
    """Returns the noun beside a verb that closes a quotation, where the parse lost its subject."""
    sides = beside(view, verb, None)
    if verb.i == 0 or (sides.before is None and sides.after is None):
        return None
    for token in (verb.nbor(-1), *([verb.nbor(1)] if verb.i + 1 < len(verb.doc) else [])):
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and not view.quoted(token):
            return token.head if token.dep_ in {"compound", "nmod"} and token.head.i > token.i else token
    return None
