"""Tells what to read again so that what was turned away is tried once more."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flows.ingest.articles import STDIN_URI
from flows.options import RunOptions
from flows.write.lake import Lake

# What the reading of a source depends on, and is taken over from the run that turned it away.
_READING = ("columns", "dates", "allow_private")


@dataclass(frozen=True, slots=True)
class Replay:
    """A run over the sources of a lake's rejects; what was read from them before is not entered twice.

    Attributes:
        options: Its parameters; None where no source is left.
        gone: Addresses of files that are no longer there.
        unkept: Whether something came on the standard input, which nothing keeps.
    """

    options: RunOptions | None
    gone: tuple[str, ...]
    unkept: bool = False


def replay_of(lake: Lake, reason: str | None = None) -> Replay:
    """Returns the run that tries a lake's rejects again, those of one reason or all."""
    rejects = lake.read("rejects", ["run_id", "source_uri", "reason"]).to_pylist()
    chosen = [row for row in rejects if reason in (None, row["reason"])]
    uris = {row["source_uri"] for row in chosen}
    unkept = STDIN_URI in uris
    found = {uri: _source(uri) for uri in sorted(uris - {STDIN_URI})}
    gone = tuple(uri for uri, source in found.items() if source is None)
    sources = [source for source in found.values() if source is not None]
    if not sources:
        return Replay(None, gone, unkept)
    parameters = _parameters(lake, max(row["run_id"] for row in chosen))
    reading = {name: parameters[name] for name in _READING if name in parameters}
    options = RunOptions(sources=sources, lake=str(lake.root), refetch=True, **reading)
    return Replay(options, gone, unkept)


def _source(uri: str) -> str | None:
    parts = urlsplit(uri)
    if parts.scheme == "file":
        path = Path(unquote(parts.path))
        return str(path) if path.is_file() else None
    return uri


def _parameters(lake: Lake, run_id: str) -> dict[str, Any]:
    rows = lake.read("runs", ["run_id", "parameters"]).to_pylist()
    found: dict[str, Any] = next((json.loads(r["parameters"]) for r in rows if r["run_id"] == run_id), {})
    return found
