"""The figure of a test of function that stands behind a verb, some words after the test's name.

`LVEF by biplane Simpson: 66 %`, `FEVI por Simpson biplano del 63 %`, `DLCO adjusted for Hb of 11.2 g/dL: 17.0`.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Kind
from consilium.domain.findings.laboratory.labtests import LabTest

# Words of how much something changed or should be: the figure behind them is no value of the test.
_BARRED = (
    r"drop\w*|f[ae]ll\w*|decreas\w*|declin\w*|reduction|chang\w*|increas\w*|loss|lost|gain\w*|descen\w*|ca[ií]da|cay\w+"
    r"|disminuci[oó]n|cambio|aument\w*|mejor\w*|improv\w*|worsen\w*|less|more|below|above|under|over|than|goals?"
    r"|targets?|minimum|least|menor|mayor|inferior|superior|m[ií]nim[oa]|m[aá]s|menos|meta|objetivo|debajo|encima"
    r"|if|si|when|cuando|should|must|deb\w+|until|hasta|unless|FiO2|oxygen|ox[ií]geno|dose|dosis|risk|riesgo|cumulative"
    r"|limit|l[ií]mite|range|rango|reference|referencia|normal value|variation|variabilidad|not|no|nor|sin|without"
)
_CORRECTED = (
    r"(?:\s\(?(?:(?:adjusted|corrected|corr?\.?|adj\.?|ajustad[oa]|corregid[oa])\s)?(?:for|to|by|por|para|a|con|with)\s(?:an?\s|la\s)?"
    r"(?:Hb|Hgb|ha?emoglobin|hemoglobina)(?:\s?(?:of|de|=|:)?\s?\d{1,3}(?:[.,]\d)?\s?g/(?:dL|L|dl|l))?\)?)?"
)
_FAR = re.compile(
    rf"{_CORRECTED}(?P<gap>(?:(?!\b(?:{_BARRED})\b)(?:[^.;:\d\n]|\b[234]-?[DC]\b)){{0,60}}?)"
    r"(?P<link>\s?[:=]\s?|\b(?:was|is|were|are|remains?|came (?:in|back|out) at|measur(?:ed|es|ing)(?:\sat)?"
    r"|stands at|sits at|of|at"
    r"|(?:calculated|estimated)\s(?:at|as|to be)|era|es|fue|queda(?:ba)? en|qued[oó] en|alcanza|mide|result[oó](?: en)?"
    r"|sali[oó](?: en)?|(?:se\s)?(?:sit[uú]a|mantiene|calcula|estima|midi[oó]|calcul[oó]|estim[oó]) en|del?|en)\s"
    r"(?:de\s|del\s|en\s|at\s|of\s)?(?:an?\s|un\s|una\s|el\s)?(?:about\s|around\s|approximately\s|aprox\.?\s|~\s?)?)"
    r"(?=[<>]?\s?[−–-]?\d)",
    re.IGNORECASE,
)
_BY_SO_MUCH = re.compile(
    r"\s?%?\s(?:absolute\s)?(?:lower|higher|less|more|points?|puntos|menos|m[aá]s|inferior|superior|decrease|increase|drop|fall"
    r"|decline|reduction|de (?:descenso|ca[ií]da|disminuci[oó]n|aumento|mejor[ií]a))\b",
    re.IGNORECASE,
)
_CHANGE_OF = re.compile(
    r"\b(?:drop|fall|decrease|decline|reduction|increase|improvement|rise|ca[ií]da|descenso|disminuci[oó]n|reducci[oó]n"
    r"|aumento|mejor[ií]a)\s(?:in|of|de|en)\s(?:the\s|his\s|her\s|la\s|el\s)?$",
    re.IGNORECASE,
)
_BEFORE = 24


def far_value(text: str, after: int, stop: int, test: LabTest) -> int | None:
    """Where the figure begins that a verb or colon leads to, from a name's end `after` on and before `stop`, where the
    next test is named; None where none is and of a `test` of anything but function."""
    if test.kind is not Kind.FUNCTION or not test.spans:
        return None
    found = _FAR.match(text, after)
    if found is None or found.end() > stop:
        return None
    gap = found["gap"]
    if gap.count("(") != gap.count(")") or (gap and gap[0].isalnum()):
        return None
    return found.end()


def changes_by(text: str, start: int, end: int) -> bool:
    """Whether the figure of a test at `start` to `end` is how much it changed: `10 % lower`, `a drop in EF of 8 %`."""
    return (
        _BY_SO_MUCH.match(text, end) is not None or _CHANGE_OF.search(text, max(0, start - _BEFORE), start) is not None
    )
