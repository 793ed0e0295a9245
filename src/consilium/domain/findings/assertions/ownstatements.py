"""What is told anew behind a comma, whatever is denied before it, because it is of another kind: a remission, a risk
group, a stage of the nervous system (`No evidence of relapse, remains in complete remission`; `MYCN no amplificado,
riesgo bajo`; `ALL, no CNS disease, standard risk`), and what was given in the place of another (`instead of cisplatin,
carboplatin was given`; `no vincristine, cyclophosphamide 1 g/m2 given`)."""

from __future__ import annotations

import re

_RESPONSE = re.compile(
    r"(?:(?:in|en)\s)?(?:(?:first|second|1st|2nd|primera|segunda|continued|sustained|ongoing|very good|clinical"
    r"|molecular|cytological|haematological|hematological|radiological|metabolic)\s){0,2}"
    r"(?:(?:complete|partial|full|good|near)\s(?:\w{4,14}\s)?(?:remission|response)|(?:in\s)?remission"
    r"|(?:remisi[oó]n|respuesta)(?:\s\w{4,14}){0,2}?\s(?:completa|parcial|buena)(?:\s\w{4,14})?"
    r"|(?:muy\s)?buena respuesta(?:\s(?:parcial|completa))?|(?:en\s)?remisi[oó]n|stable disease|enfermedad estable"
    r"|CR\d?|RC\d?|VGPR|PR|RP|NED)",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"(?:(?:grupo|group)\s(?:de\s)?)?(?:(?:very\s|muy\s|ultra-?)?(?:high|low|standard|intermediate|medium|average|alto"
    r"|bajo|intermedio|est[aá]ndar|habitual)[\s-](?:risk|riesgo)(?:\s(?:group|disease))?"
    r"|(?:de\s)?riesgo\s(?:muy\s)?(?:alto|bajo|intermedio|est[aá]ndar|habitual|medio)|(?:CNS|SNC)[\s-]?[123][abc]?)",
    re.IGNORECASE,
)
_ALSO_NOT = re.compile(r"\b(?:no|not|ni|nor|or|o|u|sin|without|never|nunca|neither|yet|even|tampoco)\s", re.IGNORECASE)
_OR_NEXT = re.compile(r",?\s(?:or|nor|ni|o|u)\s", re.IGNORECASE)
_OF_KIND = re.compile(r"\b(?:complete|partial|completa|parcial|high|low|risk|riesgo|alto|bajo)\b", re.IGNORECASE)
# In the place of another: `instead of cisplatin, carboplatin was given`, `en lugar de cisplatino se dio carboplatino`.
_INSTEAD = re.compile(r"(?:instead of|in place of|rather than|en lugar de|en vez de)$", re.IGNORECASE)
_IN_PLACE = re.compile(
    r"\s[^,;.]{3,50}(?:,\s(?!(?:or|nor|and|ni|o|y)\s)(?:[\w-]{1,14}\s){0,3}"
    r"|\s(?:se\s)?(?:le\s)?(?:dio|dieron|administr[oó]|us[oó]|indic[oó]|inici[oó]|recibi[oó]|aplic[oó]|pas[oó] a)\s"
    r"|\s(?:he|she|we|they)\s(?:gave|received|used|had|got|was given|were given)\s)",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(rf"(?:{_INSTEAD.pattern[:-1]}){_IN_PLACE.pattern}$", re.IGNORECASE)
_BACK = 110
# `no vincristine, cyclophosphamide 1 g/m2 and doxorubicin 30 mg/m2 given`: what has its dose was given.
_ALONE = frozenset({"no", "sin", "without"})
_NO_OTHER = re.compile(r"\s[^\W\d_][^\d,;.:]{3,40}(?:,\s[^;.:]{3,60}\s(?:and|y|e|\+)\s|,\s)", re.IGNORECASE)
_WHY = re.compile(r"\b(?:ni|nor|or|o|por|due|because|since|alerg\w+|allerg\w+)\b", re.IGNORECASE)
_DOSED = re.compile(r"\s\d[\d.,]{0,8}\s?(?:mg|mcg|[µμ]g|g|ml|U|UI|IU|mEq|mmol)(?:/|\b)")


# What made a thing go was given: `las convulsiones desaparecieron con levetiracetam`.
_GONE = re.compile(r"(?:desapareci\w+|disappeared|gone(?: away)?|went(?: away)?|ces[oó]|cesaron)$", re.IGNORECASE)
_WITH = re.compile(r"\s(?:with|after|on|con|tras|al)\s(?:(?:the|la|el|los|las|iv|oral)\s)?", re.IGNORECASE)


def told_anew(denial: str, gap: str, thing: str, after: str) -> bool:
    """Whether a thing is told anew behind a `denial` and the words of a `gap`; `after` are those behind it."""
    if _GONE.search(denial) and _WITH.fullmatch(gap):
        return True
    if _INSTEAD.search(denial):
        return _IN_PLACE.fullmatch(gap) is not None
    if "," not in gap or _OR_NEXT.match(after):
        return False
    before, _, last = gap.rpartition(",")
    if _ALSO_NOT.search(last):
        return False
    word = thing.strip()
    if _RESPONSE.fullmatch(word) or _RISK.fullmatch(word):
        return _OF_KIND.search(before) is None
    dosed = denial.casefold() in _ALONE and _DOSED.match(after) is not None
    return dosed and _WHY.search(gap) is None and _NO_OTHER.fullmatch(gap) is not None


def is_response(thing: str) -> bool:
    """Whether a thing is a good response to a treatment."""
    return _RESPONSE.fullmatch(thing.strip()) is not None


def in_its_place(text: str, start: int) -> bool:
    """Whether a treatment at `start` is what was given in the place of one that the words before it leave out."""
    return _BEFORE_IT.search(text, max(0, start - _BACK), start) is not None
