"""Merges the mentions of an article into its calls, visits and meetings, one event each."""

from datetime import timedelta

from flows.extract.contacts.contact import Contact
from flows.extract.contacts.founding import can_found
from flows.extract.contacts.mentions import ContactMention
from flows.extract.contacts.sides import is_named, same_actor, unite
from flows.extract.contacts.syntax import auxiliaries, is_first_time, is_plural, lemma
from flows.extract.contacts.told_sides import EITHER, with_sides_told, with_theirs_told
from flows.extract.contacts.visit_merging import visitors_agree
from flows.extract.places.countries import country_named
from flows.extract.places.gazetteer import gazetteer
from flows.records import Participant, Place

_TALKS = frozenset({"talk", "discussion", "consultation", "conversation", "dialogue"})
_A_DAY = timedelta(days=1)


def merge(mentions: list[ContactMention]) -> list[Contact]:
    """Merges mentions, given in text order, into events in order of their first mentions."""
    contacts: list[Contact] = []
    for read in mentions:
        mention = with_theirs_told(read, contacts)
        targets = _targets(mention, contacts)
        for target in targets:
            _absorb(target, mention)
        if not targets and not (contacts and _is_record(mention)):
            told = with_sides_told(mention, contacts)
            if can_found(told):
                contacts.append(_found(told))
    return contacts


def _is_record(mention: ContactMention) -> bool:
    """Tells whether a verb says that what is told of was the first: "the first time A had received B"."""
    verb = mention.sighting.head
    return mention.sighting.link == "verb" and verb.dep_ == "relcl" and is_first_time(verb.head)


def _found(mention: ContactMention) -> Contact:
    return Contact(
        mention.sighting.event_type,
        [mention],
        mention.participants,
        mention.reading,
        mention.place,
        mention.days,
    )


def _targets(mention: ContactMention, contacts: list[Contact]) -> list[Contact]:
    """Returns the events that a mention tells of: one, several for a collective plural, or none."""
    same_clause = [c for c in contacts if _in_same_clause(mention, c)]
    if same_clause:
        return same_clause[-1:]
    fitting = [c for c in contacts if _fits(mention, c)]
    if not fitting:
        return []
    ranked = sorted(
        fitting, key=lambda c: (_shared(mention, c), c.event_type == mention.sighting.event_type, c.last)
    )
    if _is_collective_plural(mention):
        return [c for c in fitting if _shared(mention, c) == _shared(mention, ranked[-1])]
    return ranked[-1:]


def _is_collective_plural(mention: ContactMention) -> bool:
    sighting = mention.sighting
    plural = sighting.link != "verb" and is_plural(sighting.head) and lemma(sighting.head) != "talk"
    return (
        plural
        and mention.points_back
        and lemma(sighting.head) in ("meeting", "visit", "call", "summit", "trip")
    )


def _in_same_clause(mention: ContactMention, contact: Contact) -> bool:
    """Tells whether the mention's noun hangs on a verb that already told of the event ("met for talks")."""
    sighting = mention.sighting
    if contact.event_type != sighting.event_type:
        return False
    if sighting.link != "verb" and _is_apposed(mention, contact):
        return True
    if sighting.holder is None:
        return False
    for other in contact.mentions:
        if other.sighting.link != "verb":
            continue
        if sighting.link != "verb" and other.sighting.head == sighting.holder and _is_same_scene(mention):
            if _repeats_guest(mention, other):
                return True
            return _agree_on_place(mention, contact) and not sighting.fresh
        if (
            sighting.link == "verb"
            and sighting.head.head == other.sighting.head
            and sighting.event_type == "visit"
        ):
            named = sighting.destination is not None and sighting.destination.ent_type_ in ("GPE", "LOC")
            return sighting.head.dep_ in ("xcomp", "advcl", "acl") and not named
    return False


def _is_apposed(mention: ContactMention, contact: Contact) -> bool:
    """Tells whether a noun says in apposition which meeting one is: "a meeting, the fourth of two"."""
    head = mention.sighting.head
    return head.dep_ == "appos" and any(m.sighting.head == head.head for m in contact.mentions)


def _repeats_guest(mention: ContactMention, other: ContactMention) -> bool:
    """Tells whether a visit is that of the guest received: "received A on the occasion of their visit"."""
    hosting = other.sighting.rule.data.get("frame") == "hosting"
    owners = [c.lower_ for c in mention.sighting.head.children if c.dep_ == "poss"]
    return hosting and any(o in ("his", "her", "their") for o in owners)


def _is_same_scene(mention: ContactMention) -> bool:
    """Tells whether a noun under a verb of meeting is that meeting ("met for talks"), not its setting."""
    sighting = mention.sighting
    if sighting.event_type == "visit":
        return True
    if any(a.side in (0, 9) and a.head.dep_ == "poss" for a in sighting.arguments):
        return False
    scenes = (
        ("scene:for",)
        if sighting.rule.id.endswith("summit")
        else ("scene:for", "scene:in", "scene:during", "object")
    )
    return sighting.link in scenes


def _fits(mention: ContactMention, contact: Contact) -> bool:
    if not _types_agree(mention, contact) or not _statuses_agree(mention, contact):
        return False
    if not _agree_on_place(mention, contact) or not _agree_on_days(mention, contact):
        return False
    if mention.sighting.fresh and mention.sighting.link == "verb":
        return False  # "They are to meet again on Friday"
    if mention.sighting.fresh and (not mention.points_back or _is_put_as_new(mention)):
        return False
    if mention.sighting.rule.data.get("strength") == "held" and not mention.sighting.founding:
        # "on the margins of the summit" points to a summit told of, to no other meeting.
        head = lemma(mention.sighting.head)
        return any(lemma(m.sighting.head) == head for m in contact.mentions) and _sides_agree(
            mention, contact
        )
    return _sides_agree(mention, contact)


def _types_agree(mention: ContactMention, contact: Contact) -> bool:
    sighting = mention.sighting
    if contact.event_type == sighting.event_type:
        return True
    either = sighting.link != "verb" and lemma(sighting.head) in EITHER and mention.points_back
    if either and _says_phone(mention) and sighting.event_type == "call":
        return _can_be_call(contact)
    return (
        either
        and {contact.event_type, sighting.event_type} == {"call", "meeting"}
        and not _says_phone(mention)
    )


def _can_be_call(contact: Contact) -> bool:
    """Tells whether talks can turn out a call: "held talks with B. During their phone conversation"."""
    talks = all(
        m.sighting.link != "verb" and lemma(m.sighting.head) in _TALKS and "in" not in m.sighting.link
        for m in contact.mentions
    )
    return talks and contact.event_type == "meeting" and contact.place is None


def _says_phone(mention: ContactMention) -> bool:
    return bool(mention.sighting.rule.data.get("needs"))


def _statuses_agree(mention: ContactMention, contact: Contact) -> bool:
    mine, theirs = mention.reading, contact.reading
    if mine.status == theirs.status or not mine.firm or not theirs.firm:
        return True
    return "occurred" not in (mine.status, theirs.status)


def _agree_on_place(mention: ContactMention, contact: Contact) -> bool:
    if mention.place is None or contact.place is None:
        return True
    a, b = mention.place.name, contact.place.name
    if _is_airport(mention.place) or _is_airport(contact.place):
        return mention.sighting.event_type == "visit"  # "left for Juba … touched down at the airport"
    if a.casefold() in b.casefold() or b.casefold() in a.casefold():
        return True
    one, other = country_named(a), country_named(b)
    if one is not None and other is not None:
        return one == other
    if mention.sighting.link == "verb":
        return False  # "who arrived in Chad on Monday, visited Moundou": the stop is a visit of its own
    return (other is not None and _lies_in(a, other)) or (one is not None and _lies_in(b, one))


def _lies_in(town: str, country: str) -> bool:
    """Tells whether the largest town of a name is of a country: Canberra of Australia."""
    sites = gazetteer().named(town)
    return bool(sites) and sites[0].country == country


def _agree_on_days(mention: ContactMention, contact: Contact) -> bool:
    mine, theirs = mention.days, contact.days
    if mine is None or theirs is None:
        return True
    # "today's meeting" may be dated by the release that tells of yesterday's.
    slack = (
        _A_DAY if mention.points_back and not any(is_named(p) for p in mention.participants) else timedelta(0)
    )
    return mine[0] - slack <= theirs[1] and theirs[0] <= mine[1] + slack


def _shared(mention: ContactMention, contact: Contact) -> int:
    return sum(any(same_actor(p, q) for q in contact.participants) for p in mention.participants)


def _sides_agree(mention: ContactMention, contact: Contact) -> bool:
    people = mention.participants
    if not people:
        return mention.points_back
    if _only_tells_host(mention, contact) or _only_tells_attendance(mention, contact):
        return True
    shared = _shared(mention, contact)
    if _is_of_others(mention, contact):
        return False
    if mention.sighting.event_type == "visit" == contact.event_type:
        return visitors_agree(mention, contact)
    if shared < len(people) and _is_another(mention):
        return False
    if shared == len(people):
        return shared >= 2 or mention.points_back or len(contact.participants) == 1
    if shared == len(contact.participants):
        return shared >= 2 or mention.points_back or _only_tells_of_several(contact)
    if shared >= 2:
        return True
    strangers = [p for p in people if not any(same_actor(p, q) for q in contact.participants)]
    known = any(is_named(p) or _is_body(p) for p in strangers)
    return mention.points_back and not known and not mention.sighting.fresh


def _is_of_others(mention: ContactMention, contact: Contact) -> bool:
    """Tells whether a noun is said to be of named others: "the meeting of the G7 countries", of A and B."""
    of = [a.head.idx for a in mention.sighting.arguments if a.side == 3]
    strangers = (p for p in mention.participants if not any(same_actor(p, q) for q in contact.participants))
    theirs = (p for p in strangers if any(p.mention.start <= at < p.mention.end for at in of))
    return any(word[:1].isupper() for p in theirs for word in p.actor.name.split())


def _is_body(participant: Participant) -> bool:
    """Tells whether a participant is a body by its full name: "the International Cocoa Council"."""
    words = participant.actor.name.split()
    return participant.actor.kind == "organisation" and len(words) > 1 and words[-1][:1].isupper()


def _only_tells_of_several(contact: Contact) -> bool:
    """Tells whether the next meeting is what one side's were: "He held a flurry of meetings. He met A …"."""
    (first, *more), (side, *_) = contact.mentions, contact.participants
    several = first.sighting.link == "object" and is_plural(first.sighting.head)
    return several and not more and side.actor.kind == "person"


def _only_tells_host(mention: ContactMention, contact: Contact) -> bool:
    """Tells whether "The summit, hosted by A, …" adds who hosted the one told of before."""
    sighting = mention.sighting
    if sighting.link == "verb" or not mention.points_back or sighting.event_type == "visit":
        return False
    told = any(lemma(m.sighting.head) == lemma(sighting.head) for m in contact.mentions)
    return told and all(a.side == 4 for a in sighting.arguments)


def _only_tells_attendance(mention: ContactMention, contact: Contact) -> bool:
    """Tells whether "A and B also attended the meeting" adds to the meeting told of before."""
    sighting, nouns = mention.sighting, [lemma(m.sighting.head) for m in contact.mentions]
    attended = sighting.link == "object" and sighting.holder is not None
    met = any(m.sighting.link == "verb" for m in contact.mentions) and contact.event_type == "meeting"
    return (
        attended
        and sighting.holder is not None
        and lemma(sighting.holder) in ("attend", "join", "chair", "moderate", "mediate")
        and any(c.lower_ in ("the", "this") for c in sighting.head.children)
        and not any(c.dep_ in ("prep", "compound", "amod", "poss") for c in sighting.head.children)
        and (lemma(sighting.head) in nouns or (lemma(sighting.head) in ("meeting", "session") and met))
    )


def _is_another(mention: ContactMention) -> bool:
    """Tells whether a noun with a day is put as new: "A meeting of the three took place on Sunday"."""
    return _is_put_as_new(mention) and mention.days is not None


def _is_put_as_new(mention: ContactMention) -> bool:
    articles = (c.lower_ for c in mention.sighting.head.children if c.dep_ == "det")
    return mention.sighting.link != "verb" and any(a in ("a", "an") for a in articles)


def _absorb(contact: Contact, mention: ContactMention) -> None:
    same_clause = _in_same_clause(mention, contact)
    if mention.sighting.event_type == "call" and _says_phone(mention):
        contact.event_type = "call"
    contact.mentions.append(mention)
    if (
        mention.sighting.event_type == contact.event_type
        and not contact.listed
        and not same_clause
        and mention.sighting.founding
    ):
        contact.participants = _with_named(contact.participants, mention.participants)
    elif same_clause and any(a.side == 4 for a in mention.sighting.arguments):
        # "came together for a summit hosted by A" names one more side
        contact.participants = _with_named(contact.participants, mention.participants)
    if contact.place is None or (mention.place is not None and _is_airport(contact.place)):
        contact.place = mention.place
    contact.days = contact.days or mention.days
    mine = mention.reading
    if mine.status == "cancelled" and contact.reading.status == "planned" and _was_before(mention):
        return  # "The visit had been delayed once already"
    if mine.firm and (not contact.reading.firm or mine.status in ("cancelled", "denied")):
        contact.reading = mine


def _was_before(mention: ContactMention) -> bool:
    """Tells whether what a mention says lies further back than the news: "had been postponed"."""
    holder = mention.sighting.holder
    return holder is not None and any(a.lower_ == "had" for a in auxiliaries(holder))


def _is_airport(place: Place) -> bool:
    return place.name.casefold().endswith("airport")


def _with_named(known: tuple[Participant, ...], new: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Adds the named sides of a further mention; generic ones only where nobody stood on record."""
    added = [p for p in new if is_named(p) or len(known) < 2]
    return unite([known, added])
