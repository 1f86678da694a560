"""Checks every row of a lake against the text it came from."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

from flows.contract import TABLES, ContractError, contract, provenance_schema
from flows.write.lake import Lake


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: the table, the id of the row, and what is wrong with it."""

    table: str
    row: str
    message: str


def verify(lake: Lake) -> Iterator[Fault]:
    """Yields every fault of a lake; none means that each row is proved by its text."""
    yield from _contract_faults(lake)
    texts: dict[str, tuple[str, str]] = {}
    for article in lake.read("articles", ["article_id", "text", "text_sha256"]).to_pylist():
        texts[article["article_id"]] = (article["text"], article["text_sha256"])
        if hashlib.sha256(article["text"].encode()).hexdigest() != article["text_sha256"]:
            yield Fault(
                "articles", article["article_id"], "the text does not have the hash that is recorded for it"
            )
    validator = Draft202012Validator(provenance_schema())
    for event in lake.read("events").to_pylist():
        for message in _event_faults(event, texts, validator):
            yield Fault("events", event["event_id"], message)
    yield from _span_faults(lake, texts)


def _contract_faults(lake: Lake) -> Iterator[Fault]:
    for name in TABLES:
        try:
            contract(name).check(lake.read(name))
        except ContractError as error:
            yield Fault(name, "", str(error))


def _event_faults(
    event: dict[str, Any], texts: dict[str, tuple[str, str]], validator: Draft202012Validator
) -> Iterator[str]:
    if event["article_id"] not in texts:
        yield "its article is not in the lake"
        return
    text, digest = texts[event["article_id"]]
    if text[event["char_start"] : event["char_end"]] != event["quote"]:
        yield "the text does not hold its quote at its offsets"
    try:
        evidence = json.loads(event["provenance"])
    except json.JSONDecodeError:
        yield "its provenance is not JSON"
        return
    if error := next(iter(validator.iter_errors(evidence)), None):
        yield f"its provenance breaks the schema: {error.message}"
        return
    position, quotation = evidence["selector"]
    if text[position["start"] : position["end"]] != quotation["exact"]:
        yield "the text does not hold the provenance's quotation at its position"
    if evidence["article"]["text_sha256"] != digest:
        yield "its provenance names another text"
    for mention in evidence["mentions"]:
        if text[mention["start"] : mention["end"]] != mention["exact"]:
            yield f"the text does not hold the mention {mention['exact']!r} at its offsets"


def _span_faults(lake: Lake, texts: dict[str, tuple[str, str]]) -> Iterator[Fault]:
    for name, words in (("mentions", "text"), ("participants", "mention")):
        for row in lake.read(name).to_pylist():
            text, _ = texts.get(row["article_id"], ("", ""))
            if text[row["start"] : row["end"]] != row[words]:
                yield Fault(name, row["event_id"], f"the text does not hold {row[words]!r} at its offsets")
