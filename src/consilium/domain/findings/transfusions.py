"""Transfusions told without a product: `transfundido`, `was transfused on 3 March`, `Transfusión: 1 concentrado`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.refusals import refused
from consilium.domain.findings.told import occasion_near
from consilium.domain.findings.treatmentverbs import status_beside

_STEMS = ("transfus", "transfund")
# The child was transfused; not the cells that were, and no rule of when to.
_DONE = re.compile(
    r"\b(?P<done>(?:was|were|has been|had been|fue|ha sido|se|also|then|and|y)\s(?:transfused|transfundid[oa]|"
    r"transfundi[oó])|(?:(?<=^)|(?<=[;,.:] ))(?:transfused|transfundid[oa]))\b",
    re.IGNORECASE,
)
# A form's answer: how many, or of what.
_COUNTED = re.compile(
    r"\b(?P<done>(?:blood )?transfusi(?:ons?|[oó]n(?:es)?)(?: (?:given|intraoperative|intraoperatoria|sangu[ií]nea))?)"
    r"\s?[:=]\s?(?P<how>(?:\d{1,2}|one|two|three|una?|dos|tres)\s(?:units?|packs?|unidad(?:es)?|concentrad[oa]s?|bolsas?|"
    r"paquetes?|U\b)|yes\b|s[ií]\b|(?:none|no|nil|ninguna|not required|no requiri[oó])(?=\s?[.;,|]|\s*$))",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:none|no|nil|ninguna|not required|no requiri[oó])\b", re.IGNORECASE)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES})
# Such a word before it, or a condition, makes it a rule.
_RULE = re.compile(r"\b(?:if|when|should|si|cuando|threshold|umbral|reaction|reacci[oó]n)\b", re.IGNORECASE)


def transfused(clause: Clause, paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """The transfusion that a clause tells without its product."""
    if clause.section in _SILENT or not any(stem in clause.folded for stem in _STEMS):
        return
    hit = _COUNTED.search(clause.text) or _DONE.search(clause.text)
    if hit is None or _RULE.search(clause.text) or clause.text.rstrip().endswith("?"):
        return
    start, end = hit.span("done")
    counted = hit.groupdict().get("how")
    when = None if counted else occasion_near(clause, paper, start, end)
    if counted:
        said = Assertion.NEGATED if _NONE.match(counted) else Assertion.STATED
    else:
        said = assertion_of(clause, start, end, assertion)
        beside = status_beside(clause.folded, start, end)
        said = Assertion.NEGATED if refused(clause, start, end) else beside or said
    if said in (Assertion.STATED, Assertion.HISTORICAL, Assertion.NEGATED, Assertion.PLANNED):
        yield Finding(
            Kind.MEDICINE,
            "transfusion",
            value=hit[0],
            when=when.when if when else None,
            assertion=said,
            citations=(clause.cite(*hit.span()),),
            confidence=clause.confidence,
        )
