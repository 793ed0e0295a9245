"""How a marrow is, line by line and in one sentence, where no figure tells it: `hypercellular`, `Megakaryocytes:
adequate`, `erythroid and granulocytic series markedly reduced`, `serie eritroide muy disminuida`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_SILENT = frozenset(
    {Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.PLAN, Section.MEDICINES, Section.INDICATION}
)
_LINEAGES = {
    "erythroid cells": r"erythroid|erythropoie(?:sis|tic)|eritroides?|eritropoyesis|eritrobl[aá]stica"
    r"|(?<=serie )roja",
    "granulocytic cells": r"granulocytic|granulopoiesis|myeloid|granuloc[ií]tica|granulopoyesis|mieloides?"
    r"|(?<=serie )blanca",
    "megakaryocytes": r"megakaryocyt(?:es|ic)|megakaryopoiesis|megacariocitos|megacarioc[ií]tica|megacariopoyesis",
}
_DEGREE = (
    r"(?:(?:markedly|severely|slightly|mildly|moderately|very|relatively|muy|intensamente|ligeramente|levemente"
    r"|moderadamente"
    r"|marcadamente|numerically|num[eé]ricamente|present and|presentes,?(?: y)?|normally)\s){0,2}"
)
_STATES = (
    r"adequate(?: in number)?|normal(?:es)?(?: in number(?: and morphology)?| en n[uú]mero)?|reduced|decreased"
    r"|increased|scant[y]?|sparse|few"
    r"|plentiful|abundant|suppressed|depressed|hyperplastic|hypoplastic|preserved|present|absent|active|left[- ]shifted"
    r"|disminuid[oa]s?|aumentad[oa]s?|escas[oa]s?|abundantes|conservad[oa]s?|presentes?|ausentes?"
    r"|hiperpl[aá]sic[oa]s?|hipopl[aá]sic[oa]s?"
    r"|adecuad[oa]s?|reducid[oa]s?|deprimid[oa]s?|representad[oa]s?|no se (?:observan|ven)"
)
_NAMED = "|".join(f"(?P<{name.split()[0]}>{words})" for name, words in _LINEAGES.items())
_JOINED = "|".join(_LINEAGES.values())
_LINEAGE = re.compile(
    rf"\b(?:series?\s)?(?:{_NAMED})(?:\s(?:series?|lineages?|precursors?|elements|cells|lines?))?"
    rf"(?P<more>(?:\s?,\s|\s(?:and|y|e)\s)(?:{_JOINED})(?:\s(?:series?|lineages?|precursors?|elements))?)?"
    rf"\s?(?:[:=|–-]\s?|(?:is|are|was|were|est[aá]n?"
    rf"|se encuentran?)\s)?(?P<state>{_DEGREE}(?:{_STATES}))(?![\w-])(?!\s\d)",
    re.IGNORECASE,
)
_CELLULAR = re.compile(
    r"\b(?:(?:markedly |mildly |slightly |severely |moderately |muy |levemente |ligeramente )?(?:(?:hyper|hypo"
    r"|normo|a)cellular"
    r"|(?:hiper|hipo|normo|a)celular)"
    r"|(?:overall |marrow )?(?:cellularity|celularidad)(?: global)?\s?[:=|]\s?(?P<state>(?:markedly |mildly "
    r"|slightly |severely |moderately |muy "
    r"|ligeramente |levemente )?(?:increased|reduced|decreased|normal|low|high|aumentada|disminuida|conservada"
    r"|escasa|alta|baja)))(?![\w-])",
    re.IGNORECASE,
)
_OF_MARROW = re.compile(
    r"\b(?:marrow|aspirate|trephine|BMA?T?|m[eé]dula|medular|medulograma|mielograma|AMO|BMO|aspirado|cilindro)\b", re.I
)
_NAMES = {name.split()[0]: name for name in _LINEAGES}
_KEPT = (Assertion.STATED, Assertion.HISTORICAL, Assertion.UNCERTAIN)


def states_of_marrow(paper: Paper, told: Iterable[Finding], words: AssertionWords) -> Iterator[Finding]:
    """The states of cells in marrow that no finding of `told` quotes."""
    quotes = [(one.name, one.quote) for one in told if one.kind is Kind.LABORATORY]
    for clause in paper.clauses:
        if clause.section in _SILENT or clause.text.rstrip().endswith("?") or not _is_of_marrow(clause, paper):
            continue
        for name, start, end, state in _states(clause):
            written = clause.text[start:end]
            if any(known == name and quote and (quote in written or written in quote) for known, quote in quotes):
                continue
            said = assertion_of(clause, start, end, words)
            yield Finding(
                Kind.LABORATORY,
                name,
                value=state,
                assertion=said if said in _KEPT else Assertion.STATED,
                detail={"specimen": "bone marrow"},
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
            )


def _is_of_marrow(clause: Clause, paper: Paper) -> bool:
    """Whether a clause is of a marrow: by its own words, those over it, or the paper's kind."""
    if paper.category is Category.BONE_MARROW:
        return True
    return _OF_MARROW.search(f"{clause.heading} {clause.text}") is not None or _LINEAGE.match(clause.text) is not None


def _states(clause: Clause) -> Iterator[tuple[str, int, int, str]]:
    """Name, place and state of each; a lineage that `and` joins to the next shares its state."""
    for hit in _LINEAGE.finditer(clause.text):
        lineages = [key for key in _NAMES if hit[key]]
        lineages += [
            name.split()[0] for name, forms in _LINEAGES.items() if hit["more"] and re.search(forms, hit["more"], re.I)
        ]
        for key in dict.fromkeys(lineages):
            yield _NAMES[key], hit.start(), hit.end(), hit["state"]
    for hit in _CELLULAR.finditer(clause.text):
        yield "marrow cellularity", hit.start(), hit.end(), hit["state"] or hit[0]
