"""Signs that a sentence tells with their figure: a fever of 39,2 °C, weight lost or gained, the age at menarche, scores
of a scale (`House-Brackmann III`, `PHQ-9 4`, `EVA 6/10`); and how far the child is vaccinated.

CONDITION (`symptom`) with the figure as its value, FUNCTION for scales, GROWTH for weights told without their name.
What another rule tells without the figure is joined with it by `merge`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.examination.vitalsigns import degrees_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import fold

_ABOUT = (
    r"(?:(?:about|approximately|approx\.?|around|nearly|almost|some|roughly|over|aproximadamente|aprox\.?|unos"
    r"|casi|cerca de|alrededor de|hasta|mas de)\s)?"
)
_MASS = (
    r"(?P<value>\d{1,2}(?:[.,]\d{1,2})?[\s-]?(?:kg|kgs|kilos?|kilogramos|lbs?|pounds|libras)\b"
    r"|\d{1,2}(?:[.,]\d)?\s?%)"
)
_NO_SECOND = r"(?!\s?(?:a|to|hasta)\s\d)"  # `bajado de 49.5 kg a 44 kg` names no loss of 49.5 kg
_KILOS = _MASS.partition("|\\d{1,2}(?:[.,]\\d)?\\s?%")[0] + ")"
# Of a tumor, a marker, a share: `aumento del 90 % de la masa`.
_OF_OTHER = r"(?!\s?(?:de|del|of)\s(?!(?:su\s|el\s|the\s)?(?:peso|weight)\b))"
_LOST = re.compile(
    rf"\bweight loss(?: of|:|,| \()?\s{_ABOUT}{_MASS}|{_MASS.replace('value', 'first')} (?:of )?weight loss"
    rf"|\b(?:lost|losing|loses|loss of|dropped)\s{_ABOUT}{_KILOS.replace('value', 'second')}"
    rf"|\b(?:perdida|perdido|perdio|pierde|baja|bajo|bajado|descenso|disminucion)(?: de peso"
    rf"| ponderal)?(?: del?)?\s{_ABOUT}{_MASS.replace('value', 'third')}{_NO_SECOND}{_OF_OTHER}"
)
_GAINED = re.compile(
    rf"\bweight gain(?: of|:|,| \()?\s{_ABOUT}{_MASS}|{_MASS.replace('value', 'first')} (?:of )?weight gain"
    rf"|\b(?:gained|gaining|gains|gain of|(?:put|putting|puts) on|regained|up)\s"
    rf"{_ABOUT}{_KILOS.replace('value', 'second')}"
    rf"|\b(?:ganancia|ganado|gano|gana|aumento|aumentado|sube|subio|subido|incremento|recupero|recuperado)(?: de peso"
    rf"| ponderal)?(?: del?)?\s{_ABOUT}{_MASS.replace('value', 'third')}{_NO_SECOND}{_OF_OTHER}"
)
_FEVER = re.compile(
    r"\b(?P<said>fevers?|febrile|pyrexia|pyrexial|spik\w+|fiebre|calenturas?|febril(?:es)?|pic[oa]s? febril(?:es)?"
    r"|temperatures?|temperatura|temp|t)\b"
    r"(?:\s?[:=(]|\s(?:[a-z]{1,12}\s){0,4}?)?\s?"
    r"(?P<value>(?:3[789]|4[01])(?:[.,]\d)?|10[0-5](?:[.,]\d)?)(?![\d/%]|[.,]\d|\s?(?:mg|kg|cm|bpm|ml|h\b|horas"
    r"|hours|weeks|semanas|sem|wks|days|dias))"
    r"(?P<unit>\s?(?:°|º|o|degrees\s|grados\s)?\s?(?:[cf]|celsius|centigrade|fahrenheit)\b|\s?[°º]"
    r"|\s?(?:grados|degrees))?"
)
_HOT_C, _HOT_F, _FEVERISH = 38.0, 100.4, frozenset({"temperature", "temperatures", "temperatura", "temp", "t"})
_MENARCHE = re.compile(
    r"\b(?:menarche|menarca|menarquia)\b(?:[:,]|\s(?:was|fue))?\s?(?:at |at age |age |aged |a los "
    r"|a la edad de )?(?P<value>\d{1,2})(?:[.,]\d)?\s?(?:years?|anos|a\b|y\b|yrs?)?(?![\d/])"
)
_NO_MENARCHE = re.compile(
    r"\b(?:(?:menarche|menarca|menarquia)\b[^.;,]{0,16}\b(?:not (?:yet )?(?:occurred|reached|attained)"
    r"|no se presenta|no ha\w*|ausente|no presentada|no presente)"
    r"|(?:no ha (?:presentado|tenido)|not (?:yet )?(?:had|reached|attained)|has not (?:had|reached|attained)"
    r"|aun sin|sin) (?:la |her )?(?:menarche|menarca|menarquia)|premenarch\w+|premenarqu\w+)"
)
_VACCINES = (
    r"(?:immuni[sz]ations?|vaccinations?|vaccines?|shots|jabs|vaccination status|immuni[sz]ation status"
    r"|vacunas|vacunacion(?:es)?|inmunizaciones|esquema(?: nacional)?(?: de)? vacunacion"
    r"|cartilla de vacunacion|calendario vacunal|carne de vacunas)"
)
_VACCINATED = (
    r"(?:(?:not |in)?complete(?:d|ly)?(?: for age)?|(?:not )?up[- ]to[- ]date|current|delayed|behind|withheld"
    r"|given|uptodate|utd|"
    r"(?:in)?complet[oa]s?|al dia|atrasad[oa]s?|vigentes?|acordes?(?: a (?:la )?edad)?|suspendid[oa]s?)"
)
_VACCINE = re.compile(
    rf"\b{_VACCINES}(?:\s[a-z]{{2,12}}){{0,2}}?\s?(?::|is|are|were|was|have been|esta|estan"
    rf"|se encuentra)?\s?(?P<value>{_VACCINATED})(?![\w-])"
    rf"|\b(?P<other>{_VACCINATED})\s(?:with|on|for|en|con|de)?\s?(?:his|her|all|their|sus?|las|el)?\s?{_VACCINES}\b"
    r"|\b(?:fully |un)?(?:immuni[sz]ed|vaccinated)(?: for (?:his |her )?age| to date| fully| up to (?:date"
    r"|age))?(?=[.,;]|$)"
)
# What the child weighed at birth, behind the week: `Born at 27 weeks, 940 g`, `nacida de 31 semanas (1 450 g)`.
_BORN = re.compile(
    r"\b(?:born|birth|nacid[oa]|nacio|nacer|nacimiento|premature?|prematur[oa]|preterm|pretermino|termino"
    r"|macrosomia|parto|cesarea|delivery|delivered|rnt|rnpt)\b[^.;]{0,60}?"
    r"(?<![\d.,])(?P<value>(?:\d[ .,]?\d{3}|\d{3})\s?(?:g|gr|grs|grams|gramos)\b|[1-5][.,]\d{1,3}\s?kg\b)"
)
_NOW = re.compile(r"\b(?:actual(?:es|mente)?|hoy|ahora|current(?:ly)?|today|now)\b")
# Weight and height that stand beside each other without their names: `10.9 kg (10th centile), 84 cm (25th)`.
_BARE = re.compile(
    r"(?:^|[:;(]\s?|[.,]\s|\b(?:y|and|con|with|egresa con|exam|examen"
    r"|examination)\s)(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?kg\b(?:\s?\([^()]{1,24}\))?\s?(?:,|and|y|/)\s?"
    r"(?P<tall>\d{2,3}(?:[.,]\d)?)\s?cm\b"
)
_LEAVES = re.compile(
    r"\b(?:egresa|se egresa|alta|discharged|leaves|sale|went home)\s(?:con|with|at|weighing|con peso de"
    r"|pesando)\s(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?kg\b"
)
_SCORE = (
    r"(?:\s(?:grade|score|scale|class|total|status|stage|grado|clase|puntaje|escala|puntuacion|of|de|was|is"
    r"|fue|en|at|al))*\s?[:=,(]?\s?(?P<value>{})(?![\w%]|[.,]\d)"
)
_NUMBER, _ROMAN = r"\d{1,3}(?:[.,]\d)?(?:\s?/\s?\d{1,3}){0,2}", r"VI|IV|V|I{1,3}|vi|iv|v|i{1,3}"
_SILENT = frozenset({Section.QUESTIONS, Section.FAMILY_HISTORY, Section.GENERAL, Section.STAINS, Section.TECHNIQUE})
_TRUE = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_KIN = re.compile(r"\b(?:mother|father|sister|brother|madre|padre|herman[oa]|sibling|aunt|tia|cousin|prim[oa])\b")
_OR_MORE = re.compile(r"\s?(?:or (?:more|higher|above|over)|and above|o mas|o superior)\b")
_GOALS = re.compile(
    r"\b(?:if|si|when|cuando|goal|target|meta|objetivo|call|return|acudir|regresar|above|over|mayor|superior"
    r"|encima|arriba)\b[^.;]{0,40}$"
)


_Told = tuple[str, Kind, str, int, int, bool]


@dataclass(frozen=True)
class ScaleWords:
    """Scales of how the child is, each with the pattern of its name and figure."""

    scales: tuple[tuple[str, re.Pattern[str]], ...]


def words_from(document: Mapping[str, Any]) -> ScaleWords:
    """From `knowledge/findings/scales.yaml`. Raises KeyError where a part is missing."""
    made = []
    for name, said in document["scales"].items():
        phrases = "|".join(re.escape(fold(str(one))) for one in sorted(said["say"], key=lambda one: -len(str(one))))
        figure = rf"{_ROMAN}|[1-6]" if said.get("roman") else _NUMBER
        made.append((str(name), re.compile(rf"(?<![\w-])(?:{phrases}){_SCORE.replace('{}', figure)}", re.IGNORECASE)))
    return ScaleWords(tuple(made))


# What stands between a figure and its day.
_LEADS_DAY, _TO_DAY = re.compile(r"\s?(?:°?\s?C\s?)?(?:on|at|in|el|del|d[ií]a|[(,])?\s?(?:el\s)?", re.IGNORECASE), 12


def figures_told(paper: Paper, words: ScaleWords, said: AssertionWords) -> Iterator[Finding]:
    """Such signs, in the order of the paper."""
    for at, clause in enumerate(paper.clauses):
        if clause.section in _SILENT or clause.cells or len(clause.folded) != len(clause.text):
            continue
        for name, kind, value, start, end, denied in _in(clause.folded, words):
            how = assertion_of(clause, start, end, said)
            if how is Assertion.PLANNED and clause.section is not Section.PLAN:
                how = Assertion.STATED  # `madre indica pérdida de 3 kg`: nobody plans a sign
            if how not in _TRUE and not (denied and how is Assertion.NEGATED):
                continue
            if _KIN.search(clause.folded, max(0, start - 40), start) or _GOALS.search(clause.folded, 0, start):
                continue
            unit, number = "", None
            if kind is Kind.GROWTH:
                value, number, unit = _measure(value)
            yield Finding(
                kind,
                name,
                when=_day_behind(clause, end, paper) if name == "fever" else None,
                value=clause.text[start:end] if name == "immunizations" else value,
                number=number,
                unit=unit,
                assertion=Assertion.NEGATED if denied else how,
                detail={"symptom": "yes"} if kind is Kind.CONDITION else {},
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
                clause=at,
            )


def _day_behind(clause: Clause, end: int, paper: Paper) -> PartialDate | None:
    """The day straight behind a figure: `spike 38.4 on 13/03`, `pico febril de 38,4 el 13/03/2024`."""
    for one in occasions(clause.text, paper):
        if 0 <= one.start - end <= _TO_DAY and _LEADS_DAY.fullmatch(clause.text, end, one.start):
            return one.when
    return None


def _in(folded: str, words: ScaleWords) -> Iterator[_Told]:
    """Name, kind, figure and place of each, and whether it is denied."""
    yield from _signs(folded)
    yield from _body(folded)
    for name, pattern in words.scales:
        for found in pattern.finditer(folded):
            value = found["value"]
            yield name, Kind.FUNCTION, value.upper() if value.isalpha() else value, *found.span(), False


def _signs(folded: str) -> Iterator[_Told]:
    for name, pattern in (("weight loss", _LOST), ("weight gain", _GAINED)):
        for found in pattern.finditer(folded):
            yield name, Kind.CONDITION, next(filter(None, found.groups())), *found.span(), False
    for found in _FEVER.finditer(folded):
        if _is_fever(found) and not _OR_MORE.match(folded, found.end()):
            value = found["value"]
            yield "fever", Kind.CONDITION, f"{value} {_degrees(found, value)}".strip(), *found.span(), False
    yield from (
        ("menarche", Kind.CONDITION, found["value"], *found.span(), False) for found in _MENARCHE.finditer(folded)
    )
    yield from (("menarche", Kind.CONDITION, "", *found.span(), True) for found in _NO_MENARCHE.finditer(folded))
    yield from (("immunizations", Kind.CONDITION, "", *found.span(), False) for found in _VACCINE.finditer(folded))


def _body(folded: str) -> Iterator[_Told]:
    """Weights and heights without their names."""
    for found in _BORN.finditer(folded):
        if _NOW.search(found[0]) is None:  # `nacido a término, peso actual 5,2 kg`
            yield "birth weight", Kind.GROWTH, found["value"], *found.span(), False
    for found in _BARE.finditer(folded):
        yield "weight", Kind.GROWTH, f"{found['value']} kg", *found.span("value"), False
        yield "height", Kind.GROWTH, f"{found['tall']} cm", *found.span("tall"), False
    for found in _LEAVES.finditer(folded):
        yield "weight", Kind.GROWTH, f"{found['value']} kg", *found.span(), False


def _measure(written: str) -> tuple[str, float, str]:
    """Figure, number and unit of a weight or height; a thousand may be parted by a space or a point."""
    figure, unit = re.match(r"([\d .,]*\d)\s?([a-z]+)", written).groups()  # type: ignore[union-attr]
    figure = re.sub(r"[ .,]", "", figure) if unit.startswith("g") else figure
    return figure, float(figure.replace(",", ".")), "g" if unit.startswith("g") else unit


def _degrees(found: re.Match[str], value: str) -> str:
    """The unit of a temperature, of which folding leaves `oc`."""
    return degrees_of((found["unit"] or "").strip(), float(value.replace(",", ".")))


def _is_fever(found: re.Match[str]) -> bool:
    """Whether a figure is one of fever: any beside the word, a high one beside `temperature`."""
    number = float(found["value"].replace(",", "."))
    if found["said"] not in _FEVERISH:
        return number < 43 or number >= 100
    return _HOT_C <= number < 43 or number >= _HOT_F
