"""Medicines that were for one moment and not to go on with: `cefazolin 1 g pre-op only`, `dosis única preoperatoria`,
`before incision`. On a list they are no medicine that a child takes now."""

from __future__ import annotations

import re

_ONCE = re.compile(
    r"\b(?:pre-?operative(?:ly)?|pre-?op|intra-?operative(?:ly)?|intra-?op|peri-?operative(?:ly)?|at induction of an\w+"
    r"|(?:before|prior to|at) (?:the )?(?:skin )?incision|single (?:pre-?op\w* )?dose|one[- ]off dose|"
    r"one dose only|once only"
    r"|stat dose|x\s?1 (?:dose|only)"
    r"|pre-?operatori[oa]s?|prequir[uú]rgic[oa]s?|intra-?operatori[oa]s?|trans-?operatori[oa]s?|peri-?operatori[oa]s?"
    r"|antes de la incisi[oó]n|en la inducci[oó]n anest[eé]sica|dosis [uú]nica|una sola dosis|monodosis)(?![\w-])",
    re.IGNORECASE,
)
# `lowest single dose`, `each single dose` tell of how much; what is taken daily goes on.
_OFTEN = re.compile(
    r"\b(?:each|every|per|cada|daily|diari[oa]|nightly|weekly|semanal|BID|TID|QID|q\s?\d|as needed|PRN|since|desde)\b",
    re.IGNORECASE,
)


def is_for_once(said: str) -> bool:
    """Whether a medicine's own words say that it was given for one moment only."""
    return _ONCE.search(said) is not None and _OFTEN.search(said) is None
