"""Heads of columns that tell when a result was, and no day: `Peak/Nadir`, `Day 3`, `At diagnosis`, `Post-op`."""

from __future__ import annotations

import re

_MOMENT = re.compile(
    r"(?:peak|nadir|max(?:imum|\.)?|min(?:imum|\.)?|highest|lowest|worst|pico|m[aá]xim[oa]|m[ií]nim[oa]"
    r"|valor m[aá]ximo)"
    r"(?:\s?/\s?(?:peak|nadir|max|min|pico|m[aá]ximo|m[ií]nimo))?"
    r"|(?:day|d[ií]a|d)\s?[+-]?\s?\d{1,3}|(?:week|wk|semana|sem)\s\d{1,2}|\d{1,3}\s?h(?:ours?|oras?|rs?)?"
    r"|(?:at |al |en el )?(?:diagnosis|dx|diagn[oó]stico|debut|presentation|relapse|reca[ií]da|inicio|onset)"
    r"|(?:pre|post|after|tras|before|antes de(?:l)?|despu[eé]s de(?:l)?|end of|fin de(?:l)?)[ -]?(?:la |el )?"
    r"(?:op(?:erative|eratori[oa])?|surgery|cirug[ií]a|qx|transplant|trasplante|bmt|tph|chemo\w*|quimio\w*|induction"
    r"|inducci[oó]n|treatment|tratamiento|(?:cycle|ciclo|c)\s?\d{1,2}|transfusion|transfusi[oó]n)",
    re.IGNORECASE,
)


def is_moment(head: str) -> bool:
    """Whether a head says nothing but when."""
    return _MOMENT.fullmatch(head.strip()) is not None
