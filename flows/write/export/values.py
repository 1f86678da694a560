"""How values are written in formats that know only text."""

from datetime import UTC, date, datetime
from typing import Any


def as_text(value: Any) -> Any:
    """Returns dates and times in ISO 8601, times in UTC with a Z, and all else as it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value
