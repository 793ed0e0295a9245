"""What a laboratory made of the tissue that came, and what did not come: `26 bloques`, `touch preparations are made`,
`the adrenal gland is not received`, `se descalcifica en EDTA`, `frozen tumor is held in the bank`, `ocho láminas`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_PAPERS = frozenset({Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.GENETICS})
_SILENT = frozenset({
    Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.MEDICINES, Section.ALLERGIES, Section.HISTORY,
    Section.PAST_HISTORY, Section.STAINS,
})  # fmt: skip
_COUNT = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|un[ao]?|dos|tres|cuatro|cinco|seis|siete"
    r"|ocho|nueve|diez|once|doce)"
)
_MADE = {
    "blocks": rf"{_COUNT}\s(?:paraffin\s|tissue\s)?(?:blocks?|cassettes?|bloques?(?:\sde\sparafina)?|casetes?)",
    "slides": rf"{_COUNT}\s(?:unstained\s|stained\s|glass\s)?(?:slides|l[aá]minas|laminillas|preparaciones"
    r"|portaobjetos)",
    "touch preparations": r"(?:touch\s(?:preparations?|preps?|imprints?)|imprints?|improntas?)",
    "decalcification": r"(?:(?:is|are|was|were)\sdecalcified|decalcified\sin|decalcification|se\sdescalcifican?(?:ron)?"
    r"|se\sdescalcific[oó]|descalcificaci[oó]n|descalcificad[oa]s?)(?:\s(?:in|en|with|con)\s(?:EDTA|\w{0,12}\s?(?:acid|[aá]cido)\s?\w{0,12}))?",
    "slab": r"(?:longitudinal\s|central\s|coronal\s|sagittal\s|complete\s){0,3}slab|rodaja\s(?:central|longitudinal)",
    "frozen tissue": r"(?:snap[- ]frozen|frozen\s(?:tumou?r|tissue|material)|tejido\scongelado|material\scongelado"
    r"|(?:is|was|were|are)\s(?:snap\s)?frozen(?!\ssection)|tumou?r\sbank|tissue\sbank|biobank|biobanco|banco\sde\stumores)",
}
_ALL = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<n{at}>{one})" for at, one in enumerate(_MADE.values())) + r")(?![\w-])",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no|not|without|sin|none|never|if|si|will|to\sbe|should|please|request\w*|solicit\w*|pend\w*)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
# What is named in a report and did not come: `The glenoid is not included`, `Hilar lymph nodes: none submitted`.
_MISSING = re.compile(
    r"(?:^|[.;,]\s|\bthe\s|\bla\s|\bel\s)(?:the\s|la\s|el\s|los\s|las\s)?(?P<part>[A-Za-zÁÉÍÓÚáéíóúñ][a-záéíóúñ-]{2,20}"
    r"(?:\s[a-záéíóúñ-]{2,14}){0,2}?)\s?(?::\s|\s)(?:(?:is|are|was|were)\s)?(?P<not>not\s(?:received|included|submitted|present\sin\sthe"
    r"\sspecimen)|none\s(?:submitted|received|included|identified)|no\sse\s(?:recib\w+|incluy\w+|remit\w+|env[ií]\w+)"
    r"|no\s(?:recibid|incluid|remitid|enviad)[oa]s?)(?![\w-])",
    re.IGNORECASE,
)
_NO_PART = re.compile(
    r"\b(?:this|that|it|which|report|test|analysis|form|information|history|clinical|addendum|result|informaci[oó]n|informe|datos"
    r"|prueba|estudio|variant\w*|control|margin\w*|paper|slide|block|request|consent|card)\b",
    re.IGNORECASE,
)


def handled(paper: Paper, notes: Sequence[Finding] = ()) -> Iterator[Finding]:
    """Each thing made of the tissue once, and each part told not to have come; what `notes` tell is left out."""
    if paper.category not in _PAPERS:
        return
    told: set[str] = set()
    for clause in paper.clauses:
        if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
            continue
        for found in _ALL.finditer(clause.text):
            name = list(_MADE)[int(str(found.lastgroup)[1:])]
            if any(found[0] in one.value for one in notes):
                continue
            if name not in told and not _NO.search(clause.text[max(0, found.start() - 40) : found.start()]):
                told.add(name)
                yield _finding(clause, name, found.span(), Assertion.STATED)
        for found in _MISSING.finditer(clause.text):
            if not _NO_PART.search(found["part"]) and not any(found["part"] in one.value for one in notes):
                yield _finding(clause, found["part"].lower(), (found.start("part"), found.end()), Assertion.NEGATED)


def _finding(clause: Clause, name: str, place: tuple[int, int], said: Assertion) -> Finding:
    return Finding(
        Kind.SPECIMEN,
        name,
        value=clause.text[place[0] : place[1]],
        assertion=said,
        citations=(clause.cite(*place),),
        confidence=clause.confidence,
    )
