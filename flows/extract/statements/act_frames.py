"""Reads the frames of speech acts whose content is an object, a gerund, a phrase or a judgement."""

from collections.abc import Iterator

from flows.extract.statements.contents import right_content, to_sentence_end
from flows.extract.statements.cues import Reading
from flows.extract.statements.lexicon import VerbEntry, noun_in, word_list
from flows.extract.statements.quoting import beside
from flows.extract.statements.site import Site
from flows.extract.statements.sources import agent_of, is_passive, only_names_issuer
from flows.extract.statements.view import View
from flows.extract.tokens import Token
from flows.records import Span

_MEASURES = (
    "number",
    "series",
    "range",
    "list",
    "set",
    "host",
    "variety",
    "package",
    "couple",
    "handful",
    "string",
)
_CONTENTS = frozenset(("ccomp", "xcomp", "oprd", "attr"))
_POINTING = frozenset(("it", "this", "that", "so", "which", "what", "one"))
_PERSONAL = frozenset(
    ("him", "her", "them", "us", "me", "you", "himself", "herself", "themselves", "itself", "each")
)


def object_of(verb: Token) -> Token | None:
    """Returns the head of a verb's object, or None."""
    found = [c for c in verb.rights if c.dep_ == "dobj"]
    if not found:  # "blamed cracked ties", with "cracked" read as what the ties did
        clauses = (c for c in verb.rights if c.dep_ in {"xcomp", "advcl"} and c.i == verb.i + 1)
        found = [c for c in clauses if c.tag_ == "VBN" and any(t.dep_ == "dobj" for t in c.rights)]
    nouns = [c for c in found if c.pos_ != "ADJ" and not c.is_punct and c.text != "-"]
    return nouns[0] if nouns else (found[0] if found else None)


def _thing(site: Site) -> Token | None:
    """Returns the verb's object, or for a passive what is said, where the rule allows it as content."""
    verb, entry = site.verb, site.entry
    if is_passive(verb):
        thing = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        thing = thing or (verb.head if verb.dep_ in {"acl", "relcl"} else None)
    else:
        thing = object_of(verb) or _relative_object(verb)
    if any(c.dep_ == "dative" and c.lower_ in _PERSONAL for c in verb.rights):
        return None  # "denied him a lawyer"
    if (
        thing is None
        or (thing.lower_ in _PERSONAL and not entry.rule.data.get("persons"))
        or thing.pos_ not in {"NOUN", "PROPN", "PRON", "NUM", "SYM", "VERB"}
    ):
        return None
    if thing.lower_ in _POINTING and not is_passive(verb) and not entry.rule.data.get("pronouns"):
        return None
    none = any(c.dep_ == "det" and c.lower_ == "no" for c in thing.children) or thing.lower_ == "nothing"
    if none and entry.rule.data.get("subjects") != "document":
        return None  # "made no comment", but "records show no fine"
    if any(c.lower_ in {"phone", "telephone", "video"} for c in thing.children):
        return None  # "made a phone call"
    if entry.rule.data.get("objects") == "thing" and not _is_thing(thing):
        return None
    return thing if _listed(entry, thing) else None


def _relative_object(verb: Token) -> Token | None:
    """Returns the noun of "a plan for the march, which the police rejected"."""
    if verb.dep_ != "relcl" or verb.head.pos_ not in {"NOUN", "PROPN"}:
        return None
    relative = any(c.dep_ == "dobj" and c.lower_ in {"which", "that"} for c in verb.lefts)
    return verb.head if relative and not any(c.dep_ in _CONTENTS for c in verb.rights) else None


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
    if noun_in(thing, _MEASURES):
        of = next((c for c in thing.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        thing = next((c for c in of.children if c.dep_ == "pobj"), thing) if of is not None else thing
    return noun_in(thing, tuple(data["nouns"])) or any(
        noun_in(c, tuple(data["nouns"])) for c in thing.conjuncts
    )


def object_frame(site: Site) -> Reading | None:
    """Reads the object as the content, or a passive's subject."""
    thing = _thing(site)
    if thing is None or only_names_issuer(site.verb):
        return None
    if thing == site.verb.head and not is_passive(site.verb):
        return Reading(_noun_phrase(site.view, thing, site.verb), _to_person(site.verb))
    if is_passive(site.verb):
        clause = next((c for c in site.verb.rights if c.dep_ == "ccomp"), None)
        if thing.lower_ == "it" and clause is not None:
            return Reading(right_content(site.view, site.verb, [clause]))
        return Reading(_noun_phrase(site.view, thing, site.verb))
    if "nouns" in site.entry.rule.data:
        quotation = beside(site.view, site.verb, site.subject).after
        if quotation is not None:
            return Reading(quotation.inner, _to_person(site.verb))
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
                (c for c in child.children if c.dep_ == "pobj" and _is_person(c)),
                None,
            )
    return None


def _is_person(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or noun_in(noun, word_list("people"))


def gerund(site: Site) -> Reading | None:
    """Reads "denied taking bribes", "denied having been told"."""
    for child in site.verb.rights:
        beside_verb = child.dep_ == "advcl" and child.i == site.verb.i + 1 + bool(site.entry.particle)
        if (child.dep_ in {"xcomp", "ccomp", "dobj", "pcomp"} or beside_verb) and _is_gerund(child):
            return Reading(right_content(site.view, site.verb, [child]))
    return None


def _is_gerund(verb: Token) -> bool:
    auxiliaries = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    return (auxiliaries[0] if auxiliaries else verb).tag_ == "VBG"


def phrases(site: Site) -> Iterator[tuple[Token, Token]]:
    """Yields the prepositions on the verb, or on its object, each with what it governs."""
    thing = object_of(site.verb)
    agent = agent_of(site.verb) if is_passive(site.verb) else None
    joined = thing.conjuncts if thing is not None else ()  # "accused Italy and the union of sloth"
    hosts = [site.verb, *(host for host in (thing, *joined, agent) if host is not None)]
    for host in hosts:
        for child in host.rights:
            if child.dep_ in {"prep", "dative", "agent"} or (child.dep_ == "prt" and host == site.verb):
                governed = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
                if governed is not None:
                    yield child, governed


def prepositions(site: Site) -> Reading | None:
    """Reads "called for calm"."""
    wanted = site.entry.words("prepositions")
    for preposition, thing in sorted(phrases(site), key=lambda p: _rank(wanted, p[0])):
        if (
            preposition.lower_ in wanted
            and preposition.head == site.verb
            and not _is_time(preposition, thing)
            and _may_govern(site.entry, thing)
            and not (preposition.lower_ in {"in", "at"} and noun_in(thing, word_list("medium")))
        ):
            if preposition.lower_ == "to" and len(wanted) > 1 and _is_person(thing):
                return Reading(None, thing)  # "apologised to the family"
            return Reading(right_content(site.view, site.verb, [thing]), _to_person(site.verb))
    for clause in site.verb.rights:
        mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ in wanted), None)
        if mark is not None and clause.dep_ in {"advcl", "ccomp", "xcomp"}:
            return Reading(right_content(site.view, site.verb, [clause], mark.idx + len(mark)))
    return None


def _may_govern(entry: VerbEntry, thing: Token) -> bool:
    """Tells whether the rule lets its preposition govern a noun: "stood by its report", not "by the gate"."""
    governed = entry.words("governed")
    return not governed or noun_in(thing, governed)


def _rank(wanted: tuple[str, ...], preposition: Token) -> int:
    return wanted.index(preposition.lower_) if preposition.lower_ in wanted else len(wanted)


def _is_time(preposition: Token, thing: Token) -> bool:
    return preposition.lower_ in {"for", "on", "in", "at"} and thing.ent_type_ in {"DATE", "TIME"}


def object_for(site: Site) -> Reading | None:
    """Reads "thanked Qatar for its help"."""
    thing = object_of(site.verb)
    passive = is_passive(site.verb)
    if thing is None and not passive and _relative_object(site.verb) is not None:
        return _relative_for(site)
    if thing is None and not passive:
        return None
    for preposition, governed in phrases(site):
        if _is_time(preposition, governed):
            continue
        if preposition.lower_ in site.entry.words("prepositions") and governed != thing:
            if thing is None or site.entry.rule.data.get("speaks_to"):
                return Reading(right_content(site.view, site.verb, [governed]), thing)
            return Reading(right_content(site.view, site.verb, [thing, governed]))
    return None


def _relative_for(site: Site) -> Reading | None:
    """Reads "the army, which witnesses blame for the raid"."""
    wanted = site.entry.words("prepositions")
    governed = next((g for p, g in phrases(site) if p.lower_ in wanted and not _is_time(p, g)), None)
    return Reading(right_content(site.view, site.verb, [governed])) if governed is not None else None


def as_frame(site: Site) -> Reading | None:
    """Reads "described the vote as fair"."""
    thing = object_of(site.verb)
    relative = any(c.dep_ == "dobj" for c in site.verb.lefts)
    if thing is None and not is_passive(site.verb) and not relative:
        return _as_before_object(site)  # but "the court, which the union describes as slow"
    if thing is not None:
        end = min(thing.right_edge.i + 12, site.verb.sent.end)
        for token in site.view.doc[thing.i + 1 : end]:
            if (
                token.lower_ == "as"
                and token.dep_ in {"prep", "mark", "advmod"}
                and (token.head.i in {site.verb.i, thing.i} or _judges(token.head, site.verb))
            ):
                judged = token.head if _judges(token.head, site.verb) else token
                return Reading(right_content(site.view, site.verb, [thing, judged]))
        return None
    for preposition, _ in phrases(site):
        if preposition.lower_ == "as":
            return Reading(right_content(site.view, site.verb, [preposition]))
    return None


def _as_before_object(site: Site) -> Reading | None:
    """Reads "described as “nonsense” reports that the dam had burst": the judgement stands first."""
    at = site.verb.i + 1
    if (
        at + 1 >= site.verb.sent.end
        or site.view.doc[at].lower_ != "as"
        or not site.view.quoted(site.view.doc[at + 1])
    ):
        return None
    content = to_sentence_end(site.view, site.verb, at + 1)
    return Reading(content) if content else None


def _judges(judgement: Token, verb: Token) -> bool:
    """Tells whether an adjective is what something is called: "dismissed the suit as baseless"."""
    return judgement.pos_ == "ADJ" and judgement.dep_ in {"advcl", "acomp", "amod"} and judgement.head == verb


def quoted_prepositions(site: Site) -> Reading | None:
    """Reads "spoke of a “turning point”": words quoted after the preposition."""
    for preposition, thing in phrases(site):
        if preposition.lower_ in site.entry.words("prepositions"):
            quotation = site.view.quotation_after(preposition.idx)
            if quotation is not None and quotation.span.start <= thing.right_edge.idx + 2:
                return Reading(right_content(site.view, site.verb, [thing]), _to_person(site.verb))
    return None


def day(site: Site) -> Reading | None:
    """Reads "declared Friday a day of mourning", whose day the parser takes for a time."""
    verb = site.verb
    first = next((c for c in verb.rights if c.dep_ == "npadvmod"), None)
    if first is None or first.left_edge.i != verb.i + 1 or any(c.dep_ == "dobj" for c in verb.rights):
        return None
    called = [c for c in verb.rights if c.i > first.i and (c.dep_ == "npadvmod" or c.lower_ == "as")]
    content = to_sentence_end(site.view, verb, verb.i + 1) if called else None
    return Reading(content) if content else None


def judged(site: Site) -> Reading | None:
    """Reads "ruled the ban unlawful", whose judgement a small parser rarely finds."""
    verb, wanted = site.verb, site.entry.words("complements")
    if verb.nbor(1).lower_ == "to":
        return None  # "the act, which a court later ruled to be void"
    for token in site.view.doc[verb.i + 1 : verb.sent.end]:
        if token.lower_ in wanted and token.i > verb.i + 1:
            return Reading(site.view.trim(verb.nbor(1).idx, token.idx + len(token)))
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {",", ";"} or token.lower_ == "that":
            return None
    return None


def acomp(site: Site) -> Reading | None:
    """Reads "pleaded guilty"."""
    following = site.view.doc[site.verb.i + 1 : min(site.verb.i + 3, site.verb.sent.end)]
    last = next((t for t in following if t.lower_ in site.entry.words("complements")), None)
    if last is not None and all(t.lower_ == "not" for t in following if t.i < last.i):
        return Reading(site.view.trim(following[0].idx, last.idx + len(last)))
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


def complement(site: Site) -> Reading | None:
    """Reads "called the plan a fig leaf": the object and what it is called."""
    clause = next((c for c in site.verb.rights if c.dep_ in {"oprd", "ccomp", "dobj", "attr"}), None)
    return Reading(right_content(site.view, site.verb, [clause])) if clause is not None else None


def quoted_complement(site: Site) -> Reading | None:
    """Reads "branded the plan “a fig leaf”": a judgement in quoted words."""
    reading = complement(site)
    if reading is None or reading.content is None or site.view.kind_of(reading.content) == "indirect":
        return None
    return reading


def idiom(site: Site) -> Reading | None:
    """Reads set phrases ("cast doubt on"): what follows the phrase is the content."""
    following = site.view.doc[site.verb.i + 1 : site.verb.i + 7]
    words = [t.lower_ for t in following]
    for idiom in site.entry.words("idioms"):
        lemma, *rest = idiom.split()
        if lemma != site.entry.lemma:
            continue
        if rest[0] == "_":
            reading = _split_idiom(site, rest[1:])
            if reading is not None:
                return reading
        elif words[: len(rest)] == rest:
            last = following[len(rest) - 1]
            content = _after_idiom(site, last.i + 1)
            return Reading(content) if content else None
    return None


def _split_idiom(site: Site, rest: list[str]) -> Reading | None:
    """Reads a set phrase around its object: "took the minister to task over the delays"."""
    thing = object_of(site.verb)
    if thing is None:
        return None
    at = thing.right_edge.i + 1
    if [t.lower_ for t in site.view.doc[at : at + len(rest)]] != rest:
        return None
    first, edge = at + len(rest), site.verb.right_edge
    while edge.is_punct:
        edge = edge.nbor(-1)
    if edge.i < first:
        return Reading(site.view.trim(thing.left_edge.idx, site.view.doc[at].idx), thing)
    return Reading(site.view.trim(site.view.doc[first].idx, edge.idx + len(edge)), thing)


def _after_idiom(site: Site, first: int) -> Span | None:
    """Returns what a set phrase is said of: to the end of its participle clause, else of its sentence."""
    verb, edge = site.verb, site.verb.right_edge
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.i > edge.i >= first:
        return site.view.trim(site.view.doc[first].idx, edge.idx + len(edge))
    return to_sentence_end(site.view, verb, first)


def object_prep_to(site: Site) -> Reading | None:
    """Reads "invited the king to a dinner"."""
    thing = object_of(site.verb)
    if thing is None:
        return None
    for preposition, governed in phrases(site):
        if preposition.lower_ == "to":
            return Reading(right_content(site.view, site.verb, [governed]), thing)
    return None
