"""Tells what a run read and wrote as an OpenLineage run event, for catalogues of data."""

import json
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flows.contract import contract
from flows.version import __version__
from flows.write.lake import Snapshot

_PRODUCER = f"urn:readout-events:{__version__}"
_SPECIFICATION = "https://openlineage.io/spec"
Facet = dict[str, Any]


def lineage_event(row: dict[str, Any], state: Snapshot) -> dict[str, Any]:
    """Returns the event of a run that has ended: its sources, and the tables with their rows.

    Args:
        row: The run's row of `runs`.
        state: The lake after the run.
    """
    sources = json.loads(row["parameters"]).get("sources", [])
    inputs = [_dataset(source) for source in sources]
    if len(inputs) == 1:
        inputs[0]["inputFacets"] = {"inputStatistics": _statistics("Input", rowCount=row["read"])}
    tables = state.manifest.tables if state.manifest else {}
    return {
        "eventType": "COMPLETE" if row["status"] == "completed" else "FAIL",
        "eventTime": row["finished_at"].isoformat(),
        "run": {"runId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:readout-run:{row['run_id']}"))},
        "job": {"namespace": "readout", "name": "run"},
        "inputs": inputs,
        "outputs": [_output(state.root, name, sum(f.rows for f in files)) for name, files in tables.items()],
        "producer": _PRODUCER,
        "schemaURL": f"{_SPECIFICATION}/2-0-2/OpenLineage.json#/$defs/RunEvent",
    }


def _output(root: Path, table: str, rows: int) -> dict[str, Any]:
    columns = [{"name": c.name, "type": c.type} for c in contract(table).columns]
    return _dataset(str(root / table)) | {
        "facets": {"schema": _facet("1-2-0", "SchemaDatasetFacet", fields=columns)},
        "outputFacets": {"outputStatistics": _statistics("Output", rowCount=rows)},
    }


def _dataset(source: str) -> dict[str, Any]:
    if "://" in source:
        address = urlsplit(source)
        return {"namespace": f"{address.scheme}://{address.netloc}", "name": address.path or "/"}
    return {"namespace": "file", "name": str(Path(source).absolute())}


def _statistics(kind: str, **values: int) -> Facet:
    version = {"Input": "1-0-0", "Output": "1-0-2"}[kind]
    return _facet(version, f"{kind}Statistics{kind}DatasetFacet", **values)


def _facet(version: str, name: str, **values: Any) -> Facet:
    url = f"{_SPECIFICATION}/facets/{version}/{name}.json#/$defs/{name}"
    return {"_producer": _PRODUCER, "_schemaURL": url} | values
