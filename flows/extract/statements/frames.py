"""Tells which frame of the lexicon a verb stands in, and reads content and addressee off it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from flows.extract.statements.contents import left_content, right_content
from flows.extract.statements.cues import Reading
from flows.extract.statements.lexicon import VerbEntry, noun_in, word_list
from flows.extract.statements.quoting import beside
from flows.extract.statements.sources import is_passive
from flows.extract.statements.view import View
from flows.records import Span

_OBJECTS = frozenset(("dobj", "dative", "iobj", "oprd"))
_PERSONAL = frozenset(
    ("him", "her", "them", "us", "me", "you", "himself", "herself", "themselves", "itself", "each")
)
_POINTING = frozenset(("it", "this", "that", "so", "which", "what", "one"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "VB", "VBN", "VBG"))


@dataclass(frozen=True, slots=True)
class Site:
    """A verb with its subject, as the frames look at it."""

    view: View
    verb: Token
    subject: Token | None
    entry: VerbEntry


def read_frame(site: Site) -> Reading | None:
    """Returns what the first of the rule's frames that fits holds, or None where none fits."""
    for name in site.entry.words("frames"):
        reading = _FRAMES[name](site)
        if reading is not None:
            return reading
    return None


def _quote(site: Site) -> Reading | None:
    content = beside(site.view, site.verb, site.subject).content()
    if content is None:
        return None
    return Reading(content, _hearer(site), preposed=content.start < site.verb.idx)


def _clause(site: Site) -> Reading | None:
    verb, view = site.verb, site.view
    clause = _right_clause(verb)
    if clause is not None:
        content = right_content(view, verb, [clause], _after_that(view, clause))
        return Reading(content, _hearer(site)) if content else None
    that = _that_after(verb)
    if that is not None:
        content = view.trim(that.idx + len(that), view.sentence_end(verb))
        return Reading(content, _hearer(site)) if content else None
    return _preposed(site) or _misread_clause(site)


def _misread_clause(site: Site) -> Reading | None:
    """Reads "said Smith required surgery" where the parser took the clause for a noun phrase.

    Only verbs that seldom take a noun phrase as their object are read so, and only before a finite verb.
    """
    verb, view = site.verb, site.view
    if site.entry.lemma not in word_list("clausal") or (site.subject is not None and site.subject.i > verb.i):
        return None
    following = view.doc[verb.i + 1 : verb.sent.end]
    if len(following) < 3 or following[0].is_punct:
        return None
    finite = next(
        (t for t in following if t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBN"} and not view.quoted(t)), None
    )
    if finite is None or any(
        t.lower_ in {"and", "but", "or", "who", "which", "that"} or t.text in {",", ";"}
        for t in following[: finite.i - verb.i - 1]
    ):
        return None
    content = view.trim(following[0].idx, view.sentence_end(verb))
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


def _after_that(view: View, clause: Token) -> int:
    first = clause.left_edge
    if first.lower_ == "that" and first.dep_ == "mark":
        return int(first.idx + len(first))
    for child in clause.lefts:
        if child.dep_ == "mark" and child.lower_ == "that":
            return int(child.idx + len(child))
    del view
    return int(first.idx)


def _that_after(verb: Token) -> Token | None:
    """Returns a "that" close after the verb that the parser read otherwise."""
    for token in verb.doc[verb.i + 1 : verb.i + 7]:
        if token.lower_ == "that" and token.dep_ == "mark":
            return token
        apart = token.is_punct and token.text not in {",", '"', "''", "”"}
        if apart or token.tag_ in {"VBD", "VBZ", "VBP"}:
            return None
    return None


def _preposed(site: Site) -> Reading | None:
    verb, view = site.verb, site.view
    first = verb if site.subject is None or site.subject.i > verb.i else site.subject.left_edge
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
        c.dep_ in {"dobj", "xcomp", "ccomp", "oprd", "acomp", "attr"} for c in site.verb.rights
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
    before = view.trim(sent.start_char, first.idx)
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


def _tell(site: Site) -> Reading | None:
    verb, view, lemma = site.verb, site.view, site.entry.lemma
    told = next(
        (
            c
            for c in verb.rights
            if c.dep_ in {"dobj", "dative", "iobj"} and c.pos_ in {"NOUN", "PROPN", "PRON"}
        ),
        None,
    )
    passive = is_passive(verb)
    quoted = _quote(site)
    if quoted is not None and (told is not None or lemma == "tell"):
        return Reading(quoted.content, told, quoted.preposed)
    clause = _right_clause(verb)
    if clause is not None and (
        told is not None or passive or lemma in {"tell", "inform", "assure", "remind"}
    ):
        if lemma in {"ask", "show", "write"} and not any(
            c.dep_ == "mark" and c.lower_ == "that" for c in clause.children
        ):
            return None
        if (
            any(c.lower_ in {"whether", "if"} for c in clause.lefts if c.dep_ == "mark")
            and lemma == "tell"
            and told is None
        ):
            return None
        content = right_content(view, verb, [clause], _after_that(view, clause))
        return Reading(content, told) if content else None
    if told is None:
        return None
    that = next(
        (t for t in view.doc[told.i + 1 : told.i + 6] if t.lower_ == "that" and t.dep_ == "mark"), None
    )
    if that is not None and lemma not in {"ask", "show"}:
        return Reading(view.trim(that.idx + 4, view.sentence_end(verb)), told)
    if lemma == "tell" and site.subject is not None:
        before = _preposed_telling(site)
        if before is not None:
            return Reading(before.content, told, preposed=True)
    if lemma in site.entry.words("no_prepositions") or told.lower_ in {"it", "that", "this"}:
        return None
    for preposition, thing in _phrases(site):
        if preposition.lower_ in site.entry.words("prepositions") and thing != told:
            return Reading(right_content(view, verb, [thing]), told)
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


def _object_of(verb: Token) -> Token | None:
    return next((c for c in verb.rights if c.dep_ == "dobj"), None)


def _thing(site: Site) -> Token | None:
    """Returns the verb's object, or for a passive what is said, where the rule allows it as content."""
    verb, entry = site.verb, site.entry
    if is_passive(verb):
        thing = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        thing = thing or (verb.head if verb.dep_ in {"acl", "relcl"} else None)
    else:
        thing = _object_of(verb)
    if any(c.dep_ == "dative" and c.lower_ in _PERSONAL for c in verb.rights):
        return None  # "denied him a lawyer"
    if (
        thing is None
        or thing.lower_ in _PERSONAL
        or thing.pos_ not in {"NOUN", "PROPN", "PRON", "NUM", "SYM", "VERB"}
    ):
        return None
    if thing.lower_ in _POINTING and not is_passive(verb) and not entry.rule.data.get("pronouns"):
        return None
    if any(c.dep_ == "det" and c.lower_ == "no" for c in thing.children) or thing.lower_ == "nothing":
        return None  # "made no comment"
    if entry.rule.data.get("objects") == "thing" and not _is_thing(thing):
        return None
    return thing if _listed(entry, thing) else None


def _is_thing(noun: Token) -> bool:
    if noun.pos_ == "PROPN" or noun.ent_type_ in {"PERSON", "NORP"} or noun.ent_type_ == "GPE":
        return False
    return noun.pos_ in {"NOUN", "VERB"} and not noun_in(noun, word_list("people"))


def _listed(entry: VerbEntry, thing: Token) -> bool:
    data = entry.rule.data
    own: list[str] | None = data.get(entry.lemma)
    if own is not None:
        return noun_in(thing, tuple(own))
    barred = data.get("not_" + entry.lemma)
    if barred is not None and noun_in(thing, tuple(barred)):
        return False
    if "nouns" not in data or entry.lemma in data.get("free", ()):
        return True
    return noun_in(thing, tuple(data["nouns"])) or any(
        noun_in(c, tuple(data["nouns"])) for c in thing.conjuncts
    )


def _object(site: Site) -> Reading | None:
    thing = _thing(site)
    if thing is None:
        return None
    if is_passive(site.verb):
        return Reading(_noun_phrase(site.view, thing, site.verb))
    return Reading(right_content(site.view, site.verb, [thing]), _to_person(site.verb))


def _noun_phrase(view: View, noun: Token, verb: Token) -> Span | None:
    end = noun.right_edge
    if end.i >= verb.left_edge.i > noun.i or verb.i <= end.i:
        last = max(verb.left_edge.i, noun.i + 1) if verb.left_edge.i > noun.i else noun.i + 1
        return view.trim(noun.left_edge.idx, view.doc[last].idx)
    return view.trim(noun.left_edge.idx, end.idx + len(end))


def _to_person(verb: Token) -> Token | None:
    for child in verb.rights:
        if child.dep_ in {"prep", "dative"} and child.lower_ == "to":
            return next(
                (
                    c
                    for c in child.children
                    if c.dep_ == "pobj" and (c.pos_ == "PROPN" or noun_in(c, word_list("people")))
                ),
                None,
            )
    return None


def _gerund(site: Site) -> Reading | None:
    for child in site.verb.rights:
        if child.tag_ == "VBG" and child.dep_ in {"xcomp", "ccomp", "dobj", "pcomp"}:
            return Reading(right_content(site.view, site.verb, [child]))
    return None


def _infinitives(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and any(
            c.dep_ == "aux" and c.lower_ == "to" for c in child.children
        ):
            yield child


def _infinitive(site: Site) -> Reading | None:
    for clause in _infinitives(site.verb):
        if any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children):
            continue
        if _object_of(site.verb) is None or (
            clause.dep_ == "xcomp" and site.entry.lemma not in {"ask", "promise"}
        ):
            if clause.dep_ == "advcl" and _object_of(site.verb) is not None:
                continue
            return Reading(right_content(site.view, site.verb, [clause]))
    return None


def _object_to(site: Site) -> Reading | None:
    for clause in _infinitives(site.verb):
        inner = next((c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        spoken_to = (
            _object_of(site.verb)
            or next((c for c in site.verb.rights if c.dep_ in {"dative", "iobj"}), None)
            or inner
        )
        if spoken_to is None and not is_passive(site.verb):
            continue
        if spoken_to is not None and spoken_to.lower_ in {"himself", "herself", "themselves", "itself"}:
            continue
        start = next(c for c in clause.children if c.dep_ == "aux" and c.lower_ == "to").idx
        return Reading(
            right_content(site.view, site.verb, [clause], start), spoken_to or _passive_hearer(site)
        )
    return _to_after_object(site)


def _passive_hearer(site: Site) -> Token | None:
    return next((c for c in site.verb.lefts if c.dep_ == "nsubjpass"), None)


def _to_after_object(site: Site) -> Reading | None:
    """Reads "urged Iran to stop" where the parser hung "to stop" on the object."""
    spoken_to = _object_of(site.verb)
    if spoken_to is None:
        return None
    for child in spoken_to.rights:
        if (
            child.dep_ in {"acl", "relcl"}
            and child.tag_ == "VB"
            and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        ) and (spoken_to.pos_ == "PROPN" or noun_in(spoken_to, word_list("people"))):
            return Reading(right_content(site.view, site.verb, [child]), spoken_to)
    return None


def _phrases(site: Site) -> Iterator[tuple[Token, Token]]:
    """Yields the prepositions on the verb, or on its object, each with what it governs."""
    thing = _object_of(site.verb)
    hosts = [site.verb] if thing is None else [site.verb, thing]
    for host in hosts:
        for child in host.rights:
            if child.dep_ in {"prep", "dative", "agent"} or (child.dep_ == "prt" and host == site.verb):
                governed = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
                if governed is not None:
                    yield child, governed


def _prepositions(site: Site) -> Reading | None:
    wanted = site.entry.words("prepositions")
    for preposition, thing in _phrases(site):
        if preposition.lower_ in wanted and preposition.head == site.verb and not _is_time(thing):
            return Reading(right_content(site.view, site.verb, [thing]), _to_person(site.verb))
    return None


def _is_time(thing: Token) -> bool:
    return thing.ent_type_ in {"DATE", "TIME"}


def _prep_to(site: Site) -> Reading | None:
    """Reads "called on Russia to leave", wherever the parser hung the infinitive."""
    for preposition, spoken_to in _phrases(site):
        if preposition.lower_ not in site.entry.words("hearer_prepositions") or preposition.head != site.verb:
            continue
        window = site.view.doc[spoken_to.i + 1 : site.verb.sent.end]
        to = next((t for t in window if t.lower_ == "to" and t.dep_ == "aux" and t.head.tag_ == "VB"), None)
        if to is not None and to.head.head.i in {site.verb.i, spoken_to.i, preposition.i} | {
            c.i for c in spoken_to.subtree
        }:
            return Reading(right_content(site.view, site.verb, [to.head], to.idx), spoken_to)
    return None


def _object_for(site: Site) -> Reading | None:
    thing = _object_of(site.verb)
    passive = is_passive(site.verb)
    if thing is None and not passive:
        return None
    for preposition, governed in _phrases(site):
        if preposition.lower_ in site.entry.words("prepositions") and governed != thing:
            if thing is None or site.entry.rule.data.get("speaks_to"):
                return Reading(right_content(site.view, site.verb, [governed]), thing)
            return Reading(right_content(site.view, site.verb, [thing, governed]))
    return None


def _as(site: Site) -> Reading | None:
    thing = _object_of(site.verb)
    if thing is None and not is_passive(site.verb):
        return None
    if thing is not None:
        end = min(thing.right_edge.i + 12, site.verb.sent.end)
        for token in site.view.doc[thing.i + 1 : end]:
            if (
                token.lower_ == "as"
                and token.dep_ in {"prep", "mark", "advmod"}
                and token.head.i in {site.verb.i, thing.i}
            ):
                return Reading(right_content(site.view, site.verb, [thing, token]))
        return None
    for preposition, _ in _phrases(site):
        if preposition.lower_ == "as":
            return Reading(right_content(site.view, site.verb, [preposition]))
    return None


def _quoted_prepositions(site: Site) -> Reading | None:
    for preposition, thing in _phrases(site):
        if preposition.lower_ in site.entry.words("prepositions"):
            quotation = site.view.quotation_after(preposition.idx)
            if quotation is not None and quotation.span.start <= thing.right_edge.idx + 2:
                return Reading(right_content(site.view, site.verb, [thing]), _to_person(site.verb))
    return None


def _acomp(site: Site) -> Reading | None:
    for child in site.verb.rights:
        if child.dep_ in {
            "acomp",
            "oprd",
            "advmod",
            "dobj",
            "ccomp",
            "amod",
        } and child.lower_ in site.entry.words("complements"):
            return Reading(site.view.trim(child.left_edge.idx, child.right_edge.idx + len(child.right_edge)))
    return None


def _complement(site: Site) -> Reading | None:
    """Reads "called the plan a fig leaf": the object and what it is called."""
    clause = next((c for c in site.verb.rights if c.dep_ in {"oprd", "ccomp", "dobj", "attr"}), None)
    return Reading(right_content(site.view, site.verb, [clause])) if clause is not None else None


def _quoted_complement(site: Site) -> Reading | None:
    """Reads "branded the plan “a fig leaf”": a judgement in quoted words."""
    reading = _complement(site)
    if reading is None or reading.content is None or site.view.kind_of(reading.content) == "indirect":
        return None
    return reading


def _idiom(site: Site) -> Reading | None:
    """Reads set phrases ("cast doubt on"): what follows the phrase is the content."""
    following = site.view.doc[site.verb.i + 1 : site.verb.i + 7]
    words = [t.lower_ for t in following]
    for idiom in site.entry.words("idioms"):
        lemma, *rest = idiom.split()
        if lemma == site.entry.lemma and words[: len(rest)] == rest:
            last = following[len(rest) - 1]
            content = site.view.trim(last.idx + len(last), site.view.sentence_end(site.verb))
            return Reading(content) if content else None
    return None


def _object_prep_to(site: Site) -> Reading | None:
    thing = _object_of(site.verb)
    if thing is None:
        return None
    for preposition, governed in _phrases(site):
        if preposition.lower_ == "to":
            return Reading(right_content(site.view, site.verb, [governed]), thing)
    return None


_FRAMES: dict[str, Callable[[Site], Reading | None]] = {
    "quote": _quote,
    "clause": _clause,
    "tell": _tell,
    "object": _object,
    "gerund": _gerund,
    "infinitive": _infinitive,
    "object_to": _object_to,
    "object_for": _object_for,
    "prepositions": _prepositions,
    "prep_to": _prep_to,
    "as": _as,
    "quoted_prepositions": _quoted_prepositions,
    "acomp": _acomp,
    "quoted_complement": _quoted_complement,
    "idiom": _idiom,
    "complement": _complement,
    "object_prep_to": _object_prep_to,
}
