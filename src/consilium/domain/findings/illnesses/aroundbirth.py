"""What is told of the birth: the mother's pregnancy, and what a newborn had and has no more.

`Pregnancy uneventful` is of the mother and no state of the child; `phototherapy for jaundice` in a line of the birth
was so then, and not on the day of the visit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.assertions.mothersown import is_mothers
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_PREGNANCY, _PREMATURITY = "pregnancy", "prematurity"
# `ex-41-weeker`
_AT_TERM = re.compile(r"\b(?:3[7-9]|4[0-2])(?:\s?\+\s?\d|\s[0-6]/7)?[\s-](?:weeks?[\s-])?(?:wk|week)er")
# How a pregnancy went, whose it was, or the birth beside it: then it is the mother's.
_MOTHERS = re.compile(
    r"\b(?:uneventful|uncomplicated|unremarkable|normal|complicated|healthy|planned|term|twin|gestation\w*|deliver\w*"
    r"|birth|born|antenatal\w*|prenatal\w*|mother\w*|maternal\w*|during|throughout|in utero|g\dp\d|apgar|caesarean"
    r"|c-section|controlad[oa]|sin complicaciones|no complicad[oa]|complicad[oa]|deseado|planeado|planificado|gemelar"
    r"|a termino|parto|cesarea|nacio|nacid[oa]|nacimiento|matern[oa]|madre|durante|gesta\w*|semanas|sdg|producto"
    r"|primer|segundo|tercer|normoevolutiv[oa]|curso normal|evolucion normal|control prenatal)\b"
)
_OF_CHILD = re.compile(
    r"\b(?:test|prueba|hcg|pregnant|embarazada|(?:she|patient|paciente) (?:is|was|has|esta|tuvo)|avoid\w*|evitar"
    r"|contracep\w*|anticoncep\w*|future|futuro|later|risk|riesgo|menarche|menarquia)\b"
)
_PRODUCT = re.compile(r"\b(?:product|result) of an? [^.;]{0,40}\bpregnancy\b|\bproducto de[^.;]{0,40}\bembarazo\b")
# A line of the birth and the first days.
_BIRTH = re.compile(
    r"\b(?:born (?:at|by|via|in|pre\w*|full|early)|at birth|birth (?:history|weight)|newborn|neonat\w+|nicu|scbu"
    r"|special care|incubator|phototherapy|perinatal\w*|nacid[oa] (?:a|de|por|en)|nacio (?:a|de|por|en)|al nacer"
    r"|al nacimiento|recien nacid[oa]|ucin|fototerapia|incubadora|antecedentes perinatales)\b"
)
# Goes on to a later time.
_LATER = re.compile(
    r"\b(?:now|since|still|today|currently|later|at \d{1,2} (?:months|years)|desde|hoy|ahora|actual\w*|a los \d{1,2} "
    r"(?:meses|anos)|persist\w*|ongoing)\b"
)
_REACH = 200


def around_birth(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """Findings, those of the birth as what they are."""
    for one in found:
        clause = paper.clauses[one.clause] if one.clause >= 0 else None
        if clause is not None and one.kind is Kind.FAMILY_HISTORY and is_mothers(clause.text):
            yield replace(one, detail={"relative": "mother", **one.detail})
        elif clause is not None and one.name == _PREMATURITY and _AT_TERM.search(clause.folded):
            continue
        elif clause is None or one.kind is not Kind.CONDITION or one.assertion is not Assertion.STATED:
            yield one
        elif one.name == _PREGNANCY and _is_mothers(clause):
            yield replace(
                one, kind=Kind.FAMILY_HISTORY, assertion=Assertion.FAMILY, when=None, detail={"relative": "mother"}
            )
        elif one.detail.get("symptom") and one.when is None and _is_newborns(clause, one.quote):
            yield replace(one, assertion=Assertion.HISTORICAL)
        else:
            yield one


def _is_mothers(clause: Clause) -> bool:
    if _PRODUCT.search(clause.folded):
        return True
    return _OF_CHILD.search(clause.folded) is None and _MOTHERS.search(clause.folded) is not None


def _is_newborns(clause: Clause, quote: str) -> bool:
    at = max(clause.text.find(quote), 0)
    first = max(clause.text.rfind(". ", 0, at), 0)
    told = _BIRTH.search(clause.folded, max(first, at - _REACH), at)
    return told is not None and _LATER.search(clause.folded, told.start(), at + _REACH) is None
