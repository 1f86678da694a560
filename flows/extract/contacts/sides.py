"""Turns the arguments of a sighting into the participants of an event."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.extract.actors.vocabulary import vocabulary
from flows.extract.contacts.rosters import describes_another, row_after, row_before
from flows.extract.contacts.scene_parts import without_scene
from flows.extract.contacts.sightings import Argument, Sighting
from flows.extract.contacts.syntax import child, children, is_office, lemma, prepositional_objects
from flows.extract.contacts.title_parts import without_title_parts
from flows.extract.contacts.words import words
from flows.extract.parsed import ParsedArticle, token_span
from flows.extract.places.countries import country_named, country_of_demonym
from flows.extract.tokens import Token
from flows.records import Actor, ActorKind, Participant, Span

# What tells where a group is or whom it holds, and makes no name of it; "leaders of Fidesz" are somebody's.
_COMPLEMENT = re.compile(r" (?:from|in|including|led|headed) ")
_BLOC = re.compile(r"[A-Z]{2,}")  # "EU", "ASEAN"
_COLLECTIVE = frozenset({"two", "three", "four", "both", "they", "pair", "duo", "trio", "sides", "parties"})


def resolve_sides(parsed: ParsedArticle, sighting: Sighting) -> tuple[Participant, ...]:
    """Resolves a sighting's arguments, leaving out generic companions beside named members of their side."""
    kept: tuple[Participant, ...] = ()
    for side in sorted({a.side for a in sighting.arguments}):
        arguments = [a for a in sighting.arguments if a.side == side]
        members = _resolve_side(parsed, arguments, kept, _row(parsed, sighting, arguments))
        alone = len(sighting.arguments) == 1
        pairs = [a for a in arguments if side == 9 or (alone and _is_of_two(a.head))]
        kept = unite([kept, members, *(_other_of_pair(parsed, a, members) for a in pairs)])
    kept = tuple(without_scene(parsed, sighting, p) for p in kept)
    return without_title_parts(parsed.article.text, kept)


def _other_of_pair(
    parsed: ParsedArticle, argument: Argument, found: Sequence[Participant]
) -> list[Participant]:
    """Returns the unnamed side that was left out beside a named one: "between Reed and the school board"."""
    pair = (argument.head, *argument.head.conjuncts)
    if len(pair) != 2 or len(found) != 1:
        return []
    other = next((t for t in pair if not found[0].mention.start <= t.idx < found[0].mention.end), None)
    if other is None or any(c.lower_ in ("his", "her", "their", "its", "other") for c in other.children):
        return []
    resolved = [
        p for p in parsed.actors.resolve(other, argument.role) if not any(same_actor(p, q) for q in found)
    ]
    return resolved or _as_described(Argument(argument.role, other, argument.side))


def _is_of_two(head: Token) -> bool:
    """Tells whether two that are known are coordinated: "Reed and union officials", no "Reed and aides"."""
    pair = (head, *head.conjuncts)
    return all(
        t.pos_ == "PROPN"
        or any(c.lower_ == "the" for c in t.children)
        or (is_office(t) and child(t, "compound") is not None)
        for t in pair
    )


def _row(parsed: ParsedArticle, sighting: Sighting, arguments: Sequence[Argument]) -> list[Participant]:
    """Returns whom a row of names puts on a side beside those that the parser found."""
    found: list[Participant] = []
    for argument in arguments:
        verb = sighting.holder
        if argument.head.pos_ == "PRON" or argument.head.dep_ == "poss":
            continue  # who is named between an owner and the verb stands on the other side
        if verb is not None and argument.head.i < verb.i and argument.side == 0:
            if argument.head.sent == verb.sent and (argument.head.head == verb or verb.dep_ == "ROOT"):
                found += row_before(parsed, verb, argument.role)
        elif argument.head.i > sighting.head.i and argument.head.dep_ != "poss":
            found += row_after(parsed, argument.head, argument.role)
    # "After the meeting with Li, Medvedev will …" has no row of two.
    sides = {a.side for a in arguments}
    across = [a.head.idx for a in sighting.arguments if a.side not in sides]
    return [p for p in found if not any(p.mention.start <= at < p.mention.end for at in across)]


def _resolve_side(
    parsed: ParsedArticle,
    arguments: Sequence[Argument],
    others: tuple[Participant, ...],
    row: list[Participant],
) -> list[Participant]:
    for argument in arguments:
        if (joined := _joined_before(argument.head)) is not None:
            beside = parsed.actors.resolve(joined, argument.role)
            named = [p for p in beside if p.mention.start <= joined.idx < p.mention.end]
            return [*named, _as_kind(argument)]
    found: list[Participant] = [p for a in arguments for p in _pair(a)]
    for argument in arguments:
        members = [t for h in (argument.head, *argument.head.conjuncts) for t in _examples(h)]
        for head in (argument.head, *members):
            resolved = [
                p for p in parsed.actors.resolve(head, argument.role) if not _is_aside(parsed, p, head)
            ]
            resolved = [r for p in resolved if (q := _without_event_noun(p)) is not None for r in _apart(q)]
            if argument.side == 2:
                resolved = [r for p in resolved for r in _apart_persons(parsed, p)]
            found += resolved
        if (
            found
            and not is_collective(argument.head)
            and all(any(same_actor(p, q) for q in others) for p in found)
        ):
            # Nobody meets himself: a description that was taken for the other side is somebody else.
            found = _as_described(argument)
    if not found:
        found = [p for a in arguments if _is_unread_group(a.head) for p in _as_described(a)]
    for argument in arguments:
        found += _unread_names(argument, [*found, *row])
    found += [p for p in row if not any(same_actor(p, q) for q in (*found, *others))]
    named = [p for p in found if is_named(p)]
    if not others and len(named) == 1 and arguments[0].head.pos_ == "PRON":
        return found  # "he and the prime minister spoke": the office holder is the other side
    named = [p for p in named if not _is_named_next(parsed, p, named)]
    return [p for p in found if p in named or _holds_office(parsed, p)] if named else found


def _joined_before(head: Token) -> Token | None:
    """Returns the name that stands beside a kind before the noun for it: "Wabtec and union leaders"."""
    for modifier in children(head, "amod", "compound", "nmod"):
        kind = child(modifier, "conj")
        if modifier.pos_ == "PROPN" and kind is not None and kind.pos_ == "NOUN" and kind.i + 1 == head.i:
            return modifier if head.tag_ == "NNS" and is_office(head) else None
    return None


def _as_kind(argument: Argument) -> Participant:
    """Returns the unnamed side of a noun and the kind right before it: "union leaders"."""
    head = argument.head
    phrase = head.doc[head.i - 1 : head.i + 1]
    span = Span(phrase.start_char, phrase.end_char)
    return Participant(argument.role, Actor(phrase.text, span, "unnamed"), span)


def _is_named_next(parsed: ParsedArticle, group: Participant, others: Sequence[Participant]) -> bool:
    """Tells whether the names of those in a group follow it: "the premiers of Chad and Mali, A and B"."""
    text, end = parsed.article.text, group.actor.name_span.end
    named = (p for p in others if p.actor.kind == "person" and p.mention.start > end)
    return group.actor.kind == "group" and any(text[end : p.mention.start].strip() == "," for p in named)


def _holds_office(parsed: ParsedArticle, participant: Participant) -> bool:
    """Tells whether somebody unnamed is yet one person: "the Saudi ambassador to Yemen", "its chairman"."""
    phrase = parsed.doc.char_span(participant.mention.start, participant.mention.end, alignment_mode="expand")
    if participant.actor.kind != "unnamed" or phrase is None:
        return False
    head = phrase.root
    if any(c.lower_ in ("a", "an") for c in children(head, "det")):
        return False
    of_country = any(
        t.ent_type_ in ("GPE", "NORP", "ORG") and t.i != head.i for t in head.subtree if t.dep_ != "relcl"
    )
    return head.tag_ == "NN" and lemma(head) in words("principals") and of_country


def _is_aside(parsed: ParsedArticle, participant: Participant, head: Token) -> bool:
    """Tells whether a name that came with a phrase only describes somebody in it: "the sister of A"."""
    named = parsed.doc.char_span(participant.mention.start, participant.mention.end)
    if named is None or named.start <= head.i < named.end or named[0].sent != head.sent:
        return False
    return describes_another(named[0], named[-1])


def _without_event_noun(participant: Participant) -> Participant | None:
    """Takes a body out of the name of its event ("G20" of "G20 Summit"); None where no body is left."""
    actor = participant.actor
    names = actor.name.split()
    if not names or names[-1].lower() not in words("event_nouns"):
        return participant
    while names and (
        names[-1].lower() in words("event_nouns") or names[-1].rstrip("’'s").lower() in ("leader", "annual")
    ):
        names.pop()
    body = names[-1] if names else ""
    if not re.fullmatch(r"[A-Z]{2,}|[A-Z]\d+", body):
        return None
    return replace(participant, actor=replace(actor, name=body, kind="organisation"))


def _apart(participant: Participant) -> list[Participant]:
    """Splits two sides that a hyphen joins: "US-China" talks, a "U.S.-ASEAN" summit."""
    actor = participant.actor
    joined = re.sub(r"\s+(?:[Tt]rilateral|[Bb]ilateral|[Ll]eaders?)\b.*", "", actor.name)
    parts = re.split(r"[-–/]", joined)
    codes = [country_named(p) or country_of_demonym(p) for p in parts]
    sides = all(code or _BLOC.fullmatch(part) for part, code in zip(parts, codes, strict=True))
    if len(parts) < 2 or not sides or not (any(codes) or "EU" in parts):
        return [participant]  # "AFL-CIO" is one body
    found, at = [], actor.name_span.start
    for part, code in zip(parts, codes, strict=True):
        span = Span(at, at + len(part))
        kind: ActorKind = "country" if code else "organisation"
        found.append(Participant(participant.role, Actor(part, span, kind, country=code), span))
        at = span.end + 1
    return found


def _apart_persons(parsed: ParsedArticle, participant: Participant) -> list[Participant]:
    """Splits two persons that a hyphen joins before a noun: "the Trump-Putin summit"."""
    actor, span = participant.actor, participant.mention
    parts = re.fullmatch(r"([A-Z][\w’']+)[-–]([A-Z][\w’']+)", span.of(parsed.article.text))
    known = [p for *_, p in parsed.actors.people_between(0, len(parsed.doc), participant.role)]
    surnames = {p.actor.name.split()[-1] for p in known}
    if parts is None or actor.name != parts.group() or not surnames & set(parts.groups()):
        return [participant]
    found = []
    for n in (1, 2):
        at = Span(span.start + parts.start(n), span.start + parts.end(n))
        named = next((p.actor for p in known if p.actor.name.split()[-1] == parts.group(n)), None)
        found.append(Participant(participant.role, named or Actor(parts.group(n), at, "person"), at))
    return found


def _is_unread_group(head: Token) -> bool:
    """Tells whether an adjective stands for people: "the injured", "the bereaved"."""
    article = any(c.lower_ == "the" for c in children(head, "det"))
    return article and head.pos_ in ("ADJ", "VERB", "NOUN") and head.lower_ in words("people")


def _pair(argument: Argument) -> list[Participant]:
    """Returns the two countries that one adjective joins, whom the resolver knows for nobody."""
    head = argument.head
    if head.pos_ in ("PROPN", "NOUN", "PRON"):
        return []
    span = token_span(head)
    parts = _apart(Participant(argument.role, Actor(head.text, span, "country"), span))
    return parts if len(parts) > 1 else []


def _unread_names(argument: Argument, found: Sequence[Participant]) -> list[Participant]:
    """Returns those named in a coordination whom the resolver did not know for anybody: a bare "Xi"."""
    added = []
    for token in (argument.head, *argument.head.conjuncts):
        unread = token.pos_ != "PROPN" and token.ent_type_ != "PERSON"
        if unread or token.ent_type_ not in ("", "PERSON") or not token.text[:1].isupper():
            continue
        if token.lower_ in words("officials") | words("event_nouns") | words("bodies"):
            continue
        known = any(p.mention.start <= token.idx < p.mention.end or token.text in p.actor.name for p in found)
        if not known:
            span = token_span(token)
            added.append(Participant(argument.role, Actor(token.text, span, "person"), span))
    return added


def _as_described(argument: Argument) -> list[Participant]:
    head = argument.head
    if head.ent_type_ == "PERSON" or head.pos_ == "PRON":
        return []
    start = next((t.i for t in head.subtree if t.dep_ not in ("det", "predet") and t.i <= head.i), head.i)
    words_ = head.doc[start : head.i + 1]
    span = Span(words_.start_char, words_.end_char)
    return [Participant(argument.role, Actor(words_.text, span, "unnamed"), span)]


def _examples(head: Token) -> list[Token]:
    """Returns who is named after "including", "such as" or "led by"."""
    found = list(prepositional_objects(head, {"including", "like"}))
    if not found and head.tag_ in ("NNS", "NNPS"):  # "makers of vaccines including A": hung on the vaccines
        inner = (t for t in head.subtree if t.lower_ == "including" and t.head.dep_ == "pobj")
        found += [t for prep in inner for t in children(prep, "pobj")]
    for prep in children(head, "prep"):
        if prep.lower_ == "as" and any(c.lower_ == "such" for c in prep.children):
            found += children(prep, "pobj")
    for clause in children(head, "acl"):
        if lemma(clause) in ("lead", "head", "comprise"):
            found += [t for by in clause.children if by.lower_ == "by" for t in children(by, "pobj")]
    return found


def all_told_before(sighting: Sighting, found: Sequence[Participant]) -> bool:
    """Tells whether sides that point back were taken for one actor: "They also talked by phone on Friday".

    Nobody meets or rings himself, so that those meant are the sides told of before.
    """
    if sighting.event_type == "visit" or len(found) != 1 or found[0].actor.kind in ("group", "unnamed"):
        return False
    heads = [t for a in sighting.arguments for t in (a.head, *a.head.conjuncts)]
    return bool(heads) and all(is_collective(t) for t in heads)


def is_collective(head: Token) -> bool:
    """Tells whether a phrase only points back to sides already named: "the two leaders", "they"."""
    if head.lower_ in _COLLECTIVE:
        return True
    if head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or lemma(head) not in words("officials") | {
        "party",
        "side",
    }:
        return False
    before = {c.lower_ for c in children(head, "det", "nummod", "predet", "amod")}
    return bool(before & {"two", "three", "four", "both"}) or (
        before == {"the"}
        and head.tag_ == "NNS"
        and not any(c.dep_ in ("prep", "compound", "relcl") for c in head.children)
    )


def is_named(participant: Participant) -> bool:
    """Tells whether a participant is somebody named, no generic "officials" or "his team"."""
    actor = participant.actor
    said = _COMPLEMENT.split(actor.name)[0] if actor.kind != "person" else actor.name
    *before, last_word = said.split()
    surname = actor.kind == "person" and any(w.lower() not in vocabulary().titles for w in before)
    official = last_word.lower().rstrip("s") in words("officials") or last_word.lower() in words("officials")
    if official and not surname:
        # "Deputy Assistant", "Politicians": an office or kind of people, whatever its capitals.
        return actor.kind == "group" and bool(before) and last_word[:1].isupper()
    if last_word in words("delegations"):
        return False  # "a trade delegation from Chad"
    if actor.kind in ("person", "organisation", "government", "country", "media", "document"):
        return True
    return actor.kind == "group" and last_word[:1].isupper() and last_word.lower() not in words("crowds")


def unite(sides: Iterable[Iterable[Participant]]) -> tuple[Participant, ...]:
    """Puts sides together, each actor once in each role."""
    kept: list[Participant] = []
    for participant in (p for side in sides for p in side):
        if not any(p.role == participant.role and same_actor(p, participant) for p in kept):
            kept.append(participant)
    return tuple(kept)


def same_actor(one: Participant, other: Participant) -> bool:
    """Tells whether two participants are the same actor."""
    a, b = one.actor.name.casefold(), other.actor.name.casefold()
    if a == b:
        return True
    if one.actor.kind == other.actor.kind == "person":
        return a.split()[-1:] == b.split()[-1:] and (a.endswith(b) or b.endswith(a))
    return False
