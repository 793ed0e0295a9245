"""Peaks of a gland that is tested, and how far a growth factor is from its age: `Synacthen test: cortisol 120 nmol/L
basal, peak 580 nmol/L at 30 min`, `GH 0 min 0.4, 30 min 3.2, 60 min 4.1 ng/mL`, `IGF-1 62 ng/mL (-2.3 SDS)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.examination.measured import Measured

_HORMONES = {
    "growth hormone": r"gh|growth hormone|hormona de crecimiento|hc(?=\s\d)",
    "cortisol": r"cortisol",
    "luteinizing hormone": r"lh",
    "follicle-stimulating hormone": r"fsh",
    "thyrotropin": r"tsh",
    "17-hydroxyprogesterone": r"17-?\s?ohp|17-hydroxyprogesterone|17-?hidroxiprogesterona",
}
_NAMED = tuple((name, re.compile(rf"(?<![\w-])(?:{said})(?![\w-])")) for name, said in _HORMONES.items())
_BY_TEST = (
    (
        "growth hormone",
        re.compile(r"\b(?:gh|clonidin\w*|arginin\w*|glucagon|insulin tolerance|itt|l-?dopa|macimorelin)\b"),
    ),
    ("cortisol", re.compile(r"\b(?:synacthen|acth|cosyntropin|tetracosactid\w*|crh)\b")),
    ("luteinizing hormone", re.compile(r"\b(?:lhrh|gnrh|leuprolid\w*|triptorelin\w*)\b")),
)
_TEST = re.compile(
    r"\b(?:stimulation|stim(?:ulated)?|provocation|tolerance|synacthen|cosyntropin|clonidin\w*|arginin\w*|glucagon|lhrh|gnrh"
    r"|tests?|prueba|estimulo|itt|acth)\b"
)
_UNIT = r"(?P<unit>[munpµμ]?c?[ui]?g/[dm]?l|[munpµμ]?mol/l|m?[iu]{1,2}/m?l)"
_PEAK = re.compile(
    r"\b(?:peak(?:ed)?|pico|maxim[oa]|max(?:imum)?|maxima)\s?(?:(?:stimulated|response|respuesta|gh"
    r"|growth hormone|cortisol"
    r"|lh|fsh|tsh|de|of|was|fue|at|en|a|level|value)\s){0,3}?(?:[:=]\s?)?(?P<value>[<>]?\s?\d{1,4}(?:[.,]\d{1,2})?)"
    rf"(?!\s?(?:min|%|'|’|h\b|/\d)|\d)\s?{_UNIT}?"
)
_AT = re.compile(
    r"(?<![\w.,])(?P<minute>0|15|20|30|45|60|75|90|120|150|180)\s?(?:min(?:ut[eo]s)?|['’′])\s?[:=]?\s?"
    rf"(?P<value>[<>]?\s?\d{{1,4}}(?:[.,]\d{{1,2}})?)(?!\s?(?:min|['’′])|\d)\s?{_UNIT}?"
)
_SDS = re.compile(
    r"\b(?:igf-?\s?(?:1|i)|somatomedin\w*)\s?[:=]?\s?\d{1,4}(?:[.,]\d)?\s?[mnµμ]?c?g/[dm]?l\s?[(,;]\s?"
    r"(?P<value>[+−-]?\d(?:[.,]\d{1,2})?)\s?(?P<unit>sds|sd|de|ds)\b"
)
_LEAST = 2


def hormones_tested(text: str) -> Iterator[Measured]:
    """Of a folded text; `detail` has the `occasion` of each."""
    for found in _SDS.finditer(text):
        yield Measured("insulin-like growth factor 1 z-score", found["value"], found["unit"].upper(), *found.span())
    if _TEST.search(text) is None:
        return
    for found in _PEAK.finditer(text):
        name = _named(text, found.start(), found.end())
        if name and (found["unit"] or _unit_before(text, found.start())):
            unit = found["unit"] or _unit_before(text, found.start())
            yield Measured(name, found["value"].replace(" ", ""), unit, *found.span(), detail={"occasion": "peak"})
    timed = list(_AT.finditer(text))
    unit = next((one["unit"] for one in timed if one["unit"]), "")
    name = _named(text, timed[0].start(), timed[0].start()) if len(timed) >= _LEAST and unit else ""
    for one in timed if name else ():
        occasion = f"{one['minute']} min"
        yield Measured(name, one["value"].replace(" ", ""), unit, *one.span(), detail={"occasion": occasion})


def _named(text: str, start: int, end: int) -> str:
    """The hormone in the words of a peak, else the last one named before, else that of the test."""
    first = max(text.rfind(". ", 0, start), 0)
    for low, high in ((start, end), (first, start)):
        named = [(one.start(), name) for name, form in _NAMED for one in form.finditer(text, low, high)]
        if named:
            return max(named)[1]
    return next((name for name, form in _BY_TEST if form.search(text, first, start)), "")


def _unit_before(text: str, start: int) -> str:
    found = list(re.finditer(rf"\d\s?{_UNIT}", text[:start]))
    return found[-1]["unit"] if found else ""
