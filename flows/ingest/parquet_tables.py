"""Reads tables of articles in Parquet, Arrow IPC and Feather files."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from flows.ingest.fields import NAME_THE_TEXT, article_of, field_names, is_useful, may_hold_text
from flows.ingest.source import Source
from flows.records import RawArticle, Reject

# Rows read at once: a few hundred articles are a megabyte.
_ROWS = 256


@dataclass(frozen=True, slots=True)
class ParquetReader:
    """Rows with a text and a date in columns of the usual names, or of those that the options give."""

    name: str = "parquet"
    suffixes: tuple[str, ...] = (".parquet", ".arrow", ".feather", ".ipc")
    media_types: tuple[str, ...] = ("application/vnd.apache.parquet", "application/vnd.apache.arrow.file")

    def read(self, source: Source) -> Iterator[RawArticle | Reject]:
        """Yields the articles in order of their rows; only columns of use are read."""
        with _on_disk(source) as path:
            form = "parquet" if source.name.lower().endswith(".parquet") else "ipc"
            try:
                table = ds.dataset(path, format=form)
                names = field_names(source.options.columns)
                if not may_hold_text(table.schema.names, source.options.columns.get("text")):
                    names_here = ", ".join(table.schema.names)[:200]
                    why = f"no column that holds a text among: {names_here}; {NAME_THE_TEXT}"
                    yield source.reject("malformed", why)
                    return
                columns = [name for name in table.schema.names if is_useful(name, names)]
                batches = table.to_batches(columns=columns, batch_size=_ROWS, batch_readahead=1)
                number = 0
                for batch in batches:
                    for row in batch.to_pylist():
                        number += 1
                        yield article_of(source, self.name, f"row {number}", row)
            except (pa.ArrowException, OSError) as error:
                message = str(error).split("\n", 1)[0].replace(str(path), source.name)
                yield source.reject("malformed", f"no {form} file: {message}"[:500])


@contextmanager
def _on_disk(source: Source) -> Iterator[Path]:
    """Gives a path to the decompressed file: Parquet is read from its end."""
    if source.path is not None and not source.member and source.path.name == source.name:
        yield source.path
        return
    with tempfile.NamedTemporaryFile(suffix=Path(source.name).suffix) as copy, source.open() as file:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)
