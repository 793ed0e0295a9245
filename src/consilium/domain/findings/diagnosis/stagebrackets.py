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
# `B-ALL (CNS 2a, testes negative)`, `LLA, mediastino negativo`: what was looked at and is free.
_FREE = re.compile(
    r"\s?(?:[:=]\s?|(?:is|are|was|were|es|est[aá]n?|involvement|compromise|compromiso|exam\w*)\s){0,2}"
    r"(?:neg(?:ativ[eao]s?)?|clear|free|libres?|normal(?:es)?|uninvolved|not (?:involved|enlarged)"
    r"|no compromis?[oea]\w{0,4}"
    r"|sin (?:compromiso|afectaci[oó]n|infiltraci[oó]n|masas?|lesiones)|no (?:involucrad|afectad|infiltrad)[oa]s?"
    r"|\(-\))(?!\w)",
    re.IGNORECASE,
)
_FREE_BEFORE = re.compile(
    r"\b(?:no|sin|without|negative|not)\s(?:(?:compromiso|afectaci[oó]n|infiltraci[oó]n|involvement|disease|masa"
    r"|mass)\s)?"
    r"(?:of |in |de |en |del? )?(?:the |la |el |los )?$",
    re.IGNORECASE,
)
_REACH = 100


def outside_stages(text: str, sites: Iterable[Span[str]]) -> list[Span[str]]:
    """The sites that stand in no such bracket, are not said to be free, and have neither metastases nor a response of
    their own."""
    return [one for one in sites if not _is_of_spread(text, one)]


def _is_of_spread(text: str, one: Span[str]) -> bool:
    before = text[max(0, one.start - _REACH) : one.start]
    if _FREE.match(text, one.end) or _FREE_BEFORE.search(before[-40:]):
        return True
    return bool(_STAGE.search(before) or _SPREAD.search(before) or _SPREAD_BEHIND.match(text, one.end))
