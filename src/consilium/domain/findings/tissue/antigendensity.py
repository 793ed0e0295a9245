"""How much of a marker cells carry, as flow cytometry measures it: sites on each cell (`CD19 12,400 sites/cell`) and
mean intensities (`CD22 MFI 1100`), and the share of events that a title gives to the blasts (`(61 % of events)`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_COUNT = r"(?P<number>\d{1,3}(?:[.,\s\u00a0]\d{3}){1,2}|\d{1,7})(?![\d%]|[.,]\d|\s?%)"
_MARKER = r"\b(?P<marker>(?:cy|s)?(?:CD\d{1,3}[a-z]?|GD2|BCMA|HER2|B7-H3|FLT3|CRLF2|TSLPR|EGFR|GPC3|FcRH5|GPRC5D))"
_NEAR = r"(?:\s(?:expression|antigen|density|expresi[oó]n|ant[ií]geno|densidad|blasts?|blastos|on|en|of|de)){0,4}"
_INTENSITY = (
    r"(?:g?MFI|IMF|IFM|(?:geometric\s)?mean (?:fluorescen(?:ce|t) )?intensity|"
    r"intensidad (?:media )?de fluorescencia(?: media)?|antigen density|densidad antig[eé]nica|ABC|MESF)"
)
_SITES = (
    r"(?:(?:sites?|molecules?|antigens?|copies|receptors?|sitios?|mol[eé]culas?|ant[ií]genos?|copias|receptores)"
    r"\s?(?:/|per|por|a|on each|en cada)\s?(?:cell|c[eé]lula|blast|blasto)|MESF|ABC)\b"
)
_BY_INTENSITY = re.compile(rf"{_MARKER}{_NEAR}\s?[(,:]?\s?{_INTENSITY}\s?(?:of|de|[:=,(])?\s?{_COUNT}", re.IGNORECASE)
_BY_SITES = re.compile(rf"{_MARKER}{_NEAR}\s?(?:of|de|at|[:=,(])?\s?~?{_COUNT}\s?(?P<unit>{_SITES})", re.IGNORECASE)
_INTENSITY_OF = re.compile(
    rf"\b{_INTENSITY}\s(?:of|de|for|para)\s{_MARKER}\s?(?:was|is|fue|[:=,(])?\s?{_COUNT}", re.IGNORECASE
)
_EVENTS = re.compile(
    r"\b(?:blasts?|blastos?|bl[aá]stic[oa]s?)\b[^.;:()%\d]{0,40}\(\s?(?P<sign>[<>~])?\s?(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?%\s?"
    r"(?:of|de)\s(?:all\s|total\s|the\s|los\s|las\s)?(?:events?|eventos?|cells|c[eé]lulas|nucleated|nucleadas|leukocytes|"
    r"leucocitos|total)",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:threshold|cutoff|at least|minimum|required|normal|umbral|m[ií]nimo|al menos|controls?)\b", re.IGNORECASE
)
_MOST, _FALL = 12, 40


def densities(paper: Paper) -> Iterator[Finding]:
    """Every amount of a marker on the cells of a paper, and the share of events that are blasts."""
    for clause in paper.clauses:
        if not any(char.isdigit() for char in clause.text):
            continue
        for pattern in (_BY_SITES, _BY_INTENSITY, _INTENSITY_OF):
            for found in list(pattern.finditer(clause.text))[:_MOST]:
                before = clause.text[max(0, found.start() - _FALL) : found.start()].rpartition(". ")[2]
                if not _GOAL.search(before + found[0]):
                    yield _amount(clause, found)
        for found in list(_EVENTS.finditer(clause.text))[:1]:
            yield Finding(
                Kind.FLOW,
                "blasts",
                value=f"{found['number']} %",
                number=float(found["number"].replace(",", ".")),
                comparator=found["sign"] or "",
                unit="%",
                assertion=Assertion.STATED,
                citations=(clause.cite(found.start(), found.end()),),
                confidence=clause.confidence,
            )


def density_spans(text: str) -> list[tuple[int, int]]:
    """Where a text tells how much of a marker cells carry, which is no count of cells in the blood."""
    if not any(char.isdigit() for char in text):
        return []
    patterns = (_BY_SITES, _BY_INTENSITY, _INTENSITY_OF)
    return [(one.start(), one.end()) for pattern in patterns for one in pattern.finditer(text)]


def _amount(clause: Clause, found: re.Match[str]) -> Finding:
    sites = found.groupdict().get("unit") or ""
    return Finding(
        Kind.FLOW,
        found["marker"],
        value=found["number"],
        number=float(re.sub(r"\D", "", found["number"])),
        unit=sites,
        assertion=Assertion.STATED,
        detail={"measure": "antigen density" if sites else "mean intensity"},
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
