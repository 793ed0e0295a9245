"""That a child takes no medicine: `No regular medications`, `Medications on admission: none`, `sin medicación
habitual`, `no toma ningún medicamento`. Texts are folded; all repeats are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.lacking import untreated_lacks
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import PhraseIndex

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES})
_SOME = r"(?:(?:regular|current|other|home|chronic|daily|long-term|concomitant|routine|usual|outpatient|prescribed) )"
_ANY = r"(?:medications?|medicines?|meds|drug treatment|drug therapy)"
_ANY_ES = r"(?:medicacion|medicamentos?|farmacos?|tratamientos? (?:cronicos?|habitual(?:es)?|farmacologicos?))"
_HOW_ES = (
    r"(?:habitual(?:es)?|cronic[oa]s?|actual(?:es)?|concomitantes?|de base|en casa|domiciliari[oa]s?|"
    r"regular(?:es)?)"
)
_NEVER = re.compile(
    rf"(?<![\w-])(?:(?:on |takes? |is on |currently on |taking )?no {_SOME}{{0,2}}{_ANY}(?: (?:at home|on admission|"
    r"currently|at present|at discharge))?"
    rf"|(?:(?:is |now |currently |been |remains )off|off) (?:all |any |of all )(?:of )?(?:his |her |"
    rf"their )?{_SOME}{{0,2}}{_ANY}"
    rf"|(?:does not|doesn.t|is not|not) (?:take|taking|on|use) any {_SOME}{{0,2}}{_ANY}|{_SOME}?{_ANY} nil"
    rf"|sin {_ANY_ES}(?: {_HOW_ES}){{0,2}}"
    rf"|no (?:toma|recibe|usa|tiene|utiliza)(?: actualmente| de forma habitual)? (?:ningun(?:a)? )?{_ANY_ES}"
    rf"(?: {_HOW_ES})?|niega (?:uso de |consumo de )?{_ANY_ES})(?![\w-])"
)
_FORM = re.compile(
    rf"(?:^|[.;|]\s{{0,2}}|[-•*]\s)(?:{_SOME}{{0,2}}{_ANY}|drug history|dhx?|{_ANY_ES}(?: {_HOW_ES})?|"
    rf"(?:antecedentes )?farmacologicos|medicamentosos)"
    r"(?: (?:on|at|prior to|before|al|en|previ[oa]s? al?) (?:admission|discharge|home|ingreso|egreso|alta|casa))?"
    r"\s?[:=–-]\s{0,2}(?:none|nil(?: regular)?|no\b(?!\s[a-z]{4})|ningun[oa]|ningun|niega|negad[oa]s?|sin medicacion)"
    r"(?=\s?(?:[.;,|]|$))"
)
# `no medication changes`, `no medicines other than`, `sin medicamentos pendientes`: another thing.
_OTHER = re.compile(
    r"\s(?:changes?|errors?|other than|except|apart|besides|allerg\w+|reactions?|issues?|due|missed|was|were|given|"
    r"needed|"
    r"required|for|salvo|excepto|aparte|fuera|pendient\w+|para|con|de alto|que)\b"
)
_LONGEST = 300


def no_medicines(paper: Paper, names: PhraseIndex[str]) -> Iterator[Finding]:
    """The denials of any medicine, each clause once, and of those that would make up for what the body lacks."""
    for clause in paper.clauses:
        text = clause.folded
        if clause.section in _SILENT or len(text) != len(clause.text) or len(text) > _LONGEST or text.endswith("?"):
            continue
        yield from untreated_lacks(clause, names)
        found = _FORM.search(text) or _NEVER.search(text)
        if found is not None and _OTHER.match(text, found.end()) is None:
            yield _finding(clause, found.start(), found.end())


def _finding(clause: Clause, start: int, end: int) -> Finding:
    return Finding(
        Kind.MEDICINE,
        "medication",
        value=clause.text[start:end].strip(" .;|-•*"),
        assertion=Assertion.NEGATED,
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )
