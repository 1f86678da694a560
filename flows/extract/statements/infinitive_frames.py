"""Reads the frames of speech acts whose content is an infinitive: what somebody vows or is urged to do."""

from collections.abc import Iterator

from flows.extract.statements.act_frames import object_of, phrases
from flows.extract.statements.contents import right_content
from flows.extract.statements.cues import Reading
from flows.extract.statements.lexicon import noun_in, word_list
from flows.extract.statements.site import Site
from flows.extract.statements.sources import is_passive
from flows.extract.tokens import Token

_ANYBODY = frozenset(("anyone", "anybody", "everyone", "everybody", "those"))
_TO_A_PLACE = frozenset(("invite", "direct", "order", "challenge", "recommend", "press", "push", "ask"))


def _infinitives(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and any(
            c.dep_ == "aux" and c.lower_ == "to" for c in child.children
        ):
            yield child


def _is_infinitive(verb: Token) -> bool:
    """Tells whether a verb after "to" is an infinitive, active or passive: "to be released"."""
    return verb.tag_ == "VB" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VB" for c in verb.children)


def infinitive(site: Site) -> Reading | None:
    """Reads "vowed to fight on"."""
    for clause in _infinitives(site.verb):
        if any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children):
            continue
        if object_of(site.verb) is None or (
            clause.dep_ == "xcomp" and site.entry.lemma not in {"ask", "promise"}
        ):
            if clause.dep_ == "advcl" and object_of(site.verb) is not None:
                continue
            return Reading(right_content(site.view, site.verb, [clause]))
    return None


def object_to(site: Site) -> Reading | None:
    """Reads "urged Iran to stop"."""
    for clause in _infinitives(site.verb):
        inner = next((c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        spoken_to = (
            object_of(site.verb)
            or next((c for c in site.verb.rights if c.dep_ in {"dative", "iobj"}), None)
            or inner
        )
        if spoken_to is None and not is_passive(site.verb):
            continue
        if spoken_to is not None and spoken_to.lower_ in {"himself", "herself", "themselves", "itself"}:
            continue
        to = next(c for c in clause.children if c.dep_ == "aux" and c.lower_ == "to")
        start = to.nbor(-1).idx if to.nbor(-1).lower_ in {"not", "never"} else to.idx
        return Reading(
            right_content(site.view, site.verb, [clause], start), spoken_to or _passive_hearer(site)
        )
    return _to_after_object(site)


def _passive_hearer(site: Site) -> Token | None:
    return next((c for c in site.verb.lefts if c.dep_ == "nsubjpass"), None)


def _to_after_object(site: Site) -> Reading | None:
    """Reads "urged Iran to stop" where the parser hung "to stop" on the object."""
    spoken_to = object_of(site.verb)
    if spoken_to is None:
        return None
    for child in spoken_to.rights:
        if (
            child.dep_ in {"acl", "relcl"}
            and _is_infinitive(child)
            and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        ) and (spoken_to.pos_ == "PROPN" or noun_in(spoken_to, word_list("people"))):
            return Reading(right_content(site.view, site.verb, [child]), spoken_to)
    return _to_within_object(site, spoken_to) or _to_misread(site, spoken_to)


def _to_within_object(site: Site, spoken_to: Token) -> Reading | None:
    """Reads "asked anyone with information to call", where "to call" was hung on "information"."""
    if spoken_to.lower_ not in _ANYBODY:
        return None
    for token in site.view.doc[spoken_to.i + 1 : site.verb.sent.end]:
        if token.is_punct or token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return None
        if token.lower_ == "to" and token.dep_ == "aux" and _is_infinitive(token.head):
            return Reading(right_content(site.view, site.verb, [token.head], token.idx))
    return None


def _to_misread(site: Site, spoken_to: Token) -> Reading | None:
    """Reads "reminded owners to clear drains" where the parser took "clear" for an adjective."""
    if site.entry.lemma in _TO_A_PLACE or noun_in(spoken_to, word_list("mute")):
        return None
    for child in site.verb.rights:
        if child.dep_ == "prep" and child.lower_ == "to" and child.i == spoken_to.right_edge.i + 1:
            first = child.nbor(1)
            if first.pos_ in {"ADJ", "NOUN", "VERB"} and first.i < site.verb.sent.end - 1:
                return Reading(right_content(site.view, site.verb, [child]), spoken_to)
    return None


def prep_to(site: Site) -> Reading | None:
    """Reads "called on Russia to leave", wherever the parser hung the infinitive."""
    for preposition, spoken_to in phrases(site):
        if preposition.lower_ not in site.entry.words("hearer_prepositions") or preposition.head != site.verb:
            continue
        window = site.view.doc[spoken_to.i + 1 : site.verb.sent.end]
        to = next(
            (t for t in window if t.lower_ == "to" and t.dep_ == "aux" and _is_infinitive(t.head)), None
        )
        if to is not None and to.head.head.i in {site.verb.i, spoken_to.i, preposition.i} | {
            c.i for c in spoken_to.subtree
        }:
            if preposition.lower_ == "on" and to.head.lower_ in word_list("calling"):
                called = spoken_to.ent_type_ == "PERSON" or noun_in(spoken_to, word_list("offices"))
                return None if called else _urged(site, to, spoken_to)
            return _urged(site, to, spoken_to)
    return None


def _urged(site: Site, to: Token, spoken_to: Token) -> Reading:
    return Reading(right_content(site.view, site.verb, [to.head], to.idx), spoken_to)
