"""Tells which of spaCy's components that take transitions the stand-ins can stand in for."""

from typing import Any


def is_greedy(component: Any) -> bool:
    """Tells whether a parser or recogniser takes its best move each time, by a network of two layers."""
    return bool(
        component.cfg["beam_width"] == 1
        and component.model.attrs.get("has_upper", False)
        and not component.model.attrs["unseen_classes"]
    )
