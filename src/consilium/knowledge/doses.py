"""The published factors of cumulative doses, from `doses.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from consilium.domain.doses import DoseRules, Scale
from consilium.domain.phrases import fold
from consilium.knowledge.documents import document

# How the project had the figures of a table; the summary says where it was not in the publication itself.
_READ = ("publication", "abstract", "secondary")


@cache
def dose_rules() -> DoseRules:
    """The program's own table. Raises KeyError or ValueError where the file is not of its shape."""
    data = document("doses.yaml")
    names = frozenset(fold(str(name)) for name in data["surface_names"])
    return DoseRules(tuple(_scale(entry) for entry in data["scales"]), names, str(data["collected"]))


def _scale(entry: dict[str, Any]) -> Scale:
    beside = tuple(str(drug) for drug in entry.get("beside", ()))
    factors = {str(drug): float(factor) for drug, factor in entry["factors"].items()}
    if any(factor <= 0 for factor in factors.values()):
        raise ValueError("a factor is not above zero")
    if entry["read"] not in _READ:
        raise ValueError("how the factors were read is not told")
    return Scale(
        str(entry["key"]),
        str(entry["class"]),
        str(entry["unit"]),
        factors,
        str(entry["source"]),
        str(entry["published"]),
        str(entry["read"]),
        bool(entry.get("default", False)),
        beside,
    )
