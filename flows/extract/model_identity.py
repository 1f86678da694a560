"""Tells which language model a name stands for, if possible without loading it."""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def model_identity(name: str) -> str:
    """Returns the name and version that a model gives itself, such as `en_core_web_sm 3.8.0`.

    Args:
        name: A package or path that `language_model.load` takes.

    Raises:
        OSError: Where no model of that name is installed.
    """
    for folder in (*_package_folders(name), Path(name)):
        if (file := folder / "meta.json").is_file():
            return described(json.loads(file.read_text(encoding="utf-8")))
    from flows.extract import language_model

    return described(language_model.load(name).meta)


def described(meta: Mapping[str, Any]) -> str:
    """Returns a model's name and version as its `meta` has them."""
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _package_folders(name: str) -> list[Path]:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return []
    return [Path(p) for p in (spec.submodule_search_locations or ())] if spec else []
