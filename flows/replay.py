"""Tells what to read again so that what was turned away is tried once more."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flows.options import RunOptions
from flows.write.lake import Lake

# What the reading of a source depends on, and is taken over from the run that turned it away.
_READING = ("columns", "allow_private")


@dataclass(frozen=True, slots=True)
class Replay:
    """A run over the sources of a lake's rejects; what was read from them before is not entered twice.

    Attributes:
        options: Its parameters; None where no source is left.
        gone: Addresses of sources that are no longer there.
    """

    options: RunOptions | None
    gone: tuple[str, ...]


def replay_of(lake: Lake, reason: str | None = None) -> Replay:
    """Returns the run that tries a lake's rejects again, those of one reason or all."""
    rejects = lake.read("rejects", ["run_id", "source_uri", "reason"]).to_pylist()
    chosen = [row for row in rejects if reason in (None, row["reason"])]
    sources: list[str] = []
    gone: list[str] = []
    for uri in sorted({row["source_uri"] for row in chosen}):
        source = _source(uri)
        if source is None:
            gone.append(uri)
        else:
            sources.append(source)
    if not sources:
        return Replay(None, tuple(gone))
    parameters = _parameters(lake, max(row["run_id"] for row in chosen))
    reading = {name: parameters[name] for name in _READING if name in parameters}
    return Replay(RunOptions(sources=sources, lake=str(lake.root), **reading), tuple(gone))


def _source(uri: str) -> str | None:
    parts = urlsplit(uri)
    if parts.scheme == "file":
        path = Path(unquote(parts.path))
        return str(path) if path.is_file() else None
    return uri if "://" in uri else None


def _parameters(lake: Lake, run_id: str) -> dict[str, Any]:
    rows = lake.read("runs", ["run_id", "parameters"]).to_pylist()
    found: dict[str, Any] = next((json.loads(r["parameters"]) for r in rows if r["run_id"] == run_id), {})
    return found
