"""What a transplant without a kind is of: of cells, unless its paper may mean another organ and tells of no marrow."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause, Paper

UNNAMED = "transplant"
"""A transplant of which its paper does not say what is put in: in a paper on a tumor of the liver it may be either."""

# `We would not re-transplant`, where the graft is a liver.
_AGAIN = re.compile(r"\bre-?\s?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:post|tras(?: el)?|del|after|since)[\s-]?$", re.IGNORECASE)
_ORGAN = (
    r"(?:liver|hepatic|hep[aá]tic[oa]|h[ií]gado|kidney|renal|ri[nñ][oó]n|heart|cardiac|card[ií]ac[oa]|lung|pulmonar)"
)
_ORGAN_GRAFT = re.compile(
    rf"\b{_ORGAN}\b[^.;]{{0,40}}\b(?:graft|transplant|injerto|trasplante)|"
    rf"\b(?:graft|transplant\w{{0,6}}|injerto|trasplante)\s(?:of |de )?(?:the |su )?{_ORGAN}\b",
    re.IGNORECASE,
)
_LIVER_TUMOR = re.compile(
    r"\b(?:[Hh]epatoblastoma|HEPATOBLASTOMA|[Hh]epatocarcinoma|[Hh]epatocellular carcinoma|[Cc]arcinoma hepatocelular"
    r"|HB(?= trasplantad| transplanted))\b"
)
_OF_MARROW = re.compile(
    r"\b(?:BMT|HSCT|HCT|SCT|TPH|TCPH|TMO|TCH|CAR-?T|stem.cell|bone marrow transpl|progenitor|m[eé]dula [oó]sea|"
    r"c[eé]lulas madre|conditioning|acondicionamiento)",
    re.IGNORECASE,
)


def is_of_organ(clause: Clause, start: int, paper: Paper) -> bool:
    """Whether what begins at `start` is done again to the organ that the paper tells a graft of, and of no other, or
    only tells a time after it: `A los 6 meses post trasplante`."""
    again = _AGAIN.search(clause.text, max(0, start - 4), start)
    timed = again or _AFTER.search(clause.text, max(0, start - 14), start)
    return timed is not None and _tells(paper, _ORGAN_GRAFT)


def is_beside_liver(paper: Paper) -> bool:
    """Whether a paper tells of a tumor of the liver, whose treatment is a transplant too, and of no marrow or cells."""
    return _tells(paper, _LIVER_TUMOR)


def _tells(paper: Paper, organ: re.Pattern[str]) -> bool:
    texts = [one.text for one in paper.clauses]
    return any(map(organ.search, texts)) and not any(map(_OF_MARROW.search, texts))
