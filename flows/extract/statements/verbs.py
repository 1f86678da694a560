"""Finds the cues that are verbs."""

from collections.abc import Iterator

from flows.extract.statements.contents import is_outer_participle
from flows.extract.statements.cues import Cue, Reading
from flows.extract.statements.frames import read_frame
from flows.extract.statements.lexicon import VerbEntry, cue_lemma, noun_in, verb_entries, word_list
from flows.extract.statements.misreadings import misread_noun
from flows.extract.statements.quoting import beside
from flows.extract.statements.realis import status_of
from flows.extract.statements.site import Site
from flows.extract.statements.sources import can_speak, joined_on, unnamed_before
from flows.extract.statements.verb_sources import source_of, subject_beside
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Span

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
    if unnamed_before(token) is not None or joined_on(token) is not None:
        return True
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
    source = source_of(view, verb)
    if source is None or not (can_speak(source) or _is_finding(source, verb)) or _people_say(source, verb):
        return None
    subject = subject_beside(view, verb)
    if subject is not None and view.quoted(subject):
        subject = None
    if subject is None and source.sent == verb.sent and source.i < verb.i and _follows_subject(verb, source):
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


def _is_finding(source: Token, verb: Token) -> bool:
    """Tells whether what else is mute finds something: "an investigation found that …"."""
    return source.lower_ in {"investigation", "probe", "inquiry"} and cue_lemma(verb) in {
        "find",
        "conclude",
        "reveal",
        "show",
    }


def _follows_subject(verb: Token, source: Token) -> bool:
    """Tells whether a source is a verb's subject that the parse lost, behind "who teaches law," or not."""
    return verb.dep_ == "ROOT" or (
        verb.dep_ == "acl" and verb.head == source and verb.nbor(-1).text == "," and verb.tag_ == "VBN"
    )


def _people_say(source: Token, verb: Token) -> bool:
    """Tells whether nobody in particular speaks: "Some say", "Some have speculated", but not "Some said"."""
    return source.lower_ == "some" and verb.tag_ != "VBD" and not any(c.i > source.i for c in source.children)


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
    return lemma is not None and any(not e.particle and not _needs_more(e) for e in verb_entries()[lemma])


def _needs_more(entry: VerbEntry) -> bool:
    """Tells whether a verb speaks only with certain subjects or objects: "put", "give", "show"."""
    data = entry.rule.data
    listed = "idioms" in data or ("nouns" in data and entry.lemma not in data.get("free", ()))
    return listed or "subjects" in data or entry.rule.id == "statement.act.put_at"


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
    if _leads_to_quotation(view, verb):
        return True
    others = [verb.head] if verb.dep_ in {"conj", "advcl"} else []
    others += [c for c in verb.children if c.dep_ in {"conj", "advcl"}]
    for other in others:
        lemma = cue_lemma(other)
        if lemma is not None and any(not e.weak for e in verb_entries()[lemma]):
            return True
    return any(noun_in(t, word_list("medium")) and t.dep_ == "pobj" for t in verb.subtree)


def _leads_to_quotation(view: View, verb: Token) -> bool:
    """Tells whether the next sentence of the paragraph quotes: "Diaz credited her training. “We …”"."""
    end = verb.sent.end
    if end >= len(view.doc) or verb.dep_ not in {"ROOT", "conj"}:
        return False
    gap = view.text[view.doc[end - 1].idx : view.doc[end].idx]
    return "\n" not in gap and view.quoted(view.doc[end]) and not view.quoted(view.doc[end - 1])


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
