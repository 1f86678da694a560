"""Finds verbs that tell of a call, a visit or a meeting, each with its sides."""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from flows.extract.contacts.cast import Cast
from flows.extract.contacts.sightings import Argument, Sighting
from flows.extract.contacts.syntax import (
    agent,
    child,
    children,
    core_of,
    is_negated,
    is_plural,
    is_verb,
    lemma,
    passive,
    prepositional_objects,
    subject,
)
from flows.extract.contacts.words import words
from flows.extract.parsed import token_span
from flows.extract.rules import Rule, load_rules

_PLACES = ("GPE", "LOC", "FAC")
_TIMES = ("DATE", "TIME")
_MEDIA_PREPOSITIONS = ("by", "on", "over", "via", "through", "in")


def find_verbs(doc: Doc, cast: Cast) -> Iterator[Sighting]:
    """Yields what every verb of the lexicon tells, in text order; one verb may tell of two events."""
    rules = load_rules("contact_verbs")
    for token in doc:
        if not is_verb(token) and not _is_misread_verb(token):
            continue
        name = lemma(token)
        for rule in rules:
            if name in rule.data["lemmas"] and _has_particle(token, rule):
                sighting = _FRAMES[rule.data["frame"]](rule, token, cast)
                if sighting is not None:
                    yield sighting


def _is_misread_verb(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBN") or (token.dep_ == "ROOT" and token.tag_ == "NNS")


def _has_particle(verb: Token, rule: Rule) -> bool:
    wanted = rule.data.get("particle")
    if wanted is None:
        return not any(p.lower_ in ("off", "out", "for", "up") for p in children(verb, "prt")) or lemma(
            verb
        ) in (
            "meet",
            "set",
            "head",
            "ring",
        )
    return any(c.lower_ == wanted for c in verb.children) or verb.nbor().lower_ == wanted


def _sighting(
    rule: Rule, verb: Token, arguments: list[Argument], destination: Token | None = None
) -> Sighting:
    return Sighting(rule, verb, token_span(verb), tuple(arguments), verb, "verb", destination)


def is_sport(token: Token) -> bool:
    """Tells whether a token's sentence is about sport, where hosting, visiting and meeting mean playing."""
    return any(lemma(t) in words("sport") for t in token.sent)


def companions(verb: Token, prepositions: frozenset[str]) -> list[Token]:
    """Returns whom a verb is done with, also where the parser hung "with" on a place or time between them."""
    found = list(prepositional_objects(verb, prepositions))
    for token in verb.subtree:
        if token.i <= verb.i or token.dep_ not in ("prep", "dative") or token.lower_ not in prepositions:
            continue
        if token.head != verb and token.head.ent_type_ in (*_PLACES, *_TIMES) and _same_clause(token, verb):
            found += children(token, "pobj")
    for clause in children(verb, "advcl", "ccomp", "xcomp"):
        # "with X to offer …": the parser takes "with" for a conjunction and X for its subject.
        if any(m.lower_ in prepositions and m.dep_ == "mark" for m in clause.children):
            found += children(clause, "nsubj")
    return found


def _same_clause(token: Token, verb: Token) -> bool:
    above = token.head
    while above != verb:
        if is_verb(above) or above.head == above:
            return False
        above = above.head
    return True


def relative_object(verb: Token) -> Token | None:
    """Returns a verb's direct object, or in a relative clause what the clause describes ("whom he met")."""
    found = child(verb, "dobj", "dative")
    if found is None:
        # "welcoming President A B to the palace": the parser may take a name for a clause.
        found = next((c for c in children(verb, "ccomp", "attr", "oprd") if c.ent_type_ == "PERSON"), None)
    if found is not None and found.dep_ == "dative" and found.pos_ == "ADP":
        found = child(found, "pobj")
    if found is not None and found.lower_ in ("whom", "who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return found


def _mutual(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer = subject(verb)
    if is_sport(verb) or (doer is not None and not cast.is_animate(doer)):
        return None
    if passive(verb):
        return None
    others = [core_of(t) for t in companions(verb, frozenset(rule.data["prepositions"]))]
    target = relative_object(verb)
    if target is not None and target.ent_type_ not in _TIMES:
        if not rule.data["object"]:
            return None
        others.append(target)
    if any(lemma(o) in words("unmeetable") for o in others):
        return None
    strangers = [o for o in others if not _is_side(o, cast)]
    others = [o for o in others if _is_side(o, cast)]
    if strangers and not others:
        return None
    fit = cast.is_official if rule.data.get("people") == "officials" else cast.is_animate
    if others:
        sides = [Argument("participant", o, 1) for o in others]
        return _sighting(rule, verb, ([Argument("participant", doer, 0)] if doer is not None else []) + sides)
    if doer is None or not rule.data["alone"] or not fit(doer):
        return None
    if rule.data.get("people") == "officials" and any(lemma(t) in words("rallies") for t in verb.sent):
        return None
    if is_several(doer) or cast.is_body(doer):
        return _sighting(rule, verb, [Argument("participant", doer, 0)])
    return None


def _is_side(token: Token, cast: Cast) -> bool:
    return any(cast.is_animate(t) for t in (token, *token.conjuncts))


def is_several(doer: Token) -> bool:
    """Tells whether a subject names several, wherever the parser hung them in its phrase."""
    return is_plural(doer) or any(t.lower_ == "and" for t in doer.subtree if t.i < doer.i)


def _convening(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer, target = subject(verb), child(verb, "dobj")
    if doer is None or target is None or passive(verb) or not cast.is_animate(doer):
        return None
    if not cast.is_official(target) or target.ent_type_ in ("GPE", "NORP") or is_sport(verb):
        return None
    return _sighting(rule, verb, [Argument("participant", doer, 0), Argument("participant", target, 1)])


def _hosting(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    if is_sport(verb):
        return None
    if passive(verb):
        host = agent(verb)
        visitor = child(verb, "nsubjpass", "nsubj")
        if host is None and not any(
            t.ent_type_ in _PLACES for t in prepositional_objects(verb, {"at", "in"})
        ):
            return None
    else:
        host, visitor = subject(verb), relative_object(verb)
        if host is None or not (cast.is_animate(host)):
            return None
    if visitor is None or not cast.is_person(visitor) or lemma(visitor) in words("bodies") - {"group"}:
        return None
    if host is not None and (not cast.is_animate(host) or host.i == visitor.i):
        return None
    if rule.data.get("needs_talk"):
        if not _for_talk(verb, visitor):
            return None
        heads = [(t, n) for n, t in enumerate((host, visitor)) if t is not None]
        return _sighting(rule, verb, [Argument("participant", t, n) for t, n in heads])
    if any(t.lower_ in words("virtual") for t in verb.sent):
        return None
    arguments = [Argument("visitor", visitor, 0)]
    if host is not None:
        arguments.append(Argument("host", host, 1))
    return _sighting(rule, verb, arguments)


def _for_talk(verb: Token, visitor: Token) -> bool:
    infinitives = [
        c
        for c in (*verb.children, *visitor.children)
        if c.dep_ in ("advcl", "xcomp", "relcl", "acl", "ccomp") and any(a.lower_ == "to" for a in c.children)
    ]
    return any(lemma(v) in words("talking") for v in infinitives) or _talk_follows(verb)


def _talk_follows(verb: Token) -> bool:
    """Tells whether one of the next sentences goes on "The two leaders discussed …", "They reviewed …"."""
    at = verb.sent.end
    for _ in range(3):
        while at < len(verb.doc) and verb.doc[at].is_space:
            at += 1
        if at >= len(verb.doc):
            return False
        following = verb.doc[at].sent
        doer = child(following.root, "nsubj")
        if doer is not None and lemma(following.root) in words("talking") and _means_both(doer):
            return True
        at = max(following.end, at + 1)
    return False


def _means_both(doer: Token) -> bool:
    return doer.lower_ in ("they", "two", "both", "leaders", "sides", "presidents", "ministers", "pair")


def _visiting(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer, target = subject(verb), relative_object(verb)
    if target is None and verb.dep_ == "relcl" and verb.tag_ != "VBG":
        target = verb.head
    if passive(verb):
        doer, target = agent(verb), child(verb, "nsubjpass")
    if doer is None or target is None or doer.i == target.i or not is_traveller(doer, cast) or is_sport(verb):
        return None
    arguments = [Argument("visitor", doer, 0)]
    if target.ent_type_ not in (*_PLACES, "ORG") and cast.is_person(target) and not is_place(target):
        return _sighting(rule, verb, [*arguments, Argument("host", target, 1)], target)
    if is_place(target) or target.pos_ == "PROPN" or target.ent_type_ in ("ORG", "NORP"):
        return _sighting(rule, verb, arguments, target)
    return None


def is_place(token: Token) -> bool:
    """Tells whether a noun phrase stands for a place that one can go to."""
    return token.ent_type_ in _PLACES or lemma(token) in words("venues")


def is_traveller(token: Token, cast: Cast) -> bool:
    """Tells whether somebody's journey is a visit: a person's, no crowd's, ship's or storm's."""
    if lemma(token) in words("crowds") and not cast.is_named_person(token):
        return False
    return cast.is_person(token) or (token.ent_type_ == "ORG" and token.pos_ == "PROPN")


def _motion(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer = subject(verb)
    if (
        doer is None
        or not is_traveller(doer, cast)
        or is_sport(verb)
        or (passive(verb) and lemma(verb) != "set")
    ):
        return None
    if any(c.lower_ in ("back", "home", "away", "ahead") for c in verb.children):
        return None
    if lemma(verb) in ("set", "embark") and not any(c.lower_ in ("off", "out") for c in verb.children):
        return None
    complement = next((c for c in children(verb, "acomp") if c.lower_ == rule.data.get("complement")), verb)
    if "complement" in rule.data and complement == verb:
        return None
    targets = list(prepositional_objects(complement, set(rule.data["prepositions"])))
    if any(c.lower_ in ("here", "there") for c in children(verb, "advmod")) and lemma(verb) == "arrive":
        return _sighting(rule, verb, [Argument("visitor", doer, 0)])
    target = next((t for t in targets if is_destination(t, verb, cast)), None)
    if target is None or (rule.data.get("needs_purpose") and not _has_purpose(verb)):
        return None
    return _sighting(rule, verb, [Argument("visitor", doer, 0)], target)


def is_destination(token: Token, verb: Token, cast: Cast) -> bool:
    """Tells whether the object of a verb of motion is a place; verbs of many senses need a named one."""
    if token.ent_type_ in _PLACES:
        return True
    plain = lemma(verb) in ("travel", "fly", "arrive", "journey")
    return plain and (
        lemma(token) in words("venues") or (token.pos_ == "PROPN" and not cast.is_named_person(token))
    )


def _has_purpose(verb: Token) -> bool:
    if any(lemma(t) in words("purposes") for t in prepositional_objects(verb, {"for", "on"})):
        return True
    return any(
        lemma(c) in words("purposes") for c in children(verb, "xcomp", "advcl") if c.tag_ in ("VB", "VBG")
    )


def _calling(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer, target = subject(verb), relative_object(verb)
    if passive(verb):
        doer, target = agent(verb), child(verb, "nsubjpass")
    if (
        doer is None
        or target is None
        or not cast.is_person(doer)
        or not cast.is_person(target)
        or lemma(target) == "police"
    ):
        return None
    if lemma(verb) == "call" and (
        not cast.is_official(target) or _is_naming(verb, target) or not _is_dated_or_purposed(verb)
    ):
        return None
    return _sighting(rule, verb, [Argument("participant", doer, 0), Argument("participant", target, 1)])


def _is_naming(verb: Token, target: Token) -> bool:
    if child(verb, "oprd", "ccomp", "acomp", "attr") is not None:
        return True
    after = target.right_edge.i + 1
    return after < len(verb.doc) and verb.doc[after].lower_ in ("a", "an", "“", '"', "'", "‘", "the", "``")


def _is_dated_or_purposed(verb: Token) -> bool:
    if any(c.dep_ in ("xcomp", "advcl") and any(a.lower_ == "to" for a in c.children) for c in verb.children):
        return True
    return any(t.ent_type_ in _TIMES for c in verb.children for t in c.subtree if not is_verb(c))


def _speaking(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer = subject(verb)
    if doer is None or not cast.is_animate(doer) or passive(verb):
        return None
    if medium(verb) != rule.data["medium"]:
        return None
    others = companions(verb, frozenset(rule.data["prepositions"]))
    if any(is_audience(o) for o in others):
        return None
    fit = cast.is_principal if rule.data.get("people") == "named" else cast.is_animate
    others = [o for o in others if fit(o)]
    if others:
        sides = [Argument("participant", o, 1) for o in others]
        return _sighting(rule, verb, [Argument("participant", doer, 0), *sides])
    if rule.data["medium"] == "phone" and is_several(doer):
        return _sighting(rule, verb, [Argument("participant", doer, 0)])
    return None


def is_audience(token: Token) -> bool:
    """Tells whether a noun phrase stands for the press or an audience, to whom one speaks without a call."""
    return lemma(token) in words("audiences") or any(
        lemma(c) in words("audiences") for c in children(token, "compound", "appos")
    )


def medium(verb: Token) -> str:
    """Returns how a verb of speaking says that its sides spoke: `phone`, `together` or `unsaid`."""
    near = [t for prep in verb.children if prep.lower_ in _MEDIA_PREPOSITIONS for t in prep.subtree]
    near += [c for c in verb.children if c.dep_ in ("advmod", "npadvmod", "dobj")]
    if any(lemma(t) in words("phone") or t.lower_ in words("phone") for t in near):
        return "phone"
    if any(t.lower_ in words("together") or lemma(t) in words("together") for t in near):
        return "together"
    at = prepositional_objects(verb, {"at", "in", "inside"})
    return "together" if any(is_place(t) for t in at) or _at_venue(verb) else "unsaid"


def _at_venue(verb: Token) -> bool:
    """Tells whether "at the White House" was hung on whom the subject spoke with."""
    preps = [t for t in verb.subtree if t.i > verb.i and t.lower_ in ("at", "inside") and t.dep_ == "prep"]
    venues = [o for t in preps if _same_clause(t, verb) for o in children(t, "pobj")]
    return any(o.ent_type_ == "FAC" or _is_house(o) for o in venues)


def _is_house(token: Token) -> bool:
    return token.text == "House" and token.i > 0 and token.nbor(-1).text == "White"


def _calling_on(rule: Rule, verb: Token, cast: Cast) -> Sighting | None:
    doer = subject(verb)
    target = next(prepositional_objects(verb, {"on"}), None)
    if doer is None or target is None or not cast.is_person(doer) or passive(verb) or is_negated(verb):
        return None
    if not cast.is_person(target) or target.ent_type_ in ("ORG", "GPE", "NORP") or is_plural(target):
        return None
    after = target.right_edge.i + 1
    rest = verb.doc[verb.i : verb.sent.end]
    if any(t.lower_ == "to" and t.dep_ == "aux" for t in rest) or after >= len(verb.doc):
        return None
    return _sighting(rule, verb, [Argument("visitor", doer, 0), Argument("host", target, 1)], target)


_FRAMES: dict[str, Callable[[Rule, Token, Cast], Sighting | None]] = {
    "mutual": _mutual,
    "convening": _convening,
    "hosting": _hosting,
    "visiting": _visiting,
    "motion": _motion,
    "calling": _calling,
    "speaking": _speaking,
    "calling_on": _calling_on,
}
