"""What a paper says of a treatment besides its being given: that it can't be had there (`gilteritinib no disponible en
el hospital`), or is not enough alone (`quimioterapia sola no es suficiente`).

Neither says that the child never had it: such a finding stays `negated`, with `advice` as `unavailable` or
`not_enough`. What was not enough was given, and where only its dose, plan or report is not to be had, it was too.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion

UNAVAILABLE, NOT_ENOUGH = "unavailable", "not_enough"

_FILL = r"(?:\s?[:(–—-])?(?:\s(?!(?:and|but|y|pero|not|no)\b)[\w/-]{1,16}){0,4}?"
_IS = r"(?:(?:is|are|was|were|has|have|being|currently|still|esta|estan|estaba|ya|es|se encuentra)\s){0,2}"
_UNAVAILABLE = re.compile(
    rf"{_FILL}\s?[,:(–—-]?\s?{_IS}(?:not (?:yet |currently |readily )?(?:available|on offer|stocked|obtainable|"
    rf"registered|"
    r"licen[cs]ed|marketed|offered (?:here|at|in)|open to)|unavailable|out of stock|not (?:be )?(?:found|obtained|"
    r"sourced|"
    r"procured)|(?:could not|cannot|can't|couldn't) be (?:had|obtained|sourced|procured|arranged)|(?:isn|aren|wasn|"
    r"weren).?t "
    r"(?:available|on offer|stocked)|no (?:esta |estaba |se encuentra )?disponibles?|sin stock|sin disponibilidad|"
    r"agotad[oa]s?|desabastecid[oa]s?|no se (?:consig\w{1,5}|comerciali\w{1,3}|encuentra disponible|dispone)|"
    r"no (?:lo|la|"
    r"los|las) (?:tenemos|hay|tienen|conseguimos)|no (?:hay|existe) en (?:el|nuestro|este|la|nuestra)|"
    r"fuera de (?:nuestro )?"
    r"(?:formulario|petitorio|arsenal))(?!\w)"
)
_BEFORE = re.compile(
    r"\b(?:(?:we|they|the hospital|our (?:hospital|pharmacy|center|centre)) (?:do|does|did)(?: not|n.t) (?:have|"
    r"stock|offer|"
    r"carry)|no (?:contamos|cuenta|cuentan|disponemos|dispone) (?:con|de)|no (?:tenemos|hay) (?:acceso a|"
    r"disponibilidad de|"
    r"stock de|disponible)|no access to|without access to|sin acceso a|lack of|no supply of|shortage of|falta de|"
    r"desabastecimiento de)\s(?:(?:the|any|la|el|los|las)\s)?(?:[\w-]{1,16}\s){0,2}$"
)
# What of a treatment is not to be had, the treatment itself being told: `vincristine doses not available`.
_ITS_PAPER = re.compile(
    r"(?:doses?|dosis|dosages?|cumulative|acumulad[oa]s?|totals?|plan(?:s|es)?|fields?|campos?|reports?|informes?|"
    r"records?|registros?|details?|detalles?|dates?|fechas?|data|datos|figures?|cifras|levels?|nivel(?:es)?|"
    r"protocols?|protocolos?|summary|summaries|resumen|images?|imagen(?:es)?|dvh|dosimetr\w+|notes?|hojas?|sheets?|"
    r"charts?|road ?maps?|number of (?:cycles|doses)|papers?|slides?|pathology|copies|copy|copia|results?|"
    r"resultados?)\b"
)
_ALONE = (
    r"(?:\s(?:alone|by itself|on its own|sol[oa]s?|aislad[oa]|por si sol[oa]s?|por si mism[oa]s?|exclusiv[oa]|per se))?"
)
_ENOUGH = r"(?:enough|sufficient|adequate|suficientes?|bastante|adecuad[oa])"
_SHORT = r"(?:insufficient|insuficientes?)"
_TO_COME = re.compile(
    rf"{_ALONE}\s(?:(?:is|are|would|will|may|might|can|could|probably|likely|be|es|son|seria[n]?|sera[n]?|resulta)\s)"
    rf"{{0,3}}(?:(?:not|never|no)\s(?:be |es |son |seria[n]? |sera[n]? |resulta )?(?:likely (?:to be )?)?{_ENOUGH}|"
    rf"{_SHORT}|"
    r"no (?:basta[n]?|bastari?a?[n]?|alcanza[n]?|cura[n]?)|(?:will not|won.t|cannot|can.t|would not|unlikely to) "
    rf"(?:cure|be curative|suffice|control)|(?:isn|aren).t {_ENOUGH})(?!\w)"
)
_WAS = re.compile(
    rf"{_ALONE}\s(?:(?:(?:was|were|had been|has been|have been|proved|proven|fue|fueron|ha sido|han sido|resulto|"
    rf"resultaron)\s){{1,2}}(?:(?:not|to be|no)\s)?(?:{_ENOUGH}|{_SHORT})|(?:wasn.t|weren.t|no (?:fue|fueron|ha sido|"
    rf"han sido|resulto))\s{_ENOUGH}|no (?:basto|bastaron|alcanzo|ha bastado)|did not (?:suffice|work|control))(?!\w)"
)
# That it was not given either is a fact: `agotada, no se administró`.
_NOT_GIVEN = re.compile(
    r"\b(?:no se (?:le )?(?:administr|realiz|hizo|coloc|aplic|dio|pudo)\w*|no (?:lo |la )?(?:recib|tom)\w*|"
    r"never (?:had|"
    r"got|received|given)|nunca (?:lo |la )?recib\w*|(?:did|was|were|could) not (?:be )?(?:receive\w*|get|have|given|"
    r"done|"
    r"used|performed|start\w*)|not given)\b"
)
# A denial of there being enough reaches nothing behind it: `was not enough and she went on to transplant`.
_OF_ENOUGH = re.compile(
    r"\s(?:(?:fue|fueron|es|son|ha sido|seria|sera|be)\s)?(?:enough|sufficient|suficientes?)(?=\s?(?:[.,;:)]|$|and\b|"
    r"but\b|"
    r"so\b|y\b|pero\b|por lo que\b|on its own|alone|by itself))",
    re.IGNORECASE,
)
_REACH, _ON = 90, 60


def besides(text: str, start: int, end: int) -> tuple[Assertion, str] | None:
    """How a denied treatment at `text[start:end]` (folded) is meant, and the `advice` that says so; None where its
    denial is of another sort, or told as a fact."""
    last = min(len(text), end + _REACH)
    if _WAS.match(text, end, last):
        return Assertion.STATED, ""
    if _TO_COME.match(text, end, last):
        return Assertion.NEGATED, NOT_ENOUGH
    behind = _UNAVAILABLE.match(text, end, last)
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    if behind is None and before is None:
        return None
    if behind is not None and _ITS_PAPER.search(text, end, behind.end()):
        return Assertion.STATED, ""
    if behind is not None and _ITS_PAPER.search(text, max(0, start - 30, text.rfind(". ", 0, start) + 1), start):
        return Assertion.STATED, ""
    told = _NOT_GIVEN.search(text, behind.end() if behind is not None else end, min(len(text), last + _ON))
    return None if told is not None else (Assertion.NEGATED, UNAVAILABLE)


def of_enough(text: str, end: int) -> bool:
    """Whether a denial that ends at `end` only says that something is not enough."""
    return _OF_ENOUGH.match(text, end) is not None
