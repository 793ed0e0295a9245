"""The blood pressure that a text or a table tells: `BP 104/60`, `PA: 102/64 mmHg`, `TA (mmHg)   148/94   122/78`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.examination.organmeasures import pressures_in
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause

_NAME = (
    r"(?:blood pressures?|presi[oó]n arterial|tensi[oó]n arterial|\bB\.?P\.?|\bP\.?A\.?|\bT\.?A\.?|\bpresi[oó]n"
    r"|\btensi[oó]n|\bpressure)"
    r"(?:\s?\((?:mm\s?Hg)\))?"
)
_TOLD = re.compile(
    rf"(?i:{_NAME})(?:\s?[:=]\s?|\s(?:of|was|is|de|fue|era|en|at|hoy|today|right arm|brazo derecho|(?:was "
    rf"|is )?(?:raised|elevated|high|up)[^.;\d]{0, 16}(?:\d{1, 2} to \d{1, 2} )?\((?:max\.?|up to|maximum)|up to"
    rf"|hasta)\s|\s)?\s?"
    r"(?P<value>(?P<high>\d{2,3})\s?/\s?(?P<low>\d{2,3}))(?![\d/.,]*\d)(?:\s?mm\s?Hg)?"
)
# What a limit, a goal or a rule tells is no pressure of the child.
_LIMIT = re.compile(
    r"\b(?:if|when|goals?|target|aim|keep|below|above|over|under|less|more|than|si|cuando|meta|objetivo|mantener|menor"
    r"|mayor|hasta|centile|percentil\w*)\b|[<>≤≥]\s?$",
    re.IGNORECASE,
)
_HIGH, _LOW, _BEFORE, _MOST = range(40, 261), range(15, 181), 30, 12


def pressures_told(clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
    """What a clause tells of pressures: in the heart and its vessels, and by a cuff."""
    yield from pressures_in(clause, assertion)
    yield from blood_pressures(clause, assertion)


def blood_pressures(clause: Clause, assertion: AssertionWords) -> Iterator[Finding]:
    """Each blood pressure of a clause."""
    if "/" not in clause.text:
        return
    for count, found in enumerate(_TOLD.finditer(clause.text)):
        high, low = int(found["high"]), int(found["low"])
        before = clause.text[max(0, found.start() - _BEFORE) : found.start("value")]
        before = before.rpartition(",")[2]  # `talla 148 cm (percentil 3), TA 100/62`
        if count >= _MOST or high not in _HIGH or low not in _LOW or low >= high or _LIMIT.search(before):
            continue
        how = assertion_of(clause, found.start(), found.end(), assertion)
        yield Finding(
            kind=Kind.FUNCTION,
            name="blood pressure",
            value=re.sub(r"\s", "", found["value"]),
            unit="mmHg",
            assertion=how if how is Assertion.FAMILY else Assertion.STATED,
            detail={"systolic": high, "diastolic": low},
            citations=(clause.cite(found.start(), found.end()),),
            confidence=clause.confidence,
        )
