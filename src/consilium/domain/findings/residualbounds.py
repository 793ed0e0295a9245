"""What is not said of a name of residual disease though it stands near: limits and results of another part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.spans import Span, words_between
from consilium.domain.phrases import PhraseIndex, words_of

_LIMIT_OF = re.compile(
    r"\b(?:limit|detection|sensitivity|sensibilidad|l[ií]mite) (?:of|for|del?) (?:the |la )?$", re.IGNORECASE
)
_LEAD_REACH = 3


def limits_of(text: str, limits: Sequence[Span[str]], names: Sequence[Span[str]], at: int) -> list[Span[str]]:
    """The words for a limit that no name parts from a place: `at LD start: MRD 0.8 %` tells no limit."""
    parts = [name for name in names if name.end <= at and _LIMIT_OF.search(text, 0, name.start) is None]
    return [one for one in limits if not any(one.end <= name.start for name in parts)]


def of_other_sample(text: str, names: Sequence[Span[str]], result: Span[str], specimens: PhraseIndex[str]) -> bool:
    """Whether a result behind a comma is of a sample that is named for itself: `MRD 0.8 %, CSF negative`."""
    before = [one for one in names if one.end <= result.start]
    part = text[before[-1].end : result.start] if before else ""
    sample = next(specimens.find(words_of(part.rpartition(",")[2])), None) if "," in part else None
    return sample is not None and sample.value == "cerebrospinal fluid"


def is_led(text: str, result: Span[str], name: Span[str]) -> bool:
    """Whether a result before the name is of it: `negative MRD`, `no evidence of MRD`."""
    return "," not in text[result.end : name.start] and len(words_between(text, result.end, name.start)) <= _LEAD_REACH
