"""Of which specimen the lines under a heading are: `CSF`, `ORINA`, until another heading or until a test that is only
ever made of blood. A line that tells a result of its own is no heading (`Urinalysis: protein negative`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import PhraseIndex, fold, words_of

_MOST, _BARE = 5, 3
# What a short line tells that is a result.
_RESULT = re.compile(
    r"\b(?:negativ[eoa]s?|neg|positiv[eoa]s?|pos|normal(?:es)?|clear|clean|high|low|alt[oa]s?|baj[oa]s?|elevad[oa]s?|"
    r"elevated|raised|unremarkable|pending|pendientes?|sent|enviad[oa]|trace|trazas?|none|nil|no|sin|detected|"
    r"detectad[oa]|abnormal|anormal|limpi[oa]|tested|repeat|repetir)\b"
)
# The growth factor, and no fluid of the brain.
_FACTOR = re.compile(r"\b(?:G|GM)-?CSF\b", re.IGNORECASE)
_BLOOD = "blood"
# Tests of no other specimen; blood in urine is told with other units and in words.
_OF_BLOOD = frozenset({
    "platelets", "hematocrit", "reticulocytes", "mean corpuscular volume", "mean corpuscular hemoglobin",
    "erythrocyte sedimentation rate", "ferritin", "fibrinogen", "prothrombin time",
})  # fmt: skip
_HEMOGLOBIN = "hemoglobin"

_DAY = re.compile(r"\((?:[^()\d]{0,24})\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?:\s\d{1,2}:\d\d)?[^()\d]{0,24}\)")


def headed(clause: Clause, specimens: PhraseIndex[str], before: str) -> tuple[str, str]:
    """The specimen of this clause and the one from it on ("" for blood); `before` it was that."""
    bare = _DAY.sub(" ", clause.text)  # `LCR (toma 24-07-2025)` is a heading with its day
    if len(words_of(bare)) > _MOST or any(char.isdigit() for char in bare):
        return before, before
    found = next(specimens.find(clause.words), None)
    if found is not None and _FACTOR.search(clause.text):
        return before, before  # `Hold G-CSF.`
    if found is None or not (found.first == 0 or len(clause.words) <= _BARE):
        return before, before
    named = "" if found.value == _BLOOD else found.value
    label, colon, rest = clause.text.partition(":")
    if (colon and rest.strip() and label.strip()) or _RESULT.search(fold(clause.text)):
        return named, before  # `Orina sin desarrollo` is of urine, and what follows need not be
    return named, named


# `Punción lumbar: hematíes 0, leucocitos 20`, `se practicó punción lumbar para estudio del LCR, con glucosa 62 mg/dl`.
_PUNCTURE = re.compile(
    r"\b(?:puncion lumbar|lumbar puncture|liquido cefalorraquideo|lcr|csf)\b(?=[^.;]{0,60}?(?::|\bperfil\b"
    r"|\bcitoquimic|\bcon\s"
    r"|\bmostr|\bmuestra\s|\bevidenci|\bresult|\bobjetiv|\bshow|\breveal|\bwith\s|\bglucosa|\bproteinas))"
)
_OF_OTHERS = re.compile(
    r"\b(?:sangre|sangui\w+|suero|seric[oa]s?|plasma\w*|hemograma|analitica|orina|urinari\w+|blood|serum|urine"
    r"|gases|medula"
    r"|marrow|biometria|hemocultivo\w*)\b"
)


def of_puncture(clause: Clause, start: int) -> str:
    """The fluid of the brain where a lumbar puncture leads to a result in the same sentence; "" else."""
    text = clause.folded
    if clause.cells or len(text) != len(clause.text):
        return ""
    begin = max((text.rfind(mark, 0, start) for mark in (". ", "; ", "\n")), default=-1) + 1
    found = _PUNCTURE.search(text, begin, min(len(text), start + 60))
    if found is None or found.end() > start or _FACTOR.search(clause.text, begin, start):
        return ""
    return "" if _OF_OTHERS.search(text, found.end(), start) else "cerebrospinal fluid"


def only_of_blood(told: Sequence[Finding], specimen: str) -> tuple[list[Finding], str]:
    """`told` under a specimen's heading, and the specimen from here on: a count of platelets under `Urine` shows that
    what follows is of blood again."""
    if not specimen or not any(_is_of_blood(one) for one in told):
        return list(told), specimen
    first = next(at for at, one in enumerate(told) if _is_of_blood(one))
    freed = [_freed(one, specimen) if at >= first else one for at, one in enumerate(told)]
    return freed, ""


def _is_of_blood(one: Finding) -> bool:
    if one.number is None:
        return False
    return one.name in _OF_BLOOD or (one.name == _HEMOGLOBIN and one.unit.lower() in ("g/dl", "g/l", ""))


def _freed(one: Finding, specimen: str) -> Finding:
    if one.detail.get("specimen") != specimen:
        return one
    return replace(one, detail={key: said for key, said in one.detail.items() if key != "specimen"})
