import json
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator

from flows.contract import TABLES, ContractError, contract, data_dictionary, provenance_schema
from flows.write.tables import table_of

SAMPLE = {"string": "x", "int32": 1, "int64": 1, "float64": 0.5, "date": date(2024, 5, 15)}
SAMPLE["timestamp"] = datetime(2024, 5, 15, tzinfo=UTC)
PATTERNED = {"[0-9a-f]{16}": "0" * 16, "[0-9a-f]{64}": "0" * 64, "[A-Z]{3}": "FRA", "[a-z]{2}": "en"}
PATTERNED["[0-9]{2,4}"] = "010"


def row(name: str) -> dict[str, object]:
    def value(column):
        if column.allowed:
            return column.allowed[0]
        if column.pattern:
            return PATTERNED[column.pattern.strip("^$")]
        return SAMPLE[column.type]

    return {c.name: value(c) for c in contract(name).columns}


@pytest.mark.parametrize("name", TABLES)
def test_a_whole_row_passes_and_its_json_schema_agrees(name: str) -> None:
    good = row(name)
    contract(name).check(table_of(name, [good]))
    as_json = json.loads(json.dumps(good, default=lambda v: v.isoformat()))
    Draft202012Validator(contract(name).json_schema()).validate(as_json)


@pytest.mark.parametrize("name", TABLES)
def test_every_required_column_refuses_null(name: str) -> None:
    for column in contract(name).columns:
        table = table_of(name, [row(name) | {column.name: None}])
        if column.nullable and column.name not in contract(name).key:
            contract(name).check(table)
        elif not column.nullable:
            with pytest.raises(ContractError, match=column.name):
                contract(name).check(table)


@pytest.mark.parametrize("name", TABLES)
def test_every_limited_column_refuses_what_it_does_not_allow(name: str) -> None:
    for column in contract(name).columns:
        bad = []
        if column.allowed or column.pattern:
            bad.append("no such value")
        if column.minimum is not None:
            bad.append(type(SAMPLE[column.type])(column.minimum - 1))
        if column.maximum is not None:
            bad.append(type(SAMPLE[column.type])(column.maximum + 1))
        for value in bad:
            with pytest.raises(ContractError, match=column.name):
                contract(name).check(table_of(name, [row(name) | {column.name: value}]))


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(ContractError, match="more than once"):
        contract("events").check(table_of("events", [row("events"), row("events")]))


def test_a_missing_or_mistyped_column_is_refused() -> None:
    table = table_of("mentions", [row("mentions")])
    with pytest.raises(ContractError, match="columns"):
        contract("mentions").check(table.drop_columns(["rule_id"]))
    with pytest.raises(ContractError, match="type"):
        contract("mentions").check(table.set_column(3, "start", pa.array(["1"])))


def test_arrow_fields_carry_their_descriptions() -> None:
    for name in TABLES:
        for field in contract(name).arrow_schema():
            assert field.metadata[b"description"]


def test_the_dictionary_names_every_column() -> None:
    text = data_dictionary()
    for name in TABLES:
        assert f"## {name}" in text
        for column in contract(name).columns:
            assert f"| {column.name} | {column.type} |" in text


def test_the_provenance_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(provenance_schema())
