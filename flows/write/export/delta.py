"""Writes a folder with one Delta Lake table a table."""

from pathlib import Path

from deltalake import write_deltalake

from flows.contract import TABLES, contract
from flows.write.lake import Snapshot


def write(state: Snapshot, target: Path) -> int:
    """Writes all tables below `target` and returns how many events there are."""
    n_events = 0
    for name in TABLES:
        table = state.read(name)
        write_deltalake(target / name, table, name=name, description=contract(name).description)
        n_events = table.num_rows if name == "events" else n_events
    return n_events
