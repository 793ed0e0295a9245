"""The YAML files of `knowledge/`."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


def document(name: str) -> dict[str, Any]:
    """The map that a file of `knowledge/` holds (`findings/drugs.yaml`). Raises ValueError where it is none."""
    text = resources.files("consilium.knowledge").joinpath(*name.split("/")).read_text("utf-8")
    found = yaml.load(text, yaml.CSafeLoader)
    if not isinstance(found, dict):
        raise ValueError(f"{name} is not a map")
    return found
