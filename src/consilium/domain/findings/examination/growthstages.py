"""Stages of puberty and the age of the bones in sentences: `Tanner II`, `edad ósea 9 años y 6 meses`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.moment import when_said
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.laboratory.labvalues import Result
from consilium.domain.findings.laboratory.units import Units
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.numerals import Written, written_at

_TANNER = re.compile(
    r"\b(?:Tanner|[Pp]ubert(?:y|ad|al)|PUBERT(?:Y|AD|AL)|[Pp]uberal)(?:\s(?:stage|estadio|mamario"
    r"|p[uú]bico|genital|grado))?\s?:?\s?(?P<value>(?:IV|I{1,3}|V|[1-5])(?:\s?[-–/]\s?(?:IV|I{1,3}|V|[1-5])(?![\w/]))?"
    r"|[BGMP]h?[1-5](?:[-–][1-5])?(?:\s?[/,]?\s?(?:P|G|PH|Ph|A)[1-5]){0,2})(?!\w)"
)
_FEET = re.compile(
    r"\b(?:Ht|Height|HEIGHT)\W{0,3}\d\s?(?:'|ft|′)\s?\d{1,2}(?:\.\d{1,2})?\s?(?:\"|''|in|″)?\s?"
    r"\((?P<value>\d{2,3}(?:\.\d{1,2})?|[012]\.\d{1,3})\s?(?P<unit>cm|m)\)"
)
_KG = r"(?P<value>\d{1,3}(?:[.,]\d{1,3})?)\s?(?P<unit>kgs?|kilos|kilogramos)\b"
_IS_KG = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Cc]hild|[Bb]aby|[Pp]atient|[Ee]l ni[nñ]o|[Ll]a ni[nñ]a)(?:\s(?:is|was)|['’]s)\s"
    r"(?:now\s|currently\s)?" + _KG
)
# `24.6 kg at the GP this morning`, `31 kilos on our scales`.
_KG_WHERE = re.compile(
    _KG + r"\s(?:(?:at|en) (?:the |el |la )?(?:GP|doctor|clinic|surgery|nurse|pharmacy|home|school|consultorio|control|"
    r"casa|posta|cl[ií]nica)\b|on (?:our|the|his|her) scales?\b|en (?:nuestra|la) (?:balanza|b[aá]scula)\b)"
)
_BORN = re.compile(
    r"\b(?:birth|born|term|preterm|premature|nacid[oa]|nacimiento|prematur[oa]|RNT|RNPT|naci[oó])\b"
    r"(?:[^.;\d]|\d{2}(?:\+\d)?\s?(?:w(?:ee)?ks?|sem(?:anas)?)\b){0,30}?(?<![\d.,])(?P<value>\d[.,]?\d{3})\s?(?P<unit>g|gr|gramos|grams)\b",
    re.IGNORECASE,
)
_SCORED = frozenset({
    "weight", "height", "body mass index", "head circumference", "growth velocity", "sitting height", "birth weight"
})  # fmt: skip
_DEVIATION = re.compile(
    r"\s?(?:[(\[;,]\s?)(?:[^()\[\];:]{0,20}?[,;]\s?)??(?P<z>z(?:-?score)?\s?[:=]?\s?)?(?P<value>[+−-]?\d(?:[.,]\d{1,2})?)"
    r"(?:\s?(?P<unit>SDS|SD|DE|DS|z(?:-?score)?)\b|(?(z)(?=\s?[)\],;])|(?!)))",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s?[(\[/]\s?")
_CENTIMETERS = re.compile(r"(?<![\w.,])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:cm|m)\b")
_LENGTH = (
    r"\d{1,2}(?:[.,]\d{1,2})?\s?(?:a|y|yrs?|years?|a[nñ]os)"
    r"(?:\s?(?:y|and|,)?\s?\d{1,2}\s?(?:m|mo|mths?|months?|meses))?"
)
_BONE_AGE = re.compile(
    rf"\b(?:bone age|edad [oó]sea|skeletal age)\s?"
    r"(?:\([^()]{1,40}\)\s?|(?:el\s|on\s)?\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\s?)?"
    rf"(?::|is|was|of|es|de|fue|=)?\s?(?P<value>{_LENGTH})(?!\w)",
    re.IGNORECASE,
)


def deviation(found: Finding, clause: Clause, start: int, end: int) -> Iterator[Finding]:
    """The standard deviation in brackets after a measure: `128.4 cm (-1.8 SDS)`, `talla 92 cm (P3, -1,9 DE)`."""
    said = _DEVIATION.match(clause.text, end) if found.name in _SCORED else None
    if said is not None:
        value = said["value"]
        yield replace(
            found,
            name=f"{found.name} z-score",
            codes=(),
            value=value,
            number=float(value.replace(",", ".").replace("−", "-")),
            comparator="",
            unit=said["unit"] or "",
            detail={},
            citations=(clause.cite(start, said.end()),),
        )


def metric(units: Units, imperial: frozenset[str], clause: Clause, result: Result, end: int) -> tuple[Result, int]:
    """The metric value in brackets after one in pounds or inches: `108 lb (49.0 kg)`."""
    opened = _BRACKET.match(clause.text, end)
    number = written_at(clause.text, opened.end()) if opened else None
    if number is None or units.code(result.unit) not in imperial:
        return result, end
    begin, after = units.at(clause.text, number.end)
    unit = clause.text[begin:after]
    if units.dimension(unit) != units.dimension(result.unit) or units.code(unit) in imperial:
        return result, end
    return replace(result, value=number.text, comparator="", unit=unit), after


def in_centimeters(text: str) -> Iterator[Written]:
    """Numbers that a unit of length follows."""
    for found in _CENTIMETERS.finditer(text):
        yield Written(found.start("number"), found.end("number"), found["number"])


# Who or what else is weighed, and what a weight is a limit or a rule for.
_NOT_CHILDS = re.compile(
    r"\b(?:brothers?|sisters?|twin|siblings?|cousin|mother|father|mum|mom|dad|donor|dog|cat|hermanos?"
    r"|hermanas?|gemel[oa]|primos?"
    r"|mam[aá]|pap[aá]|madre|padre|donante|perr[oa]|seat|dumbbells?|backpack|mochila|tumou?r|specimen"
    r"|pieza)\b[^.;:]{0,50}$"
    r"|\b(?:for|up to|under|over|below|above|per|until|if|para|hasta|menos de|m[aá]s de|si)\s$",
    re.IGNORECASE,
)


def is_anothers(text: str, start: int) -> bool:
    """Whether words before a weight or height make it another's than the child's, or a limit."""
    return _NOT_CHILDS.search(text, max(0, start - 60), start) is not None


def plain_measures(text: str) -> Iterator[tuple[str, str, str, int, int]]:
    """Name, value, unit and place of a height in feet with its metric one (`4' 1.5" (125.7 cm)`), and of a weight that
    only its subject makes one (`He is 19.4 kg now`)."""
    for name, pattern in (("height", _FEET), ("weight", _IS_KG), ("weight", _KG_WHERE), ("birth weight", _BORN)):
        for found in pattern.finditer(text):
            if is_anothers(text, found.start()):
                continue
            yield name, found["value"], found["unit"], *found.span()


# What a family turns down, or what cannot be done, is the thing that is talked over, never the stage: `sperm banking
# discussed - pt 12, Tanner 2, declined`.
_DECLINED = re.compile(
    r"\s?[,;:–—-]\s?(?:(?:so|and|but|y|pero|por lo que|mother|father|family|parents?|patient|pt|he|she|madre|padres?"
    r"|familia|paciente|was|were|it was|se|fue|no)\s){0,4}(?:declin|refus|reject|turned down"
    r"|not (?:feasible|possible|done"
    r"|offered|wanted|an option)|rechaz|declin|no (?:acepta|desea|quier|procede|es posible|fue posible"
    r"|se ofrec)|acepta"
    r"|desea|desestim|descart)",
    re.IGNORECASE,
)


def stages_in(clause: Clause, paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """The stage of puberty and the bone age that a clause states."""
    for name, pattern, stems in (
        ("Tanner stage", _TANNER, ("tanner", "pubert")),
        ("bone age", _BONE_AGE, ("age", "edad")),
    ):
        if not any(stem in clause.folded for stem in stems):
            continue
        for found in pattern.finditer(clause.text):
            start, end = found.span()
            yield Finding(
                Kind.GROWTH,
                name,
                value=found["value"],
                when=when_said(clause, paper, start, end, headed=False),
                assertion=_seen(clause, start, end, assertion),
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
            )


def _seen(clause: Clause, start: int, end: int, words: AssertionWords) -> Assertion:
    """A stage in brackets is why a thing is denied, and not denied itself: `Sperm banking not possible (Tanner 1)`;
    nobody plans a stage: `PLAN: semen cryopreservation: Tanner 1, not feasible`."""
    how = assertion_of(clause, start, end, words)
    aside = clause.text[max(0, start - 1) : start] == "(" and clause.text[end : end + 1] == ")"
    denied = how is Assertion.NEGATED and (aside or _DECLINED.match(clause.text, end) is not None)
    return Assertion.STATED if denied or how is Assertion.PLANNED else how
