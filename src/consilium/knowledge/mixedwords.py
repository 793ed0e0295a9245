"""Names in the tables that are of letters and figures (`CD1a`, `FOXO1`, `SpO2`), by what they look like in print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

_TABLES = ("molecular", "pathology", "laboratory", "growth", "chemotherapy")
_MIXED = re.compile(r"(?<![\w#])(?=[a-z]*\d)[a-z][a-z0-9]{2,11}(?![\w])", re.IGNORECASE)
_ALIKE = str.maketrans("oli", "011")


def skeleton(word: str) -> str:
    """A word with one sign for all that look alike: O and 0, l, I and 1."""
    return word.lower().translate(_ALIKE)


@cache
def mixed_words() -> Mapping[str, tuple[str, ...]]:
    """The names in small letters, by their skeletons."""
    found: dict[str, set[str]] = {}
    folder = resources.files("consilium.knowledge").joinpath("findings")
    for table in _TABLES:
        for word in _MIXED.findall(folder.joinpath(f"{table}.yaml").read_text("utf-8")):
            found.setdefault(skeleton(word), set()).add(word.lower())
    return {shape: tuple(sorted(words)) for shape, words in found.items()}
