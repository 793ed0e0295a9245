"""A relapse or a cancer that may come: asked about, explained as a risk, or a condition; never as true of the child."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.diagnosis.diagnosiswords import Words
from consilium.domain.findings.diagnosis.returnwords import is_of_collection
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.spans import spans_in

# What comes back has to be named where the verb says nothing of illness: a fever comes back too.
_DISEASE = (
    r"(?:(?:the|his|her|my|their|this|your|el|la|su|mi|este|esta)\s)?(?:cancer|tumou?rs?|leuk(?:a)?emia|lymphoma"
    r"|disease|sarcoma|c[aá]ncer|tumor|leucemia|linfoma|enfermedad|neoplasia)"
)
_BACK = r"(?:come(?:s)?\sback|came\sback|return(?:s|ed)?|recur(?:s|red)?|reappear(?:s|ed)?|grow(?:s)?\sback)"
_BACK_ES = r"(?:vuelv[ea]|volvi(?:era|ese)|regres(?:a|e|ara)|reapare(?:ce|zca|ciera)|volver)"
_IF = r"\b(?:if|in\scase|por\ssi|si|en\scaso\sde\sque|qu[eé]\spasa\ssi)\s"
_MAY = (
    r"\b(?:can|could|may|might|will|would|should|likely\sto|puede|podr[ií]a|podr[aá]|pueda|va\sa"
    r"|miedo\s(?:a|de)(?:\sque)?)\s"
)
# Who it is that may fall ill again; `may treat the relapse` is of one that has come.
_WHO = rf"(?:(?:s?he|it|they|again|still|also|ever|later|ella|[eé]l|otra\svez|{_DISEASE})\s){{0,2}}?"
_RETURNS = re.compile(
    rf"{_IF}(?:[\w'’]{{1,12}}\s){{0,3}}?(?P<said>relapses|relapsed|recae[rn]?|reca(?:iga|yera|yese))\b"
    rf"|{_MAY}{_WHO}(?P<may>relapse|recaer)\b(?!\s(?:therapy|treatment|protocol|regimen|work))"
    rf"|(?:{_IF}|{_MAY})(?P<one>{_DISEASE}\s(?:[\w'’]{{1,8}}\s){{0,2}}?(?:{_BACK}|{_BACK_ES}))\b"
    rf"|(?:{_IF}|{_MAY})(?P<es>{_BACK_ES}\s(?:a\s(?:salir|aparecer|crecer)\s)?{_DISEASE})\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:(?:one|two|three|\d{1,3})\s(?:child|patient)?\s?(?:(?:children|patients)\s)?(?:in|out\sof|of)\s"
    r"(?:every\s)?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,3})\b|%\sof\s(?:the\s)?(?:children"
    r"|patients)|(?:un[oa]?|dos|tres|\d{1,3})\s(?:ni[nñ][oa]s?\s)?de\scada\s\w{2,8}|%\sde\s(?:los\s)?(?:ni[nñ]os"
    r"|pacientes))[^.;]{0,60}$",
    re.IGNORECASE,
)
_RISK_AFTER = re.compile(r"\s(?:risks?|chances?)\b(?!\s(?:group|strat|categor|assessment tool))", re.IGNORECASE)
_RISK_BEFORE = re.compile(
    r"\b(?:risks?|chances?|riesgos?|probabilidad(?:es)?|posibilidad)\s(?:of|for|de)\s(?:(?:an?|a\slater|later|second"
    r"|secondary|developing|getting|un|una|tener|desarrollar|presentar)\s){0,2}$"
    r"|\b(?:warned|told|counsel+ed|advised|advertid[oa]s?|prevenid[oa]s?|avisad[oa]s?)\s(?:of|about|on|sobre|del?)\s"
    r"(?:(?:an?|later|the|possible|un|una|posible)\s){0,2}$"
    r"|\b(?:whether|if|will|could|can|might|may|si|puede|podr[ií]a|va\sa)\s(?:[\w'’]{1,12}\s){1,3}?"
    r"(?:get|develop|have|tener|desarrollar|dar(?:le)?|salir(?:le)?)\s(?:an?\s|un\s|una\s|el\s)?$",
    re.IGNORECASE,
)
# What a relative has is no risk of the child's; a question of the clause may still be.
_HAD = re.compile(
    r"\b(?:had|has|have|tuvo|tiene|tuvieron|died|muri[oó]|falleci[oó])\s(?:a\s|an\s|un\s)?$", re.IGNORECASE
)
_LETTERS = 120


def relapses_foreseen(paper: Paper, words: Words) -> Iterator[Finding]:
    """`Can it come back?`, `one child in ten has a relapse`, `por si recae`."""
    for clause in paper.clauses:
        if clause.section is Section.FAMILY_HISTORY:
            continue
        found = _RETURNS.search(clause.text)
        which = next((name for name in ("said", "may", "one", "es") if found[name]), "") if found is not None else ""
        if found is not None and is_of_collection(clause.text, found.start(which), found.end(which)):
            continue
        if found is not None:
            yield _found(clause, "relapse", found.start(which), found.end(which))
            continue
        for span in spans_in(clause, words.status)[:1]:
            if span.value == "relapse" and _MANY.search(clause.text[max(0, span.start - _LETTERS) : span.start]):
                yield _found(clause, "relapse", span.start, span.end)


def cancers_foreseen(clause: Clause, words: Words) -> Iterator[Finding]:
    """`the later breast cancer risk of chest radiation`, `whether she will get a bone tumour`."""
    for span in spans_in(clause, words.explained):
        before = clause.text[max(0, span.start - _LETTERS) : span.start]
        if _HAD.search(before) or is_of_collection(clause.text, span.start, span.end):
            continue
        if _RISK_AFTER.match(clause.text, span.end) or _RISK_BEFORE.search(before):
            yield _found(clause, span.value, span.start, span.end)


def _found(clause: Clause, name: str, start: int, end: int) -> Finding:
    return Finding(
        Kind.DIAGNOSIS,
        name,
        assertion=Assertion.CONDITIONAL,
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )
