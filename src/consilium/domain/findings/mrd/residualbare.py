"""Residual disease by the word alone, where a value or a result follows: `enfermedad residual 0,05 %`, `la residual
dio 6 por millón`, `residual por NGS del 29-07-2024: 9 copias por millón`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.mrd.residual import ResidualWords, of_value
from consilium.domain.findings.mrd.residualvalues import VALUE
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, broken, spans_in

_BARE = re.compile(
    r"\b(?:enfermedad residual|(?:la|una|su|última) residual|residual(?= (?:por|del?|dio|fue|en|sali[oó]|de)\b)"
    r"|the residual"
    r"|residual level|residual disease)\b(?! (?:tumou?r|mass|masa|tumoral|disease|en la rm|macrosc[oó]pic[oa]"
    r"|microsc[oó]pic[oa]))",
    re.IGNORECASE,
)
# A level of residual disease is in percent below one, in copies, or a power of ten: not the share of a tumor.
_REACH, _RESULT_REACH = 60, 30
_OF_TUMOR = re.compile(
    r"\b(?:tumou?r|mass|masa|resec\w+|cirug\w+|surg\w+|RM|MRI|CT|TC|PET|scan|margin|margen|sarcoma|glioma"
    r"|blastoma)\b",
    re.IGNORECASE,
)


def told(clause: Clause, words: ResidualWords, assertion: AssertionWords) -> Iterator[Finding]:
    """What a sentence says of residual disease that it names by this word only."""
    if "residual" not in clause.text.lower() or spans_in(clause, words.names) or _OF_TUMOR.search(clause.text):
        return
    results = spans_in(clause, words.results)
    for bare in list(_BARE.finditer(clause.text))[:2]:
        name = Span("names", bare.start(), bare.end())
        value = next(
            (
                one
                for one in VALUE.finditer(clause.text, bare.end(), bare.end() + _REACH)
                if not one["bare"] and not broken(clause.text, bare.end(), one.start())
            ),
            None,
        )
        if value is not None:
            yield of_value(clause, words, assertion, name, value, None)
            continue
        result = next((one for one in results if 0 < one.start - bare.end() <= _RESULT_REACH), None)
        if result is not None and result.value != "pending" and not broken(clause.text, bare.end(), result.start):
            yield of_value(clause, words, assertion, name, None, result)
