"""Reads the frames of verbs of saying: a quotation, a clause, a person told."""

from flows.extract.statements.act_frames import phrases
from flows.extract.statements.contents import (
    is_outer_participle,
    left_content,
    right_content,
    to_sentence_end,
)
from flows.extract.statements.cues import Reading
from flows.extract.statements.lexicon import cue_lemma, noun_in, word_list
from flows.extract.statements.quoting import beside
from flows.extract.statements.site import Site
from flows.extract.statements.sources import is_passive, joined_on, own_subject, quoting_above
from flows.extract.tokens import Token

_WANT_THAT = frozenset(("ask", "show", "write"))
_LATEST_THAT = 16
_THAT_WITHIN = 14
_NOMINAL = frozenset(("NOUN", "PROPN", "DET", "PRON", "NUM"))
_OBJECTS = frozenset(("dobj", "ccomp", "xcomp", "oprd", "acomp"))
_OF_CONTENT = frozenset(("of", "about", "against", "for"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "VB", "VBN", "VBG"))


def quote(site: Site) -> Reading | None:
    """Reads a quotation at the verb's edge."""
    content = beside(site.view, site.verb, site.subject).content()
    if content is None:
        return None
    return Reading(content, _hearer(site), preposed=content.start < site.verb.idx)


def clause_frame(site: Site) -> Reading | None:
    """Reads a clause after, before or around the verb."""
    verb, view = site.verb, site.view
    clause = _right_clause(verb)
    wants_that = site.entry.lemma in site.entry.words("that_only") and not _finds(site)
    if wants_that and not (clause is not None and any(c.lower_ == "that" for c in clause.lefts)):
        clause = None
    if clause is not None and site.entry.lemma == "ask" and _is_question(clause):
        return None
    if clause is not None:
        content = right_content(view, verb, [clause], _start(site, clause))
        return Reading(content, _hearer(site)) if content else None
    that = _that_after(verb)
    if that is not None:
        content = to_sentence_end(view, verb, that.i + 1)
        return Reading(content, _hearer(site)) if content else None
    if wants_that and not _closes(verb):
        return None
    before = _as_clause(site) or (None if is_outer_participle(verb, view) else _preposed(site))
    return before or (None if is_passive(verb) else _misread_clause(site))


def _finds(site: Site) -> bool:
    """Tells whether those whose findings are words find: "the court found the council had erred"."""
    subject = site.subject
    return site.entry.lemma == "find" and subject is not None and noun_in(subject, word_list("finders"))


def _closes(verb: Token) -> bool:
    """Tells whether a verb ends its sentence: "The drug halved deaths, they found."."""
    return verb.i + 1 >= verb.sent.end or verb.nbor(1).text == "."


def _as_clause(site: Site) -> Reading | None:
    """Reads "As the minister explained on Monday, traffic is back" and "…, as the minister explained"."""
    verb, view, main = site.verb, site.view, site.verb.head
    if verb.dep_ != "advcl" or site.subject is None or site.entry.lemma not in word_list("parenthetical"):
        return None
    mark = next((c for c in verb.lefts if c.lower_ == "as" and c.dep_ in {"mark", "advmod"}), None)
    if mark is None or mark.i != verb.left_edge.i or not mark.i < site.subject.i < verb.i:
        return None
    if site.subject.lower_ in {"it", "this", "that"}:
        return None  # "the shortage as it relates to schools"
    if any(c.dep_ in _OBJECTS or c.lower_ in _OF_CONTENT for c in verb.rights):
        return None
    if main.i < verb.i:
        start, end = int(verb.sent.start_char), mark.idx
    else:
        comma = next((t for t in view.doc[verb.i + 1 : main.i] if t.text == ","), None)
        if comma is None or mark.i > verb.sent.start + 1:
            return None
        start, end = comma.idx + 1, view.sentence_end(verb)
    content = view.trim(start, end)
    return Reading(content, _hearer(site), preposed=main.i < verb.i) if content else None


def _misread_clause(site: Site) -> Reading | None:
    """Reads "said Smith required surgery" where the parser took the clause for a noun phrase.

    Only verbs that seldom take a noun phrase as their object are read so, and only before a finite verb.
    """
    verb, view = site.verb, site.view
    if site.entry.lemma not in word_list("clausal") or (site.subject is not None and site.subject.i > verb.i):
        return None
    first = verb.i + 1
    while first < verb.sent.end and view.doc[first].dep_ == "prep" and view.doc[first].head == verb:
        first = view.doc[first].right_edge.i + 1  # "announced on Sunday there were …"
    following = view.doc[first : verb.sent.end]
    if len(following) < 3 or following[0].is_punct:
        return None
    tags = {"VBD", "VBZ", "VBP", "MD", "VBN"}
    finite = next((t for t in following if t.tag_ in tags and not view.quoted(t)), None)
    if finite is None or finite.nbor(-1).lower_ in {"and", "but", "or", "who", "which", "that", ","}:
        return None
    if finite.tag_ == "VBN" and finite.dep_ == "acl" and noun_in(finite.head, word_list("medium")):
        return None  # "confirmed this in a letter dated May 3"
    if verb.dep_ == "advcl" and finite == verb.head:
        return None  # "As the minister announced the cuts, protesters shouted"
    if any(
        t.lower_ in {"who", "which", "that"} or t.text == ";" for t in following[: finite.i - following[0].i]
    ):
        return None
    if joined_on(verb) is not None:
        content = view.trim(following[0].idx, view.sentence_end(verb))
    else:
        content = to_sentence_end(view, verb, following[0].i)
    return Reading(content, _hearer(site)) if content else None


def _right_clause(verb: Token) -> Token | None:
    for child in verb.rights:
        if child.dep_ == "ccomp" and child.tag_ in _FINITE and not _bare_infinitive(child):
            return child
    return None


def _bare_infinitive(clause: Token) -> bool:
    labels = {c.dep_ for c in clause.children if c.i < clause.i}
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)
    return to or (clause.tag_ == "VBG" and "aux" not in labels and not labels & {"nsubj", "nsubjpass"})


def _after_that(clause: Token) -> int:
    first = clause.left_edge
    if first.lower_ == "that" and first.dep_ == "mark":
        return int(first.idx + len(first))
    for child in clause.lefts:
        if child.dep_ == "mark" and child.lower_ == "that":
            return int(child.idx + len(child))
    return int(first.idx)


def _is_question(clause: Token) -> bool:
    """Tells whether a clause is what somebody wished to know: "asked whether …", "asked why …"."""
    first = clause.left_edge
    return first.lower_ in {"whether", "if"} or first.tag_ in {"WRB", "WP", "WDT"}


def _start(site: Site, clause: Token) -> int:
    """Returns the first character of a clause, or of the object that the parser took off its front."""
    after_setting = _past_setting(site.verb.i + 1, clause)
    if after_setting is not None:
        return after_setting
    thing = next((c for c in site.verb.rights if c.dep_ == "dobj" and c.i < clause.left_edge.i), None)
    that = clause.left_edge.lower_ == "that"
    if thing is None or that or site.entry.lemma in word_list("telling"):
        return _after_that(clause)
    return int(thing.left_edge.idx)


def _past_setting(at: int, clause: Token) -> int | None:
    """Returns where a clause begins behind the time or medium of its saying: "said on Monday it would close".

    The small parser gives such phrases to the clause. None where there are none.
    """
    doc = clause.doc
    subject = next((c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    end = at
    while subject is not None and end < subject.left_edge.i:
        if doc[end].dep_ == "prep" and _says_how(doc[end]):
            end = doc[end].right_edge.i + 1
        elif _is_time(doc[end]) or (
            doc[end].lower_ in {"late", "early", "on", "in"} and _is_time(doc[end + 1])
        ):
            end += 1
        else:
            return None
    return int(doc[end].idx) if subject is not None and at < end == subject.left_edge.i else None


def _says_how(preposition: Token) -> bool:
    """Tells whether a phrase says in what words were said: "in a statement"."""
    things = (c for c in preposition.children if c.dep_ == "pobj")
    return any(noun_in(t, word_list("medium")) for t in things)


def _is_time(token: Token) -> bool:
    """Tells whether a token is part of a time: of a day, a month or a year."""
    return token.ent_type_ in {"DATE", "TIME"} or token.lower_ in word_list("calendar")


def _that_after(verb: Token) -> Token | None:
    """Returns a "that" close after the verb that the parser read otherwise."""
    for token in verb.doc[verb.i + 1 : verb.i + _THAT_WITHIN]:
        if token.lower_ == "that" and (token.dep_ == "mark" or _read_as_relative(token, verb)):
            return None if _of_other(token, verb) else token
        apart = token.is_punct and token.text not in {",", '"', "''", "”", "(", ")"}
        if apart or token.tag_ in {"VBD", "VBZ", "VBP"}:
            return None
    return None


def _read_as_relative(that: Token, verb: Token) -> bool:
    """Tells whether "that" opens what was said, not a clause about "said in a letter dated May 3 that …"."""
    clause = that.head
    relative = that.dep_ == "dobj" and clause.dep_ == "relcl" and clause.head.dep_ == "pobj"
    own = any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > that.i for c in clause.lefts)
    said = cue_lemma(verb) in {"say", "warn", "state", "add", "announce", "argue", "insist", "claim", "write"}
    return relative and own and said and not any(c.dep_ in _OBJECTS for c in verb.rights)


def _of_other(that: Token, verb: Token) -> bool:
    """Tells whether a "that" belongs to a later participle: "to add liquidity, fearing that …"."""
    holder = that.head.head
    return holder.tag_ == "VBG" and holder.i > verb.i and that.head.dep_ == "ccomp"


def _preposed(site: Site) -> Reading | None:
    verb, view, subject = site.verb, site.view, site.subject
    quoting = quoting_above(verb)
    if quoting is not None:  # "…, the agency quoted him as saying"
        verb, subject = quoting, own_subject(quoting)
    first = verb if subject is None or subject.i > verb.i else subject.left_edge
    lefts = [c for c in verb.lefts if c.dep_ in {"ccomp", "parataxis", "advcl"} and c.i < first.i]
    if lefts and lefts[0].dep_ != "advcl":
        content = left_content(view, lefts[0], first.idx)
        return Reading(content, _hearer(site), preposed=True) if content else None
    if first.i == 0 or not _may_stand_apart(site):
        return None
    before = first.nbor(-1)
    if before.text not in {",", "—", "–", "''", '"', "”", "’"} or before.sent != verb.sent:
        return None
    return _around(site, first)


def _may_stand_apart(site: Site) -> bool:
    """Tells whether a verb has nothing of its own to its right that would be its content."""
    return not any(
        c.dep_ in {"dobj", "xcomp", "ccomp", "oprd", "acomp", "attr"} and c != site.subject
        for c in site.verb.rights
    ) and site.entry.lemma in word_list("parenthetical")


def _around(site: Site, first: Token) -> Reading | None:
    """Reads "The bomb, police said, was in a car": the longer of what stands before and after the cue."""
    verb, view = site.verb, site.view
    sent = verb.sent
    if not any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in view.doc[sent.start : first.i]
    ) and not _continues(site):
        return None
    after_cue = next((t for t in view.doc[verb.i + 1 : sent.end] if t.text in {",", "—", "–"}), None)
    start = max(int(sent.start_char), view.text.rfind(";", sent.start_char, first.idx) + 1)
    before = view.trim(start, first.idx)
    after = (
        view.trim(after_cue.idx + 1, view.sentence_end(verb))
        if after_cue is not None and _continues(site)
        else None
    )
    found = max((s for s in (before, after) if s is not None), key=lambda s: s.end - s.start, default=None)
    return Reading(found, _hearer(site), preposed=True) if found else None


def _continues(site: Site) -> bool:
    """Tells whether the clause that a cue stands in runs on after it ("The bomb, he said, was …")."""
    head = site.verb.head
    return (
        head.i > site.verb.i
        and head.pos_ in {"VERB", "AUX", "NOUN"}
        and site.verb.dep_ in {"parataxis", "ccomp", "advcl", "nsubj", "csubj", "relcl"}
    )


def _hearer(site: Site) -> Token | None:
    """Returns the head of the phrase that names whom it was said to: an object person, or "to …"."""
    for child in site.verb.rights:
        if (
            child.dep_ in {"dobj", "dative", "iobj"}
            and child.pos_ in {"NOUN", "PROPN", "PRON"}
            and site.entry.lemma in word_list("telling")
        ):
            return child
        if child.dep_ in {"prep", "dative"} and child.lower_ == "to":
            person = next((c for c in child.children if c.dep_ == "pobj"), None)
            if person is not None and not noun_in(person, word_list("mute")):
                return person
    return None


def tell(site: Site) -> Reading | None:
    """Reads the person told, then what they were told."""
    verb, view, lemma = site.verb, site.view, site.entry.lemma
    told = _told(verb)
    quoted, clause = quote(site), _told_clause(site, told)
    if quoted is not None and (told is not None or lemma == "tell") and not _opens_before(clause, quoted):
        return Reading(quoted.content, told, quoted.preposed)
    if clause is not None:
        after_setting = _past_setting(told.right_edge.i + 1, clause) if told is not None else None
        content = right_content(view, verb, [clause], after_setting or _after_that(clause))
        return Reading(content, told) if content else None
    if told is None:
        return None
    that = _late_that(told)
    if that is not None and lemma not in _WANT_THAT:
        return Reading(to_sentence_end(view, verb, that.i + 1), told)
    before = _preposed_telling(site) if lemma in {"tell", "inform"} else None
    if before is not None:
        return Reading(before.content, told, preposed=True)
    if lemma in site.entry.words("no_prepositions") or told.lower_ in {"it", "that", "this"}:
        return None
    for preposition, thing in phrases(site):
        if preposition.lower_ in site.entry.words("prepositions") and thing != told:
            return Reading(right_content(view, verb, [thing]), told)
    return None


def _opens_before(clause: Token | None, quoted: Reading) -> bool:
    """Tells whether a clause leads into its quotation: "told us the raid “threatens the peace”"."""
    if clause is None or quoted.content is None or quoted.preposed:
        return False
    subject = next((c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject is not None and subject.idx < quoted.content.start <= clause.idx


def _told(verb: Token) -> Token | None:
    objects = (c for c in verb.rights if c.dep_ in {"dobj", "dative", "iobj"})
    return next((c for c in objects if c.pos_ in {"NOUN", "PROPN", "PRON"}), None)


def _told_clause(site: Site, told: Token | None) -> Token | None:
    """Returns the clause of what somebody was told, even where the parser hung it on the hearer."""
    verb, lemma = site.verb, site.entry.lemma
    clause = _right_clause(verb)
    if clause is None and told is not None and lemma == "tell":
        subjects = {"he", "she", "they", "it", "we", "i"}  # "told officers he had acted alone"
        inner = [c for c in told.rights if c.dep_ == "relcl"]
        where = (p for p in verb.rights if p.dep_ == "prep" and p.i > told.i)  # "told us on the steps they …"
        inner += [c for p in where for t in p.rights for c in t.rights if c.dep_ == "relcl"]
        clause = next((c for c in inner if _complements(c, told, subjects)), None)
    if clause is None:
        return None
    marks = {c.lower_ for c in clause.lefts if c.dep_ == "mark"}
    if lemma in _WANT_THAT and "that" not in marks:
        return None
    if told is None and lemma == "tell" and marks & {"whether", "if"}:
        return None  # "It is hard to tell whether …"
    next_word = verb.nbor(1) if verb.i + 1 < verb.sent.end else verb
    spoken_to = told is not None or next_word.pos_ in _NOMINAL
    return clause if spoken_to or is_passive(verb) or lemma in {"inform", "assure", "remind"} else None


def _complements(clause: Token, told: Token, subjects: set[str]) -> bool:
    """Tells whether a clause read as relative is what was told: "told a briefing that China had left"."""
    own = [c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ != "that"]
    that = clause.left_edge
    return bool(own) and (
        own[0].lower_ in subjects or (that.lower_ == "that" and that.i == told.i + 1 and that.head == clause)
    )


def _late_that(told: Token) -> Token | None:
    """Returns the "that" of "told investors on a call on Wednesday that …"."""
    for token in told.doc[told.i + 1 : min(told.i + _LATEST_THAT, told.sent.end)]:
        if token.lower_ == "that" and token.dep_ == "mark":
            return token
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return None
    return None


def _preposed_telling(site: Site) -> Reading | None:
    if site.subject is None:
        return None
    first = site.subject.left_edge if site.subject.i < site.verb.i else site.verb
    clause = next((c for c in site.verb.lefts if c.dep_ in {"ccomp", "parataxis"}), None)
    if clause is not None:
        content = left_content(site.view, clause, first.idx)
        return Reading(content, preposed=True) if content else None
    if first.i > 0 and first.nbor(-1).text == "," and first.nbor(-1).sent == site.verb.sent:
        return _around(site, first)
    return None
