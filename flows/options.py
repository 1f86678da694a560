"""The parameters of a run: one validated model, whose descriptions the command and the Prefect form show."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from flows.extract.options import DEFAULT_MODEL
from flows.ingest.fields import usual_names


class RunOptions(BaseModel):
    """What to read, where to write, and how."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: list[str] = Field(
        ["seeds"],
        description="Files, folders, globs or addresses to read articles from; - for the standard input.",
        min_length=1,
    )
    columns: dict[str, str] = Field(
        {}, description="Columns of an article's fields where they have unusual names: {'text': 'Story'}."
    )
    dates: Literal["day-first", "month-first"] | None = Field(
        None, description="What 10/11/2012 means in the sources; without it such a date is none."
    )
    allow_private: bool = Field(False, description="Let feeds and redirects lead into private networks.")
    lake: str = Field("data", description="Folder of the tables, or its address: s3://bucket/lake.")
    batch_size: int = Field(250, ge=1, le=10_000, description="Articles handled by one round of tasks.")
    workers: int = Field(1, ge=1, le=256, description="Processes that extract at once.")
    dask: str | None = Field(None, description="Dask scheduler whose workers extract, tcp://HOST:PORT.")
    model: str = Field(DEFAULT_MODEL, description="spaCy model: an installed package's name, or a path.")
    limit: int | None = Field(None, ge=1, description="Stop after this many articles.")
    refetch: bool = Field(False, description="Fetch addresses though their servers say that nothing is new.")
    reprocess: bool = Field(False, description="Extract again what the lake already holds unchanged.")
    prune: bool = Field(False, description="Remove what has vanished from these files and folders.")
    wait: bool = Field(False, description="Wait for another run on the same lake, rather than give up.")
    dry_run: bool = Field(False, description="Read, clean and extract, but leave the lake as it is.")

    @property
    def day_first(self) -> bool | None:
        """Whether 10/11/2012 is a day in November; None where that is not known."""
        return None if self.dates is None else self.dates == "day-first"

    @field_validator("columns")
    @classmethod
    def _columns_of_known_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        if unknown := set(columns) - set(usual_names()):
            fields = ", ".join(sorted(usual_names()))
            raise ValueError(f"no field {', '.join(sorted(unknown))}; there are {fields}")
        return columns

    @model_validator(mode="after")
    def _prune_needs_all(self) -> Self:
        if self.prune and self.limit is not None:
            raise ValueError("prune needs all sources to be read to their end: leave out limit")
        return self
