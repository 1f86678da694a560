"""Checks every row of a lake against the text it came from."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from jsonschema import Draft202012Validator

from flows.contract import TABLES, ContractError, contract, provenance_schema
from flows.write.fault import Fault
from flows.write.integrity import file_faults, published_state, table_faults
from flows.write.lake import Lake, Snapshot
from flows.write.tables import DamagedTableError

_EVENT_COLUMNS = ("event_id", "article_id", "quote", "char_start", "char_end", "provenance", "run_id")


def verify(lake: Lake) -> Iterator[Fault]:
    """Yields every fault of a lake; none means that each row is proved by its text."""
    altered = list(file_faults(lake))
    yield from altered
    found: dict[Fault, None] = {}
    state = lake.snapshot()
    # Where somebody has altered files, each of a file's two names may lead to other rows.
    for view in (state, published_state(state)) if altered else (state,):
        try:
            found |= dict.fromkeys(_content_faults(view))
        except (OSError, pa.ArrowException, DamagedTableError) as error:
            found[Fault("lake", "", f"a table cannot be read: {error}")] = None
    yield from found


def _content_faults(state: Snapshot) -> Iterator[Fault]:
    yield from _contract_faults(state)
    yield from table_faults(state)
    yield from _row_faults(state)


def _row_faults(state: Snapshot) -> Iterator[Fault]:
    texts: dict[str, tuple[str, str]] = {}
    for article in state.rows("articles", ["article_id", "text", "text_sha256"]):
        texts[article["article_id"]] = (article["text"], article["text_sha256"])
        if hashlib.sha256(article["text"].encode()).hexdigest() != article["text_sha256"]:
            yield Fault(
                "articles", article["article_id"], "the text does not have the hash that is recorded for it"
            )
    validator = Draft202012Validator(provenance_schema())
    for event in state.rows("events", _EVENT_COLUMNS):
        for message in _event_faults(event, texts, validator):
            yield Fault("events", event["event_id"], message)
    yield from _span_faults(state, texts)


def _contract_faults(state: Snapshot) -> Iterator[Fault]:
    for name in TABLES:
        try:
            for batch in state.batches(name):
                contract(name).check_columns(batch)
            contract(name).check_key(state.read(name, list(contract(name).key)))
        except ContractError as error:
            yield Fault(name, "", str(error))


def _event_faults(
    event: dict[str, Any], texts: dict[str, tuple[str, str]], validator: Draft202012Validator
) -> Iterator[str]:
    if event["article_id"] not in texts:
        return  # the tables do not agree, as has been said
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
    if evidence["article"]["id"] != event["article_id"] or evidence["run"] != event["run_id"]:
        yield "its provenance names another article or run"
    for mention in evidence["mentions"]:
        if text[mention["start"] : mention["end"]] != mention["exact"]:
            yield f"the text does not hold the mention {mention['exact']!r} at its offsets"


def _span_faults(state: Snapshot, texts: dict[str, tuple[str, str]]) -> Iterator[Fault]:
    for name, words in (("mentions", "text"), ("participants", "mention")):
        for row in state.rows(name, ["event_id", "article_id", "start", "end", words]):
            text, _ = texts.get(row["article_id"], ("", ""))
            if text[row["start"] : row["end"]] != row[words]:
                yield Fault(name, row["event_id"], f"the text does not hold {row[words]!r} at its offsets")
