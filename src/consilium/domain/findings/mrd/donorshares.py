"""Shares of the donor's cells beside residual disease: `Quimerismo 97%, EMR 0,03%` tells one of each."""

from __future__ import annotations

import re

CHIMERISM = re.compile(r"\b(?:chimerism|chimaerism|quimerismo)\b", re.IGNORECASE)
# What else a sentence measures beside it.
_OTHER = re.compile(
    r"\b(?:MRD|EMR|ERM|residual disease|enfermedad residual|blasts?|blastos?|VAF|VAL?B|LVEF|FEVI|FEY|EF|SpO2"
    r"|SatO2|hematocrito?"
    r"|cellularity|celularidad|viability|viabilidad|necrosis)\b",
    re.IGNORECASE,
)
_OTHER_BEHIND = re.compile(rf"\s?(?:of |de |del )?(?:{_OTHER.pattern})", re.IGNORECASE)
_DONOR_BEHIND = re.compile(r"\s?(?:of |de |del )?(?:donor|donante|chima?erism|quimerismo)\b", re.IGNORECASE)
# A doubt or a denial behind the name of another test is of that.
_FARTHEST = 80


def is_of_other(text: str, start: int, end: int) -> bool:
    """Whether a share in a sentence on chimerism is of another test: it is named last before it, or straight behind."""
    if _DONOR_BEHIND.match(text, end):
        return False
    return _OTHER_BEHIND.match(text, end) is not None or _last_named(text, start) == "other"


def is_of_donor(text: str, start: int, end: int) -> bool:
    """Whether a share is of the donor's cells: chimerism is named last before it, or they stand straight behind it."""
    if _DONOR_BEHIND.match(text, end):
        return True
    return _OTHER_BEHIND.match(text, end) is None and _last_named(text, start) == "donor"


def goes_on_with_other(text: str, end: int) -> bool:
    """Whether another test is named behind a share, so that what follows may be said of that."""
    return _OTHER.search(text, end, end + _FARTHEST) is not None


def _last_named(text: str, start: int) -> str:
    named = [(one.start(), "other") for one in _OTHER.finditer(text, 0, start)]
    named += [(one.start(), "donor") for one in CHIMERISM.finditer(text, 0, start)]
    return max(named, default=(0, ""))[1]
