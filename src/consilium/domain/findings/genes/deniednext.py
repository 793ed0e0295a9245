"""A gene in a list of changes that is denied with a word of its own: `gain of 1q, loss of 6q, no CDKN2A/B deletion`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.text.spans import Pair, Span

_WITHOUT = re.compile(
    r"(?:^|[\s,;(])(?:no|sin|without|not)\s(?:(?:an?|any|evidence of|evidencia de)\s)?$", re.IGNORECASE
)
_JOINT = re.compile(r"\s?(?:/\s?\w{1,4})?\s?(?:(?:homozygous|heterozygous|focal|gene)\s)?", re.IGNORECASE)


def is_denied_next(text: str, pair: Pair[str, str]) -> bool:
    """Whether a denial stands between what is said before a gene and the gene: what was said is of others."""
    return pair.result.end <= pair.subject.start and bool(_WITHOUT.search(text, pair.result.end, pair.subject.start))


def own_change(text: str, pair: Pair[str, str], alterations: Sequence[Span[str]]) -> Span[str] | None:
    """The change right behind a gene that is so denied."""
    behind = [one for one in alterations if one.start >= pair.subject.end]
    return behind[0] if behind and _JOINT.fullmatch(text, pair.subject.end, behind[0].start) else None
