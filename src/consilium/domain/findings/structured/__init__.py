"""What is mapped from coded entries, one module a source, each with `find(reading, codes) -> Iterator[Finding]`."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

SOURCES: Mapping[str, ModuleType] = {}
"""By the reader's name."""
