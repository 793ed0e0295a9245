"""The centile of a measure of the body: `Ht 118.4 cm (2nd %ile)`, `weight on the 25th centile`, `talla en p10`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.examination.measured import Measured

_NAMES = {
    "height": r"height|ht|length|stature|talla|estatura|longitud",
    "weight": r"weight|wt|peso",
    "body mass index": r"bmi|imc|body mass index|indice de masa corporal",
    "head circumference": r"head circumference|ofc|hc|pc|perimetro cefalico|circunferencia cefalica|head",
    "blood pressure": r"bp|blood pressure|systolic|diastolic|ta|pa|tension arterial|presion arterial",
}
_NAMED = "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _NAMES.items())
# The figure that a centile is of, where it stands between.
_FIGURE = (
    r"(?:\d{1,3}(?:[.,]\d{1,2})?\s?(?:cms?|kgs?|kg/m\s?[2²]|m|g|lbs?|mm ?hg)\b\s?|\d{2,3}/\d{2,3}\s?(?:mm ?hg)?\s?"
    r"|\d{1,3}(?:[.,]\d{1,2})?(?=\s?[(\[])\s?)?"
)
# Another figure of the same bracket: `(p3, -2,1 DE)`, `(-2.1 SDS, 2nd centile)`.
_BESIDE = r"(?:[+−-]?\d{1,2}(?:[.,]\d{1,2})?\s?(?:sds|sd|de|ds|z)\b\s?[,;/]\s?)?"
_LEAD = (
    r"(?:[:=,]?\s?(?:(?:is|was|now|hoy|today|es|esta|remains|still|currently|tracking|plots|plotting|falls|lies|just|has"
    r"|dropped|fallen|to|between|entre|around|near|at|on|along|in|en|el|the|de|del|un|below|above|under|over|debajo"
    r"|encima|por)\s){0,6}|\s?[(\[]\s?|[,;]\s?)"
)
_RANK = r"(?P<value>[<>]?\s?\d{1,2}(?:[.,]\d)?)"
_CENTILE = (
    rf"(?:{_RANK}\s?(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and|a|y)\s?(?P<upper>\d{{1,2}}(?:[.,]\d)?)(?:st|nd|rd|th)?)?\s?"
    r"(?P<unit>(?:per)?cent(?:ile)?s?(?!\w)|%\s?iles?|%tile|pctl|pctile)"
    r"|(?P<unidad>percentil(?:es)?|centil(?:es)?|pctl|pc|p)\s?\.?\s?[:=]?\s?"
    r"(?P<valor>[<>]?\s?\d{1,2}(?:[.,]\d)?)(?:\s?(?:-|–|a|y)\s?p?\s?(?P<superior>\d{1,2}))?"
    r"(?!\d|[.,]\d|\s?(?:cm|kg|mm|g\b|/)))"
)
_FORM = re.compile(
    rf"(?<![\w/-])(?:{_NAMED})(?![\w/])\.?\s?(?:\([a-z]{{1,4}}\)\s?)?[:=]?\s?{_FIGURE}{_LEAD}{_BESIDE}{_CENTILE}"
)


def centiles_in(text: str) -> Iterator[Measured]:
    """Of a folded text."""
    for found in _FORM.finditer(text):
        name = next(name for name in _NAMES if found[name.replace(" ", "_")])
        value = (found["value"] or found["valor"]).replace(" ", "")
        upper = found["upper"] or found["superior"]
        unit = found["unit"] or ("percentil" if found["unidad"] in ("p", "pc") else found["unidad"])
        yield Measured(f"{name} percentile", f"{value}-{upper}" if upper else value, unit, *found.span())
