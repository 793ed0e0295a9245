"""What an imaging report measures besides lesions: the uptake of what lesions are compared with (`liver SUVmean 1.9,
blood pool 1.4`), ratios and indices (`mass to thorax ratio of 0.39`), whole diameters of the body (`internal thoracic
diameter at T5-T6 26.4 cm`) and coefficients (`ADC 0.61`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.lesionsizes import Study
from consilium.domain.findings.paper import Clause
from consilium.domain.records import Scalar

_FIGURE = r"\d{1,2}(?:[.,]\d{1,2})?(?![\d%]|[.,]\d|\s?[x×]|\s?(?:mm|cm|m[lL]|hours?|horas?|h|min|MBq|mCi)\b)"
_COMPARED = (
    r"(?:liver|h[ií]gado|hep[aá]tic[oa]|hepatic|(?:mediastinal\s)?blood\s?pool|mediastin(?:um|o|al|ico)|"
    r"(?:pool|fondo)\s(?:sangu[ií]neo|vascular)|aorta|aortic arch|cayado a[oó]rtico|spleen|bazo|background|fondo|"
    r"brain|cerebro|muscle|m[uú]sculo)"
)
_SUV = r"SUV\s?(?:m[aá]x(?:imo)?|mean|med(?:io|ia)?|avg|average|prom(?:edio)?|peak|pico|bw|lbm)?\.?"
_MUCH = r"\s?(?:[:=,(]\s?|(?:of|de|is|was|es|fue)\s)?"
_UPTAKE = re.compile(
    rf"\b(?P<name>{_COMPARED})(?:\s(?:parenchyma|reference|uptake|activity|referencia|captaci[oó]n|actividad|par[eé]nquima))?"
    rf"{_MUCH}(?P<suv>{_SUV})?{_MUCH}(?P<number>{_FIGURE})",
    re.IGNORECASE,
)
_ANY_SUV = re.compile(r"\bSUV", re.IGNORECASE)
# What has an uptake of its own there, and is no measure of comparison.
_LESION = re.compile(
    r"\b(?:mass(?:es)?|masas?|nod(?:e|es|ule|ules)|n[oó]dulos?|ganglios?|adenopat\w*|lesion\w*|lesi[oó]n\w*|foc(?:us|i|al|os?)|"
    r"metasta\w*|met[aá]sta\w*|tumou?r\w*|uptake in|deposits?|implants?)\b[^,;.()]{0,40}$",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][\w'-]{1,17}"
_RATIO = re.compile(
    rf"(?<![\w/])(?P<name>(?:{_WORD}[\s/]){{1,4}}(?:ratio|index|quotient)(?:\s\([A-Za-z/]{{2,6}}\))?|"
    rf"(?:relaci[oó]n|[ií]ndice|cociente)\s(?:de\s)?{_WORD}(?:[\s/-]{_WORD}){{0,3}}?(?:\s\([A-Za-z/]{{2,6}}\))?|\bADC(?:\s(?:value|mean|min|valor))?|"
    rf"\bCDA(?=\s\d))"
    rf"\s?(?:[:=,(]\s?|(?:of|de|is|was|es|fue|del)\s){{0,2}}(?P<sign>[<>~≈]\s?)?(?P<number>\d{{1,2}}[.,]\d{{1,3}}|\d{{2}}(?=\s?%))"
    r"(?!\d|[.,]\d|\s?(?:mm|cm|m[lL]|m[gG]|g|kg|[µu]g)\b)(?P<unit>\s?%)?",
    re.IGNORECASE,
)
# Ratios of the laboratory, of heart and lung and of a plan, which other rules read or nobody measured on a picture.
_OTHER = re.compile(
    r"\b(?:INR|A/?G|albumin\w*|alb[uú]min\w*|protein\w*|prote[ií]n\w*|creat\w*|kappa|lambda|BUN|urea|ferritin\w*|"
    r"transferrin\w*|saturation|saturaci[oó]n|DNA|ADN|normali[sz]ed|internacional|international|CD4|CD8|M:?E|"
    r"mieloide\w*|myeloid\w*|proliferati\w*|proliferaci[oó]n|mitotic|mit[oó]tic\w*|Ki|risk|riesgo|odds|"
    r"hazard|body|mass index|"
    r"masa corporal|corporal|IMC|BMI|FEV1?|FVC|VEF1?|CVF|VR|TLC|CPT|E/?[AeE]|performance|lansky|karnofsky|therapeutic|"
    r"terap[eé]utic\w*|refracti\w*|refracci[oó]n|glyc\w*|reticuloc\w*|hemol\w*|icteric|rate|signal|chimeri\w*|donor|"
    r"feeding|waist|cup|disc|c/d|shock|cardiac|cardiaco|oxygen\w*|PaO2|respirator\w*|resistiv\w*|resistencia)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?P<name>(?:(?:internal|inner|maximum|max|maximal|transverse|total|widest)\s){0,3}(?:thoracic|transthoracic|chest|"
    r"intrathoracic|thorax|cardiac|cardiothoracic|biparietal|abdominal|pelvic)\s(?:diameter|width|girth)|"
    r"(?:di[aá]metro|ancho|anchura)\s(?:(?:interno|m[aá]ximo|transverso|transversal|total|mayor|del?|la|el)\s){0,3}"
    r"(?:tor[aá]cico|tor[aá]xico|t[oó]rax|transtor[aá]cico|intrator[aá]cico|card[ií]aco|biparietal|abdominal|p[eé]lvico|"
    r"caja tor[aá]cica))"
    r"(?:\s(?:interno|m[aá]ximo|transverso|maximum|internal))?"
    r"(?:\s(?:at|en|a nivel de|level of)\s[A-Z]?[\w/-]{1,9}(?:\slevel)?)?"
    r"\s?(?:[:=,(]\s?|(?:of|de|is|was|measures|mide|es|fue)\s){0,2}(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?(?P<unit>cm|mm)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:the|a|an|with|and|of|its|la|el|una?|con|y|de|del)\s)+", re.IGNORECASE)
_RULE = re.compile(
    r"\b(?:if|greater than|more than|less than|above|below|defined|normal(?:ly)?|threshold|"
    r"cutoff|si|mayor (?:de|que|a)|"
    r"menor (?:de|que|a)|umbral|defin\w+|exceeds?|supera)\s[^,;.]{0,24}$",
    re.IGNORECASE,
)
_MOST = 12
_KEPT = (Assertion.HISTORICAL, Assertion.FAMILY)


def compared_uptakes(clause: Clause, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """The uptakes of organs that lesions are compared with, of a report on its own study."""
    first = _ANY_SUV.search(clause.text) if study.report else None
    for found in list(_UPTAKE.finditer(clause.text))[:_MOST] if first is not None else ():
        before = clause.text[max(0, found.start() - 60) : found.start()]
        bare = not found["suv"] and (found.start() < first.start() if first is not None else True)
        if bare or _LESION.search(before) or _RULE.search(before):
            continue
        yield _measured(clause, found, f"{found['name']} SUV", "SUV", study, assertion)


def uncompared(clause: Clause) -> Clause:
    """A clause with blanks for the uptakes of comparison: what is left is of lesions."""
    text = _UPTAKE.sub(lambda found: " " * len(found[0]), clause.text)
    return replace(clause, text=text) if text != clause.text else clause


def ratios(clause: Clause, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """Ratios, indices and coefficients, and diameters of a whole part of the body, by the names that a report uses."""
    for found in list(_RATIO.finditer(clause.text))[:_MOST]:
        before = clause.text[max(0, found.start() - 60) : found.start()]
        if not (_OTHER.search(found["name"]) or _RULE.search(before)):
            yield _measured(
                clause, found, _LEADING.sub("", found["name"]), (found["unit"] or "").strip(), study, assertion
            )
    for found in list(_LENGTH.finditer(clause.text))[:_MOST]:
        if not _RULE.search(clause.text[max(0, found.start() - 60) : found.start()]):
            yield _measured(clause, found, found["name"], found["unit"].lower(), study, assertion)


def _measured(
    clause: Clause, found: re.Match[str], name: str, unit: str, study: Study, assertion: AssertionWords
) -> Finding:
    how = assertion_of(clause, found.start(), found.end(), assertion)
    detail: dict[str, Scalar] = {"modality": study.modality, "study_date": str(study.date) if study.date else ""}
    return Finding(
        Kind.MEASUREMENT,
        name,
        value=found["number"] if unit in ("", "SUV") else f"{found['number']} {unit}",
        number=float(found["number"].replace(",", ".")),
        unit=unit,
        when=study.date,
        assertion=how if how in _KEPT else Assertion.STATED,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
