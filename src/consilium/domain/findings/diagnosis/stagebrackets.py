"""The bracket behind a stage tells where the disease has spread to and not where it is: `left Wilms tumor, stage IV
(lung)`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from consilium.domain.findings.text.spans import Span

_STAGE = re.compile(
    r"\b(?:stage|est[aá]d[ií]o|estad[ií]o|etapa)\s(?:[^\W\d_]{3,12}\s){0,2}?[IVX\d]{1,4}[A-Ea-e]?\s?\([^()]{0,60}$",
    re.IGNORECASE,
)
_REACH = 100


def outside_stages(text: str, sites: Iterable[Span[str]]) -> list[Span[str]]:
    """The sites that stand in no such bracket."""
    return [one for one in sites if _STAGE.search(text[max(0, one.start - _REACH) : one.start]) is None]
