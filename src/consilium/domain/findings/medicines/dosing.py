"""How much and how often a medicine is taken, as written in English and Spanish: `40 mg TMP Sat/Sun`, `c/12 h`."""

from __future__ import annotations

import re

from consilium.domain.records import Scalar

_AMOUNT = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?|\d{1,6}(?:[.,]\d{1,4})?"
DOSE = re.compile(
    rf"(?<![\w.,/\-])(?:{_AMOUNT})(?:\s?(?:-|to|a)\s?(?:{_AMOUNT}))?\s?"
    r"(?:(?:mc)?g/kg/(?:day|d[ií]a|dose|dosis|d\b)|mg/kg/(?:day|d[ií]a|dose|dosis|d\b)|m?g/m[2²](?:/(?:day|"
    r"d[ií]a|dose|dosis|d\b))?|mg/kg|mg/m[2²]|mcg/kg|"
    r"(?:mg|mcg|[µμ]g|ug|g|UI|IU|U|mL|ml)/(?:d[ií]a|day|d|24\s?h|h|hr|hora|sem(?:ana)?|week|wk|dose|dosis|mes|"
    r"month)\b|mcg/kg/min|mg/kg/h|mcg/kg/h|m[lL]/kg|"
    r"g/kg(?:/d[ií]a|/day)?|UI/kg|IU/kg|U/kg|"
    r"mg/d[ií]a|mg/day|mg|mcg|micrograms?|microgramos?|µg|ug|g|mL|ml|cc|UI|IU|units?|unidades|U|mEq|mmol|puffs?|drops?|"
    r"gotas|tab(?:let)?s?|tabletas?|comprimidos?|caps(?:ules?)?|c[aá]psulas?|sachets?|sobres?|ampolletas?|"
    r"patch(?:es)?|%)"
    r"(?!\w|/(?!\d{1,2}\s?h))(?:\s(?:of|de)\s(?:TMP|trimethoprim|trimetoprima?)|\sTMP)?",
    re.IGNORECASE,
)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)[a-zé]{0,7}"
_MORE_DAYS = rf"(?:(?:,\s|/|\sto\s|\sa\s|\sand\s|\sy\s|\s?&\s?|-|,|\s){_DAY})"
# Weeks with and without it: `2 weeks on, 2 off`, `14 of 28 days`.
_COUNT = r"(?:\d{1,2}|one|two|three|four|una|dos|tres|cuatro)"
_TIME = r"(?:weeks?|days?|semanas?|d[ií]as?)"
FREQUENCY = re.compile(
    r"\b(?:q\s?\d{1,2}(?:-\d{1,2})?\s?(?:(?:hours|hrs|hr|h|weeks?|wks?|w|days?|d|months?)\b|\b)|"
    r"every\s(?:\d{1,2}|other|two|three|four|six|eight|twelve)\s?"
    r"(?:hours?|hrs?|h|days?|weeks?|months?)|every\s(?:morning|evening|night|day|week|month)|"
    r"cada\s\d{1,2}\s?(?:horas?|hrs?|h|d[ií]as?|semanas?|meses)|"
    r"cada\s(?:mes|semana|noche|ma[nñ]ana|tercer d[ií]a|d[ií]a)|"
    r"/\d{1,2}\s?h(?:oras|rs?)?\b|"
    r"c/\s?\d{1,2}\s?(?:hrs?|h|horas?|d[ií]as?|semanas?)?|\d{1,2}(?:th)?\shourly|"
    r"(?:once|twice|three times|four times|\d times|\dx)\s(?:a|per|/)?\s?"
    r"(?:daily|day|week|month)|(?:una|dos|tres|cuatro|\d)\sve(?:z|ces)\s(?:al|por|a la)\s(?:d[ií]a|semana|mes)|"
    r"en\s\d\stomas|(?:daily|diario|diaria|diariamente|bid|tid|qid|qhs|qam|qpm|qd|qod|weekly|monthly|nightly|"
    r"semanal|mensual|nocte|mane|nightly)\b|(?-i:BD|TDS|QDS|OD|ON|OM|TID|bd|tds|qds)\b|(?<=[\dgl]\s)(?-i:od|om|"
    r"on)(?=\s?(?:[,;.)]|$))|b\.i\.d\.|t\.i\.d\.|b\.d\.|t\.d\.s\.|"
    r"\d\s?x?/(?:sem(?:ana)?|wk|week|d[ií]a|day)\b|"
    r"at bedtime|at night|before bed|in the (?:morning|evening)|(?:each|every) (?:morning|night)|"
    r"morning and (?:night|evening)|ma[nñ]ana y noche|d[ií]a y noche|al acostarse|antes de dormir|"
    r"(?:por|en) las? (?:noches?|ma[nñ]anas?|tardes?)|al mes|a la semana|"
    r"(?<![\d-])[0-3½](?:-[0-3½]){2,3}(?![\d-])|"
    r"three times|twice|weekends|fines de semana|on weekends|M/W/F|MWF|(?-i:L[-/ ]?M[-/ ]?V|L[-/]X[-/]V)\b|"
    rf"{_DAY}{_MORE_DAYS}{{1,6}})"
    rf"(?:,?\s(?:on\s|los\s)?{_DAY}{_MORE_DAYS}{{0,6}}"
    r"|,?\s(?:on\s|los\s|only\s(?:on\s)?|s[oó]lo\s(?:los\s)?)?(?:weekends|fines de semana)|,?\s(?:M/W/F|MWF)"
    rf"|,?\s\(?{_COUNT}\s{_TIME}\s(?:on|s[ií]|con)\s?[,/;]?\s(?:(?:and|y)\s)?(?:{_COUNT}\s)?(?:{_TIME}\s)?"
    r"(?:off|no|sin|(?:de )?descanso)\b"
    rf"|,?\s\(?\d{{1,2}}\s(?:(?:out )?of|de)\s(?:every\s|each\s|cada\s)?\d{{1,2}}\s(?:days|d[ií]as))?",
    re.IGNORECASE,
)

# Latin written with points: `p.o.`, `b.i.d.`, `q.8h.`, `q.4-6h. p.r.n.`, `q.h.s.`
_DOTTED = re.compile(
    r"(?<![\w.])(?:p\.\s?[or]\.(?:\s?n\b\.?)?|[bt]\.\s?i\.\s?d\b\.?|q\.\s?(?:[aho]\.\s?|i\.\s?)?(?:[dmspw]\b|h\b)\.?|"
    r"q\.\s?\d{1,2}(?:-\d{1,2})?\s?(?:h|hrs?|hours?|d|days?)\b\.?|h\.\s?s\b\.?|i\.\s?[vm]\b\.?|s\.\s?[cq]\b\.?)",
    re.IGNORECASE,
)
# What a preparation has stands before what is taken of it: `5 mg tab 2.5 mg`, `250 mg 500 mg`, `3 mg caps. 3 mg`.
_STRENGTH = re.compile(
    r"\s?(?:(?:tab(?:let)?s?|tabl?|cap(?:sule)?s?|c[aá]ps(?:ula)?s?|comp(?:rimido)?s?|cpr|wafers?|melts?|odt|"
    r"susp(?:ensi[oó]n|ension)?|"
    r"sol(?:uci[oó]n|ution)?|syrup|syp|jarabe|jbe|liquid|elixir|amp(?:olla)?s?|vials?|gr[aá]nulos|sachets?|"
    r"sobres?|patch|MDI|"
    r"inhaler|inhalador|XR|SR|LA|ER|EC|DR|IR)\b\.?\s?){1,2}(?:(?:oral|inyectable|injection)\s)?[\s,:–-]{0,3}"
    # the label of a card's line: `10 mg comprimidos Posología: 5 mg`
    r"(?:(?:posolog[ií]a|dosis|dose|dosage|pauta|sig|instructions?|instrucciones|how to take)\s?:\s?)?"
    r"(?:(?:take|tome|tomar)\s)?"
    r"|\s?:?\s?",
    re.IGNORECASE,
)


# So many of a preparation: `20 mg 1 capsule` is 20 mg.
_COUNTED = re.compile(r"tab|comp|c[aá]p|sachet|sobre|ampoll|patch|puff", re.IGNORECASE)
# `1,6 ml (0,8 mg)`, `2 tablets (50 mg)`: what is taken is the mass.
_IS_VOLUME = re.compile(r"(?:ml|cc|tab\w*|comp\w*|caps?\w*|c[aá]ps\w*|drops?|gotas|sachets?|sobres?)$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s?(?:\(\s?=?\s?|=\s?)(?=\d)")
_IS_MASS = re.compile(r"\d\s?(?:mg|mcg|[µμ]g|ug|g|UI|IU)$", re.IGNORECASE)
# How many of a preparation, in words: `one sachet twice a day`, `media tableta`.
_WORDED = re.compile(
    r"(?<!\w)(?:half (?:an? )?|one|two|three|a|un|una|dos|tres|media|medio)\s?(?:sachets?|tablets?|capsules?|"
    r"puffs?|drops?|"
    r"ampoules?|sobres?|tabletas?|comprimidos?|c[aá]psulas?|ampollas?|gotas|pastillas?|cucharad(?:it)?as?|"
    r"teaspoons?)(?!\w)",
    re.IGNORECASE,
)


# By how much a dose is to change, which is no dose: `decrease tacrolimus 20%`, `CsA: bajar dosis 10%`.
_CHANGES = re.compile(
    r"\b(?:decreas|increas|reduc|lower|wean|taper|rais|cut|baj[aeo]|disminu|aument|sub(?:ir|e|imos)|descen)\w*(?:\s[\w-]{1,16}){0,4}\s?$",
    re.IGNORECASE,
)


def without_share(detail: dict[str, Scalar], before: str, said: str) -> dict[str, Scalar]:
    """The details without a dose that only tells by how much it changes; `before` stands before the medicine `said`."""
    dose = str(detail.get("dose", ""))
    at = said.find(dose) if dose.endswith("%") else -1
    changes = at >= 0 and _CHANGES.search((before[-40:] + said[:at]).replace(":", "")) is not None
    return {**detail, "dose": ""} if changes else detail


def worded_dose(said: str) -> str:
    """How many of a preparation a medicine's words tell without a figure; "" where they tell none."""
    found = _WORDED.search(said)
    return found[0] if found is not None else ""


def undotted(said: str) -> str:
    """The words without the points and blanks in Latin short forms: `4 mg p.o. q. 8 h.` is `4 mg po q8h`."""
    return _DOTTED.sub(lambda hit: re.sub(r"[.\s]", "", hit[0]), said)


def after_short_form(said: str, at: int) -> bool:
    """Whether the point at `at` ends a Latin short form, so that the words of a medicine go on behind it."""
    goes_on = said[at + 2 : at + 3]
    return (
        any(hit.start() < at < hit.end() for hit in _DOTTED.finditer(said, max(0, at - 12), at + 8))
        and not goes_on.isupper()
    )


# An amount of what is named behind it.
_OF_NEXT = re.compile(r"\s(?:of|de)(?:\s(?:the|la|el))?\s*", re.IGNORECASE)
_AND_MORE = re.compile(r"(?:\b(?:and|y|e|plus|m[aá]s)\s|[,&+]\s?)$", re.IGNORECASE)


def dose_in(said: str, start: int = 0) -> re.Match[str] | None:
    """What is taken: the first amount, but of two side by side the second, since the first is the preparation's."""
    found = DOSE.search(said, start)
    if found is not None and _OF_NEXT.fullmatch(said, found.end()) and _AND_MORE.search(said, start, found.start()):
        return None  # `PRBCs and 2 units of` plasma
    while found is not None:
        after = DOSE.search(said, found.end())
        beside = after is not None and _STRENGTH.fullmatch(said, found.end(), after.start()) is not None
        if not beside or after is None or _is_percent(found) != _is_percent(after) or _COUNTED.search(after[0]):
            break
        found = after
    weighed = _IN_BRACKETS.match(said, found.end()) if found is not None and _IS_VOLUME.search(found[0]) else None
    inside = DOSE.search(said, weighed.end()) if weighed is not None else None
    is_mass = (
        inside is not None and weighed is not None and inside.start() == weighed.end() and _IS_MASS.search(inside[0])
    )
    return inside if is_mass else found


def _is_percent(found: re.Match[str] | None) -> bool:
    return found is not None and found[0].endswith("%")
