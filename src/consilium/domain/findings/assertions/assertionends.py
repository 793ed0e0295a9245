"""Where a denial goes no further: at the reason of what was not given, at how a thing came about, at a purpose, at a
status that is of the noun before it, at a `ni` that goes on with a doubt."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.denialsofwords import doubts_noun_before, of_word_or_sentence
from consilium.domain.findings.assertions.historygoeson import condition_is_over, doubt_is_over
from consilium.domain.findings.finding import Assertion

__all__ = ["doubts_noun_before", "goes_on", "has_own_object", "stops_short"]

# A status that has its noun before it: `hypodiploidy excluded, treated on UKALL 2011`.
_STATUS = re.compile(
    r"(?:excluded|ruled out|declined|refused|absent|ausentes?|descartad[oa]s?|excluid[oa]s?|contra-?indica\w{2,6}"
    r"|prohibid[oa]s?|not tolerated|no tolerad[oa]s?|poorly tolerated|mal tolerad[oa]s?)$",
    re.IGNORECASE,
)
_OPENS_PART = re.compile(r"(?:^|[.;|•\n(]|\s[-–—]|(?:^|\s)\d{1,2}[.)])\s*$")
# What was not done, with its reason: `no se aplicó: neutrófilos 380`, `NOT given (parotitis)`, `omitted - mucositis`.
_GIVEN = (
    r"(?:administr|aplic|realiz|inici|complet|coloc|recib|puso|pus[ie]|pone|pasa|pas[oó]|dio|dier|da\b|dan\b|pudo"
    r"|toler|indic|"
    r"infund|transfund|irradi|oper[oóa]|trasplant|given|started|done|performed|administered"
    r"|completed|received|tolerated|commenced|infused)\w*"
)
_AUX = r"(?:(?:se|le|les|fue|ha|han|sido|was|were|been|be|has|have|yet|la|lo)\s){0,4}"
_NOT_GIVEN = rf"(?:(?:no|not|never|nunca)\s{_AUX}{_GIVEN}|omitid[oa]s?|omitted|withheld|suspendid[oa]s?|se omiti[oó])"
_REASON = re.compile(
    rf"{_NOT_GIVEN}(?:\s(?:hoy|today|dicha dosis|este d[ií]a))?\s?(?::|\(|[-–—]\s)[^.;]{{0,80}}$"
    r"|no\s(?:come|bebe|duerme|camina|traga|juega|habla|ve|mama|apoya|deambula)\w{0,3}\s(?:bien\s|nada\s)?(?:por"
    r"|debido al?)\s"
    r"(?:(?:la|el|su|las|los)\s)?"
    rf"|{_NOT_GIVEN}(?:\s(?:(?:el|la|los|las|su|the|his|her)\s)?[\w-]{{2,18}}(?:\s[\w-]{{1,14}}){{0,2}}?)?\s(?:por"
    rf"|debido al?|a causa del?|due to|because of|owing to|on account of|in view of)\s"
    r"(?:[\w-]{1,18},?\s){0,6}$",
    re.IGNORECASE,
)
_FOR_A_REASON = re.compile(r"\b(?:por|debido|causa|due to|because|owing|account|view)\b", re.IGNORECASE)
# `No tolera metronidazol, vómitos`.
_NOT_BORNE = re.compile(
    r"(?:no\s(?:la\s|lo\s)?toler\w{1,5}|not toler\w{2,5}|does not tolerate|did not tolerate|could not tolerate"
    r"|cannot tolerate)(?:\s[\w-]{2,18}){0,4},\s$",
    re.IGNORECASE,
)
_DRUG_ENDS = (
    r"(?:ine?|ina|ol|ib|ab|ate|ato|one|ona|imus|ida|ide|mycin|micina|cillin|cilina|vir|ase|asa|zole|zol|platino?"
    r"|profeno?"
    r"|sal[oó]n?|tina)s?"
)
MEDICINE = re.compile(rf"(?:[\w-]{{1,20}}\s)?[a-záéíóú-]{{4,20}}{_DRUG_ENDS}", re.IGNORECASE)
# `NO METOCLOPRAMIDA (distonía en ciclo 1)`, `no asparaginase (pancreatitis)`: why a medicine is not to be given.
_MEDICINE_SHUT = re.compile(
    rf"(?:no|not|sin|without|never|nunca|avoid|evitar)\s(?:usar\s|dar\s|administrar\s|use\s|give\s|more\s|m[aá]s\s)?"
    rf"[a-záéíóú-]{{4,20}}{_DRUG_ENDS}\s?\([^()]{{0,60}}$",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"(?:\w{3,}(?:itis|oma|emia|osis|asis|axia|axis|plegia|pat[ií]a|pathy|algia|uria|ema)"
    r"|dist?on[ií]a|dystonia|asma|asthma|reacci[oó]n\w*|reaction\w*|rash|exantema|urticaria|hives|bleed\w*|sangrado"
    r"|failure|fallo|insuficiencia|ptosis|toxic\w+|fever|fiebre|al[eé]rg\w+|allerg\w+|seizures?|convulsi\w+|v[oó]mit\w+"
    r"|vomit\w+|ileus|[ií]leo|trombosis|thrombosis)(?:\s.{0,40})?",
    re.IGNORECASE,
)
# How a thing came about, and not what else there is: `equimosis sin golpe previo, gingivorragia y claudicación`.
_MANNER = re.compile(
    r"(?:sin|without|no)\s(?:(?:clear|obvious|preceding|any|known|apparent|recent|previous|claro|aparente|evidente|un"
    r"|una|ning[uú]n|haber)\s){0,2}(?:golpes?|traumatismos?|trauma|ca[ií]das?|motivo|causa|raz[oó]n|esfuerzo"
    r"|desencadenantes?|pr[oó]dromos?|aviso|injury|cause|trigger|triggers|warning|provocation|reason|prodrome)"
    r"(?:\s(?:previ[oa]s?|aparentes?|algun[oa]|conocid[oa]s?|clar[oa]s?|evidentes?|de por medio|referid[oa]s?))?"
    r"(?:,|\s(?:y|and)\scon\b)\s?(?P<on>[^.;:]{0,120})$",
    re.IGNORECASE,
)
_LIST_ON = re.compile(r"\b(?:ni|nor|or|o|u)\s", re.IGNORECASE)
# A doubt that a `ni` goes on with: `no se descartan linfoma óseo ni metástasis`.
_NOT_EXCLUDED = re.compile(
    r"\b(?:no\s(?:se\s)?(?:puede[n]?\s|podemos\s|pudo\s|logra\s|es posible\s)?(?:descart|exclu)\w{1,6}"
    r"|(?:cannot|can not|could not|unable to|does not|not)\s(?:exclude|rule out)|not excluded)\s[^.;:]{0,90}$",
    re.IGNORECASE,
)
_LED = 140
_GOES_ON = frozenset({"ni", "nor"})
# What a conditioning is made of where it has no radiation: `sin irradiación (busulfán, tiotepa)`.
_NO_RAYS = re.compile(
    r"(?:sin|without|non|no)[\s-](?:irradiaci[oó]n|radioterapia|ICT|TBI|irradiation|radiation|radiotherapy"
    r"|total body irradiation)(?:\s[\w-]{2,14}){0,2}\s?(?:\(|:|,\s(?:con|with)\s)[^()]{0,60}$",
    re.IGNORECASE,
)


# `pentamidine IV monthly, next due 03/28`: it is given all the time; only its next dose is to come.
_GOING_ON = re.compile(
    r"[^.;\n]{0,40}?\b(?:monthly|weekly|daily|fortnightly|every|each|q\s?\d{1,2}|cada|mensual\w*|semanal\w*"
    r"|trimestral\w*"
    r"|quincenal\w*|diari[oa]|lifelong)\b[^.;\n]{0,50}?\b(?:next|last|pr[oó]xim[oa]|[uú]ltim[oa]|siguiente|due|toca)\b",
    re.IGNORECASE,
)


# What a denial behind a comma is of: `rubeosis, hifema 1/3, no se aprecia fondo`, not `rubeosis, no se aprecia hoy`.
_OWN_OBJECT = re.compile(
    r"\s(?!(?:en|por|ahora|hoy|al?|desde|actualmente|durante|tras|de|con|como|para|ni|y|o|a[uú]n|todav[ií]a|previamente"
    r"|cl[ií]nicamente|la|lo|las|los|since|now|today|seen|found|present|recently|currently|previously|any"
    r"|longer)\b)[^\W\d_]{3}",
    re.IGNORECASE,
)


def has_own_object(text: str, at: int) -> bool:
    """Whether a denial behind a comma, which ends at `at`, is of what follows it."""
    return _OWN_OBJECT.match(text, at) is not None


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether a medicine at `text[start:end]` is one that is given again and again, with a word for its next dose."""
    if MEDICINE.fullmatch(text, start, end) is None and " " not in text[start:end].strip():
        return False
    return MEDICINE.match(text, start, end) is not None and _GOING_ON.match(text, end) is not None


# What a body does by itself ends what is awaited at the comma: `awaiting engraftment, Strep bacteremia on day 6`.
_RECOVERS = re.compile(
    r"\s?:?\s?(?:(?:for|the|his|her|full|la|el|su|de)\s){0,2}(?:[\w-]{2,14}\s){0,2}?"
    r"(?:engraftment|recovery|defervescence|recuperaci[oó]n(?: (?:medular|hematol[oó]gica|de [\w ]{3,20}))?|"
    r"prendimiento|injerto)"
    r"\s?[,;]",
    re.IGNORECASE,
)


# What is now ends what was: `s/p haplo PBSCT for B-ALL, awaiting engraftment, bacteremia on day 6`, `s/p HSCT, now
# fever`.
_NOW = re.compile(
    r",\s(?:now|currently|awaiting|pending|presenting|admitted|with (?:new|ongoing|current)|actualmente|ahora|"
    r"en espera|hoy"
    r"|cursando|ingresa|internad[oa])\b",
    re.IGNORECASE,
)


# What has a grade of its own behind a comma is there: `neutropenia gr 4 sin fiebre, neuropatía gr 1`.
_GRADED = re.compile(
    r"\s\(?(?:(?:grade|grado|gr\.?)\s?|G)(?:[1-4]|I{1,3}|IV)(?![\w.])(?!\s?(?:or|o|to|a|[-–/+]|and|y)\s?(?:\d|I"
    r"|higher|more|above|mayor|superior|m[aá]s))",
    re.IGNORECASE,
)


def ended_between(kind: Assertion, gap: str) -> bool:
    """Whether what stands between a cue of a `kind` and a thing ends what was awaited, or begins to tell of now."""
    if kind is Assertion.HISTORICAL:
        return _NOW.search(gap) is not None
    if kind in (Assertion.UNCERTAIN, Assertion.PLANNED, Assertion.PENDING) and doubt_is_over(gap):
        return True
    if kind is Assertion.CONDITIONAL and condition_is_over(gap):
        return True
    return kind in (Assertion.PENDING, Assertion.PLANNED) and _RECOVERS.match(gap) is not None


# What a thing has to wait for is there: `no colocar catéter hasta corregir coagulopatía`.
_UNTIL = re.compile(
    r"\b(?:hasta(?: que (?:se )?)? ?(?:corregir|corrija|resolver|resuelva|controlar|controle|descartar|"
    r"mejorar|mejore|tratar|estabilizar|ceda)"
    r"|until (?:the |his |her |after )?(?:[\w-]+ )?(?:resol|correct|control|treat|clear|recover|improv))\w*\s",
    re.IGNORECASE,
)


def stops_short(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether a denial at `text[first:last]` ends before the thing at `text[start:end]`."""
    denial, gap = text[first:start], text[last:start]
    if _UNTIL.search(gap):
        return True
    led = text[max(0, first - _LED) : first]
    if "," in gap and _GRADED.match(text, end):
        return True
    if gap.lstrip().startswith(",") and _STATUS.search(text, first, last) and _OPENS_PART.search(led) is None:
        return True
    if text[first:last].casefold() in _GOES_ON and _NOT_EXCLUDED.search(led):
        return True
    if _NO_RAYS.fullmatch(denial) or of_word_or_sentence(text, first, start):
        return True
    thing = text[start:end]
    if MEDICINE.fullmatch(thing) is None and _told_why(denial, led, text[start : end + 40]):
        return True
    return _manner(denial, text[start : end + 80])


def _told_why(denial: str, led: str, thing: str) -> bool:
    """Whether what follows a denial is why something was not given or not borne."""
    if _NOT_BORNE.fullmatch(denial) or (_MEDICINE_SHUT.fullmatch(denial) and _HARM.match(thing)):
        return True
    return _REASON.fullmatch(denial) is not None and (
        _OPENS_PART.search(led) is None or _FOR_A_REASON.search(denial) is not None
    )


def _manner(denial: str, thing: str) -> bool:
    found = _MANNER.fullmatch(denial)
    if found is None or _LIST_ON.search(found["on"]):
        return False
    return _LIST_ON.search(re.split(r"[.;:]", thing)[0]) is None
