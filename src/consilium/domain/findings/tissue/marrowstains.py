"""What special stains show of a marrow: reticulin by its grade, and stores of iron: `Reticulin grade 2`, `reticulina
normal (MF-0)`, `Iron stores adequate`, `sideroblastos en anillo: no se observan`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_MARROW = re.compile(r"\b(?:marrow|trephine|m[eé]dula|mielograma|biopsia [oó]sea|aspirad[oa]|reticulin)", re.IGNORECASE)
_OTHERS = (Section.FAMILY_HISTORY, Section.MEDICINES, Section.PLAN, Section.GENERAL, Section.QUESTIONS)

_GRADE = (
    r"(?:grad[eo]|MF|score)[\s:-]{0,2}(?P<grade>[0-4])(?:\s?(?:/|of|de)\s?[34])?(?!\w)"
    r"|(?P<how>not (?:significantly )?increased|no (?:est[aá] )?(?:aumentad[oa]|incrementad[oa])|(?:mildly "
    r"|focally |slightly |moderately"
    r"|markedly )?increased|(?:levemente |ligeramente |focalmente )?(?:aumentad[oa]|incrementad[oa])"
    r"|normal(?:es)?|conservad[oa]"
    r"|sin (?:aumento|incremento)|no increase)"
)
_RETICULIN = re.compile(
    r"\b(?:reticulin(?:a)?|ret[ií]culo|trama reticul[ií]nica)\b(?:\s(?:stain(?:ing)?|fib(?:re|er)s?|fibrosis|is"
    r"|was|shows?|with|"
    r"network|framework|content|fibras|tinci[oó]n|muestra|es|est[aá]|de|en|trama)){0,6}[\s:,(]{1,3}(?:"
    + _GRADE
    + r")(?:\s?\(?(?:WHO |OMS )?(?:MF[\s-]?|grad[eo]\s)(?P<second>[0-3])\)?)?",
    re.IGNORECASE,
)
_STATE = (
    r"(?P<state>adequate|present|normal|increased|decreased|reduced|absent|depleted|not (?:seen|identified"
    r"|increased)|none|nil"
    r"|low|scanty|[1-4]\+|grade [0-6]|adecuad[oa]s?|presentes?|aument\w+|disminuid[oa]s?|ausentes?"
    r"|normal(?:es)?|conservad[oa]s?"
    r"|escas[oa]s?|negativ[oa]s?|positiv[oa]s?|no se (?:observan?|identifican?|ven?))"
)
_IRON = re.compile(
    r"\b(?P<name>(?:storage |stainable |marrow |bone marrow )?iron(?: stores| stain| storage| content)?"
    r"|hemosiderin|(?:dep[oó]sitos de "
    r"|reservas de )?hierro(?: medular| de dep[oó]sito| macrof[aá]gico)?|(?:ringed? )?sideroblasts?"
    r"|sideroblastos(?: en anillo"
    r"| anillados)?)(?:\s?\([^()]{1,20}\))?(?:\s(?:is|are|was|were|appears?|est[aá]n?|son))?\s?[:\s]\s?"
    + _STATE
    + r"\b",
    re.IGNORECASE,
)


def marrow_stains(paper: Paper) -> Iterator[Finding]:
    """The grade of reticulin and the stores of iron in the marrow that a paper tells."""
    marrow = paper.category is Category.BONE_MARROW
    for clause in paper.clauses:
        if clause.section not in _OTHERS and (marrow or _MARROW.search(clause.text)):
            yield from _told_in(clause)


def _told_in(clause: Clause) -> Iterator[Finding]:
    for found in _RETICULIN.finditer(clause.text):
        grade = found["grade"] or found["second"]
        yield _finding(clause, found, "reticulin", _said(found), float(grade) if grade else None)
    for found in _IRON.finditer(clause.text):
        name = "sideroblasts" if "siderobl" in found["name"].lower() else "iron stores"
        yield _finding(clause, found, name, found["state"], None)


def _said(found: re.Match[str]) -> str:
    if found["grade"]:
        return f"grade {found['grade']}"
    return found["how"] + (f" (MF-{found['second']})" if found["second"] else "")


def _finding(clause: Clause, found: re.Match[str], name: str, value: str, number: float | None) -> Finding:
    return Finding(
        Kind.STAIN,
        name,
        value=value,
        number=number,
        assertion=Assertion.STATED,
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
