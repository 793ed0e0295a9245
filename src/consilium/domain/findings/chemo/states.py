"""What became of a drug's dose: left out, stopped, reduced or put off, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consilium.domain.findings.assertions.listsheld import HELD, STOPPED, followed, led
from consilium.domain.findings.assertions.notstopped import goes_on
from consilium.domain.findings.assertions.stoprules import is_rule
from consilium.domain.findings.assertions.treatmentverbs import of_another
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.chemo.somedoses import some_left_out
from consilium.domain.findings.medicines.begunagain import begun_again
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import Found, cue_in
from consilium.domain.records import Scalar

# One dose of several that was left out, or what was held later on.
_ONE_OF_THEM = re.compile(
    r"\((?:[^()]{0,20}\b)?(?:D\s?\+?\d{1,2}|day|d[ií]a|dose|dosis|last|[uú]ltima)\b[^()]{0,20}$|;", re.IGNORECASE
)
_THAT_ONE = re.compile(
    r"\s(?:(?:el|la|on|the)\s)?(?:(?:day|d[ií]a|dosis|dose|D)\s?\+?|\+)\d{1,2}\b(?![/.-]\d)", re.IGNORECASE
)
STATES = ("omitted", "stopped", "reduced", "delayed")
# A dose of every day or of several days, of which some were left out (`60 mg/m2/day days 1-14, 29-42, held days 38-42`)
# or which was taken until it was held (`40 mg daily held since 9/24`).
_DOSED = re.compile(
    r"\d[^;]{0,40}(?:/\s?(?:d|day|d[ií]a)\b|\b(?:daily|weekly|once|twice|od|bd|bid|tds|qd|diari[oa]s?|semanal(?:es)?|"
    r"cada|c/)|\bq\d|\b(?:days?|d[ií]as?)\s\d|\d{1,2}\s?[-–,]\s?\d{1,2})",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\s(?:since|desde|as of|a partir de)\b", re.IGNORECASE)
_SOME_DAYS = re.compile(
    r"\s(?:(?:for|on|el|los|por|the|this|esta|last|una|one|two|\d)\s)?(?:(?:days?|d[ií]as?)\s\d{1,2}\s?(?:[-–,]|to|"
    r"a|y|and)"
    r"\s?\d{1,2}|weeks?\b|semanas?\b|wks?\b|\d{1,2}/(?:52|7)\b)",
    re.IGNORECASE,
)

# Held for so long, and given then: `Held 1 wk for ANC 410`.
_A_WHILE = re.compile(
    r"\s(?:for\s|x\s?|por\s)?(?:\d{1,2}|one|two|una|un|dos)[\s-]?(?:wks?|weeks?|days?|d|semanas?|d[ií]as?)\b",
    re.IGNORECASE,
)
# Some had been given before: `vincristine omitted after 3 doses`, `omitida tras la segunda dosis`.
_AFTER_SOME = re.compile(
    r"\s(?:after|from|tras|despu[eé]s de|luego de|a partir de)\s(?:(?:the|la|el|las|los)\s)?"
    r"(?:\d{1,2}|first|second|third|one|two|three|four|five|six|primer[ao]?|segund[ao]|tercer[ao]?"
    r"|un[ao]?|dos|tres|cuatro"
    r"|cinco|seis)\s?(?:ª|º|st|nd|rd|th)?\s?(?:weekly\s)?(?:dos[ei]s?|doses|weeks?|semanas?|cycles?|ciclos?|courses?|cursos?)\b",
    re.IGNORECASE,
)


def state_of(clause: Clause, found: Found, bounds: tuple[int, int, int], setting: Setting) -> Mapping[str, Scalar]:
    """Whether a drug was left out, stopped, reduced or put off, and why, in the paper's words. `bounds` are where its
    own words begin and end, and from where a word before it may be about it."""
    (first, last, lead), cues = bounds, setting.words.cues
    own = clause.text[max(lead, found.start - 24, 0) : last]
    if goes_on(clause.text, found.start, found.end) or begun_again(own) >= 0:
        return {}
    for state in STATES:
        place = cue_in(clause.text, cues[state], first, last) or (
            cue_in(clause.text, cues[state], max(lead, found.start - 24, 0), found.start)
        )
        if place is None or of_another(clause.folded, found.end, place[0]) or is_rule(clause.text, *place):
            continue
        if state == "omitted" and _DOSED.search(clause.text, found.end, max(found.end, place[0])):
            state = "stopped" if _SINCE.match(clause.text, place[1]) else state
            state = "reduced" if _SOME_DAYS.match(clause.text, place[1]) else state
        if state == "omitted" and _A_WHILE.match(clause.text, place[1]):
            state = "delayed"
        if state == "omitted" and _AFTER_SOME.match(clause.text, place[1]):
            state = "stopped"
        if state == "omitted" and "(" in clause.text[found.end : place[0]] and _THAT_ONE.match(clause.text, place[1]):
            state = "reduced"
        if state == "omitted" and _ONE_OF_THEM.search(clause.text, found.end, place[0]):
            state = "stopped" if ";" in clause.text[found.end : place[0]] else "reduced"
        some = some_left_out(clause.text, found.end, place)
        if state == "omitted" or some == "reduced":
            state = some or state
        why = cue_in(clause.text, cues["reason"], place[1], min(len(clause.text), place[1] + 60))
        reason = re.split(r"[.;,]", clause.text[why[1] : min(why[1] + 80, max(last, why[1]))])[0].strip() if why else ""
        return {"state": state} | ({"reason": reason} if reason else {})
    fate = led(clause.text, found.start, found.end) or followed(clause.text, found.start, found.end)
    return {"state": "omitted" if fate == HELD else "stopped"} if fate in (HELD, STOPPED) else {}
