"""Weights and heights that a word leads, but not as their label: the first and last of a time (`Peso al inicio 10,2 kg;
al final 10,6 kg`), behind a verb (`pesaba 43`), behind a centile (`50th centile (115.2 cm)`), of an occasion (`peso de
cierre 15,1 kg`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.examination.growthstages import is_anothers

MASS, LENGTH = "weight", "height"
NEAR = 60
# What else has a weight or a length: what was taken out, what another is, what a rule or a medicine asks.
_NO_CHILD = re.compile(
    r"\b(?:tumou?r\w*|mass(?:es)?|masas?|specimen|pieza|esp[eé]cimen|nephrectomy|nefrectom[ií]a|kidney|ri[nñ][oó]n|"
    r"spleen|bazo|liver|h[ií]gado|lesi[oó]n\w*|lesions?|nod(?:e|es|ule|ules)|n[oó]dulo\w*|ganglio\w*|cyst|quiste|"
    r"placenta|donor|donante|graft|injerto|mother|father|mum|mom|dad|brother|sister|sibling|parents?|madre|padre|"
    r"pap[aá]|mam[aá]|padres|herman[oa]s?|scar|cicatriz|incision|incisi[oó]n|below|debajo|reborde|catheter|cat[eé]ter|"
    r"tube|sonda|over|under|above|goal|target|objetivo|meta|limit|l[ií]mite|lift\w*|carry\w*|carg\w+|levant\w+|until|"
    r"hasta|if|si|dose band|margin|margen|bed|gown)\b",
    re.IGNORECASE,
)
# The second of two weights: `31.2 kg to 29.0 kg`, `10,2 kg; al final 10,6 kg`, `de 49 kg en noviembre pasó a 44,8 kg`.
_NAMED = re.compile(r"\b(?:pes[oóa]\w{0,3}|weigh\w{0,3}|wt)\b", re.IGNORECASE)
_VALUE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_KILOS = r"\d{1,3}(?:[.,]\d{1,2})?\s?(?:kgs?|kilos)"
_TWO = re.compile(
    rf"\b(?:peso|weight|wt)\b:?(?:\s[^\W\d]{{1,12}}){{0,4}}\s(?P<first>{_KILOS})\b(?:\s\(?[^\W\d]{{1,12}}\)?){{0,4}}"
    r"\s?(?:[,;]|→|->|\b)\s?(?:(?:to|a|y|and|hasta|pas[oó] a|al|at|on|now|today|hoy|ahora|actual(?:mente)?|el|the|end|"
    r"final|finish|fin|cierre|alta|egreso|discharge|termin\w{1,4}|later|luego|despu[eé]s|llega a|es|is|de|of)\b"
    rf"[,:]?\s?){{1,4}}(?P<second>{_KILOS})\b",
    re.IGNORECASE,
)
# Between two weights, what a change was: `pérdida de 5.5 kg (de 49.5 a 44.0 kg)`, `fell from 49.5 to 44 kg`.
_FIG = r"\d{1,3}(?:[.,]\d{1,2})?"
_CHANGED = re.compile(
    r"(?<!\w)(?:p[eé]rdid[ao]|perdi[oó]|baj(?:[oó]|a|ado|ando|ada)|descen\w{2,5}|adelgaz\w{1,4}|subi(?:[oó]|do|da)|sube"
    r"|gan(?:[oó]|ado|ancia)|aument\w{1,3}|recuper\w{1,4}|pas[oó]|loss|lost|losing|fell|fallen|drop\w{0,4}|down|up"
    r"|gain\w{0,3}|rose|went|gone|increase[ds]?|decrease[ds]?)(?!\w)[^.;()]{0,24}(?:(?:\d[.,]\d|\d)[^.;()\d]{0,24})?"
    rf"(?:\(\s?(?:de\s|from\s)?|\b(?:de|from)\s)(?P<first>{_FIG}(?:\s?(?:kgs?|kilos))?)\s?(?:a|to|->|→|hasta|y|and)\s?"
    rf"(?P<second>{_FIG}\s?(?:kgs?|kilos))(?!\w|/)",
    re.IGNORECASE,
)
# A figure behind a verb of weighing needs no unit: `pesa 50 kilos y en marzo pesaba 43`, `Pesó 13.8 el lunes`.
_VERB = re.compile(
    r"(?<!\w)(?:pes(?:a|aba|ó|ando|aron)|weigh(?:s|ed|ing)(?: in at)?)\s(?:ahora |hoy |now |about |unos |casi )?"
    r"(?P<value>\d{1,3}(?:[.,]\d{1,3})?)(?!\d|[.,]\d|[/%-])(?!\s?(?:g|gr|gramos|grams|gm|mg|cm|mm|oz|onzas|st|stone|kgs?|"
    r"kilos?|lbs?|pounds?|libras?|m[aá]s|more|less|menos|veces|times|por|per|to|a|of|out)\b)",
    re.IGNORECASE,
)
_TALL = re.compile(
    r"(?<!\w)(?:med[ií]a|mide|midi[oó]|measured|measures|stands|stood)\s(?:hoy |now |about |unos )?"
    r"(?P<value>\d{2,3}(?:[.,]\d)?)\s?(?P<unit>cms?)\b(?!\s?[x×])",
    re.IGNORECASE,
)
# A figure that a bracket holds behind a centile: `height is on the 50th centile (115.2 cm)`.
_IN_BRACKET = r"\s?\((?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?(?P<unit>kg|cm)\)"
_CENTILE = re.compile(
    r"\b(?:height|weight|talla|peso|estatura)\b[^.;\d()]{0,24}(?:(?:\d{1,2}(?:st|nd|rd|th)?\s?(?:-|to|y|a)?\s?){1,2}"
    rf"(?:per)?cent\w{{1,4}}|(?:P|percentil|pc)\s?\d{{1,2}}){_IN_BRACKET}",
    re.IGNORECASE,
)
# An occasion between a measure's name and its figure: `Peso según ficha 14,6 kg`, `peso de cierre 15 kg`.
_MEASURE = r"(?<![\w/-])(?P<name>peso|weight|wt|talla|height|ht)"
_FIGURE = r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?(?P<unit>kgs?|kilos|cms?)\b(?!\s?/)"
_OCCASION = re.compile(
    rf"{_MEASURE}\.?\s(?:(?:de|del|al|la|el|at|on|the|for|in|a|para|seg[uú]n|por|per|as|used)\s"
    r"(?:the |la |el |su |her |his )?){1,2}(?:ficha|cierre|egreso|alta|ingreso|inicio|t[eé]rmino|fin|final|comienzo|"
    r"diagn[oó]stico|debut|reca[ií]da|consulta|control|visita|dosificaci[oó]n|dosis|c[aá]lculo|referencia|base|partida|"
    r"start|end|close|finish|completion|discharge|admission|diagnosis|relapse|presentation|dosing|calculation|"
    r"treatment|chart|referral|baseline|transfer|clinic|visit|review|time|day)(?:\s(?:de|del|of)\s(?:la |el )?"
    r"(?:tratamiento|therapy|treatment|quimioterapia|radioterapia|dosis|c[aá]lculo|hoy|consulta))?"
    rf"\s?[:=,]?\s{_FIGURE}",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(
    rf"{_MEASURE}\s(?:on|el|del)\s(?:d[ií]a\s)?[\w/.-]{{1,10}}(?:\s(?:de\s)?[^\W\d]{{3,10}}(?:\s(?:de\s)?\d{{4}})?)?[:,]?\s"
    rf"{_FIGURE}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of the body as written; `early` is the first of two."""

    name: str
    value: str
    unit: str
    start: int
    end: int
    early: bool = False


def led_figures(text: str) -> Iterator[Figure]:
    """Such figures of a text."""
    yield from _both(text)
    yield from _behind_verbs(text)
    for found in _CENTILE.finditer(text):
        value, unit = found["value"] or found["valor"], found["unit"] or found["unidad"]
        yield Figure(MASS if unit.lower() == "kg" else LENGTH, value, unit, *found.span())
    for found in (*_OCCASION.finditer(text), *_ON_A_DAY.finditer(text)):
        name = LENGTH if found["name"][0].lower() in "th" else MASS
        unit = found["unit"]
        if not of_another(text, found.start()) and (name == LENGTH) is unit.lower().startswith("c"):
            yield Figure(name, found["value"], unit, *found.span())


def of_another(text: str, start: int) -> bool:
    """Whether words before a figure make it another's, a thing's or a limit."""
    first = max(text.rfind(". ", 0, start), start - NEAR, 0)
    return is_anothers(text, start) or _NO_CHILD.search(text, first, start) is not None


def _both(text: str) -> Iterator[Figure]:
    named = list(_TWO.finditer(text))
    told = [
        one
        for one in _CHANGED.finditer(text)
        if all(one.end() <= two.start() or two.end() <= one.start() for two in named)
    ]
    for two in (*named, *told):
        if of_another(text, two.start()):
            continue
        for group in ("first", "second"):
            value = _VALUE.match(two[group])
            unit = two["second" if value and value.end() == len(two[group]) else group]
            unit = unit.lstrip("0123456789.,").strip()
            if value:
                yield Figure(MASS, value[0], unit, *two.span(group), early=group == "first")


def _behind_verbs(text: str) -> Iterator[Figure]:
    for found in _VERB.finditer(text):
        if not of_another(text, found.start()):
            yield Figure(MASS, found["value"], "", *found.span("value"))
    for found in _TALL.finditer(text) if _NAMED.search(text) else ():  # a length alone is of anything
        if not of_another(text, found.start()):
            yield Figure(LENGTH, found["value"], found["unit"], *found.span())
