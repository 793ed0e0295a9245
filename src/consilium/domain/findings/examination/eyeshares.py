"""How much of an eye a tumor fills: `fills > 50 % of globe`, `ocupa el 60 % de la cavidad vítrea`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper, Section
from consilium.domain.findings.text.numerals import comparator_of

_SIGN = (
    r"(?:(?P<sign>[<>≥≤~]|more than|over|greater than|at least|less than|about|approximately|nearly|m[aá]s del?|"
    r"al menos|menos del?|casi|cerca del?|aproximadamente)\s?)?"
)
_WHOLE = (
    r"(?P<whole>(?:entire |whole )?(?:globe|eye|eyeball|vitreous (?:cavity|volume|space)|ocular (?:volume|cavity)|"
    r"retina)(?: volume)?"
    r"|globo(?: ocular)?|ojo|cavidad(?: v[ií]trea| ocular)?|volumen (?:ocular|del ojo|del globo)|v[ií]treo|retina)"
)
_PERCENT = r"(?P<number>\d{1,3}(?:[.,]\d)?)\s?(?:%|per ?cent|por ciento)"
_OF = r"\s(?:of|del?|en)\s(?:(?:the|the right|the left|la|el|su|his|her)\s)?"
_FILLS = (
    r"(?:fill(?:s|ed|ing)?|occup(?:ies|ied|ying|y)|involv(?:es|ed|ing)|replac(?:es|ing)|tak(?:es|ing) up|"
    r"ocupa(?:ndo|ba)?|llena(?:ndo|ba)?|"
    r"compromete|abarca(?:ndo)?)"
)
_FORMS = (
    re.compile(
        rf"\b{_FILLS}\s(?:up\s|hasta\s|un\s|el\s)?{_SIGN}(?:un\s|el\s)?{_PERCENT}{_OF}{_WHOLE}(?![\w-])", re.IGNORECASE
    ),
    re.compile(
        rf"(?<![\w.,]){_SIGN}{_PERCENT}{_OF}{_WHOLE}\s(?:(?:is|was|est[aá])\s)?(?:filled|occupied|replaced|"
        rf"ocupad[oa]|llen[oa])\b",
        re.IGNORECASE,
    ),
)
_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.INDICATION})
NAME = "share of the globe filled"


def shares_of_eyes(paper: Paper, words: AssertionWords) -> Iterator[Finding]:
    """The shares of an eye that a paper says a tumor fills."""
    for clause in paper.clauses:
        if clause.section in _SILENT or (
            "%" not in clause.text and "cent" not in clause.folded and "ciento" not in clause.folded
        ):
            continue
        found = next((one for form in _FORMS if (one := form.search(clause.text)) is not None), None)
        if found is not None and float(found["number"].replace(",", ".")) <= 100:
            yield Finding(
                Kind.MEASUREMENT,
                NAME,
                value=clause.text[found.start("sign") if found["sign"] else found.start("number") : found.end("number")]
                + " %",
                number=float(found["number"].replace(",", ".")),
                comparator=comparator_of(found["sign"] or ""),
                unit="%",
                assertion=assertion_of(clause, found.start(), found.end(), words),
                citations=(clause.cite(found.start(), found.end()),),
                confidence=clause.confidence,
            )
