"""How a child is treated by a study: in which of its arms, outside it, or only in its manner."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import Found, cue_in
from consilium.domain.phrases import words_of
from consilium.domain.records import Scalar

_ARM = re.compile(r"\s*:?\s*(?P<name>[A-Z]{1,3}\d?|\d|I{1,3}V?|est[aá]ndar|standard|experimental)(?!\w)")
_ARM_BEFORE = re.compile(r"(?<!\w)(?P<name>est[aá]ndar|standard|experimental|control)\s$", re.IGNORECASE)


def arm_of(clause: Clause, setting: Setting) -> Mapping[str, Scalar]:
    """The arm of a study that a clause names: `brazo A`, `the standard arm`."""
    place = cue_in(clause.text, setting.words.cues["arm"])
    if place is None:
        return {}
    before = _ARM_BEFORE.search(clause.text, max(0, place[0] - 16), place[0])
    named = _ARM.match(clause.text, place[1]) or before
    return {"arm": named["name"]} if named else {}


def enrolled(clause: Clause, found: Found, setting: Setting) -> Mapping[str, Scalar]:
    """ "no" where the paper says that it was given outside the study, "like" where only in its manner."""
    if cue_in(clause.text, setting.words.cues["off_study"]) is not None:
        return {"enrolled": "no"}
    before = words_of(clause.text[max(0, found.start - 24) : found.start])
    hits = [hit for hit in setting.words.cues["like"].find(before) if hit.after >= len(before) - 1]
    return {"enrolled": "like"} if hits else {}
