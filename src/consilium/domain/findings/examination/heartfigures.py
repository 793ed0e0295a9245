"""What a heart test tells beside its rows: how far a fraction fell or rose, its lowest, the rhythm, leaking valves.

`LVEF has recovered to 58 % (nadir 41 % in May 2024)`, `sinus tachycardia`, `trivial MR`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.examination.measured import Measured

_FRACTIONS = {
    "left ventricular ejection fraction": r"lvef|ef|fevi|fey|feve|(?:lv )?ejection fraction|fraccion de eyeccion",
    "shortening fraction": r"sf|fs|(?:fractional shortening|shortening fraction)|fraccion de acortamiento",
    "global longitudinal strain": r"gls|strain|slg|sgl",
}
_CHANGED = (
    r"(?:(?:has|have|had|ha|se ha|se|then|now|since|luego|ya)\s){0,3}(?:recovered|improved|risen|rose|fell"
    r"|fallen|dropped"
    r"|decreased|declined|normali[sz]ed|increased|gone up|gone down|came up|up|down|recupero|recuperado|mejoro|mejorado"
    r"|subio|subido|bajo|bajado|cayo|caido|descendio|descendido|disminuyo|normalizo|aumento)\s"
    r"(?:again\s|since\s|nuevamente\s)?(?:to|a|al|hasta|back to)\s(?:about\s)?"
)
_FIGURE = r"(?P<value>[-−]?\d{2}(?:[.,]\d)?)\s?(?P<unit>%)"
_TO = tuple((name, re.compile(rf"\b(?:{said})\s{_CHANGED}{_FIGURE}")) for name, said in _FRACTIONS.items())
_NAMED = tuple((name, re.compile(rf"\b(?:{said})\b")) for name, said in _FRACTIONS.items())
_LOWEST = re.compile(
    rf"\b(?:nadir|lowest|minim[oa]|(?:was|era|previamente|previously)(?=\s\d\d\s?%\s(?:at|in|en|on|al)\b))\s?(?:of|de|was|:)?"
    rf"\s?{_FIGURE}"
)
_RHYTHM = re.compile(
    r"\b(?:(?:normal )?sinus (?:rhythm|tachycardia|bradycardia|arrhythmia)|ritmo sinusal|(?:taquicardia|bradicardia"
    r"|arritmia) sinusal|atrial fibrillation|fibrilacion auricular)\b"
)
_OF_HEART = re.compile(r"\b(?:echo\w*|eco\w*|lvef|ef|fevi|fey|sf|fs|valv\w*|tapse|rvsp|psap|doppler|mitral|ecg|ekg)\b")
_VALVES = {"mr": "mitral", "im": "mitral", "tr": "tricuspid", "it": "tricuspid", "ar": "aortic", "ai": "aortic",
           "iao": "aortic", "pr": "pulmonary", "pi": "pulmonary", "ip": "pulmonary"}  # fmt: skip
_LEAKS = re.compile(
    r"(?:\b(?P<how>trivial|trace|physiologic(?:al)?|mild|moderate|severe)\s(?P<valve>MR|TR|AR|AI|PR|PI)\b"
    r"|\b(?P<valvula>IM|IT|IAo|IP)\s(?P<como>trivial|leve|ligera|m[ií]nima|fisiol[oó]gica|moderada|severa))(?!\s?(?:\d|interval))"
)


def fractions_told(text: str) -> Iterator[Measured]:
    """Fractions that a folded sentence tells by how they changed, and the lowest that they were."""
    for name, form in _TO:
        for found in form.finditer(text):
            yield Measured(name, found["value"], "%", *found.span())
    for found in _LOWEST.finditer(text):
        before = [(one.end(), name) for name, form in _NAMED for one in form.finditer(text, 0, found.start())]
        if before and not re.search(r"[.;]\s", text[max(before)[0] : found.start()]):
            yield Measured(max(before)[1], found["value"], "%", *found.span(), early=True)


def rhythms_told(text: str) -> Iterator[Measured]:
    for found in _RHYTHM.finditer(text):
        yield Measured("cardiac rhythm", found[0], "", *found.span())


def leaks_told(text: str, folded: str) -> Iterator[Measured]:
    """Leaking valves by their letters, in a text as written that speaks of the heart."""
    for found in _LEAKS.finditer(text) if _OF_HEART.search(folded) else ():
        letters = (found["valve"] or found["valvula"]).lower()
        how = found["how"] or found["como"]
        yield Measured(f"{_VALVES[letters]} regurgitation", "", "", *found.span(), detail={"severity": how})
