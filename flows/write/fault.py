"""What a check of a lake finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: the table, the id of the row or file, and what is wrong with it."""

    table: str
    row: str
    message: str
