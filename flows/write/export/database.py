"""Writes a DuckDB database: the tables with their descriptions, and views of the questions asked most."""

from importlib.resources import files
from pathlib import Path

import duckdb

from flows.contract import TABLES, contract
from flows.write.export.formats import ExportError
from flows.write.lake import Snapshot


def write(state: Snapshot, target: Path) -> int:
    """Writes all tables to `target` and returns how many events there are."""
    try:
        _write_tables(state, target)
    except duckdb.IOException as error:
        raise ExportError(f"DuckDB could not write: {error}; see to it, or name another place") from error
    return state.count("events")


def _write_tables(state: Snapshot, target: Path) -> None:
    with duckdb.connect(str(target)) as database:
        for name in TABLES:
            database.register("incoming", state.reader(name))
            # The names come from the contract, never from data.
            database.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')  # noqa: S608
            database.unregister("incoming")
            description = contract(name).description
            database.execute(f'COMMENT ON TABLE "{name}" IS {_quoted(description)}')
            for column in contract(name).columns:
                words = column.description + (f" Unit: {column.unit}." if column.unit else "")
                database.execute(f'COMMENT ON COLUMN "{name}"."{column.name}" IS {_quoted(words)}')
        database.execute((files("flows.write.export") / "views.sql").read_text(encoding="utf-8"))


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
