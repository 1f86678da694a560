"""What Python programs and notebooks use: read the table of events, and extract the events of one text."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from flows.records import Event


def read_events(lake: str | Path = "data") -> "pd.DataFrame":
    """Reads the events of a lake, one row an event, in order of time.

    Dates are `datetime64[s]`, so that `.dt` works on them and an unknown one is NaT; words are pandas strings
    and whole numbers `Int32`, with NA for what is not known; `provenance` is JSON.

    Args:
        lake: The folder that `readout run` wrote, or its address, such as s3://bucket/lake.

    Raises:
        FileNotFoundError: Where there is no lake in that folder.
        flows.write.manifest.LakeError: Where the lake is damaged or of another version.
    """
    import pandas as pd
    import pyarrow as pa

    from flows.contract import contract
    from flows.remote_lake import reading_from
    from flows.write.lake import Lake

    found = Lake(reading_from(lake))
    if not found.manifest.exists():
        raise FileNotFoundError(f"no lake in {lake}; `readout run --lake {lake}` makes one")
    table = found.read("events")
    for i, column in enumerate(contract("events").columns):
        if column.type == "date":
            # As timestamps, because pandas would make objects of Arrow's dates.
            table = table.set_column(i, column.name, table[column.name].cast(pa.timestamp("s")))
    types = {pa.string(): pd.StringDtype(), pa.int32(): pd.Int32Dtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get)
    return frame


def extract_events(text: str, published: date | str, title: str | None = None) -> "list[Event]":
    """Extracts the events of one English text, as it is: nothing is cleaned, and nothing is stored.

    Args:
        text: The article; all spans of the events are offsets into it.
        published: Its publication date, from which relative dates are counted; a string in ISO 8601.
        title: Its headline, which helps to resolve names.

    Raises:
        ValueError: Where `published` is no date.
    """
    from flows.extract.extractor import extract
    from flows.text_article import text_article

    day = date.fromisoformat(published) if isinstance(published, str) else published
    return list(next(iter(extract([text_article(text, day, title)]))).events)
