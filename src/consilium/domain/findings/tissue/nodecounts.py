"""How many of the lymph nodes that were looked at hold tumor: `0 of 6 involved`, `ganglios 0/5`, `four of nine nodes
are replaced`, `all eight nodes are negative`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_SILENT = frozenset(
    {Section.PLAN, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.MEDICINES, Section.ALLERGIES}
)
_WORDS = {
    "none": 0, "zero": 0, "ninguno": 0, "one": 1, "uno": 1, "un": 1, "two": 2, "dos": 2, "three": 3, "tres": 3,
    "four": 4, "cuatro": 4, "five": 5, "cinco": 5, "six": 6, "seis": 6, "seven": 7, "siete": 7, "eight": 8, "ocho": 8,
    "nine": 9, "nueve": 9, "ten": 10, "diez": 10, "eleven": 11, "once": 11, "twelve": 12, "doce": 12,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
_NODES = r"(?:(?:lymph\s)?nodes?|ganglios?(?:\slinf[aá]ticos?)?|linfonodos?|adenopat[ií]as?)"
_OF = r"(?:\s(?:of|out\sof|de(?:\slos)?)(?:\sthe)?\s|\s?/\s?)"
_BEFORE = re.compile(
    rf"(?<![\w/.,-])(?P<held>{_NUMBER}){_OF}(?P<all>{_NUMBER})\s(?:[a-záéíóúñ-]{{3,16}}\s){{0,3}}?{_NODES}\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\b{_NODES}(?!\s(?:of|de)\s\d)(?P<between>[^.;\n\d]{{0,50}}?)(?<![\w/.,-])(?P<held>{_NUMBER}){_OF}(?P<all>{_NUMBER})"
    r"(?![\w/%-]|[.,]\d|\s?(?:cm|mm|mg|Gy)\b)",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"\b(?:all|los|las|todos\slos)\s(?P<all>{_NUMBER})\s(?:[a-záéíóúñ-]{{3,16}}\s){{0,3}}?{_NODES}\b[^.;:\n]{{0,30}}?\s"
    r"(?P<clean>negative|uninvolved|clear|free|reactive|negativos?|libres?|sin\s(?:met[aá]stasis|tumor|infiltra\w+|compromiso)"
    r"|no\s(?:muestran|presentan|contienen|evidencian)\s(?:met[aá]stasis|tumor|infiltra\w+))",
    re.IGNORECASE,
)
# Behind a count: that those counted are free of tumor.
_FREE = re.compile(
    r"\s?\)?,?\s?(?:(?:were|are|was|is|fueron|son|est[aá]n|resultaron)\s)?(?:\w+\s)?(?:negative|free|clear|uninvolved|benign|reactive"
    r"|negativos?|libres?|sin\s|reactivos?)",
    re.IGNORECASE,
)
_MOST = 90


def counted(paper: Paper) -> Iterator[Finding]:
    """One finding for each count of nodes, with how many hold tumor as its number."""
    if paper.category is Category.IMAGING_REPORTS:
        return
    for clause in paper.clauses:
        if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
            continue
        taken = -1
        found = sorted((*_BEFORE.finditer(clause.text), *_BEHIND.finditer(clause.text)), key=lambda one: one.start())
        for one in found:
            held, every = _counted(one["held"]), _counted(one["all"])
            if one.start() < taken or held > every or not 0 < every <= _MOST:
                continue
            taken = one.end()
            free = _FREE.match(clause.text, one.end()) is not None and held == every
            yield _finding(clause, one, 0 if free else held, every)
        for one in _ALL.finditer(clause.text):
            if one.start() >= taken:
                yield _finding(clause, one, 0, _counted(one["all"]))


def uncounted(notes: Iterable[Finding], counts: Sequence[Finding]) -> list[Finding]:
    """Notes of what tissue showed, without those of nodes that a count tells of the same place."""
    return [one for one in notes if one.name != "lymph node involvement" or not _recounted(one, counts)]


def _recounted(note: Finding, counts: Sequence[Finding]) -> bool:
    place = note.citations[0]
    return any(one.citations[0].page == place.page and one.citations[0].quote in place.quote for one in counts)


def _counted(text: str) -> int:
    return _WORDS[text.lower()] if text.lower() in _WORDS else int(text)


def _finding(clause: Clause, found: re.Match[str], held: int, every: int) -> Finding:
    return Finding(
        Kind.SPECIMEN,
        "lymph node involvement",
        value=f"{held}/{every}",
        number=float(held),
        assertion=Assertion.STATED if held else Assertion.NEGATED,
        site="lymph node",
        detail={"result": "positive" if held else "negative", "number": str(every)},
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
