"""Writes all tables as one ZIP: CSV files with their Table Schema in datapackage.json (Frictionless)."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from flows.contract import TABLES, contract
from flows.version import __version__
from flows.write.export.comma_separated import write_rows
from flows.write.lake import Snapshot

# A ZIP entry's time is fixed, so that one lake always makes the same file.
_TIME = (2000, 1, 1, 0, 0, 0)
_REFERENCES = {
    "events": (("article_id", "articles", "article_id"),),
    "participants": (("event_id", "events", "event_id"), ("article_id", "articles", "article_id")),
    "mentions": (("event_id", "events", "event_id"), ("article_id", "articles", "article_id")),
}


def write(state: Snapshot, target: Path) -> int:
    """Writes the package to `target` and returns how many events there are.

    Its CSV files hold the data as it is, for programs; a spreadsheet is given `export csv` or `export xlsx`.
    """
    package = {
        "profile": "tabular-data-package",
        "name": "readout",
        "title": "Events in the news, with their evidence",
        "created_by": f"Readout {__version__}",
        "resources": [_resource(name) for name in TABLES],
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with _entry(archive, "datapackage.json") as file:
            json.dump(package, file, indent=1, ensure_ascii=False)
        written = {}
        for name in TABLES:
            with _entry(archive, f"{name}.csv") as file:
                written[name] = write_rows(file, name, (row.values() for row in state.rows(name)))
    return written["events"]


@contextmanager
def _entry(archive: zipfile.ZipFile, name: str) -> Iterator[TextIO]:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    # How large a table is when unpacked shows only once it is written.
    with (
        archive.open(entry, "w", force_zip64=True) as packed,
        io.TextIOWrapper(packed, "utf-8", newline="") as file,
    ):
        yield file


def _resource(name: str) -> dict[str, Any]:
    schema = contract(name).table_schema() | {"missingValues": [""]}
    schema["foreignKeys"] = [
        {"fields": [column], "reference": {"resource": other, "fields": [key]}}
        for column, other, key in _REFERENCES.get(name, ())
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": contract(name).description,
        "schema": schema,
    }
