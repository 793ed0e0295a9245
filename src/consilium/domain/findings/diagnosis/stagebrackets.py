"""The bracket behind a stage tells where the disease has spread to and not where it is: `left Wilms tumor, stage IV
(lung)`. So do metastases and the response of a part: `respuesta pulmonar casi completa`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from consilium.domain.findings.text.spans import Span

_STAGE = re.compile(
    r"\b(?:stage|est[aá]d[ií]o|estad[ií]o|etapa)\s(?:[^\W\d_]{3,12}\s){0,2}?[IVX\d]{1,4}[A-Ea-e]?\s?\([^()]{0,60}$",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"\b(?:respuesta|met[aá]stasis)\s(?:a nivel\s|en\s(?:el\s|la\s|los\s|las\s)?|de\s)?$", re.IGNORECASE
)
_SPREAD_BEHIND = re.compile(r"\s(?:response|metasta[st]\w+)\b", re.IGNORECASE)
_REACH = 100


def outside_stages(text: str, sites: Iterable[Span[str]]) -> list[Span[str]]:
    """The sites that stand in no such bracket and have neither metastases nor a response of their own."""
    return [one for one in sites if not _is_of_spread(text, one)]


def _is_of_spread(text: str, one: Span[str]) -> bool:
    before = text[max(0, one.start - _REACH) : one.start]
    return bool(_STAGE.search(before) or _SPREAD.search(before) or _SPREAD_BEHIND.match(text, one.end))
