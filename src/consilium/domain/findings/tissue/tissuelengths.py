"""Lengths of what was taken out or put in, as surgeons and pathologists tell them: cores (`four cores to 1.6 cm`),
resections (`resection of the femoral shaft (17 cm)`), stumps, grafts and implants (`a 20 mm acrylic implant`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.sizes import Size, sizes_in
from consilium.domain.findings.paper import Paper, Section
from consilium.domain.findings.text import bodysites

_THING = (
    r"(?:needle\s|core\s|trephine\s)?(?:cores?|biops(?:y|ies)|biopsias?|cilindros?|trephines?|trefinas?|stumps?|mu[ñn][oó]n|"
    r"resections?|resecci[oó]n(?:es)?|ostectom(?:y|[ií]a)|osteotom(?:y|[ií]a)|segments?|segmentos?|allografts?|autografts?|"
    r"grafts?|aloinjertos?|autoinjertos?|injertos?|implants?|implantes?|prosthes[ie]s|endoprosthes[ie]s|pr[oó]tesis|"
    r"endopr[oó]tesis|nails?|plates?|placas?|clavos?|screws?|tornillos?|fibula flap|peron[eé] vascularizado)"
)
_BEFORE = re.compile(
    rf"\b(?P<name>{_THING})\b(?P<between>[^;:.()\d]{{0,60}}?)"
    r"(?:\(|,|:|[-–—=]|(?<=mens)|(?<=hine)|(?<=ines)|(?<=tump)|(?<=lobe)|\b(?:of|de|to|hasta|up to|measur\w+|mide|"
    r"miden|long|largo|longitud|length|total|in length)\b)\s?"
    r"(?:(?:of|de|to|hasta|up to|about|approximately|aprox\w*\.?|~|total|length|longitud|measuring|each|"
    r"cada uno)\s){0,3}$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s(?:(?:long|de largo|de longitud)\s)?(?P<between>(?:[^\W\d_][\w-]{{2,17}}\s){{0,3}})(?P<name>{_THING})\b",
    re.IGNORECASE,
)
# Only a core of marrow has cells of so many percent.
_CELLULAR = re.compile(
    r"[,;(]?\s?(?:about|approximately|aprox\w*|con|with)?\s?(?:\d{1,3}(?:\s?-\s?\d{1,3})?\s?%\s(?:cellular\w*|celular\w*)|"
    r"(?:cellularity|celularidad)\b)",
    re.IGNORECASE,
)
# What lies between a thing and a size that is another's.
_OTHERS = re.compile(
    r"\b(?:tumou?r\w*|mass|masa|lesi[oó]n|lesion|nodul\w*|n[oó]dulo\w*|margins?|m[aá]rgen\w*|margen\w*|bordes?|necrosis|foc[iou]\w*|"
    r"defect\w*|incisi\w*|diameter|di[aá]metro|depth|thick\w*|from|desde|at|between|entre|scar|cicatriz|distance|distancia)\b",
    re.IGNORECASE,
)
_RUN = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s?(?:cm|mm)?\s?(?:to|a|hasta|-|–|y|and)\s$", re.IGNORECASE)
_FALL = 100
_PARTS = (
    Section.GROSS, Section.MICROSCOPY, Section.FINDINGS, Section.SPECIMEN, Section.DIAGNOSIS, Section.CONCLUSION,
    Section.NONE, Section.OPERATION, Section.TREATMENT,
)  # fmt: skip
_OPEN = (Assertion.PLANNED, Assertion.HISTORICAL, Assertion.FAMILY, Assertion.CONDITIONAL)
_MOST = 12


def lengths(
    paper: Paper, when: PartialDate | None, told: Collection[str], sites: bodysites.SiteWords, assertion: AssertionWords
) -> Iterator[Finding]:
    """The lengths of pieces, grafts and implants, where no other rule has told of the same size (`told`)."""
    for clause in paper.clauses:
        if clause.section not in _PARTS:
            continue
        for size in list(sizes_in(clause.text))[:_MOST]:
            named = _name(clause.text, size) if size.value not in told else None
            if named is None:
                continue
            name, start, end = named
            how = assertion_of(clause, start, end, assertion)
            place = bodysites.place_near(clause, sites, start, end)
            yield Finding(
                Kind.MEASUREMENT,
                name,
                value=size.value,
                number=size.number,
                unit=size.unit,
                when=when,
                assertion=how if how in _OPEN else Assertion.STATED,
                laterality=place.side,
                site=place.site,
                detail={"sizes": size.sizes, "unit": size.unit},
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
            )


def _name(text: str, size: Size) -> tuple[str, int, int] | None:
    """The piece that a size is of, and the stretch that tells it: before it, behind it, or by its cells."""
    if _CELLULAR.match(text, size.end):
        return "marrow biopsy", size.start, size.end
    first = max(0, size.start - _FALL)
    lead = text[first : size.start]
    run = _RUN.search(lead)
    lead = lead[: run.start()] if run else lead
    found = None
    for at in re.finditer(rf"\b{_THING}\b", lead, re.IGNORECASE):
        found = _BEFORE.search(lead, at.start()) or found
    if found is not None and not _OTHERS.search(found["between"]):
        words = found["between"].strip(" ,")
        return f"{found['name']} {words}".strip(), first + found.start(), size.end
    behind = _BEHIND.match(text, size.end)
    if behind is not None and not _OTHERS.search(behind["between"]):
        return f"{behind['between']}{behind['name']}", size.start, behind.end()
    return None
