"""Finds nouns that tell of a call, a visit or a meeting, each with the verb that holds it and its sides."""

import functools
from collections.abc import Iterator

from flows.extract.contacts.call_verbs import medium
from flows.extract.contacts.cast import Cast
from flows.extract.contacts.links import Link, find_link
from flows.extract.contacts.noun_sides import GRANTING, body_modifiers, is_own_deed, names_two, noun_arguments
from flows.extract.contacts.sightings import Argument, Sighting
from flows.extract.contacts.syntax import (
    child,
    children,
    governing_verb,
    is_negated,
    is_talked_about,
    is_verb,
    lemma,
    passive,
    prepositional_objects,
    was_to,
)
from flows.extract.contacts.verb_arguments import is_place, is_several, is_sport
from flows.extract.contacts.words import words
from flows.extract.rules import Rule, load_rules
from flows.extract.tokens import Doc, Token
from flows.records import Span

# What is a call where it is held by telephone or video link; an online meeting stays a meeting.
_BY_PHONE = frozenset({"view", "talk", "conversation", "discussion", "consultation", "negotiation"})
_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
_DEFINITE = ("the", "this", "that", "these", "those", "both", "such")


def find_nouns(doc: Doc, cast: Cast) -> Iterator[Sighting]:
    """Yields what every noun of the lexicon tells, in text order."""
    rules = _rules_by_noun()
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") and token.tag_ not in _NOUN_TAGS and not _is_bilateral(token):
            continue
        text = token.lower_
        named = {id(r): r for key in (text, text[:-1], lemma(token)) for r in rules.get(key, ())}
        for rule in named.values():
            if _names(token, rule):
                sighting = _sighting(rule, token, cast)
                if sighting is not None:
                    yield sighting
                    break


def _is_bilateral(token: Token) -> bool:
    """Tells whether an adjective stands for a meeting: "held a bilateral with A"."""
    return token.dep_ in ("dobj", "pobj", "nsubj") and token.lower_ in ("bilateral", "trilateral")


@functools.cache
def _rules_by_noun() -> dict[str, tuple[Rule, ...]]:
    """Returns the rules of each noun, in the lexicon's order."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in load_rules("contact_nouns"):
        for name in rule.data["nouns"]:
            found[name] = (*found.get(name, ()), rule)
    return found


def _names(token: Token, rule: Rule) -> bool:
    text = token.lower_
    plural = token.tag_ in ("NNS", "NNPS") or (token.pos_ == "PROPN" and text.endswith("s"))
    name = text[:-1] if plural and text[:-1] in rule.data["nouns"] else lemma(token)
    if name not in rule.data["nouns"] and text not in rule.data["nouns"]:
        return False
    return plural or not rule.data.get("plural_only")


def modifiers(noun: Token) -> frozenset[str]:
    """Returns the words before a noun within its noun phrase, in lower case."""
    start = min((c.left_edge.i for c in noun.children if c.i < noun.i and c.dep_ != "relcl"), default=noun.i)
    return frozenset(t.lower_ for t in noun.doc[max(start, noun.sent.start) : noun.i])


def _sighting(rule: Rule, noun: Token, cast: Cast) -> Sighting | None:
    before = _near_modifiers(noun)
    if _is_ruled_out(rule, noun, before) or _is_only_said_of(noun):
        return None
    link = _misread_link(noun) or find_link(noun)
    if "needs_verb" in rule.data and (link.verb is None or lemma(link.verb) not in rule.data["needs_verb"]):
        return None
    kind = rule.data["type"]
    if _is_held_by_phone(rule, noun, link):
        return None  # the verb tells of the call
    arguments = noun_arguments(noun, kind, link, cast)
    if is_talked_about(noun) and is_definite(noun) and not arguments:
        return None  # "met to review Thursday's talks": others than those that are told of
    record = _is_record(noun)
    if record:
        arguments = tuple(a for a in arguments if not any(c.lower_ in ("a", "an") for c in a.head.children))
    destination = _destination(noun, link) if kind == "visit" else None
    if rule.data.get("needs_place") and not _leads_to_place(noun, link):
        return None
    if (
        kind == "call"
        and noun.tag_ == "NNS"
        and not any(prepositional_objects(noun, {"with", "between", "from"}))
        and not (link.kind == "object" and any(a.side == 0 and is_several(a.head) for a in arguments))
    ):
        arguments = ()
    return Sighting(
        rule,
        noun,
        _span(rule, noun, link),
        arguments,
        link.verb,
        link.kind if link.preposition is None else f"{link.kind}:{link.preposition}",
        destination,
        founding=not (record or _is_left_unsaid(link)) and _founds(rule, noun, link, arguments, cast),
        definite=is_definite(noun) and not is_own_deed(noun, link),
        fresh=bool(before & words("fresh")) or {"follow", "up"} <= before or _is_further(noun, link),
    )


def _is_only_said_of(noun: Token) -> bool:
    """Tells whether a noun only says what something was: "called the meeting a frank discussion"."""
    return noun.dep_ == "oprd" and lemma(noun.head) in words("naming")


def _is_left_unsaid(link: Link) -> bool:
    """Tells whether a noun stands for what somebody kept silent about: "did not mention talks with A"."""
    verb = link.verb
    spoken = verb is not None and link.kind == "object" and lemma(verb) in words("mentioning")
    return spoken and verb is not None and is_negated(verb)


def _is_record(noun: Token) -> bool:
    """Tells whether a noun only says since when there was none: "…, the first visit by a king in years"."""
    first = any(c.lower_ == "first" for c in children(noun, "amod")) and is_definite(noun)
    start = noun.left_edge
    aside = noun.dep_ in ("attr", "appos") or (start.i > 0 and start.nbor(-1).text == ",")
    told = noun.dep_ == "attr" and any(c.lower_ in ("it", "this", "that") for c in noun.head.children)
    return first and (
        (aside and child(noun, "poss") is None) or told
    )  # "It will be her first trip to Africa"


def _leads_to_place(noun: Token, link: Link) -> bool:
    """Tells whether a mission goes to a place: "a mission to Chad", "will lead a delegation to Chad"."""
    led = link.kind == "object" and link.verb is not None and lemma(link.verb) in ("lead", "head")
    on_way = noun.lower_ == "way" and link.preposition == "on"
    near = [noun, link.verb] if (led or on_way) and link.verb is not None else [noun]
    return any(is_place(t) for n in near for t in prepositional_objects(n, {"to", "in"}))


def _is_held_by_phone(rule: Rule, noun: Token, link: Link) -> bool:
    """Tells whether what a noun tells of was a call: "held talks via video link"."""
    verb = link.verb
    if rule.data["type"] != "meeting" or verb is None or link.kind != "object":
        return False
    return (
        lemma(verb) in ("exchange", "hold", "have") and lemma(noun) in _BY_PHONE and medium(verb) == "phone"
    )


def _is_further(noun: Token, link: Link) -> bool:
    """Tells whether somebody held one more thing: "The two ministers also attended a working dinner"."""
    new = any(c.lower_ in ("a", "an") for c in children(noun, "det"))
    also = link.verb is not None and any(c.lower_ == "also" for c in children(link.verb, "advmod"))
    return new and also and link.kind == "object"


def _misread_link(noun: Token) -> Link | None:
    """Reads "The two held talks", where the parser takes the verb for a modifier: its link to "held"."""
    for verb in children(noun, "amod", "acl"):
        before = verb.nbor(-1) if verb.i > noun.sent.start else verb
        collective = before.lower_ in ("two", "three", "both", "pair", "duo", "trio", "sides")
        if lemma(verb) == "hold" and verb.i < noun.i and verb.tag_ in ("VBD", "VBN") and collective:
            return Link(verb, "object", doer=before)
    return None


def _near_modifiers(noun: Token) -> frozenset[str]:
    pieces: set[str] = set()
    for c in noun.children:
        if c.i < noun.i and c.dep_ in ("compound", "amod", "nmod", "det", "nummod", "advmod", "quantmod"):
            pieces.update(t.lower_ for t in c.subtree if t.i < noun.i)
            pieces.add(lemma(c))
    if (
        noun.i
        and noun.nbor(-1).pos_ in ("NOUN", "ADJ", "PROPN", "VERB", "NUM")
        and noun.nbor(-1).sent == noun.sent
    ):
        pieces.add(noun.nbor(-1).lower_)
    return frozenset(pieces)


def _is_ruled_out(rule: Rule, noun: Token, before: frozenset[str]) -> bool:
    data = rule.data
    sport = data["type"] != "call" and is_sport(noun)
    if lemma(noun) == "session" and _is_of_talks(noun):
        return True  # the talks tell of it
    if noun.dep_ == "compound" or sport or before & frozenset(data["never"]):
        return True
    if "needs" in data and not before & frozenset(data["needs"]):
        return True
    after = noun.nbor().lower_ if noun.i + 1 < len(noun.doc) else ""
    if after in data["never_prepositions"] or (
        data["type"] == "call" and after == "to" and _infinitive(noun)
    ):
        return True
    return (
        after in ("point", "room", "rooms", "place", "hall", "center", "centre", "house")
        and noun.dep_ != "dobj"
    )


def _is_of_talks(noun: Token) -> bool:
    return any(lemma(t) in ("talk", "negotiation", "discussion") for t in prepositional_objects(noun, {"of"}))


def _infinitive(noun: Token) -> bool:
    if noun.i + 2 >= len(noun.doc):
        return False
    after = noun.nbor(2)
    return after.tag_ == "VB" or after.lower_ in ("action", "arms", "prayer", "order", "mind", "account")


def _span(rule: Rule, noun: Token, link: Link) -> Span:
    """Returns the noun's span, from a verb of holding on where only its modifiers stand between."""
    verb = link.verb
    if (
        link.kind == "object"
        and verb is not None
        and 0 < noun.i - verb.i <= 4
        and lemma(verb) in words("holding")
    ):
        between = noun.doc[verb.i + 1 : noun.i]
        if all(t.head == noun or t.head.head == noun for t in between):
            return Span(verb.idx, noun.idx + len(noun))
    start = noun
    while "needs" in rule.data and start.i > noun.sent.start and start.nbor(-1).head == noun:
        if start.nbor(-1).lower_ not in rule.data["needs"]:
            break
        start = start.nbor(-1)
    return Span(start.idx, noun.idx + len(noun))


def is_definite(noun: Token) -> bool:
    """Tells whether a noun is put as known: by article, demonstrative or possessive."""
    if any(c.dep_ == "poss" or c.tag_ == "POS" for c in noun.children):
        return True
    if noun.i and (noun.nbor(-1).tag_ == "POS" or noun.nbor(-1).lower_ in ("'s", "’s")):
        return True
    pointing = {c.lower_ for c in children(noun, "det", "predet")} & set(_DEFINITE)
    named = noun.pos_ == "PROPN" and any(c.pos_ == "PROPN" for c in children(noun, "compound"))
    return bool(pointing - {"the"} if named else pointing)  # "the Pacific Leaders Meeting" is its name


def _founds(rule: Rule, noun: Token, link: Link, arguments: tuple[Argument, ...], cast: Cast) -> bool:
    strength = rule.data["strength"]
    addressed = noun.lower_ == "gathering" and link.verb is not None and lemma(link.verb) == "address"
    if addressed or _is_nested(rule, noun):
        return False
    deeds = words("holding") | words("cancelling", "contact_status")
    holds = link.verb is not None and link.kind == "object" and lemma(link.verb) in deeds
    pairs = any(prepositional_objects(noun, {"with", "between", "among"}))
    if strength == "strong":
        return True
    if strength == "back":
        own = holds and is_own_deed(noun, link) and any(is_several(a.head) for a in arguments)
        told = link.kind in ("subject", "object") and _names_pair(noun, cast)
        granted = link.verb is not None and lemma(link.verb) in GRANTING
        received = noun.lower_ == "audience" and (link.kind == "scene" or granted) and bool(arguments)
        hosted = link.kind == "scene" and link.preposition == "for" and _is_of_guest(link)
        new = (holds or hosted) and bool(arguments) and not is_definite(noun)
        return pairs or told or received or new or own
    bound = link.kind == "scene" and link.preposition == "for" and bool(arguments) and link.via is None
    happens = link.kind == "subject" and link.verb is not None and lemma(link.verb) in words("happening")
    if noun.pos_ == "PROPN" and noun.lower_ in ("congress", "assembly", "forum", "convention"):
        return holds
    return (
        pairs
        or holds
        or bound
        or _names_pair(noun, cast)
        or (happens and bool(body_modifiers(noun, cast)))
        or (happens and any(a.side == 3 and cast.is_body(a.head) for a in arguments))
        or (_is_said_to_be_held(link) and any(a.side == 3 for a in arguments))
        or _is_to_be_held(noun)
        or (noun.lower_ == "gathering" and any(a.side == 3 for a in arguments))
    )


def _is_of_guest(link: Link) -> bool:
    """Tells whether a noun is what a guest was received for: "hosted the envoy for a working lunch"."""
    return link.verb is not None and lemma(link.verb) in ("host", "receive", "welcome", "invite", "join")


def _is_nested(rule: Rule, noun: Token) -> bool:
    """Tells whether a noun only belongs to another's name: "the Conference of the Parties to the Forum"."""
    above = noun.head
    while above.head != above and above.pos_ in ("ADP", "NOUN", "PROPN") and noun.dep_ != "conj":
        if above.lower_ in rule.data["nouns"]:
            return True
        above = above.head
    # "the summit at the start of the conference": the first noun is the event, the next its setting.
    before = [t for t in noun.sent if t.i < noun.i and t.lower_ in rule.data["nouns"] and not is_verb(t)]
    if not before or noun.head.lower_ not in ("of", "to"):
        return False
    return governing_verb(before[-1]) == governing_verb(noun)


def _names_pair(noun: Token, cast: Cast) -> bool:
    """Tells whether two sides stand joined before a noun: "the Japan-Philippines summit"."""
    before = body_modifiers(noun, cast)
    return len(before) >= 2 or any(names_two(t) for t in before)


def _is_said_to_be_held(link: Link) -> bool:
    """Tells whether a noun's verb holds it: "A summit of heads of state is scheduled to be held in Accra"."""
    if link.kind != "subject" or link.verb is None:
        return False
    verbs = (link.verb, *children(link.verb, "xcomp"))
    return any(lemma(v) in ("hold", "convene", "host") and passive(v) for v in verbs)


def _is_to_be_held(noun: Token) -> bool:
    held = ("hold", "host", "schedule", "convene", "plan", "set", "slate")
    return any(lemma(c) in held for c in children(noun, "acl", "relcl"))


def _predicates(link: Link) -> Iterator[Token]:
    """Yields which visit one is said to be: "The trip will be her first to Seoul since March"."""
    if link.kind == "subject" and link.verb is not None and lemma(link.verb) == "be":
        predicates = children(link.verb, "attr", "acomp")
        yield from (t for t in predicates if t.lower_ in words("fresh") or lemma(t) in ("visit", "trip"))


def _goal(noun: Token, link: Link) -> Token | None:
    """Finds the place that hangs on a visit's noun, or on what hangs on it: "trip to Doha"."""
    targets = prepositional_objects(noun, {"to", "at", "in", "of", "on"})
    found = next((t for t in targets if is_place(t)), None)
    if found is None and lemma(noun) == "tour":
        found = next((t for t in prepositional_objects(noun, {"of"}) if t.pos_ == "PROPN"), None)
    if found is None and lemma(noun) == "stop" and link.kind == "subject" and link.verb is not None:
        named = children(link.verb, "attr") if lemma(link.verb) == "be" else ()
        found = next((t for t in named if is_place(t)), None)  # "her first stop was Gulu"
    if found is None:  # "the visit that A was to pay to Chad"
        goals = (t for _, deed in was_to(noun) for t in prepositional_objects(deed, {"to"}))
        found = next((t for t in goals if is_place(t)), None)
    if found is None:  # "a visit by A and his delegation to Chad"
        joined = (t for c in children(noun, "conj") for t in prepositional_objects(c, {"to"}))
        found = next((t for t in joined if is_place(t)), None)
    if found is None:  # "a trip by A to Chad"
        makers = prepositional_objects(noun, {"by"})
        goals = (t for maker in makers for t in prepositional_objects(maker, {"to"}))
        found = next((t for t in goals if is_place(t) or t.pos_ == "PROPN"), None)
    return found


def _destination(noun: Token, link: Link) -> Token | None:
    """Finds where a visit, by its noun, leads: "trip to Doha", "a visit he paid to the king"."""
    found = _goal(noun, link)
    if found is not None:
        return found
    for c in noun.children:
        if c.i < noun.i and c.dep_ in ("compound", "nmod", "amod") and c.ent_type_ in ("GPE", "LOC", "FAC"):
            return c
    if link.verb is not None and (link.kind == "object" or link.preposition == "on"):
        near = list(prepositional_objects(link.verb, {"to", "in", "at"}))
        found = next((t for t in near if is_place(t)), None) or next((t for t in near if _is_unread(t)), None)
        if found is not None:
            return found
    if link.verb is not None and link.preposition == "after" and lemma(link.verb) in ("leave", "depart"):
        left = child(link.verb, "dobj")  # "left Nairobi after a visit"
        if left is not None and left.ent_type_ in ("GPE", "LOC"):
            return left
    counted = [t for c in _predicates(link) for t in prepositional_objects(c, {"to"})]
    if counted and counted[0].ent_type_ in ("GPE", "LOC"):
        return counted[0]
    to = child(noun, "prep")
    if to is not None and to.lower_ in ("to", "on", "with"):
        target = child(to, "pobj")
        if target is not None and target.ent_type_ not in ("DATE", "TIME"):
            return target
    return None


def _is_unread(token: Token) -> bool:
    """Tells whether a capitalised word is a name that the recogniser passed over: "will be in Wenlow"."""
    return token.pos_ == "PROPN" and not token.ent_type_ and token.text[:1].isupper()
