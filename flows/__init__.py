"""Prefect flows that turn dated news into a dated event table.

In Python: `flows.read_events(lake)` gives the table as a pandas DataFrame, `flows.extract_events(text,
published)` the events of one text. Importing this package is quick: what they need is imported when called.
"""

from flows.api import extract_events, read_events

__all__ = ["extract_events", "read_events"]
