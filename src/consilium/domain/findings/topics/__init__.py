"""What is read from text, one module a topic, each with the same inner names:

`Words` (its tables), `words_from(data)` (from `knowledge/findings/<module>.yaml`) and
`find(paper, words, assertion) -> Iterator[Finding]`.
"""

from __future__ import annotations

from types import ModuleType

from consilium.domain.findings.topics import (
    allergies,
    chemotherapy,
    diagnosis,
    growth,
    history,
    imaging,
    laboratory,
    medicines,
    mentions,
    molecular,
    pathology,
    radiation,
    response,
    stage,
    surgery,
    toxicity,
    transplant,
    wellbeing,
)

TOPICS: tuple[ModuleType, ...] = (
    diagnosis,
    stage,
    history,
    laboratory,
    growth,
    medicines,
    allergies,
    pathology,
    molecular,
    imaging,
    mentions,
    chemotherapy,
    radiation,
    surgery,
    transplant,
    response,
    toxicity,
    wellbeing,
)
