"""Where the tables of a lake lie."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from flows.write.tables import read_parquet


@dataclass(frozen=True, slots=True)
class Lake:
    """A folder that holds the tables, one folder each, and `_staging/` for the run under way."""

    root: Path

    def file(self, table: str) -> Path:
        """Returns the file of a table."""
        return self.root / table / f"{table}.parquet"

    @property
    def staging(self) -> Path:
        """Where batches wait for their commit."""
        return self.root / "_staging"

    @property
    def manifest(self) -> Path:
        """The file that names the current files with their hashes; replaced last."""
        return self.root / "_manifest.json"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds locked."""
        return self.root / "_lock"

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Reads a table; empty where nothing was written yet."""
        return read_parquet(table, self.file(table), columns)
