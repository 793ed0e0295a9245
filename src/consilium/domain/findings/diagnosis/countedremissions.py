"""Remissions that are told by their number in letters (`CR1`, `RC2`): right behind its disease one is no gene and no
receptor (`AML, CR1`, `LMA (RC1)`)."""

from __future__ import annotations

import re

_COUNTED = re.compile(r"(?:CR|RC)\s?[1-4]")
_OF_DISEASE = re.compile(
    r"(?:\b(?:[BT]-?)?(?:ALL|AML|LLA|LMA|LAL|LAM|APL|LPA|CML|LMC|JMML|LMMJ|NHL|LNH|MDS|SMD)(?:-[BT])?"
    r"|\b(?i:leuk[ae]?emia|leucemia|l[iy]mphoma|linfoma|neuroblastoma|sarcoma)(?i:\s(?!in\b|en\b)\w{2,16}){0,3})"
    r"\s?[,(–-]?\s?$"
)
_REACH = 60


def is_counted_remission(text: str, start: int, end: int) -> bool:
    """Whether the letters at `start` to `end` count a remission of the disease that stands right before them."""
    counted = _COUNTED.fullmatch(text, start, end) is not None
    return counted and _OF_DISEASE.search(text, max(0, start - _REACH), start) is not None
