"""Writes a folder with one Delta Lake table a table."""

from pathlib import Path

from deltalake import write_deltalake
from deltalake.exceptions import DeltaError

from flows.contract import TABLES, contract
from flows.write.export.formats import ExportError
from flows.write.lake import Snapshot


def write(state: Snapshot, target: Path) -> int:
    """Writes all tables below `target` and returns how many events there are."""
    try:
        for name in TABLES:
            about = contract(name).description
            write_deltalake(target / name, state.reader(name), name=name, description=about)
    except DeltaError as error:
        raise ExportError(f"Delta Lake could not write: {error}; see to it, or name another place") from error
    return state.count("events")
