"""Writes a corpus of invented news articles, the same for the same seed, for the speed benchmarks.

python benchmarks/corpus.py --articles 1000 --seed 7 > corpus.jsonl

The articles are put together from sentence frames: they vary in people, places, topics, order, length and
form of quotation, but they are no news. Quality is measured elsewhere, on written articles.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

FIRST = (
    "Amina", "Bruno", "Carmen", "Dmitri", "Elena", "Farid", "Grace", "Hiroshi", "Ingrid", "Joao",
    "Katarina", "Lamin", "Mei", "Nikhil", "Olga", "Pedro", "Quentin", "Rosa", "Samuel", "Tanvir", "Ursula",
    "Viktor", "Wanjiru", "Yusuf", "Zofia",
)  # fmt: skip
LAST = (
    "Abubakar", "Brandt", "Castellanos", "Dlamini", "Eriksen", "Fonseca", "Grigoryan", "Haddad", "Ivanova",
    "Jallow", "Kowalczyk", "Lindqvist", "Mwangi", "Nakamura", "Okafor", "Pereira", "Qureshi", "Rossi",
    "Sandhu", "Tembo", "Ueda", "Vargas", "Wickham", "Yilmaz", "Zulu",
)  # fmt: skip
OFFICES = (
    "Foreign Minister",
    "Finance Minister",
    "President",
    "Prime Minister",
    "Energy Minister",
    "Governor",
    "Mayor",
    "Ambassador",
    "Defence Secretary",
    "Health Minister",
)
BODIES = (
    "the central bank",
    "the water board",
    "the election commission",
    "the port authority",
    "the teachers' union",
    "the grid operator",
    "the farmers' federation",
    "the aviation regulator",
)
COUNTRIES = (
    ("Kenya", "Nairobi"),
    ("Portugal", "Lisbon"),
    ("Poland", "Warsaw"),
    ("Japan", "Tokyo"),
    ("Chile", "Santiago"),
    ("Ghana", "Accra"),
    ("Norway", "Oslo"),
    ("Jordan", "Amman"),
    ("Nepal", "Kathmandu"),
    ("Peru", "Lima"),
    ("Senegal", "Dakar"),
    ("Finland", "Helsinki"),
)
TOPICS = (
    "the harbour expansion",
    "next year's wheat harvest",
    "the border crossing",
    "a new rail link",
    "the fisheries agreement",
    "hospital waiting lists",
    "the drought",
    "a ceasefire in the north",
    "school fees",
    "the gas pipeline",
    "flood defences",
    "the visa rules",
)
CLAIMS = (
    "work would begin before the rains",
    "nobody would lose a job over it",
    "the money had been set aside",
    "the talks had gone further than expected",
    "prices would settle within weeks",
    "the last word had not been spoken",
    "the delay was the contractor's fault",
    "an inquiry would look into every complaint",
    "both sides wanted an early result",
    "the figures had been misread",
)
QUOTES = (
    "We have waited long enough, and so have the people who live there.",
    "It is a modest step, but it is a step.",
    "I would ask everybody to read the report before they judge it.",
    "Nothing has been decided, and nothing will be decided behind closed doors.",
    "This is the hardest season that we have had in a decade.",
    "If it takes another month, then it takes another month.",
)
SAID = ("said", "told reporters", "announced", "warned", "insisted", "explained", "added", "acknowledged")
WHEN = (
    "on {weekday}",
    "yesterday",
    "earlier this month",
    "last week",
    "on {day} {month}",
    "this morning",
    "",
)
MET = (
    "met {other} in {city}",
    "held talks with {other} in {city}",
    "spoke by phone with {other}",
    "visited {city}",
)
# What most of a news text consists of: what is so, and has been, with nobody who says it.
BACKGROUND = (
    "Traders in the {quarter} market had covered their stalls against the {weather} by noon.",
    "The road {way} from {city} was shut for the {nth} day, and lorries stood in line as far as the river.",
    "Rain fell again overnight, filling the lower fields and {few} of the quarries.",
    "About {share} of the region's income depends on {goods}, by the usual count.",
    "The {building}, put up in the {decade}s, has had no new roof since.",
    "Fewer than {n} of the {seats} seats in the hall were taken.",
    "In the villages along the {way} coast the {season} has been a poor one.",
    "The plan runs to {pages} pages, with maps.",
    "Exports of {goods} fell by {n} per cent in {month}, the steepest drop since {year}.",
    "The company, which employs {staff} people in {city}, makes parts for {goods_makers}.",
    "{city} has {n} wards, of which {few} lie below the level of the sea at high water.",
    "A ton of {goods} fetched {price} dollars at the {quarter} exchange, {cents} more than a year before.",
    "Buses ran every {few} hours, where they ran at all.",
    "The bridge carries {staff} vehicles a day and was built for half as many.",
    "It was the {nth} such failure on the line since {month}.",
    "Temperatures in {country} stayed below {n} degrees for most of {month}.",
    "Shares in the three largest producers of {goods} lost between {few} and {n} per cent.",
    "Schools in the {quarter} had {n} pupils to a class, against {few} fewer in the capital.",
    "The {building} stands empty, its windows boarded, between a garage and a row of limes.",
    "Since {year} the population of {country}'s {way} has shrunk by {share}.",
    "At the quay {few} boats lay idle, and the ice house had no ice.",
    "The law, passed in {year}, leaves the details to {bodies_of} each district.",
    "Most of the {goods} goes by rail to {city}, and from there by sea.",
    "Power cuts of up to {few} hours a day have become the rule in the {quarter}.",
    "The dispute turns on a strip of land {n} kilometres long that appears on no map before {year}.",
    "Only {few} of the {n} wells sunk under the scheme still give water.",
    "Unemployment among the young stands at {n} per cent, twice the rate in {country}.",
    "A second {building}, with room for {seats}, is to open in the {quarter} by the end of {next_year}.",
    "Wages in the trade have risen more slowly than rents for {few} years running.",
    "Three seasons of {weather} have left the reservoirs at {share} of what they hold.",
)
SLOTS: dict[str, tuple[str, ...]] = {
    "quarter": ("old", "lower town", "harbour district", "eastern suburbs", "station quarter", "hill wards"),
    "weather": ("dust", "drought", "frost", "heat", "hail", "storms"),
    "way": ("north", "south", "east", "west", "north-east", "south-west"),
    "nth": ("second", "third", "fourth", "fifth", "sixth"),
    "few": ("two", "three", "four", "six", "seven", "nine"),
    "share": ("a fifth", "a third", "a tenth", "two thirds", "a quarter", "nearly half"),
    "goods": ("copper", "coffee", "timber", "cut flowers", "wool", "phosphate", "shrimps", "cement", "cocoa"),
    "goods_makers": ("makers of pumps", "two carmakers", "shipyards abroad", "the wind industry"),
    "building": ("customs house", "old tannery", "town hall", "clinic", "cinema", "grain store", "barracks"),
    "decade": ("1920", "1930", "1950", "1960", "1970", "1980"),
    "season": ("catch", "harvest", "season", "tourist trade", "lambing"),
    "bodies_of": ("the councils of", "the courts of", "the offices in"),
}


def article(number: int, rng: random.Random) -> dict[str, Any]:
    """Makes one article; `number` is its id."""
    published = date(2023, 1, 1) + timedelta(days=rng.randrange(700))
    country, city = rng.choice(COUNTRIES)
    topic = rng.choice(TOPICS)
    people = [_person(rng) for _ in range(4)]
    lead = _statement(people[0], published, rng, topic, first=True)
    sentences = [f"{city.upper()}, {published:%B} {published.day} - {lead}"]
    sentences += [_sentence(people, published, rng, topic) for _ in range(rng.randint(5, 14))]
    paragraphs, rest = [], sentences
    while rest:
        n = rng.randint(1, 3)
        paragraphs.append(" ".join(rest[:n]))
        rest = rest[n:]
    return {
        "id": f"invented-{number}",
        "published": published.isoformat(),
        "title": f"{country}: {people[0][1]} speaks on {topic}",
        "text": "\n\n".join(paragraphs),
        "outlet": rng.choice(("The Coastal Post", "Northern Wire", "Evening Ledger", "Radio Delta")),
    }


def _person(rng: random.Random) -> tuple[str, str, str]:
    country, _ = rng.choice(COUNTRIES)
    return (
        f"{country}'s {rng.choice(OFFICES)}",
        f"{rng.choice(FIRST)} {rng.choice(LAST)}",
        rng.choice(("he", "she")),
    )


def _when(published: date, rng: random.Random) -> str:
    day = published - timedelta(days=rng.randrange(1, 7))
    words = rng.choice(WHEN).format(weekday=f"{day:%A}", day=day.day, month=f"{day:%B}")
    return f" {words}" if words else ""


def _statement(
    person: tuple[str, str, str], published: date, rng: random.Random, topic: str, *, first: bool = False
) -> str:
    office, name, pronoun = person
    who = f"{office} {name}" if first else rng.choice((name.split()[-1], pronoun.capitalize(), name))
    return f"{who} {rng.choice(SAID)}{_when(published, rng)} that on {topic} {rng.choice(CLAIMS)}."


def _sentence(people: list[tuple[str, str, str]], published: date, rng: random.Random, topic: str) -> str:
    office, name, _ = rng.choice(people)
    other = rng.choice(people)
    kind = rng.random()
    # As dense as news: some 25 events in a thousand words (annotated news has 21).
    if kind < 0.13:
        return _statement(rng.choice(people), published, rng, topic)
    if kind < 0.24:
        return f'"{rng.choice(QUOTES)[:-1]}," {name.split()[-1]} said{_when(published, rng)}.'
    if kind < 0.28:
        return f"According to {rng.choice(BODIES)}, {rng.choice(CLAIMS)}."
    if kind < 0.34:
        act = rng.choice(MET).format(other=f"{other[0]} {other[1]}", city=rng.choice(COUNTRIES)[1])
        return f"{office} {name} {act}{_when(published, rng)}."
    return _background(published, rng)


def _background(published: date, rng: random.Random) -> str:
    words = {slot: rng.choice(choices) for slot, choices in SLOTS.items()}
    country, city = rng.choice(COUNTRIES)
    sentence = rng.choice(BACKGROUND).format(
        **words,
        city=city,
        country=country,
        month=f"{published - timedelta(days=rng.randrange(20, 300)):%B}",
        year=published.year - rng.randrange(3, 40),
        next_year=published.year + 1,
        n=rng.randrange(11, 90),
        seats=rng.randrange(120, 900),
        pages=rng.randrange(60, 700),
        staff=f"{rng.randrange(1, 40)},{rng.randrange(1000):03}",
        price=f"{rng.randrange(1, 9)},{rng.randrange(1000):03}",
        cents=rng.randrange(11, 99),
    )
    return sentence[0].upper() + sentence[1:]


def articles(number: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yields that many articles; a longer corpus of the same seed begins with the shorter one."""
    for i in range(number):
        # One generator an article, so that articles do not depend on how many there are.
        yield article(i, random.Random(f"{seed}-{i}"))  # noqa: S311 no secrets here


def main() -> None:
    """Writes the corpus to standard output."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    for one in articles(options.articles, options.seed):
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
