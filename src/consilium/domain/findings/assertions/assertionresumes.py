"""Where a list that is denied is over and the next thing is told as there: `no wheeze, dry cough on most mornings`,
`with no fever, and alopecia`, `neutropenia sin fiebre y con mucositis`, `nil (good response)`, `deficiency without
treatment, working shunt`."""

from __future__ import annotations

import re

# How often or since when a last item is there, which nobody says of what is not.
_HOW_OFTEN = re.compile(
    r"(?:\s(?!(?:or|nor|and|ni|o|u|y|e|in|en)\b)[\w-]{1,16}){0,2}\s(?:(?:on\s)?(?:most|some|many|several|alternate)\s"
    r"(?:morning|day|night|evening|occasion|week)s?|(?:every|each)\s(?:morning|day|night|evening|time|week|few)"
    r"|(?:once|twice|(?:two|three|four|\d)\stimes)\s(?:a|per)\s(?:day|week|month|night)"
    r"|(?:casi\s)?(?:todos|todas)\s(?:los|las)\s(?:d[ií]as|noches|ma[nñ]anas|tardes)|cada\s(?:d[ií]a|noche"
    r"|ma[nñ]ana|vez)"
    r"|la mayor[ií]a de (?:los|las)|(?:una|dos|tres|\d)\s(?:vez|veces)\s(?:al|por)\s|de predominio\s"
    r"|por las (?:noches|ma[nñ]anas))",
    re.IGNORECASE,
)
_LAST = re.compile(r",\s(?:an?\s|una?\s|s[ií]\s|but\s|pero\s)?(?:[\w-]{1,16}\s){0,2}$")
_JOINED_ANEW = re.compile(
    # `no fever, and alopecia`: two items are not joined so, unless the first is the only one that is denied
    r"^\s(?:[\w-]{2,18}\s){0,2}[\w-]{2,18},\s(?:and|y|but|pero)\s(?:(?:with|has|had|con|tiene"
    r"|tuvo)\s)?(?:[\w-]{2,14}\s){0,1}$"
    # `without reversibility and with gas trapping`
    r"|\s(?:and|y|but|pero|aunque)\s(?:with|con|has|had|shows?|muestra|presenta|tiene|se\s(?:observan?"
    r"|aprecian?|palpan?))\s"
    r"(?!no\b|not\b|sin\b|normal)(?:[\w-]{1,16}\s){0,3}$",
    re.IGNORECASE,
)
_OR = re.compile(r"\b(?:ni|nor|or|o|u)\s(?:[\w-]{1,16}\s){0,2}$", re.IGNORECASE)
_ALSO_NOT = re.compile(r"\b(?:or|nor|ni|o)\s", re.IGNORECASE)
_WITH_NO = re.compile(r"\b(?:with|con)\s$", re.IGNORECASE)
_BRACKET = re.compile(r"\s?\((?!s\))[^()]{0,60}$")
# A lone value that a bracket explains: `blast count: nil (good prednisolone response)`.
_VALUE = re.compile(r"[:=]\s?(?:nil|none|no|negative|negativ[oa]s?|0|ningun[oa])$", re.IGNORECASE)
# What works is there, whatever is denied before it.
_WORKING = (
    r"(?:funcionales|funcional|funcionantes?|funcionando|normofuncionante|permeables?|operativ[oa]s?|functional|"
    r"functioning|working|patent)"
)
_WORKS = re.compile(rf"\s(?:(?:is|está|esta|and|y|bien|well|currently)\s){{0,2}}{_WORKING}(?![\w-])", re.IGNORECASE)
_WORKING_AHEAD = re.compile(
    rf",\s(?:(?:an?|una?|with|con|has|tiene)\s){{0,2}}{_WORKING}\s(?:[\w-]{{1,20}}\s){{0,2}}$", re.IGNORECASE
)
# An illness without its treatment: what stands behind the comma is the next thing of the list.
_UNTREATED = re.compile(
    r"\s(?:any\s|ning[uú]n\s|current\s|specific\s|further\s)?(?:treatment|therapy|medication|replacement|"
    r"supplement(?:s|ation)?|tratamiento|terapia|medicaci[oó]n"
    r"|reemplazo|sustituci[oó]n|suplement(?:os|aci[oó]n))(?:\s(?!and\b|or\b|y\b|o\b|ni\b)[\w-]{2,16}){0,3}[,;]\s",
    re.IGNORECASE,
)
_NOR = re.compile(r",?\s(?:ni|nor|or|o|u)\s", re.IGNORECASE)
_OF_ILLNESS = re.compile(r"[^\W\d_]{4,}\s\(?(?:without|sin)$", re.IGNORECASE)
_DESPITE = re.compile(r"\s(?:pese a|in spite of|no obstante|notwithstanding)\s[^.;]{0,60}$", re.IGNORECASE)


def resumed(lead: str, gap: str, after: str) -> bool:
    """Whether a thing stands beyond a denial: `lead` are the words up to and with the denial, `gap` those from"
    " it to the
    thing, `after` those behind the thing."""
    if _DESPITE.search(gap) or (_VALUE.search(lead) and _BRACKET.fullmatch(gap)):
        return True
    if _OR.search(gap):
        return False
    if _LAST.search(gap) and (_HOW_OFTEN.match(after) or _WORKS.match(after)):
        return True
    if _WORKING_AHEAD.search(gap) or _follows_untreated(lead, gap, after):
        return True
    found = _JOINED_ANEW.search(gap)
    if found is None or _ALSO_NOT.search(gap):
        return False
    alone = found.start() == 0 and "," in found[0]
    return not alone or _WITH_NO.search(lead.rpartition(" ")[0] + " ") is not None


def _follows_untreated(lead: str, gap: str, after: str) -> bool:
    """Whether an illness was told without its treatment before the comma."""
    told = _OF_ILLNESS.search(lead) is not None and _UNTREATED.match(gap) is not None
    return told and _NOR.match(after) is None
