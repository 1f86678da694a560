"""Looks at lakes: their bytes, and their rows without what differs from run to run."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from flows.contract import TABLES
from flows.write.lake import Lake
from flows.write.verify import verify


def files(root: Path) -> dict[str, str]:
    """Returns the hash of every file of a lake."""
    found = (p for p in root.rglob("*") if p.is_file())
    return {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def rows(root: Path) -> dict[str, list[dict[str, Any]]]:
    """Returns the rows of a lake's tables but `runs`, without run ids."""
    state = Lake(root).snapshot()
    return {name: [_timeless(r) for r in state.read(name).to_pylist()] for name in TABLES if name != "runs"}


def globbed(root: Path, table: str) -> list[dict[str, Any]]:
    """Returns the rows of a table as a reader sees them who knows nothing but the folder's name."""
    paths = sorted((root / table).glob("**/*.parquet"))
    return [row for path in paths for row in pq.ParquetFile(path).read().to_pylist()]


def assert_whole(root: Path) -> None:
    """Checks that a lake proves its rows, shows the same to every reader, and holds no stray file."""
    assert list(verify(Lake(root))) == []
    state = Lake(root).snapshot()
    assert state.manifest is not None
    for name in TABLES:
        by_manifest, by_glob = state.read(name).to_pylist(), globbed(root, name)
        assert sorted(map(_key, by_manifest)) == sorted(map(_key, by_glob)), name
    named = {*state.manifest.paths, *state.manifest.previous, "_manifest.json", "_lock", "_served.json"}
    named |= {f.published for fs in state.manifest.tables.values() for f in fs}
    stray = {f for f in files(root) if f not in named and not f.startswith(("runs/idle-", "reports/"))}
    assert stray == set()


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    row = {k: v for k, v in row.items() if k != "run_id"}
    if "provenance" in row:
        row["provenance"] = {k: v for k, v in json.loads(row["provenance"]).items() if k != "run"}
    return row


def _key(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True, default=str)
