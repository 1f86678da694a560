"""The manifest: which files hold the tables of a lake as it now is."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.write.durable import write_durably

# Raised when the tables change so that an older Readout would misread them; a new column that may be null
# does not count, as files without it are read with nulls.
SCHEMA_VERSION = 1
# The same tables, kept by year of publication: an older Readout would put one file beside those of the years.
BY_YEAR_VERSION = 2


class LakeError(Exception):
    """A lake cannot be read or written; the message says why and what to do, in one sentence."""


class LakeVersionError(LakeError):
    """The lake was written by a version of Readout whose tables this one does not know."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """One immutable file of a table.

    Attributes:
        path: Where it lies, relative to the lake's root; the name holds the start of its hash.
        published: Its other name, in the table's own folder, for readers that look there.
        sha256: Hex SHA-256 of its bytes.
        rows: How many rows it holds.
    """

    path: str
    published: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a lake after a commit.

    Attributes:
        run_id: The run that committed it.
        readout: The version of Readout that did.
        tables: The files of each table.
        previous: Paths of the files of the state before, kept for readers that have just opened it.
        schema_version: Which form the tables have.
    """

    run_id: str
    readout: str
    tables: dict[str, tuple[TableFile, ...]]
    previous: tuple[str, ...] = ()
    schema_version: int = SCHEMA_VERSION

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all current files."""
        return frozenset(file.path for files in self.tables.values() for file in files)

    def write(self, path: Path, aside: Path) -> None:
        """Puts the manifest in place of the former one, by way of `aside`, in one step."""
        fields = asdict(self)
        fields["tables"] = {name: {"files": files} for name, files in fields["tables"].items()}
        write_durably(path, json.dumps(fields, indent=1) + "\n", aside)


def read_manifest(path: Path) -> Manifest | None:
    """Reads a manifest; None where there is none, so that nothing was committed yet.

    Raises:
        LakeVersionError: Where the lake has a form that this version of Readout does not know.
        LakeError: Where the file is damaged.
    """
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise LakeError(f"{path} is damaged ({error}); restore it from a backup") from error
    if not isinstance(fields, dict):
        raise LakeError(f"{path} is damaged; restore it from a backup")
    version = fields.get("schema_version")
    if version not in (SCHEMA_VERSION, BY_YEAR_VERSION):
        writer = f"Readout {fields['readout']}" if "readout" in fields else "an unreleased Readout"
        raise LakeVersionError(
            f"the lake in {path.parent} was written by {writer} with schema version {version}; this Readout"
            f" knows versions {SCHEMA_VERSION} and {BY_YEAR_VERSION}:"
            " read it with the one that wrote it, or write to another folder"
        )
    try:
        fields["tables"] = {
            name: tuple(TableFile(**file) for file in table["files"])
            for name, table in fields["tables"].items()
        }
        return Manifest(**(fields | {"previous": tuple(fields["previous"])}))
    except (AttributeError, KeyError, TypeError) as error:
        raise LakeError(f"{path} is damaged ({error!r}); restore it from a backup") from error
