"""Leaves out of a contact's sides what is only part of a named person's title.

"the president and CEO of Delphi, A B", "Finance and the Public Service Minister, C D": one person each.
"""

import re
from collections.abc import Sequence

from flows.extract.actors.vocabulary import vocabulary
from flows.extract.contacts.words import words
from flows.records import Participant

_NEAR = 60  # characters of title that may stand between a part of it and the name
_HONORIFICS = r"(?:[Tt]he )?(?:[A-Z]\w*\.? ){0,4}"
# After "president": "and CEO of the software giant Delphi, Mr"; "the mayor and the head of police" are two.
_OFFICE_GOES_ON = re.compile(
    rf"(?: and (?!the |a |an |his |her |its |their )[\w -]{{2,30}})?(?: of [^,;.]{{1,70}})?, {_HONORIFICS}$"
)
# After "Finance": "and the Public Service Minister, Hon." before the minister's name.
_PORTFOLIO_GOES_ON = re.compile(
    rf"(?:,| and| &)(?: the)? (?:[A-Z]\w+,? (?:and )?){{0,5}}(?P<head>[A-Z]\w+),? {_HONORIFICS}$"
)
_PORTFOLIO_BEGINS = re.compile(r"\b(?:Minister|Secretary|Commissioner) (?:of|for)(?: the)? [^.;()]{2,50}$")
_PORTFOLIO_ENDS = re.compile(rf"(?: and [A-Z][\w &]*)?, {_HONORIFICS}$")
# After "New Leon": " economy secretary " before the secretary's name.
_AFFILIATION_GOES_ON = re.compile(r" (?:[a-z][\w-]* ){0,4}(?P<head>[a-z]+) $")


def without_title_parts(text: str, people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Returns participants without those that only tell which office another of them holds.

    Args:
        text: The article's text.
        people: Participants of one event.
    """
    persons = [p for p in people if p.actor.kind == "person"]
    if not persons or len(people) < 2:
        return tuple(people)
    return tuple(
        q
        for q in people
        if not _is_in_portfolio(text, q, persons)
        and not any(q is not p and _is_part(text, q, p) for p in persons)
    )


def _is_in_portfolio(text: str, part: Participant, persons: Sequence[Participant]) -> bool:
    """Tells whether a name is one field of an office: "Minister for Finance, Trade and Youth, Hon. A B"."""
    field = all(w in vocabulary().titles for w in part.actor.name.lower().split())
    if part.actor.kind != "organisation" and not (part.actor.kind == "person" and field):
        return False
    persons = [p for p in persons if p is not part]
    start, end = part.mention.start, part.mention.end
    office = _PORTFOLIO_BEGINS.search(text, max(0, start - _NEAR), start)
    if office is None or any(office.start() <= p.mention.start < start for p in persons):
        return False
    after = (text[end : p.mention.start + _title_length(text, p)] for p in persons if p.mention.start >= end)
    return any(len(a) <= 2 * _NEAR and _PORTFOLIO_ENDS.match(a) for a in after)


def _is_part(text: str, part: Participant, person: Participant) -> bool:
    start, title = person.mention.start, person.actor.title or ""
    named_at = start + _title_length(text, person)
    if part.actor.kind != "person" and start <= part.mention.start and part.mention.end <= named_at:
        return True
    near = abs(start - part.mention.end) <= _NEAR or abs(part.mention.start - person.mention.end) <= _NEAR
    if near and len(part.actor.name) > 2 and f" {part.actor.name} " in f" {title} ":
        return part.actor.kind != "person" or " of " in part.actor.name  # a body taken for a person
    between = text[part.mention.end : named_at]
    if not 0 < len(between) <= 2 * _NEAR or part.mention.end >= person.mention.end:
        return False
    if part.actor.kind == "unnamed":
        return _OFFICE_GOES_ON.match(between) is not None
    affiliation = _AFFILIATION_GOES_ON.match(between)
    if affiliation is not None and any(affiliation["head"] in words(w) for w in ("principals", "officials")):
        return part.actor.kind != "person"
    portfolio = _PORTFOLIO_GOES_ON.match(between) if part.actor.kind == "organisation" else None
    return portfolio is not None and portfolio["head"].lower() in words("principals")


def _title_length(text: str, person: Participant) -> int:
    """Returns how many characters of title a mention holds before the name itself."""
    surname = person.actor.name.split()[0]
    return max(0, text[person.mention.start : person.mention.end].find(surname))
