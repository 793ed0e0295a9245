"""The temperature, the pulse and the breaths of an examination: `T 36.8, HR 96, RR 20`, `FC 102 lpm`, `Temp 36,5 °C`.

FUNCTION has the rates of heart and breathing; the temperature is a sign of the day (`CONDITION`) as fever is.
They are read where a child is examined; the figures of a chart by the hour say nothing and are left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_IS = r"(?:\s?[:=]\s?|\s(?:of|was|is|de|fue|era|en|at|max|hoy|today|axillary|oral|axilar|m[aá]xima)\s|\s){1,2}"
_PER = (
    r"\s?(?:bpm|lpm|rpm|x['’´]?|/\s?min(?:uto?s?|ute)?\.?|x\s?min(?:uto)?|per minute|por minuto|(?:latidos"
    r"|respiraciones|beats|breaths)\s(?:por|per|a)\s(?:minuto|minute)|breaths|beats)"
)
# The rate beside the rhythm of an electrocardiogram: `ritmo sinusal a 78 lpm`, `sinus bradycardia 54`.
_SINUS = (
    r"(?:(?i:sinus (?:rhythm|tachycardia|bradycardia|arrhythmia)|(?:ritmo|taquicardia|bradicardia|arritmia) sinusal)"
    r",?\s(?:(?i:at|a|of|de|rate|with|con|una|a|frecuencia|ventricular|FC|HR|media|card[ií]aca)\s){0,4}"
    rf"|(?i:frecuencia(?: ventricular| media)?|ventricular rate|rate):?\s(?:de\s|of\s)?(?=\d{{2,3}}{_PER}))"
)
_SIGNS = (
    (
        Kind.CONDITION,
        "body temperature",
        re.compile(
            rf"(?<![\w-])(?i:temperature|temperatura|temp\.?|tympanic|tax|t[aª°º]?){_IS}"
            r"(?P<value>(?:3[4-9]|4[0-2])(?:[.,]\d{1,2})?|9[5-9](?:[.,]\d)?|10[0-6](?:[.,]\d)?)(?![\d/]"
            r"|[.,]\d)\s?(?P<unit>(?:°|º|o|degrees\s|grados\s)?\s?(?:[CF]\b|(?i:celsius|centigrade|fahrenheit))"
            r"|°|º|grados|degrees)?"
        ),
        (34.0, 106.9),
    ),
    (
        Kind.FUNCTION,
        "heart rate",
        re.compile(
            rf"(?<![\w-])(?:(?:(?i:heart rate|pulse(?: rate)?|pulso|frecuencia card[ií]aca|ventricular rate)|HR|PR|FC"
            rf"|Fc|P){_IS}(?:(?:regular|rítmico)[,\s]\s?)?|{_SINUS})"
            rf"(?P<value>\d{{2,3}})(?![\d/%]|[.,]\d)(?P<unit>{_PER})?"
        ),
        (35.0, 240.0),
    ),
    (
        Kind.FUNCTION,
        "respiratory rate",
        re.compile(
            rf"(?<![\w-])(?:(?i:respiratory rate|resp(?:iratory)? rate|resps?\.?|respirations"
            rf"|frecuencia respiratoria)|RR|FR|Fr|R){_IS}"
            rf"(?P<value>\d{{2}})(?![\d/%]|[.,]\d)(?P<unit>{_PER})?"
        ),
        (8.0, 90.0),
    ),
)
# One letter is a sign only among others: `T 36.8, P 96, R 20`.
_LETTER = re.compile(r"(?:T|P|R|PR)(?![A-Za-zª])")
_IN_FULL = re.compile(
    r"temperatur|heart|pulse|pulso|frecuencia|respirat|sinus|ventricular|ritmo|taquic|bradic|arritm|rate", re.IGNORECASE
)
_VITALS = re.compile(
    r"\b(?:vitals?|vital signs|signos vitales|constantes|obs|observations|on examination|o/e|exam(?:en|ination)?"
    r"|exploraci[oó]n|ef|ta|bp|pa|spo2|sato2|sats?|peso|weight)\b",
    re.IGNORECASE,
)
_NOT_TAKEN = re.compile(
    r"\b(?:if|when|goals?|target|aim|keep|above|over|below|under|less|more|than|si|cuando|meta|objetivo|mantener"
    r"|mayor|menor|hasta|superior|call|llamar|acudir|return|regresar)\b|[<>≤≥]\s?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s?(?:or (?:more|higher|above|over)|and above|o m[aá]s|o superior)\b", re.IGNORECASE)
_HOUR = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3])[:.h]?[0-5]\d\b")
_SILENT = frozenset(
    {Section.GENERAL, Section.QUESTIONS, Section.FAMILY_HISTORY, Section.PLAN, Section.LABORATORY, Section.TECHNIQUE}
)
_BEFORE = 40


def vital_signs(clause: Clause, paper: Paper, known: Collection[str], assertion: AssertionWords) -> Iterator[Finding]:
    """Those of one clause that no finding of a name in `known` tells."""
    if clause.cells or clause.section in _SILENT or paper.shift is not None or _HOUR.match(clause.text):
        return
    examined = clause.section is Section.EXAMINATION or _VITALS.search(clause.text) is not None
    found = [(kind, name, hit, span) for kind, name, pattern, span in _SIGNS for hit in pattern.finditer(clause.text)]
    found = [one for one in found if not _LETTER.match(one[2][0]) or len(found) > 1]
    several = len({name for _, name, _, _ in found}) > 1
    if clause.text[:8].lower().startswith("chart"):
        return
    if not (several or examined):
        found = [one for one in found if one[2]["unit"] or _IN_FULL.match(one[2][0])]
    seen = set(known)
    for kind, name, hit, (low, high) in found:
        number = float(hit["value"].replace(",", "."))
        before = clause.text[max(0, hit.start() - _BEFORE) : hit.start("value")]
        if _OR_MORE.match(clause.text, hit.end()):
            continue
        if name in seen or not low <= number <= high or _NOT_TAKEN.search(before):
            continue
        how = assertion_of(clause, hit.start(), hit.end(), assertion)
        if how not in (Assertion.STATED, Assertion.NEGATED, Assertion.HISTORICAL):
            continue
        seen.add(name)
        yield Finding(
            kind,
            name,
            value=hit["value"],
            number=number,
            unit=_unit(name, (hit["unit"] or "").strip(), number),
            detail={"symptom": "yes"} if kind is Kind.CONDITION else {},
            citations=(clause.cite(hit.start(), hit.end()),),
            confidence=clause.confidence,
        )


def _unit(name: str, written: str, number: float) -> str:
    if name != "body temperature":
        return re.sub(r"^(?:x\W*|/\s?min\w*\.?)$", "/min", written)
    return degrees_of(written, number)


_SCALE = re.compile(r"(?:^|[\s°º]|\bo)(?P<letter>[cf])(?:elsius|entigrade|ahrenheit)?$")
_HOTTEST_C = 46.0


def degrees_of(written: str, number: float) -> str:
    """The unit of a temperature by its letter or word; a bare degree is of the scale in which a child can have it."""
    scale = _SCALE.search(written.lower())
    if scale is not None:
        return f"°{scale['letter'].upper()}"
    return "" if not written else "°C" if number < _HOTTEST_C else "°F"
