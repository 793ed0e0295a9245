"""How the files for families write a text in both languages and the page where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consilium.domain.sources import Source, Texts
from consilium.knowledge.catalog import LANGUAGES


def texts(entry: Mapping[str, Any], prefix: str = "") -> Texts:
    """`{en: ..., es: ...}`, or `{family_en: ..., family_es: ...}`. Raises KeyError where a language is missing."""
    return {language: str(entry[f"{prefix}{language}"]) for language in LANGUAGES}


def source(entry: Mapping[str, Any]) -> Source:
    """One entry of a file's `sources`."""
    return Source(str(entry.get("url") or ""), str(entry.get("date") or ""), str(entry.get("note") or ""))
