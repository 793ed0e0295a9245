"""Pressures and gradients that a text tells in mmHg under their own names: `RVOT gradient 14 mmHg`, `mean PA 13 mmHg`.

What a cuff measures (`PA 94/52`, `bloodpressure.py`) and what a laboratory does (`pCO2 45 mmHg`) is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause

_OF_HEART = (
    r"(?:gradients?|gradientes?|wedge|PCWP|PCP|[RL]VEDP|PTDV[ID]|[RL]AP|m?PAP|PAPm|CVP|PVC|TPG|DPG|transpulmonary|"
    r"transpulmonar|Fontan|Glenn|pressures?|presi[oó]n(?:es)?|enclavamiento|mean\s[PRL]A|[PRL]A\smean)"
)
_WORD = r"[^\W\d_][\w'/-]{0,17}"
_TOLD = re.compile(
    rf"(?P<name>(?:{_WORD}\s){{0,3}}{_OF_HEART}(?:\s{_WORD}){{0,3}})"
    r"\s?(?:[:=,]|\((?=\d))?\s?(?:(?:of|was|is|de|fue|era|en|at|about|aprox\w*|estimad[oa]|estimated|m[aá]ximo|peak"
    r"|mean|medi[oa])"
    r"\s){0,3}(?P<comparator>[<>≤≥~]?)\s?(?P<number>\d{1,3}(?:[.,]\d)?)\s?(?P<unit>mm\s?Hg)",
    re.IGNORECASE,
)
# Pressures that are no organ's: of a cuff, of the skull at a puncture, of an eye, of gases.
_OTHER = re.compile(
    r"blood|arterial(?! pulmonar)|\b(?:BP|TA|TAM|MAP|cuff|systemic|sist[eé]mica|intraocular|IOP|PIO|opening"
    r"|apertura|CO2|O2|"
    r"systolic p|diastolic p|PEEP|cabin|garments?|compression|tourniquet|torniquete|suction|aspiraci[oó]n|negative"
    r"|negativa"
    r"|stockings?|inflat\w+|inflado|manguito|balloon|bal[oó]n|ox[ií]geno|oxygen|insuffl\w+|insuflaci[oó]n"
    r"|pneumoperitoneum"
    r"|neumoperitoneo|bandag\w+|vendaje|dressing|plantar|perfusion|cerebral|intracranial|intracraneal|ICP|PIC"
    r"|mother|father|donor"
    r"|madre|padre|donante)\b",
    re.IGNORECASE,
)
# A limit, a goal or a rule tells no pressure of the child.
_LIMIT = re.compile(
    r"\b(?:if|when|should|must|below|above|over|under|less|greater|more|than|normal|normally|goals?|target|aim|keep"
    r"|until"
    r"|up to|defined|si|cuando|debe|debajo|encima|menor|mayor|menos|m[aá]s|meta|objetivo|mantener|hasta|define)\b",
    re.IGNORECASE,
)
_BEFORE = 40
_ARTICLE = re.compile(r"^(?:(?:the|a|an|with|and|of|no|el|la|un|una|con|y|de|del)\s)+", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|without|sin|not)\s(?:\w{1,14}\s){0,2}$", re.IGNORECASE)
_MOST = 12


def pressures_in(clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
    """Each pressure or gradient of a heart or vessel that a clause tells."""
    if "mmhg" not in clause.folded and "mm hg" not in clause.folded:
        return
    for count, found in enumerate(_TOLD.finditer(clause.text)):
        name = _ARTICLE.sub("", found["name"]).strip()
        before = clause.text[max(0, found.start() - 24) : found.start()]
        if count >= _MOST or _OTHER.search(name) or _DENIED.search(before + found["name"][:8]):
            continue
        told = clause.text[max(0, found.start() - _BEFORE) : found.start("number")].rpartition(". ")[2]
        if _LIMIT.search(told):
            continue
        how = assertion_of(clause, found.start(), found.end(), assertion)
        yield Finding(
            kind=Kind.FUNCTION,
            name=name,
            value=found["number"],
            number=float(found["number"].replace(",", ".")),
            comparator=found["comparator"],
            unit=found["unit"],
            assertion=how if how is Assertion.FAMILY else Assertion.STATED,
            citations=(clause.cite(found.start(), found.end()),),
            confidence=clause.confidence,
        )
