"""The arm of a study, which is no part of the body: `AALL1732, standard arm`, `brazo experimental`, `arm B`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from consilium.domain.findings.text.spans import Span

_LED = re.compile(
    r"\b(?:standard|experimental|control|comparator|investigational|randomi[sz]ed|randomi[sz]ation|study|treatment"
    r"|therapy"
    r"|protocol|trial|[A-Z]{2,8}-?\d{2,6},?|that|each|this|(?-i:V?HR|SR|IR|LR|AR|RE|RI|[SH]R-(?:Avg|High|Fav"
    r"|Unfav))|(?:high|low|standard|intermediate|average)[ -]risk|"
    r"alto riesgo|bajo riesgo)\s$",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"\s?(?:[A-D]\d?\b(?!\.\w)|\d\b|est[aá]ndar\b|experimental\b|control\b|de (?:tratamiento|estudio)\b"
    r"|aleatorizado\b)",
    re.IGNORECASE,
)


def of_the_body(text: str, sites: Iterable[Span[str]]) -> list[Span[str]]:
    """The sites that are parts of the body."""
    return [one for one in sites if not is_study_arm(text, one.start, one.end)]


def is_study_arm(text: str, start: int, end: int) -> bool:
    """Whether `arm` or `brazo` at `text[start:end]` is the arm of a study."""
    if text[start:end].casefold() not in ("arm", "brazo"):
        return False
    return _LED.search(text, max(0, start - 24), start) is not None or _FOLLOWED.match(text, end) is not None
