"""Studies and tests that were asked for and whose result the same sentence tells, as histories do: `se solicitó TC, que
mostró una masa`, `se solicita radiografía y espirometría, ambas normales`. They are done, and nothing is awaited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_AHEAD = frozenset({Assertion.PLANNED, Assertion.PENDING})
_ASKED = re.compile(
    r"\b(?:solicit(?:[oóa]|an|aron|ando|ad[oa]s?|amos)|pidi[oó]|piden?|pidieron|indic[oó]|orden[oó]"
    r"|(?:was|were) (?:ordered|requested)|se (?:completa|complet[oó]|ampl[ií]a|ampli[oó])|requested|ordered)\b",
    re.IGNORECASE,
)
_SEEN = (
    r"(?:mostr|muestr|evidenci|objetiv|revel|inform|observ|confirm|descart|arroj|apreci|identific|demostr|detect"
    r"|visualiz|report|conclu)\w{1,6}"
)
_WHICH = r"(?:que|la cual|el cual|las cuales|los cuales|donde|en (?:el|la|los|las) (?:que|cual))"
_TOLD = re.compile(
    r"[^.;\n]{0,160}?(?:"
    rf"\b{_WHICH}\s(?:no\s)?(?:se\s)?{_SEEN}\b"
    r"|\b(?:que|la cual|el cual|siendo|ambas|ambos|todas|todos)\s"
    r"(?:fue(?:ron)?\s|result(?:a|[oó]|aron|an)\s|son\s|es\s)?(?:normal|negativ|positiv|sin alteraci)"
    r"|\b(?:con|sin)\s(?:un\s)?(?:resultados?\s(?:normal|negativ|positiv|de\b|anatomo|compatib)|hallazgos\s)"
    r"|\b(?:evidenci|mostr|objetiv|confirm|revel|observ|descart|inform|apreci|result|arroj)(?:ando|[aá]ndose)\b"
    r"|\bwhich\s(?:showed|revealed|confirmed|was|were)\b|\b(?:showing|revealing|confirming)\b"
    r")",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"[^.\n]{0,240}?\b(?:los\s|cuyos\s|sus\s)?resultados?\s(?:fue(?:ron)?|result(?:[oó]|aron)|es|son)\s(?:todos\s)?"
    r"(?P<how>negativ|normal|positiv)",
    re.IGNORECASE,
)
# Why it is asked for, or what still is to come: what was shown there is no result of it.
_WHY = re.compile(
    r"\b(?:por|ante|dad[oa]|debido|porque|ya que|tras|because|due to|since|after)\s|\b(?:pendientes?|pending|en espera"
    r"|awaited|a[uú]n no|todav[ií]a no)\b",
    re.IGNORECASE,
)


def answered(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, with studies stated as done whose sentence tells what they showed, and illnesses denied for which all
    tests of a sentence were negative."""
    for one in found:
        asked = one.assertion in _AHEAD or one.detail.get("status") == "requested"
        if one.kind is Kind.MENTION and asked and one.value:
            at = one.quote.find(one.value)
            done = at >= 0 and came_with_result(one.quote, at, at + len(one.value))
            yield (
                replace(one, assertion=Assertion.STATED, detail={**one.detail, "status": "performed"}) if done else one
            )
        elif one.kind is Kind.CONDITION and one.assertion is Assertion.UNCERTAIN and _all_negative(one, paper.clauses):
            yield replace(one, assertion=Assertion.NEGATED)
        else:
            yield one


def came_with_result(text: str, start: int, end: int) -> bool:
    """Whether a study at `text[start:end]` was asked for and the sentence goes on to what it showed."""
    asked = [one.start() for one in _ASKED.finditer(text, 0, end)]
    if not asked or re.search(r"[.;\n]\s", text[asked[-1] : start]) is not None:
        return False
    for pattern in (_TOLD, _RESULTS):
        found = pattern.match(text, end)
        if found is not None and _WHY.search(text, end, found.end()) is None:
            return True
    return False


def _all_negative(one: Finding, clauses: Iterable[Clause]) -> bool:
    """Whether an illness stands only where tests for it were asked for and all were negative."""
    places = [(clause.text, at) for clause in clauses if (at := clause.text.find(one.quote)) >= 0]
    return bool(places) and all(
        _ASKED.search(text, 0, at) is not None
        and (results := _RESULTS.match(text, at)) is not None
        and results["how"].startswith("negativ")
        for text, at in places
    )
