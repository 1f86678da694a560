"""The contract of the tables, read from schemas/, and the schemas that are derived from it."""

import functools
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

TABLES = ("events", "participants", "mentions", "articles", "rejects", "runs")

_ARROW = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}
_JSON: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "int32": {"type": "integer"},
    "int64": {"type": "integer"},
    "float64": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
}


class ContractError(ValueError):
    """A table breaks its contract; the message names the table, the column and the first bad value."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its type, its meaning and the values that it may hold."""

    name: str
    type: str
    nullable: bool
    description: str
    unit: str | None = None
    allowed: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class TableContract:
    """One table: its columns in order, the key that is unique, and the order of its rows."""

    name: str
    description: str
    key: tuple[str, ...]
    sort: tuple[str, ...]
    columns: tuple[Column, ...]

    def arrow_schema(self) -> pa.Schema:
        """Returns the Arrow schema, with each column's description and unit in its field's metadata."""
        return pa.schema(
            [
                pa.field(
                    c.name,
                    _ARROW[c.type],
                    c.nullable,
                    {"description": c.description} | ({"unit": c.unit} if c.unit else {}),
                )
                for c in self.columns
            ],
            metadata={"description": self.description, "table": self.name},
        )

    def json_schema(self) -> dict[str, Any]:
        """Returns the JSON Schema (2020-12) of one row."""
        properties = {c.name: _json_property(c) for c in self.columns}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.name,
            "description": self.description,
            "type": "object",
            "properties": properties,
            "required": [c.name for c in self.columns],
            "additionalProperties": False,
        }

    def table_schema(self) -> dict[str, Any]:
        """Returns the Frictionless Table Schema of the table."""
        kinds = {
            "int32": "integer",
            "int64": "integer",
            "float64": "number",
            "date": "date",
            "timestamp": "datetime",
        }
        fields = []
        for c in self.columns:
            limits: dict[str, Any] = {"required": not c.nullable, "enum": c.allowed, "pattern": c.pattern}
            limits |= {"minimum": c.minimum, "maximum": c.maximum}
            fields.append(
                {
                    "name": c.name,
                    "type": kinds.get(c.type, "string"),
                    "description": c.description,
                    "constraints": {k: v for k, v in limits.items() if v is not None},
                }
            )
        return {"fields": fields, "primaryKey": list(self.key)}

    def check(self, table: pa.Table) -> None:
        """Checks a table: columns, nulls, allowed values, patterns, limits and the uniqueness of its key.

        Raises:
            ContractError: At the first violation.
        """
        self.check_columns(table)
        self.check_key(table)

    def check_columns(self, table: pa.Table) -> None:
        """Checks what `check` does, but for the key.

        Raises:
            ContractError: At the first violation.
        """
        if table.schema.names != [c.name for c in self.columns]:
            raise ContractError(f"{self.name}: columns are {table.schema.names}")
        for column in self.columns:
            self._check_column(column, table[column.name])

    def check_key(self, table: pa.Table) -> None:
        """Checks that no two rows have one key; further columns do not matter.

        Raises:
            ContractError: Where two have.
        """
        keys = table.select(list(self.key)).group_by(list(self.key)).aggregate([([], "count_all")])
        if keys.num_rows != table.num_rows:
            twice = keys.filter(pc.greater(keys["count_all"], 1)).slice(0, 1).to_pylist()[0]
            raise ContractError(f"{self.name}: key {tuple(twice[k] for k in self.key)} stands more than once")

    def _check_column(self, column: Column, values: pa.ChunkedArray) -> None:
        if values.type != _ARROW[column.type]:
            raise ContractError(f"{self.name}.{column.name} has type {values.type}, not {column.type}")
        if not column.nullable and values.null_count:
            raise ContractError(f"{self.name}.{column.name} is null in {values.null_count} rows")
        good = []
        if column.allowed:
            good.append(pc.is_in(values, pa.array(column.allowed, values.type)))
        if column.pattern:
            good.append(pc.match_substring_regex(values, column.pattern))
        if column.minimum is not None:
            good.append(pc.greater_equal(values, pa.scalar(column.minimum, values.type)))
        if column.maximum is not None:
            good.append(pc.less_equal(values, pa.scalar(column.maximum, values.type)))
        for mask in good:
            bad = values.filter(pc.and_(pc.invert(pc.fill_null(mask, True)), pc.is_valid(values)))
            if len(bad):
                raise ContractError(
                    f"{self.name}.{column.name} holds {bad[0].as_py()!r}, which is not allowed"
                )


def _json_property(column: Column) -> dict[str, Any]:
    prop = dict(_JSON[column.type]) | {"description": column.description}
    if column.nullable:
        prop["type"] = [prop["type"], "null"]
    if column.allowed:
        prop["enum"] = [*column.allowed, *([None] if column.nullable else [])]
    for name in ("pattern", "minimum", "maximum"):
        if (value := getattr(column, name)) is not None:
            prop[name] = value
    if column.unit:
        prop["x-unit"] = column.unit
    return prop


def _folder() -> Path:
    # In a wheel schemas/ lies inside the package, in a checkout beside it.
    inside = Path(__file__).parent / "schemas"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "schemas"


def _column(table: dict[str, Any]) -> Column:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return Column(**values)


@functools.cache
def contract(name: str) -> TableContract:
    """Loads the contract of one table.

    Raises:
        FileNotFoundError: Where there is no such table.
    """
    data = tomllib.loads((_folder() / f"{name}.toml").read_text(encoding="utf-8"))
    columns = tuple(_column(c) for c in data["column"])
    return TableContract(data["name"], data["description"], tuple(data["key"]), tuple(data["sort"]), columns)


@functools.cache
def provenance_schema() -> dict[str, Any]:
    """Loads the JSON Schema of the provenance column."""
    schema: dict[str, Any] = json.loads((_folder() / "provenance.schema.json").read_text(encoding="utf-8"))
    return schema


def data_dictionary() -> str:
    """Returns the data dictionary of all tables in Markdown."""
    lines = ["# Data dictionary", "", "Made from the contract in schemas/ by `readout schema`.", ""]
    for name in TABLES:
        table = contract(name)
        lines += [f"## {name}", "", table.description, ""]
        lines += [f"Key: {', '.join(table.key)}. Sorted by {', '.join(table.sort)}.", ""]
        lines += ["| column | type | null | unit | meaning |", "|---|---|---|---|---|"]
        for c in table.columns:
            allowed = f" One of: {', '.join(c.allowed)}." if c.allowed else ""
            null = "yes" if c.nullable else "no"
            lines.append(f"| {c.name} | {c.type} | {null} | {c.unit or ''} | {c.description}{allowed} |")
        lines.append("")
    return "\n".join(lines)
