"""Short names of illnesses that mean another thing in some company: `PCA` is also a pump, `ASD` also a hole in the
heart, and a prosthesis `fits`."""

from __future__ import annotations

import re

from consilium.domain.findings.illnesses.genetictests import names_test_of_form

_REACH = 40
# Where `PCA` is a pump that the patient starts, and no open duct (Spanish).
_PUMP = re.compile(
    r"\b(?i:morphine|hydromorphone|fentanyl|dilaudid|demerol|pumps?|bolus|pain|analges\w{1,5}|basal|opioids?"
    r"|morfina|bomba|dolor)\b"
    r"|\b(?:a|an|the|on|his|her|using|via|by|of|with|off)\sPCA\b|\bPCA\s(?:was|for|use|and|were|demand|doses?)\b"
)
# Where `ASD` is of the heart, and no autism.
_HEART = re.compile(
    r"\b(?:VSD|AVSD|PDA|PFO|septal|secundum|primum|atrial|ventric\w+|valves?|shunt|echo\w*|device|closure"
    r"|cardiac|heart|aort\w+"
    r"|pulmonary|mitral|tricuspid|murmur|(?:an|no|small|large|moderate|repaired|residual) ASD|mm)\b",
    re.IGNORECASE,
)
# What fits without being ill.
_FITTED = re.compile(
    r"\b(?:prosthes[ie]s|shell|mask|mould|mold|brace|splint|orthosis|aids?|helmet|garment|glasses|device|cast"
    r"|shoe|limb"
    r"|which|that|it|picture|pattern|this|finding|findings)\s(?:still\s|now\s)?$",
    re.IGNORECASE,
)
_FITS_SO = re.compile(r"\s(?:well|poorly|badly|snugly|comfortably|the|into|within|him|her|best)\b", re.IGNORECASE)
# What every child has, told as it should be: `sed normal`, `thirst is normal`.
_AS_IT_SHOULD = re.compile(
    r"\s?[:=]?\s?(?:is\s|was\s|are\s|es\s|fue\s|est[aá]\s)?(?:normal(?:es)?|wnl|adecuad[oa]s?|conservad[oa]s?"
    r"|appropriate|intact)"
    r"(?=\s?[.,;:)]|\s*$|\s(?:and|y|e|con|with)\s)",
    re.IGNORECASE,
)


# What an operation cost: `cirugía sin incidentes, sangrado 180 cc`.
_BLED = re.compile(r"sangrado|bleeding|blood loss|hemorragia", re.IGNORECASE)
_SO_MUCH = re.compile(r"\s(?:de\s|of\s|aprox\w*\.?\s|estimad[oa]\s(?:de\s)?)?\d{1,4}\s?(?:cc|ml)\b", re.IGNORECASE)


# A label that the illnesses follow: `Infecciones: bacteriemia por S. aureus`; answered, it tells one.
_LABEL = re.compile(r"infec(?:tions|ciones)(?=\s?:)", re.IGNORECASE)
_LISTED = re.compile(
    r"\s?:\s(?!(?:yes|no|none|nil|s[ií]|ningun[oa]|niega|denies|denied|negad[oa]s?|present|recurrent\w*|frequent\w*"
    r"|recurrentes|frecuentes|multiple|several|repetid[oa]s|a repetici[oó]n)\b)\S",
    re.IGNORECASE,
)


# The last letters of a treatment's name: `CIVI-CAD`.
_LETTERS, _NAME_BEFORE = re.compile(r"[A-Z]{2,4}"), re.compile(r"(?<![\w-])[A-Z]{2,6}-$")


def is_other(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the pump, what a thing does that fits, part of a test's name or a treatment's, or
    told as it should be: no illness."""
    if _LETTERS.fullmatch(text, start, end) and _NAME_BEFORE.search(text, max(0, start - _REACH), start):
        return True
    if _AS_IT_SHOULD.match(text, end) or (_BLED.fullmatch(text, start, end) and _SO_MUCH.match(text, end)):
        return True
    if _LABEL.fullmatch(text, start, end) is None and _LABEL.match(text, start) and _LISTED.match(text, end):
        return True
    return is_pump(text, start, end) or is_device_that_fits(text, start, end) or names_test_of_form(text, start, end)


def is_device_that_fits(text: str, start: int, end: int) -> bool:
    """Whether `fits` is what a thing does and no seizure: `prosthesis fits well`, `the mask fits`."""
    return text[start:end].lower() == "fits" and (
        _FITTED.search(text, max(0, start - 40), start) is not None or _FITS_SO.match(text, end) is not None
    )


def is_pump(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the pump and no open duct."""
    return text[start:end] == "PCA" and _PUMP.search(text, max(0, start - _REACH), end + _REACH) is not None


def is_of_heart(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the defect of the heart and no autism."""
    return text[start:end] == "ASD" and _HEART.search(text, max(0, start - _REACH), end + _REACH) is not None
