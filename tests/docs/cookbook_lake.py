"""The lake that docs/cookbook.md asks its questions of: invented news whose events were laid down by hand.

Its rows do not depend on the extractor, so that the answers in the cookbook stay what they are.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.records import ArticleEvents, EventType, Participant, Place, Role, Status
from flows.write.lake import Lake
from tests.invented_lake import MODEL, actor, article, day, event, lake_of

_PEOPLE = {
    "Kenji Mori": "JPN",
    "Wanjiru Otieno": "KEN",
    "Ana Duarte": "PRT",
    "Samora Nhaca": "MOZ",
    "Berit Haugen": "NOR",
    "Rafael Ibarra": "CHL",
}
_PLACES = {
    "Nairobi": ("KEN", -1.28, 36.82),
    "Maputo": ("MOZ", -25.97, 32.58),
    "Oslo": ("NOR", 59.91, 10.75),
    "Lisbon": ("PRT", 38.72, -9.14),
    "Santiago": ("CHL", -33.45, -70.67),
}
_ROLES: dict[EventType, tuple[Role, Role]] = {
    "visit": ("visitor", "host"),
    "meeting": ("participant", "participant"),
    "call": ("participant", "participant"),
    "statement": ("speaker", "addressee"),
}


@dataclass(frozen=True)
class Fact:
    """One event: the outlet that reports it, its words, and what they say."""

    outlet: str
    published: date
    when: date
    kind: EventType
    trigger: str
    text: str
    status: Status = "occurred"


# Outlet, day of publication, day of the event, both in 2024; what it is; its trigger; below it the article.
_FACTS = """
Harbour Post | 05-02 | 05-01 | occurred meeting | met
  Ana Duarte met Samora Nhaca in Maputo on Wednesday.
Harbour Post | 05-02 | 05-01 | occurred visit | visited
  Ana Duarte visited Maputo on Wednesday.
Lake Region Wire | 05-03 | 05-01 | occurred meeting | met
  Ana Duarte met Samora Nhaca for an hour on Wednesday.
Harbour Post | 05-07 | 05-06 | occurred call | phoned
  Kenji Mori phoned Wanjiru Otieno on Monday.
Lake Region Wire | 05-08 | 05-08 | occurred call | called
  Wanjiru Otieno called Kenji Mori early on Wednesday.
Northern Courier | 05-09 | 05-06 | occurred call | spoke by phone
  Kenji Mori and Wanjiru Otieno spoke by phone on Monday.
Northern Courier | 05-09 | 05-09 | occurred call | phoned
  Berit Haugen phoned Rafael Ibarra on Thursday.
Northern Courier | 05-10 | 05-09 | occurred meeting | met
  Berit Haugen met Ana Duarte in Lisbon on Thursday.
Harbour Post | 05-10 | 05-09 | occurred meeting | held talks
  Ana Duarte held talks with Berit Haugen in Lisbon.
Harbour Post | 05-10 | 05-09 | occurred visit | arrived
  Berit Haugen arrived in Lisbon on Thursday.
Harbour Post | 05-14 | 05-13 | occurred meeting | met
  Samora Nhaca met Ana Duarte again in Lisbon on Monday.
Harbour Post | 05-15 | 05-15 | occurred statement | said
  The port would open in June, Samora Nhaca said.
Lake Region Wire | 05-15 | 05-15 | occurred statement | told
  Kenji Mori told Wanjiru Otieno that the loan was ready.
Northern Courier | 05-15 | 05-15 | occurred statement | warned
  Prices would rise, Berit Haugen warned.
Northern Courier | 05-16 | 05-15 | occurred statement | said
  The fjord would stay closed, Berit Haugen said on Wednesday.
Lake Region Wire | 05-16 | 05-16 | occurred statement | announced
  A new railway was planned, Wanjiru Otieno announced.
Lake Region Wire | 05-16 | 06-03 | planned visit | will visit
  Kenji Mori will visit Nairobi on 3 June.
Northern Courier | 05-17 | 06-10 | planned visit | is due in
  Rafael Ibarra is due in Oslo on 10 June.
Harbour Post | 05-17 | 06-04 | planned visit | will travel
  Ana Duarte will travel to Nairobi on 4 June.
Harbour Post | 05-20 | 05-22 | cancelled visit | trip
  A trip of Samora Nhaca to Santiago on Wednesday was called off.
Lake Region Wire | 05-21 | 05-20 | denied meeting | met
  Samora Nhaca never met Rafael Ibarra on Monday, his office said.
"""


def cookbook_lake(root: Path) -> Lake:
    """Builds the lake in that folder."""
    lines = _FACTS.strip().splitlines()
    return lake_of(root, [_result(_fact(*two)) for two in zip(lines[::2], lines[1::2], strict=True)])


def _fact(head: str, text: str) -> Fact:
    outlet, published, when, what, trigger = head.split(" | ")
    status, kind = what.split()
    days = [date.fromisoformat(f"2024-{day}") for day in (published, when)]
    return Fact(outlet, *days, kind, trigger, text.strip(), status)


def _result(fact: Fact) -> ArticleEvents:
    source = article(fact.text, fact.published, title=None, outlet=fact.outlet)
    source = replace(source, source_uri=f"file:///news/{fact.outlet.lower().replace(' ', '-')}.jsonl")
    people = sorted((n for n in _PEOPLE if n in fact.text), key=fact.text.index)
    place = next((n for n in _PLACES if n in fact.text), None)
    actors: list[Participant] = [
        actor(fact.text, role, name, _PEOPLE[name])
        for role, name in zip(_ROLES[fact.kind], people, strict=False)
    ]
    before, comma, _ = fact.text.partition(",")
    words = before if comma else fact.text.partition(" that ")[2].rstrip(".")
    content = words if fact.kind == "statement" else None
    made = event(
        fact.text,
        fact.kind,
        fact.trigger,
        actors,
        day(fact.when),
        fact.status,
        Place(place, None, *_PLACES[place]) if place else None,
        content,
    )
    return ArticleEvents(source, (made,), MODEL)
