"""What probes on chromosomes show by their signals: `the EWSR1 probe showed split signals in 82 %`, `sonda de
separación para EWSR1: señales separadas`, `FUS probe: intact`, `SS18 break-apart negative`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes import genenames
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.records import Scalar

_SPOKEN = re.compile(
    r"\b(?:probes?|sondas?|FISH|break-?\s?apart|split|separaci[oó]n|in situ|hibridaci[oó]n|signals?"
    r"|señal(?:es)?)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"(?:(?:separated|split|broken|rearranged|break-?\s?apart)\s(?:red(?:\sand|/)\s?green\s)?signals?"
    r"(?!\s(?:probe|DNA))(?:\spattern)?|signals?\s(?:are|were|was|is)\s(?:split|separated|rearranged)"
    r"|separaci[oó]n\sde\s(?:las\s)?"
    r"señales|señales\s(?:separadas|divididas|disociadas|rotas)|patr[oó]n\s(?:de\s)?(?:separaci[oó]n"
    r"|reordenad[oo]|anormal)"
    r"|(?:probe|sonda)[^.;:]{0,20}[:,-]?\s(?:is\s|was\s)?(?:positive|split|rearranged|reordenad[oa]|positiv[oa]"
    r"|alterad[oa])|\b(?:is|was"
    r"|est[aá])\s(?:split|rearranged|reordenado)\b)",
    re.IGNORECASE,
)
_INTACT = re.compile(
    r"(?:(?:probe|sonda|FISH|break-?\s?apart)[^.;:]{0,24}[:,-]?\s(?:is\s|was\s|are\s|showed\s|shows\s"
    r"|[íi]ntegra\s|fue\s)?(?:an?\s)?"
    r"(?:intact[ao]?|[ií]ntegr[oa]|normal|negative|negativ[oa]|not\ssplit|unsplit|fused|sin\sseparaci[oó]n"
    r"|no\s(?:split|separation"
    r"|rearrangement|reordenamiento|reordenad[oa]|separaci[oó]n))|no\ssplit\ssignals?|without\ssplit"
    r"|sin\s(?:separaci[oó]n\sde\sseñales"
    r"|señales\sseparadas)|fused\ssignals\sonly|only\sfused\ssignals|señales\sfusionadas"
    r"|no\sse\sobserv\w+\sseparaci[oó]n)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"[^.;%]{0,60}?(\d{1,3}(?:[.,]\d{1,2})?\s?%)")
_NOT_YET = re.compile(
    r"\b(?:pending|pendiente|awaited|sent|will|if|whether|to follow|solicit\w+|requested|cut-?off|threshold"
    r"|umbral|not done|no se)\b",
    re.IGNORECASE,
)
_NEAR = 40
_OTHERS = (Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.PLAN)
# Genes whose probes show by two signals that they are broken.
_BREAKS = frozenset((
    "EWSR1", "FUS", "SS18", "FOXO1", "ALK", "CIC", "BCOR", "NTRK1", "NTRK2", "NTRK3", "MYC", "BCL2", "BCL6", "IGH",
    "KMT2A", "TFE3", "TFEB", "DDIT3", "USP6", "PLAG1", "MAML2", "ETV6", "ABL1", "ABL2", "PDGFRB", "CRLF2", "JAK2",
    "NUTM1", "ROS1", "RET", "NR4A3", "IRF4", "DUSP22", "CBFB", "RUNX1", "PAX3", "PAX7", "BRAF", "CIITA", "NUP98",
    "MECOM", "TCF3", "RARA", "EPOR", "P2RY8", "BCL11B", "TLX1", "TLX3", "TP63", "MYB", "RELA", "ZFTA",
))  # fmt: skip


def signals_told(clause: Clause, words: genenames.GeneWords, before: Clause | None) -> Iterator[Finding]:
    """The one gene of a clause, or of the title right above it, with what the signals of its probe show."""
    if clause.section in _OTHERS or clause.cells or not _SPOKEN.search(clause.text) or _NOT_YET.search(clause.text):
        return
    split, intact = _SPLIT.search(clause.text), _INTACT.search(clause.text)
    found = intact if intact is not None and (split is None or intact.start() <= split.start()) else split
    if found is None:
        return
    genes = {one.value: one for one in genenames.genes_in(clause, words) if one.value in _BREAKS}
    above = before is not None and not genes and _SPOKEN.search(before.text) is not None
    titled = (
        {one.value for one in genenames.genes_in(before, words) if one.value in _BREAKS} if above and before else set()
    )
    names = set(genes) or titled
    if len(names) != 1 or (genes and min(one.start for one in genes.values()) > found.end() + _NEAR):
        return
    (name,) = names
    percent = _PERCENT.match(clause.text, found.end()) if found is split else None
    detail: dict[str, Scalar] = {"gene": name, "class": "rearrangement", "method": "FISH"}
    end = percent.end() if percent is not None else found.end()
    yield Finding(
        Kind.CYTOGENETICS,
        name,
        value="rearrangement",
        assertion=Assertion.STATED if found is split else Assertion.NEGATED,
        detail=detail | ({"percent": percent[1]} if percent is not None else {}),
        citations=(clause.cite(min([found.start(), *(one.start for one in genes.values())]), end),),
        confidence=clause.confidence,
    )
