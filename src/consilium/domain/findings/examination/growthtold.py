"""How a child grows, in words: speed of growth, weeks of pregnancy, puberty not begun, and how tall the parents are.

`Height velocity over the past year 2.6 cm/yr`, `nacida de 36 semanas`, `prepúber`, `madre 158 cm, padre 169 cm`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.monthsaid import month_named
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_VELOCITY = re.compile(
    r"\b(?:(?:height|growth|linear growth)\svelocity|velocidad de (?:crecimiento|talla)|VC\b(?=\s\d))"
    r"(?:[^.;:\d]|12 (?=meses|months)){0,40}[:=]?\s?(?P<value>\d{1,2}(?:[.,]\d{1,2})?)\s?"
    r"(?P<unit>cm(?:\s?(?:/|per|por|al?)\s?(?:a[nñ]o|year|yr|y|a)\b)?)",
    re.IGNORECASE,
)
_GESTATION = re.compile(
    r"\b(?:born|delivered|delivery|birth|gestation(?:al age)?|naci(?:d[oa]|[oó])|nacimiento|parto|ces[aá]rea|"
    r"prematur[oa]|premature|preterm|pret[eé]rmino|(?:a )?t[eé]rmino|term|edad gestacional|EG|GA|RNT|RNPT|RN)\b"
    r"(?:\s?[:(,=]|(?:\s[^\W\d]{1,12}){1,3}|\s)\s?[(]?(?P<value>(?:2[3-9]|3\d|4[0-2])(?:\s?\+\s?\d|[.,]\d|\s\d/7)?)"
    r"\s?(?:-?\s?(?:weeks?|wks?|wk|w|sem(?:anas)?|s)\b\.?)"
    r"(?!\s(?:ago|old|de edad|atr[aá]s|antes|after|post|de embarazo cursa))",
    re.IGNORECASE,
)
_BEFORE_PUBERTY = re.compile(
    r"(?<!\w)(?:pre-?p[uú]ber(?:es|al)?|pre-?pubertal|pre-?puberal|imp[uú]ber|prepubescent)(?!\w)", re.IGNORECASE
)
_PARENT = {
    "mother": "mother", "mum": "mother", "mom": "mother", "madre": "mother", "mamá": "mother", "mama": "mother",
    "father": "father", "dad": "father", "padre": "father", "papá": "father", "papa": "father",
    "mat": "mother", "pat": "father", "materna": "mother", "paterna": "father",
}  # fmt: skip
_TALL = re.compile(
    r"(?<!\w)(?P<who>mother|mum|mom|madre|mam[aá]|father|dad|padre|pap[aá])(?:['’]s)?\s?[:=,(]?\s?"
    r"(?:(?:sana?|healthy|well|is|was|mide|talla|height|ht|of|de|with|con|una|measures|stands|tall)\b[,:]?\s?){0,4}\(?"
    r"(?P<value>1[3-9]\d(?:[.,]\d)?)\s?(?P<unit>cms?)\b",
    re.IGNORECASE,
)
_TALL_SHORT = re.compile(
    r"(?<!\w)(?:talla|height|ht)\s(?P<who>materna|paterna|madre|padre|mother|father|mat|pat)\.?\s?[:=]?\s?"
    r"(?P<value>1[3-9]\d(?:[.,]\d)?)\s?(?P<unit>cms?)\b",
    re.IGNORECASE,
)
# The day of the last or the first period: `FUM 2/8`, `LMP 14 May`, `menarquia en agosto`.
_PERIOD = re.compile(
    r"\b(?:(?P<last>FUM|FUR|LMP|last (?:menstrual period|menses|period)|(?:fecha de (?:la )?)?[uú]ltima "
    r"(?:menstruaci[oó]n|regla))|(?P<first>menarche|menarca|menarquia))\b\s?(?:[:=,]\s?|(?:was|fue|on|el|in|en)\s){0,2}",
    re.IGNORECASE,
)
_WOMEN = re.compile(
    r"\b(?:mother|madre|mam[aá]|mum|mom|sister|hermana|abuela|grandmother|aunt|t[ií]a|maternal)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_MONTH = re.compile(r"[^\W\d]{3,12}\b")
_SILENT = frozenset({Section.QUESTIONS, Section.STAINS, Section.TECHNIQUE})
_TRUE = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_KIN_NEAR = re.compile(
    r"\b(?:brother|sister|sibling|twin|cousin|herman[oa]s?|gemel[oa]|prim[oa]|mother was|padre|madre)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


def growth_told(clause: Clause, paper: Paper, words: AssertionWords, at: int) -> Iterator[Finding]:
    """Such statements of one clause."""
    text = clause.text
    if clause.section in _SILENT:
        return
    if clause.section is not Section.FAMILY_HISTORY:
        for name, pattern in (("growth velocity", _VELOCITY), ("gestational age", _GESTATION)):
            for found in pattern.finditer(text):
                if _KIN_NEAR.search(text, max(0, found.start() - 40), found.start()):
                    continue
                unit = found["unit"] if name == "growth velocity" else "weeks"
                yield from _made(clause, found, at, words, (name, found["value"], unit))
        for found in _BEFORE_PUBERTY.finditer(text):
            yield from _made(clause, found, at, words, ("puberty", found[0], ""))
        yield from _periods(clause, paper, at)
    for pattern in (_TALL, _TALL_SHORT):
        for found in pattern.finditer(text):
            yield Finding(
                Kind.GROWTH,
                "height",
                value=found["value"],
                number=float(found["value"].replace(",", ".")),
                unit=found["unit"],
                assertion=Assertion.FAMILY,
                detail={"relative": _PARENT.get(found["who"].lower(), "")},
                citations=(clause.cite(*found.span()),),
                confidence=clause.confidence,
                clause=at,
            )


def _periods(clause: Clause, paper: Paper, at: int) -> Iterator[Finding]:
    """The first and the last period, where a day or a month stands right behind."""
    for found in _PERIOD.finditer(clause.text):
        if _WOMEN.search(clause.text, max(0, found.start() - 40), found.start()):
            continue
        days = (one.when for one in occasions(clause.text, paper) if 0 <= one.start - found.end() <= 3)
        when = next(days, None)
        month = _MONTH.match(clause.text, found.end()) if when is None else None
        when = month_named(month[0], paper) if month is not None else when
        if when is not None:
            yield Finding(
                Kind.CONDITION,
                "last menstrual period" if found["last"] else "menarche",
                when=when,
                assertion=Assertion.STATED,
                detail={"symptom": "yes"},
                citations=(clause.cite(found.start(), found.end()),),
                confidence=clause.confidence,
                clause=at,
            )


def _made(
    clause: Clause, found: re.Match[str], at: int, words: AssertionWords, said: tuple[str, str, str]
) -> Iterator[Finding]:
    name, value, unit = said
    how = assertion_of(clause, *found.span(), words)
    aside = clause.text[max(0, found.start() - 1) : found.start()] == "("  # `not possible (prepubertal)`
    if how not in _TRUE and not (how is Assertion.NEGATED and (aside or unit)):
        return
    number = re.match(r"\d+(?:[.,]\d+)?", value)
    yield Finding(
        Kind.GROWTH,
        name,
        value=value,
        number=float(number[0].replace(",", ".")) if number else None,
        unit=unit,
        assertion=Assertion.STATED,
        citations=(clause.cite(*found.span()),),
        confidence=clause.confidence,
        clause=at,
    )
