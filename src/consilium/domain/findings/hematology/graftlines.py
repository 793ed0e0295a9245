"""The lines of a transplant's form that name who gave the cells and what they were: `Donor: unrelated, 27 years, HLA
10/10`, `Fuente: médula ósea`, `Graft: TCR alpha/beta depleted PBSC`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.PLAN})
_DONOR = re.compile(
    r"^\W{0,3}(?:stem cell\s|HSCT\s)?(?:donor|donante|donador)(?:\s(?:type|tipo))?\s?[:|]\s?(?P<who>[^.;\n]{3,90})",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:sibling|brother|sister|mother|father|parent|twin|cousin|unrelated|related|matched|haplo\w*|cord|MUD|MMUD"
    r"|MSD|MFD|herman[oa]"
    r"|madre|padre|gemel[oa]|emparentad[oa]|familiar|relacionad[oa]|DNE|cord[oó]n|\d{1,2}/(?:8|10|12))\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:none|not? (?:found|identified|available)|sin donante|ningun[oa]|pending|pendiente|search|b[uú]squeda"
    r"|in search)\b",
    re.I,
)
_SOURCE = re.compile(
    r"^\W{0,3}(?:(?:stem cell |cell |graft |HSC )?source(?: of (?:stem )?cells)?|graft(?: type| source)?|product|fuente"
    r"(?: de (?:los )?(?:progenitores|c[eé]lulas|PH|injerto)(?: hematopoy[eé]ticos)?)?|injerto"
    r"|tipo de injerto)\s?[:|]\s?(?P<what>[^\n]{2,90})",
    re.IGNORECASE,
)
_PRODUCTS = {
    "bone marrow": r"bone marrow|\bBM\b|m[eé]dula(?: [oó]sea)?|\bMO\b",
    "cord blood": r"cord blood|umbilical|cord[oó]n",
    "peripheral blood stem cells": r"peripheral blood|PBSC|\bPB\b|sangre perif[eé]rica|\bSP\b|TCR|CD34",
}  # fmt: skip
_GRAFT = frozenset({"allogeneic transplant", "stem cell transplant", "autologous transplant"})
_DONE = frozenset({Assertion.STATED, Assertion.HISTORICAL})


def with_graft_lines(told: Sequence[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, the paper's only transplant with the source of its cells, and the donor of a form where none is told."""
    grafts = [one for one in told if one.kind is Kind.TRANSPLANT and one.name in _GRAFT]
    done = [one for one in grafts if one.assertion in _DONE and one.when is not None]
    source = _source(paper) if len(done) == 1 else None
    labelled = {clause.text: clause for clause in paper.clauses if _of_donor(clause) is not None}
    for one in told:
        if source is not None and one is done[0] and not one.detail.get("product"):
            clause, name = source
            yield replace(one, detail={**one.detail, "product": name}, citations=(*one.citations, clause.cite()))
        elif done and one.kind is Kind.TRANSPLANT and one.name == "donor" and one.assertion is Assertion.CONDITIONAL:
            yield replace(one, assertion=Assertion.STATED) if one.quote in labelled else one
        else:
            yield one
    quoted = [one.quote for one in told if one.kind is Kind.TRANSPLANT and one.name == "donor"]
    for text, clause in labelled.items():
        if not any(one in text or text in one for one in quoted):
            yield _donor(clause, given=bool(done))


def _of_donor(clause: Clause) -> re.Match[str] | None:
    if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
        return None
    found = _DONOR.match(clause.text)
    return found if found is not None and _WHO.search(found["who"]) and not _NOBODY.search(found["who"]) else None


def _donor(clause: Clause, *, given: bool) -> Finding:
    found = _DONOR.match(clause.text)
    return Finding(
        Kind.TRANSPLANT,
        "donor",
        value=found["who"].strip() if found is not None else "",
        assertion=Assertion.STATED if given else Assertion.CONDITIONAL,
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )


def _source(paper: Paper) -> tuple[Clause, str] | None:
    """The line that says what the cells came from, with the field's term."""
    for clause in paper.clauses:
        found = _SOURCE.match(clause.text) if clause.section not in _SILENT else None
        names = [name for name, words in _PRODUCTS.items() if found and re.search(words, found["what"], re.IGNORECASE)]
        if names:
            return clause, names[0]
    return None
