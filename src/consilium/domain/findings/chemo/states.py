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
from consilium.domain.findings.text.amounts import days_in
from consilium.domain.findings.text.terms import Found, cue_in
from consilium.domain.records import Scalar

# One dose of several that was left out, or what was held later on.
_ONE_OF_THEM = re.compile(
    r"\((?:[^()]{0,20}\b)?(?:D\s?\+?\d{1,2}|day|d[ií]a|dose|dosis|last|[uú]ltima)\b[^()]{0,20}$|;", re.IGNORECASE
)
_THAT_ONE = re.compile(
    r"\s(?:(?:el|la|on|the)\s)?(?:(?:day|d[ií]a|dosis|dose|D)\s?\+?|\+)\d{1,2}\b(?![/.-]\d)", re.IGNORECASE
)
# Where a reason ends: `held for hepatotoxicity and was never given`.
_REASON_ENDS = re.compile(r"[.;,]|\s(?:and|but|y|pero)\s(?:\w+\s){0,2}?(?:never|not|no|nunca)\b", re.IGNORECASE)
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
    r"|cinco|seis)\s?(?:ª|º|st|nd|rd|th)?\s?(?:weekly\s)?(?:dos[ei]s?|doses|weeks?|semanas?|cycles?|ciclos?"
    r"|courses?|cursos?)\b",
    re.IGNORECASE,
)


# A treatment that is given comes to its end: `se decide suspender nivolumab`, `cedió tras suspender la capecitabina`.
_ENDS_IT = re.compile(
    r"\b(?:(?:se )?(?:decid\w+|acord\w+|acuerd\w+|opt\w+ por)|(?:oblig\w+ a|hubo (?:que|de)|tras|al|luego de"
    r"|despues de)"
    r"(?: (?:la|el))?)\s(?:\w+mente\s)?suspender$"
)

# Behind what is left out, before a drug that is only why or when: `voriconazole held while on vincristine`.
_DUE_TO = re.compile(
    r"\b(?:while|during|when|whenever|because|due|owing|mientras|durante|cuando|before|after|antes|tras)\b",
    re.IGNORECASE,
)
# A conditioning of its own kind, and no dose that was made smaller.
_OF_INTENSITY = re.compile(
    r"\b(?:reduced?[- ](?:intensity|toxicity)|(?:intensidad|toxicidad)\s(?:\w+\s)?reducid[oa])\b", re.IGNORECASE
)
# Before the next drug, of which a dose was left out: `MTX 5 g/m2; se omitió una dosis de 6-MP`.
_OF_NEXT = re.compile(r"\s(?:[\w.]{1,6}\s){0,2}(?:dos[ei]s|doses?)\s(?:of|de)\s(?:la\s|the\s)?", re.IGNORECASE)
# One day straight before the word that leaves it out: `d1, 8, 15: d15 omitido`, `(day 22 held for ileus)`.
_ITS_DAY = re.compile(
    r"[,;:(]\s?(?:(?:el|la|the)\s)?(?:d|day|d[ií]a|dosis|dose)\s?\+?\d{1,2}\s(?:(?:was|fue|dose|dosis|se)\s){0,2}$",
    re.IGNORECASE,
)


def _day_of_several(text: str, end: int, place: int) -> bool:
    """Whether the word at `place` leaves out one day of several that are told behind a drug that ends at `end`."""
    own = _ITS_DAY.search(text, end, place) if end < place else None
    return own is not None and (days_in(text[end : own.start()])[1] or 0) > 1


def _is_of_another(clause: Clause, found: Found, place: tuple[int, int], last: int) -> bool:
    """Whether the word at `place` is of another drug, gives only a reason or a time, or states a rule."""
    if _OF_INTENSITY.search(clause.text, max(0, place[0] - 24), min(len(clause.text), place[1] + 24)):
        return True
    if place[1] <= found.start and _DUE_TO.search(clause.text, place[1], found.start):
        return True
    if _OF_NEXT.fullmatch(clause.text, place[1], last):
        return True
    return of_another(clause.folded, found.end, place[0]) or is_rule(clause.text, *place)


def _of_some(text: str, end: int, place: tuple[int, int]) -> str:
    """What a word that leaves out makes of a drug that ends at `end` and is given over days or in several doses."""
    state = "omitted"
    if _DOSED.search(text, end, max(end, place[0])):
        state = "stopped" if _SINCE.match(text, place[1]) else state
        state = "reduced" if _SOME_DAYS.match(text, place[1]) else state
    if state == "omitted" and _A_WHILE.match(text, place[1]):
        state = "delayed"
    if state == "omitted" and _AFTER_SOME.match(text, place[1]):
        state = "stopped"
    if state == "omitted" and "(" in text[end : place[0]] and _THAT_ONE.match(text, place[1]):
        state = "reduced"
    if state == "omitted" and _ONE_OF_THEM.search(text, end, place[0]):
        state = "stopped" if ";" in text[end : place[0]] else "reduced"
    return "reduced" if state == "omitted" and _day_of_several(text, end, place[0]) else state


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
        if place is None or _is_of_another(clause, found, place, last):
            continue
        state = _of_some(clause.text, found.end, place) if state == "omitted" else state
        if state == "omitted" and _ENDS_IT.search(clause.folded[max(0, place[0] - 40) : place[1]]):
            state = "stopped"
        some = some_left_out(clause.text, found.end, place)
        if state == "omitted" or some == "reduced":
            state = some or state
        why = cue_in(clause.text, cues["reason"], place[1], min(len(clause.text), place[1] + 60))
        reason = _REASON_ENDS.split(clause.text[why[1] : min(why[1] + 80, max(last, why[1]))])[0].strip() if why else ""
        return {"state": state} | ({"reason": reason} if reason else {})
    fate = led(clause.text, found.start, found.end) or followed(clause.text, found.start, found.end)
    return {"state": "omitted" if fate == HELD else "stopped"} if fate in (HELD, STOPPED) else {}
