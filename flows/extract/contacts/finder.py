"""Finds the calls, visits and meetings of an article."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from flows.extract.candidates import Candidate
from flows.extract.contacts.attendees import AttendeeList, find_attendee_lists
from flows.extract.contacts.called_off import carry_over
from flows.extract.contacts.cast import Cast
from flows.extract.contacts.contact import Contact
from flows.extract.contacts.delegations import find_delegations
from flows.extract.contacts.location import find_place
from flows.extract.contacts.mentions import ContactMention, time_of
from flows.extract.contacts.merging import merge
from flows.extract.contacts.nouns import find_nouns
from flows.extract.contacts.presence import Presence, find_presences
from flows.extract.contacts.readings import Reading
from flows.extract.contacts.shared_places import share_places
from flows.extract.contacts.sides import (
    all_told_before,
    is_collective,
    is_named,
    resolve_sides,
    same_actor,
    unite,
)
from flows.extract.contacts.sightings import Sighting
from flows.extract.contacts.status import read_status
from flows.extract.contacts.title_parts import without_title_parts
from flows.extract.contacts.verbs import find_verbs
from flows.extract.dates.time_expression import TimeExpression
from flows.extract.parsed import ParsedArticle, char_span
from flows.extract.tokens import Token
from flows.records import Mention, Participant, Role

_TO_COME = frozenset({"today", "later today", "tonight", "this evening", "this afternoon"})
_PRONOUNS = frozenset({"he", "she", "they", "who"})
_NEAR = 3  # sentences after a contact within which others are said to have been there


def find_contacts(parsed: ParsedArticle) -> list[Candidate]:
    """Finds calls, visits and meetings, one candidate an event, its mentions merged."""
    cast = Cast(parsed.actors)
    sightings = sorted(
        (*find_verbs(parsed.doc, cast), *find_nouns(parsed.doc, cast)), key=lambda s: (s.span, s.event_type)
    )
    mentions = [m for s in sightings for m in _mentions(parsed, s, cast)]
    contacts = merge(mentions)
    carry_over(contacts)
    for delegation in find_delegations(parsed):
        for contact in contacts:
            contact.participants = delegation.instead_of(contact.participants)
    share_places(parsed, contacts)
    for attendees in find_attendee_lists(parsed):
        _add_attendees(contacts, attendees)
    for presence in find_presences(parsed):
        _add_presence(parsed, contacts, presence)
    return [_candidate(c) for c in contacts]


def _mentions(parsed: ParsedArticle, sighting: Sighting, cast: Cast) -> Iterator[ContactMention]:
    reading = read_status(sighting)
    if reading is None:
        return
    when = time_of(parsed, sighting)
    days = (when.start, when.end) if when is not None and when.start and when.end else None
    participants = resolve_sides(parsed, sighting)
    if all_told_before(sighting, participants):
        participants = ()
    mention = ContactMention(
        sighting,
        participants,
        _as_of(parsed, reading, when, days, sighting.holder),
        find_place(sighting, cast),
        sighting.definite or _points_back(sighting, participants),
        days,
    )
    yield from _one_each(mention) if _is_separate(sighting) else [mention]


def _as_of(
    parsed: ParsedArticle,
    reading: Reading,
    when: TimeExpression | None,
    days: tuple[date, date] | None,
    holder: Token | None,
) -> Reading:
    """Corrects a status by the days named: the scheduled may have passed, the present lie ahead.

    Only a calendar date can have passed: a bare weekday or month of something planned lies ahead.
    """
    fixed = when is not None and when.basis == "explicit"
    if days is None:
        return reading
    today = parsed.article.published_date
    if reading.status == "planned" and fixed and days[1] < today:
        return Reading("occurred", reading.firm)
    if _is_timetabled(reading, holder, when, today) or _is_due_today(parsed, reading, holder, when):
        return Reading("planned")
    if reading.status == "occurred" and not reading.firm and days[0] > today and not _is_past(holder):
        return Reading("planned")
    return reading


def _is_timetabled(reading: Reading, holder: Token | None, when: TimeExpression | None, today: date) -> bool:
    """Tells whether a simple present stands with a weekday that may lie ahead: "It meets Friday"."""
    if not _is_assumed_of_present(reading, holder) or when is None or when.other_way is None:
        return False
    start = when.other_way.start
    return start is not None and today < start <= today + timedelta(days=7)


def _is_due_today(
    parsed: ParsedArticle, reading: Reading, holder: Token | None, when: TimeExpression | None
) -> bool:
    """Tells whether a simple present stands with the day that is to come: "The president departs today"."""
    if not _is_assumed_of_present(reading, holder) or when is None:
        return False
    said = when.span.of(parsed.article.text).casefold()
    return when.day == parsed.article.published_date and said in _TO_COME


def _is_assumed_of_present(reading: Reading, holder: Token | None) -> bool:
    """Tells whether a simple present alone lets an event be taken for one that took place."""
    present = holder is not None and holder.tag_ in ("VBZ", "VBP")
    return present and reading.status == "occurred" and not reading.firm


def _is_past(verb: Token | None) -> bool:
    """Tells whether a verb, or one that governs it, is in the past tense, so that "Thursday" lies behind."""
    for _ in range(3):
        if verb is None or verb.head == verb:
            break
        if verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass")):
            return True
        verb = verb.head
    return verb is not None and (
        verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ == "aux")
    )


def _points_back(sighting: Sighting, participants: tuple[Participant, ...]) -> bool:
    others = [a.head for a in sighting.arguments if a.side == 1]
    if sighting.link == "verb" and others and not any(is_collective(t) or t.pos_ == "PRON" for t in others):
        return False  # "they met with Ukrainian officials" tells of one more meeting
    if any(is_collective(t) for a in sighting.arguments for t in (a.head, *a.head.conjuncts)):
        return True
    return not participants and sighting.link != "verb" and sighting.definite


def _is_separate(sighting: Sighting) -> bool:
    words = (
        {t.lower_ for t in sighting.head.subtree}
        if sighting.link != "verb"
        else {c.lower_ for c in sighting.head.children} | _set_apart(sighting.head)
    )
    return bool(words & {"separate", "separately"})


def _set_apart(verb: Token) -> set[str]:
    """Returns the adverb that sets one more side apart: "met A and, separately, B"."""
    after = [t for t in verb.doc[verb.i + 1 : verb.sent.end - 1] if t.lower_ == "separately"]
    return {t.lower_ for t in after if t.nbor(-1).text == "," and t.nbor().text == ","}


def _one_each(mention: ContactMention) -> Iterator[ContactMention]:
    """Splits "separate meetings with A, B and C" into one mention for each of them."""
    others = {a.head.i for a in mention.sighting.arguments if a.side == 1}
    spans = [t.idx for a in mention.sighting.arguments if a.side == 1 for t in (a.head, *a.head.conjuncts)]
    apart = mention.sighting.link == "verb" and bool(_set_apart(mention.sighting.head))
    partners = [
        p
        for p in mention.participants
        if is_named(p)
        and (
            any(p.mention.start <= s < p.mention.end for s in spans)
            or (apart and p.mention.start > mention.sighting.span.end)
        )
    ]
    if not others or len(partners) < 2:
        yield mention
        return
    rest = [p for p in mention.participants if p not in partners]
    for partner in partners:
        yield replace(mention, participants=(*rest, partner))


def _add_attendees(contacts: list[Contact], attendees: AttendeeList) -> None:
    end = attendees.header.end
    before = [c for c in contacts if c.event_type != "visit" and c.mentions[0].sighting.span.start <= end]
    if not before or not attendees.participants:
        return
    # The header's own meeting, else the one that the article has told of most.
    contact = max(
        before,
        key=lambda c: (attendees.header.start <= c.last, len(c.mentions), -c.mentions[0].sighting.span.start),
    )
    known = [p for p in contact.participants if is_named(p)]
    contact.participants = unite([known, attendees.participants])
    contact.listed = True


def _add_presence(parsed: ParsedArticle, contacts: list[Contact], presence: Presence) -> None:
    """Adds further people to the contact told last, where it stands near: those present, or companions."""
    start, escorted = presence.sentence.start, presence.companions_of
    if escorted:
        fitting = [c for c in contacts if any(same_actor(p, q) for p in c.participants for q in escorted)]
    else:
        fitting = [c for c in contacts if c.event_type == ("call" if presence.on_call else "meeting")]
    told = [(at, c) for c in fitting if (at := _told_before(c, presence.sentence.end)) is not None]
    near = [(at, c) for at, c in told if _sentences_between(parsed, at, start) <= _NEAR]
    if escorted:  # in another paragraph it says so of the whole journey, not of its last stop
        here = [(at, c) for at, c in near if "\n" not in parsed.article.text[at:start]]
        near = here or [(at, c) for at, c in told if c.event_type == "visit"][:1] or near
    if near:
        _, contact = max(near, key=lambda told: told[0])
        role: Role = "visitor" if contact.event_type == "visit" else "participant"
        beside = {p.role for p in contact.participants for q in escorted if same_actor(p, q)}
        named = not any(q.mention.of(parsed.article.text).lower() in _PRONOUNS for q in escorted)
        if named and beside == {"host"}:
            return  # who stood beside the host did not come; "he" may be either
        added = [replace(p, role=role) for p in presence.people if is_named(p)]
        known = contact.participants
        if presence.attended and len(added) > 1:
            known = tuple(p for p in known if is_named(p))  # the "leaders of six states"
        if presence.represented:
            known = tuple(p for p in known if p.actor.kind == "person")
        contact.participants = unite([known, without_title_parts(parsed.article.text, added)])


def _told_before(contact: Contact, end: int) -> int | None:
    """Returns where the last mention of a contact before `end` starts, or None."""
    return max((s for m in contact.mentions if (s := m.sighting.span.start) < end), default=None)


def _sentences_between(parsed: ParsedArticle, first: int, second: int) -> int:
    return sum(first < sentence.start_char <= second for sentence in parsed.doc.sents)


def _without_guests_of_themselves(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Leaves the host of a visit out of those who came, where there are others."""
    hosts = [p for p in participants if p.role == "host"]
    came = [p for p in participants if p.role == "visitor" and not any(same_actor(p, h) for h in hosts)]
    return tuple(p for p in participants if p.role != "visitor" or p in came) if came else participants


def _candidate(contact: Contact) -> Candidate:
    sightings = [m.sighting for m in contact.mentions]
    mentions = tuple(Mention(s.span, s.rule.id, char_span(s.head.sent)) for s in sightings)
    return Candidate(
        contact.event_type,
        contact.reading.status,
        sightings[0].head,
        mentions,
        _without_guests_of_themselves(contact.participants),
        anchors=(
            *(s.head for s in sightings[1:]),
            *(m.occasion for m in contact.mentions if m.occasion is not None),
        ),
        place=contact.place,
        medium=_medium(contact),
    )


def _medium(contact: Contact) -> str | None:
    if contact.event_type != "call":
        return None
    said = " ".join(m.sighting.head.sent.text.casefold() for m in contact.mentions)
    return "video" if "video" in said else "phone"
