"""The word tables of the rules for findings: one YAML file a topic, loaded once."""

from __future__ import annotations

from functools import cache

from consilium.domain.findings import FindingWords, assertion, clauses
from consilium.domain.findings.topics import TOPICS
from consilium.knowledge.documents import document


@cache
def finding_words() -> FindingWords:
    """The program's own tables. Raises ValueError or KeyError where a file is not of its shape."""
    names = [topic.__name__.rpartition(".")[2] for topic in TOPICS]
    return FindingWords(
        clauses.words_from(document("findings/sections.yaml")),
        assertion.words_from(document("findings/assertion.yaml")),
        {name: topic.words_from(document(f"findings/{name}.yaml")) for name, topic in zip(names, TOPICS, strict=True)},
    )
