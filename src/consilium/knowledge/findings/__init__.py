"""The word tables of the rules for findings: one YAML file a topic, loaded once. All of them are in `words`."""

from __future__ import annotations

from functools import cache

from consilium.domain import versions
from consilium.domain.findings.text import clauses
from consilium.domain.versions import VersionWords
from consilium.knowledge.documents import document


@cache
def section_words() -> clauses.SectionWords:
    """How papers name their parts. Raises ValueError or KeyError where the file is not of its shape."""
    return clauses.words_from(document("findings/sections.yaml"))


@cache
def version_words() -> VersionWords:
    """How reports say which version they are. Raises ValueError or KeyError where the file is not of its shape."""
    return versions.words_from(document("findings/versions.yaml"))
