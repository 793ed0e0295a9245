"""That a leukemia or lymphoma has not reached the nervous system: `CNS negative`, `sin compromiso de SNC`. That is the
status that was found, and denies no stage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause

_FREE = re.compile(
    r"\b(?:CNS|SNC)(?:\s?[:=-]\s?|\s)(?:(?:disease|status|estado|enfermedad)\s?:?\s?)?(?:negative|neg\b|negativ[oa]\b"
    r"|(?:was |is )?not involved|uninvolved|no comprometido|no infiltrado|no afectado|sin (?:infiltraci[oó]n|"
    r"compromiso))"
    r"|\b(?:no|without|sin) (?:CNS (?:involvement|disease)"
    r"|(?:compromiso|infiltraci[oó]n|afectaci[oó]n|enfermedad) (?:de |del |en )?(?:el )?SNC)\b",
    re.IGNORECASE,
)
# `CNS negative for blasts` tells the same; `CNS: negative for headache` is a list of complaints.
_OF_COMPLAINTS = re.compile(r"\s(?:for|para)\s(?!\W{0,2}(?:blasts?|blastos|disease|leuk\w+|leuc\w+|lymph\w+|linf\w+))")
# Short names of the diseases of which it is told, where a paper has no longer one.
_SHORT = re.compile(
    r"(?<![\w-])(?:(?:BCP-|B-|T-|[Pp]re-?B[ -])?ALL|(?:BCP|B|T)-?LBL|LLA|LAL|AML|LMA|APL|LPA|NHL|LNH|DLBCL|LLT)(?![\w])"
)
_KEPT = (Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.UNCERTAIN)


def free_of_disease(clause: Clause, assertion: AssertionWords, *, told: bool) -> Iterator[Finding]:
    """The status of a clause; `told` says whether the paper speaks of leukemia or lymphoma."""
    found = _FREE.search(clause.text) if "cns" in clause.folded or "snc" in clause.folded else None
    if found is None or _OF_COMPLAINTS.match(clause.text, found.end()):
        return
    if not told and (clause.text.isupper() or _SHORT.search(clause.text) is None):
        return
    said = assertion_of(clause, found.start(), found.end(), assertion)
    yield Finding(
        Kind.STAGE,
        "stage",
        value=found[0],
        assertion=said if said in _KEPT else Assertion.STATED,
        detail={"system": "CNS status"},
        citations=(clause.cite(*found.span()),),
        confidence=clause.confidence,
    )
