"""Stages that are no cancer's: a kidney's, a sore's, of growth; and values whose box in a form is not ticked."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause

_OTHERS_REACH = 70
# Stages of other things: of kidneys, sores, growth.
_OF_OTHERS = re.compile(
    r"\b(?:(?:kidney|renal|liver|hepatic|renales|hep[aá]tic[oa])\s(?:\w{3,12}\s)?(?:disease|injury|failure|impairment|insufficiency|fibrosis"
    r"|encephalopathy|cr[oó]nica|aguda|terminal)|(?:enfermedad|insuficiencia|da[nñ]o|lesi[oó]n|fibrosis|encefalopat[ií]a)\s(?:renal|hep[aá]tic[oa])|CKD|AKI|ERC|IRC|KDIGO|KDOQI|Tanner|puber\w{1,8}|pressure|ulcer|presi[oó]n|[ac]?-?GVHD|EIC[HR][ac]?"
    r"|graft[ -](?:versus|vs)[ -]host|injerto contra"
    r"|lymphedema|linfedema|hypertension|hipertensi[oó]n|HTA|HTN|hypertensive|hipertens[oa]|ROP|nephr(?:itis"
    r"|opath\w+)|nefr(?:itis|opat\w+)|lupus|bronchiolitis|BOS|retinopathy|osteonecrosis|ARCO|heart failure|NYHA)\b",
    re.IGNORECASE,
)
# A box that is not ticked before a value: another is meant.
_UNTICKED = re.compile(r"(?:\[\s?\]|☐|□|\(\s\))\s?(?:\w{1,12}\s){0,2}$")


def is_of_others(clause: Clause, low: int, system: str) -> bool:
    """A kidney's stage (`CKD ... stage 2`), and one whose box is not ticked."""
    before = clause.text[max(0, low - _OTHERS_REACH) : low]
    part = re.split(r"[;.]\s", before)[-1]
    return (not system and _OF_OTHERS.search(part) is not None) or _UNTICKED.search(before) is not None
