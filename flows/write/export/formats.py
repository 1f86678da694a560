"""The formats that a lake can be exported to, by the name that the command takes."""

import errno
import importlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The command lists the formats in its help, for which no table need be read.
    from flows.write.lake import Lake, Snapshot

Writer = Callable[["Snapshot", Path], int]


class ExportError(Exception):
    """A lake cannot be exported to a format; the message says why and what to do."""


class MissingExtraError(ExportError):
    """The library that a format needs is not installed; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that writes it, the name of what it writes, and the extra that it needs."""

    module: str
    file_name: str
    extra: str | None = None


FORMATS = {
    "csv": Format("comma_separated", "events.csv"),
    "xlsx": Format("workbook", "readout.xlsx", "xlsx"),
    "jsonl": Format("json_lines", "events.jsonl"),
    "duckdb": Format("database", "readout.duckdb", "duckdb"),
    "geojson": Format("geographic", "places.geojson"),
    "ics": Format("calendar", "events.ics", "ics"),
    "zip": Format("data_package", "readout.zip"),
    "delta": Format("delta", "delta", "delta"),
}


def export(lake: "Lake", name: str, target: Path | None = None) -> tuple[Path, int]:
    """Writes a lake in the format of that name and puts the result in place whole.

    Args:
        lake: The lake; read in one snapshot.
        name: One of FORMATS.
        target: Where to; a name in the lake's folder `export` by default.

    Returns:
        Where it was written, and how many rows of events are in it.

    Raises:
        MissingExtraError: Where the library for the format is not installed.
        ExportError: Where the format cannot hold that much.
        OSError: Where the target cannot be written, or is a folder that holds anything but such an export.
    """
    form = FORMATS[name]
    writer = _writer(form)
    target = target or lake.root / "export" / form.file_name
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.tmp")
    _remove(aside)
    try:
        written = writer(lake.snapshot(), aside)
        if target.is_dir():
            _refuse_what_is_not_ours(target, by_folder=aside.is_dir())
            # A folder cannot replace a folder in one step.
            shutil.rmtree(target)
        os.replace(aside, target)  # noqa: PTH105  Path.replace is for files by its documentation
    finally:
        _remove(aside)
    return target, written


def _writer(form: Format) -> Writer:
    try:
        writer: Writer = importlib.import_module(f"flows.write.export.{form.module}").write
    except ModuleNotFoundError as error:
        if form.extra is None or (error.name or "").startswith("flows"):
            raise
        raise MissingExtraError(
            f"this format needs the library {error.name}: pip install 'readout-events[{form.extra}]'"
        ) from error
    return writer


def _refuse_what_is_not_ours(folder: Path, by_folder: bool) -> None:
    """Raises FileExistsError unless a folder, which would be removed, is empty or a former export."""
    if not by_folder or not all((inside / "_delta_log").is_dir() for inside in folder.iterdir()):
        raise FileExistsError(errno.EEXIST, "there is a folder of that name", str(folder))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
