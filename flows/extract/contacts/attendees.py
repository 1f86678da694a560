"""Reads lists of attendees: a line such as "Participants included:" and the bullets after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.contacts.rosters import row_after
from flows.extract.contacts.syntax import child, lemma
from flows.extract.contacts.words import words
from flows.extract.parsed import ParsedArticle
from flows.extract.tokens import Token
from flows.records import Actor, Participant, Span

_HEADER = re.compile(
    r"^[^\n]*\b(?:participants?|attendees|attended|participated|participating|attendance|joined|guests|present)\b"
    r"[^\n]*?(?::|(?<=articipants)|(?<=ttendees))[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE_HEADER = re.compile(
    r"\b(?:participants?|attendees|attended|participated|participating|attendance|guests)\b[^\n:•]*:\s*(?=•)",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"(?:^[ \t]*(?:[•*·–—-]|o(?=\s{2}))|•|(?<=\S) [-–](?= [A-Z]))[ \t]*(?P<item>(?:(?! [-–] [A-Z])[^\n•])+)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class AttendeeList:
    """A list of attendees, with the span of the header and of its items."""

    header: Span
    participants: tuple[Participant, ...]


def find_attendee_lists(parsed: ParsedArticle) -> list[AttendeeList]:
    """Finds the lists of attendees of an article, in text order."""
    text = parsed.article.text
    found = []
    headers = {m.end(): Span(m.start(), m.end()) for p in (_HEADER, _INLINE_HEADER) for m in p.finditer(text)}
    for end in sorted(headers):
        items = _items_after(text, end)
        if len(items) >= 2:
            people = tuple(p for item in items if (p := _attendee(parsed, item)) is not None)
            found.append(AttendeeList(headers[end], people))
    return sorted((*found, *_in_sentences(parsed)), key=lambda a: a.header)


def _in_sentences(parsed: ParsedArticle) -> Iterator[AttendeeList]:
    """Yields lists in running text: "Participants included A, B and C"."""
    for token in parsed.doc:
        if token.tag_ not in ("VBD", "VBZ", "VBP") or lemma(token) not in ("include", "attend", "join"):
            continue
        subject = child(token, "nsubj")
        if subject is None or token.i + 1 >= len(parsed.doc) or not _tells_of_attendance(subject):
            continue
        people = tuple(row_after(parsed, token.nbor(), "participant"))
        if people:
            yield AttendeeList(Span(subject.idx, token.idx + len(token)), people)


def _tells_of_attendance(subject: Token) -> bool:
    names = {lemma(t) for t in subject.subtree}
    attended = names & {"those", "who"} and names & {"attend", "participate", "present"}
    return bool(attended or names & words("attendees") or (names & words("gatherings")))


def _items_after(text: str, position: int) -> list[Span]:
    """Returns the bullets that follow a header with nothing but white space between them."""
    items: list[Span] = []
    for m in _BULLET.finditer(text, position):
        if text[position : m.start()].strip():
            break
        items.append(Span(*m.span("item")))
        position = m.end()
    return items


def _attendee(parsed: ParsedArticle, item: Span) -> Participant | None:
    """Reads one bullet: the person that it names, else the body up to its first comma or bracket."""
    words = parsed.doc.char_span(item.start, item.end, alignment_mode="contract")
    if words is None:
        return None
    line = item.of(parsed.article.text)
    first = re.match(r"[^,(;:]+", line)
    for _, last, participant in parsed.actors.people_between(words.start, words.end, "participant"):
        if first is None or last.idx < item.start + first.end():
            return participant
    name = (first.group() if first else line).rstrip()
    if not name or not name[0].isupper():
        return None
    span = Span(item.start, item.start + len(name))
    return Participant("participant", Actor(name, span, "organisation"), span)
