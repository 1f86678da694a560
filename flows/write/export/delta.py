"""Writes a folder with one Delta Lake table a table."""

from pathlib import Path

from deltalake import write_deltalake

from flows.contract import TABLES, contract
from flows.write.lake import Snapshot


def write(state: Snapshot, target: Path) -> int:
    """Writes all tables below `target` and returns how many events there are."""
    for name in TABLES:
        write_deltalake(target / name, state.reader(name), name=name, description=contract(name).description)
    return state.count("events")
