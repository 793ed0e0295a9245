"""The day that stands with a thing in its own part of a sentence, for what no other rule dates.

`Fiebre 38,9 el 04/03`, `candidemia por C. parapsilosis (20/09/2024)`: the day right behind an illness or a symptom.
`Echo 26/02 EF 40 %, mod MR, no effusion`, `RM 19/08/2024: masa ..., hidrocefalia`: what one examination showed, behind
its name and day. `Última quimio 09/02 (vincristina + doxorrubicina)`: what was given then. Linear in the text.
"""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

__all__ = ["day_beside"]

_FELT = frozenset({Kind.CONDITION, Kind.TOXICITY})
_SHOWN = _FELT | {Kind.LABORATORY, Kind.FUNCTION, Kind.MEASUREMENT}
_NO_DAY = frozenset((Section.FAMILY_HISTORY, Section.ALLERGIES, Section.GENERAL, Section.QUESTIONS, Section.PLAN))
# A point in a figure or behind one letter ends no part: `38.9`, `C. parapsilosis`.
_POINT = re.compile(r"(?<=\d)[.,](?=\d)|(?<=\b[A-Z])\.(?=\s)")
_BEHIND = re.compile(
    r"(?P<between>[^;,.()]{0,48}?)\s"
    r"(?:\(\s?(?:(?:on|el|del|in|en)\s)?|(?:on|el|in|en|del)\s(?:(?:the|d[ií]a|mes de)\s)?)$",
    re.IGNORECASE,
)
# What of another thing or time may stand between an illness and a day.
_OF_OTHER = re.compile(
    r"\b(?:and|y|e|resol\w+|clear\w*|cur[oóa]\w*|treat\w*|trata\w*|until|till|hasta|after|before|tras|antes|despu[eé]s"
    r"|since|desde|for|due|debid\w+|secondary|secundari\w+|no|sin|not|never|nunca|without|last|[uú]ltim\w+|next"
    r"|pr[oó]xim\w+"
    r"|started|began|inici\w+|receiv\w+|recib\w+|given|stop\w*|suspen\w+|remov\w+|retir\w+|improv\w*|mejor\w*|except"
    r"|salvo"
    r"|known|conocid\w+|history|antecedent\w*|see|ver|vs|versus|compar\w+|than|que|surgery|cirug\w+|operat\w+|biops\w+"
    r"|resec\w+|transplant\w*|trasplant\w*|vaccin\w*|vacuna\w*|scan|mri|rmn?|ct|tac?|pet|echo|eco\w*|rx)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s?(?:%|[^\W\d_]{1,8}(?:/[^\W\d_]{1,4})?)?")
_ENDS = re.compile(
    r"\s?(?:[),;.\]]|$|\s(?:with|con|and|y|treated|tratad\w+|manag\w+|manej\w+|corrected|corregid\w+)\b)"
)
_STUDY = (
    r"(?:echo(?:cardiogra\w+)?|eco(?:cardio\w*|graf[ií]a)?|tte|mri|rmn?|resonancia|ct|tc|tac|tomograf[ií]a"
    r"|pet(?:[-/ ]?(?:ct|tc|tac))?"
    r"|us|usg|ultrasound|ultrasonido|x-?rays?|cxr|rx|radiograf[ií]a|bone marrow|marrow|bma|m[eé]dula(?: [oó]sea)?"
    r"|mielograma"
    r"|medulograma|lp|csf|lcr|audio(?:gram|metry|metr[ií]a|grama)|eeg|ecg|ekg|endoscop\w+|colonoscop\w+|bronc\w+|scan"
    r"|gammagraf[ií]a|mibg|bloods?|labs?|fbc|cbc|hemograma|bh|anal[ií]tica|laboratorios?|doppler|fundoscopy"
    r"|fondo de ojo)"
)
_HEAD = re.compile(rf"\W{{0,4}}(?:\d{{1,2}}[.)]\s)?(?:repeat\s|control\s)?{_STUDY}\b[^:;.,]{{0,36}}$", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:plan\w*|due|booked|scheduled|program\w*|pending|pendiente|awaited|request\w*|solicit\w*|next|pr[oó]xim\w*"
    r"|to be"
    r"|since|desde|until|hasta|after|before|tras|than|que|from|normal until)\b",
    re.IGNORECASE,
)
# What a study was made for, or what it is compared with, is not what it showed.
_NOT_SHOWN = re.compile(
    r"\b(?:for|por|para|indicat\w+|indicaci[oó]n|because|due to|debido|known|conocid\w+|history|hx|h/o|previous\w*"
    r"|prior"
    r"|previ[oa]s?|anterior\w*|antecedent\w*|since|desde|after|post|tras|before|antes|compar\w+|than|que|was|era|if|si"
    r"|now|today|hoy|ahora|started|inici\w+|developed|desarroll\w+|later|luego|despu[eé]s|currently|actual\w*)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_CHEMO = re.compile(
    r"\b(?:quimio(?:terapia)?|qt|chemo(?:therapy)?|dose|dosis|ciclo|cycle|course|curso)\b[^.;:()]{0,20}$", re.IGNORECASE
)
_LONGEST = 600


def day_beside(one: Finding, clause: Clause, paper: Paper) -> PartialDate | None:
    """The day in the own part of a sentence of a finding that has none; None where it tells none, or several."""
    if clause.header or clause.section in _NO_DAY or len(clause.text) > _LONGEST:
        return None
    at = clause.text.find(one.quote)
    if at < 0 or clause.text.find(one.quote, at + 1) >= 0:
        return None
    low, high = clause.cell_of(at)
    text, at = clause.text[low:high], at - low
    days = [day for day in occasions(text, paper) if day.when != paper.birth]
    if not days:
        return None
    if one.kind is Kind.DRUG:
        return _of_given(text, at, days)
    behind = None
    if one.kind in _SHOWN:
        behind = _behind(text, at + len(one.quote), days, measured=one.kind not in _FELT)
    return behind or (_of_study(text, at, days) if one.kind in _SHOWN else None)


def _behind(text: str, end: int, days: list[Occasion], *, measured: bool) -> PartialDate | None:
    """The day right behind an illness, or behind a value and its unit: `Fiebre 38,9 el 04/03`, `ANC 0 on 02/11`."""
    day = next((day for day in days if day.start >= end), None)
    if day is None or day.until is not None or _ENDS.match(text, day.end) is None:
        return None
    gap = _POINT.sub("·", text[max(0, end - 3) : day.start])[min(3, end) :]
    found = _BEHIND.fullmatch(gap)
    if found is None or (measured and _UNIT.fullmatch(found["between"]) is None):
        return None
    return day.when if _OF_OTHER.search(found["between"]) is None else None


def _of_study(text: str, at: int, days: list[Occasion]) -> PartialDate | None:
    """The day behind the name of the examination that opens the sentence."""
    first = max(text.rfind(";", 0, at), text.rfind(". ", 0, at)) + 1
    told = [day for day in days if first <= day.start < at]
    if len(told) != 1 or told[0].until is not None or _HEAD.fullmatch(text, first, told[0].start) is None:
        return None
    between = text[told[0].end : at]
    if (
        _TO_COME.search(text, first, told[0].start)
        or _NOT_SHOWN.search(between)
        or between.count("(") > between.count(")")
    ):
        return None
    return told[0].when


def _of_given(text: str, at: int, days: list[Occasion]) -> PartialDate | None:
    """The day before the bracket, or the colon, behind which the drugs of a course stand."""
    told = [day for day in days if day.end <= at]
    if not told or told[-1].until is not None or not told[-1].when.day:
        return None
    day, between = told[-1], text[told[-1].end : at]
    opened = between.lstrip()[:1] in ("(", ":") and ")" not in between and "." not in between
    return day.when if opened and _CHEMO.search(text, 0, day.start) is not None else None
