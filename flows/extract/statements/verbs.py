"""Finds the cues that are verbs."""

from collections.abc import Iterator

from flows.extract.datelines import dateline_end
from flows.extract.statements.contents import is_outer_participle
from flows.extract.statements.cues import Cue, Reading
from flows.extract.statements.frames import read_frame
from flows.extract.statements.lexicon import VerbEntry, cue_lemma, noun_in, verb_entries, word_list
from flows.extract.statements.misreadings import misread_noun, misread_subject
from flows.extract.statements.quoting import beside
from flows.extract.statements.realis import status_of
from flows.extract.statements.site import Site
from flows.extract.statements.sources import (
    agent_of,
    can_speak,
    is_passive,
    issuer,
    own_subject,
    subject_of,
)
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Span

_FAR = 6
_NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ"))


def find_verb_cues(view: View) -> Iterator[Cue]:
    """Yields every verb that reports something communicated, in text order, nested ones among them."""
    for token in view.doc:
        lemma = cue_lemma(token)
        if lemma is not None and not view.quoted(token) and _may_be_verb(view, token):
            cue = _cue(view, token, verb_entries()[lemma])
            if cue is not None:
                yield cue


def _may_be_verb(view: View, token: Token) -> bool:
    if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "compound", "nsubj", "pobj"}:
        return True
    if misread_noun(token):
        return True
    if token.tag_ not in _NOUN_TAGS | {"VBZ", "VBD", "VBN"} or token.text[:1].isupper():
        return False
    if token.i > token.sent.start and token.nbor(-1).pos_ in {"DET", "ADJ", "NUM"}:
        return False  # "a press release"
    # A verb after a quotation is often read as a noun: “…,” quips the mayor.
    return beside(view, token, None).before is not None and token.dep_ not in {"pobj", "dobj"}


def _cue(view: View, verb: Token, entries: tuple[VerbEntry, ...]) -> Cue | None:
    status = status_of(verb)
    if status is None:
        return None
    source = _source(view, verb)
    if source is None or not can_speak(source):
        return None
    subject = _inverted(view, verb) or own_subject(verb)
    if subject is not None and view.quoted(subject):
        subject = None
    if subject is None and source.sent == verb.sent and source.i < verb.i and verb.dep_ == "ROOT":
        subject = source
    for entry in entries:
        if entry.particle and not _has_particle(verb, entry.particle):
            continue
        if not _speaks_for_rule(source, subject, entry):
            continue
        reading = read_frame(Site(view, verb, subject, entry))
        if reading is not None and _borne_out(view, verb, source, entry, reading):
            return Cue(
                verb,
                _cue_span(verb, entry),
                entry.rule.id,
                source,
                reading.content,
                reading.addressee if reading.addressee != source else None,
                status,
                outer=is_outer_participle(verb, view),
            )
    return None


def _source(view: View, verb: Token) -> Token | None:
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
        inverted or _closing_source(verb) or subject_of(verb) or _stranded(view, verb) or _noun_before(verb)
    )
    if is_outer_participle(verb, view) and (found is None or view.quoted(found)):
        found = _speaker_so_far(view, verb)
    if found is not None and found.idx < _dateline_end(view, verb):
        found = _after_dateline(view, verb) or found
    return issuer(found) if found is not None else None


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
    first = noun.left_edge
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
    if quotation is None or view.text[quotation.span.end : verb.idx].strip(" \n,—–-"):
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
    """Returns the noun phrase of a closing ", the publisher says", where the parse gives a far subject."""
    if verb.i < 3 or (verb.i + 1 < len(verb.doc) and not verb.nbor(1).is_punct and not verb.nbor(1).is_space):
        return None
    near, subject = verb.nbor(-1), own_subject(verb)
    if near.pos_ not in {"NOUN", "PROPN"} or subject is None or verb.i - subject.i < _FAR:
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.text == ",":
            return near if token.i > subject.i and verb.i - token.i <= _FAR else None
        if token.pos_ in {"VERB", "AUX", "ADP", "CCONJ"}:
            return None
    return None


def _speaker_so_far(view: View, verb: Token) -> Token | None:
    """Returns the speaker of the last verb of speech before a participle that the parser left dangling."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and cue_lemma(token) and not view.quoted(token):
            return _source(view, token)
    return None


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


def _speaks_for_rule(source: Token, subject: Token | None, entry: VerbEntry) -> bool:
    if entry.rule.data.get("subjects") != "document":
        return True
    shown = subject or source
    return noun_in(shown, word_list("findings")) or noun_in(source, word_list("findings"))


def _borne_out(view: View, verb: Token, source: Token, entry: VerbEntry, reading: Reading) -> bool:
    if entry.rule.data.get("needs_medium"):
        return _in_medium(verb)
    if entry.lemma in {"ask", "question", "query", "press"} and noun_in(source, word_list("questioner")):
        return False
    if entry.lemma in {"cite", "quote"} and _as_saying(verb):
        return False
    if entry.lemma == "cite" and verb.tag_ == "VBG":
        return not _reports_alone(verb.head) or verb.head.tag_ == "NN"
    return not entry.weak or is_outer_participle(verb, view) or _in_speech(view, verb, reading)


def _reports_alone(verb: Token) -> bool:
    """Tells whether a verb may be a cue by itself, not with a particle only ("cut in")."""
    lemma = cue_lemma(verb)
    return lemma is not None and any(not entry.particle for entry in verb_entries()[lemma])


def _as_saying(verb: Token) -> bool:
    """Tells whether a verb of quoting only hands on to "as saying"."""
    following = verb.doc[verb.i + 1 : verb.sent.end]
    return any(t.lower_ == "as" and t.nbor(1).tag_ == "VBG" for t in following if t.i + 1 < len(verb.doc))


def _in_medium(verb: Token) -> bool:
    """Tells whether a clause names what the words were said in: "in an interview"."""
    for child in verb.children:
        if child.dep_ == "advcl" and child.lower_ in {
            "speaking",
            "talking",
            "briefing",
            "addressing",
            "writing",
        }:
            return True
        if child.dep_ == "prep" and child.lower_ in {"in", "during", "on", "at", "via", "to"}:
            thing = next((c for c in child.children if c.dep_ == "pobj"), None)
            if thing is not None and noun_in(thing, word_list("medium")):
                return True
    return False


def _in_speech(view: View, verb: Token, reading: Reading) -> bool:
    """Tells whether a weak cue stands among speech: beside a strong cue, or with quoted content."""
    if reading.content is not None and _quotes_speech(view, reading.content):
        return True
    others = [verb.head] if verb.dep_ in {"conj", "advcl"} else []
    others += [c for c in verb.children if c.dep_ in {"conj", "advcl"}]
    for other in others:
        lemma = cue_lemma(other)
        if lemma is not None and any(not e.weak for e in verb_entries()[lemma]):
            return True
    return any(noun_in(t, word_list("medium")) and t.dep_ == "pobj" for t in verb.subtree)


def _quotes_speech(view: View, content: Span) -> bool:
    """Tells whether a content holds quoted words, more than one scare-quoted word."""
    inside = [q for q in view.parsed.quotations if q.span.overlaps(content)]
    return any(len(q.inner.of(view.text).split()) > 1 for q in inside)


def _has_particle(verb: Token, particle: str) -> bool:
    return any(t.lower_ == particle for t in verb.doc[verb.i + 1 : verb.i + 3])


def _cue_span(verb: Token, entry: VerbEntry) -> Span:
    last = verb
    wanted = (
        {entry.particle}
        if entry.particle
        else set(entry.words("prepositions")) | set(entry.words("hearer_prepositions"))
    )
    if verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in wanted and verb.nbor(1).head == verb:
        last = verb.nbor(1)
    return Span(verb.idx, last.idx + len(last))
