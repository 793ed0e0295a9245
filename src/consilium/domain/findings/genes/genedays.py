"""The day of a finding of genes: that of its sample, the one behind it, or the only one that its clause names."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.told import occasion_near
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.genes.genechangewords import Words
from consilium.domain.findings.genes.genesaid import Said
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.labelled import dates_of
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.records import Category

_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.GENETICS)
# How far behind a result or a tissue its day may stand.
_OWN_DAY = 24
_LABELS, _LABEL_WORDS = 20, 30
# What a sentence about a disease tells with a day of its own: `relapse of ETV6::RUNX1 B-ALL, MRD 4 per million on ...`.
_ANOTHER = re.compile(
    r"\b(?:MRD|EMR|ERM|residual|resect\w*|resec\w*|operad[oa]\w*|operat\w*|surg\w+|cirug[ií]a|echo\w*"
    r"|ecocardio\w*|MIBG|CT|TC"
    r"|TAC|MRI|RMN?|PET|scan\w*|tomogra\w*|resonancia|x-?ray|relaps\w*|reca[ií]\w*|remission|remisi[oó]n"
    r"|tra(?:s|ns)plant\w*"
    r"|chemo\w*|quimio\w*|cycles?|ciclos?|start\w*|began|begun|inici[oóa]\w*|treated|tratad[oa]|died|falleci\w*"
    r"|seen|vist[oa]"
    r"|ejection|eyecci[oó]n|admit\w*|ingres\w*|discharg\w*|alta|audiogra\w*|ANC|WBC|hemoglobin\w*|plaquetas"
    r"|platelets)\b",
    re.IGNORECASE,
)
# The day on which treatment ended or began is none of the tumor's: `Therapy ended 4 May 2024; the tumor had ...`.
_OF_THERAPY = re.compile(
    r"\b(?:therapy|treatment|terapia|tratamiento|chemo\w*|quimio\w*|protocol[oa]?)\b[^.;]{0,40}$|\b(?:finished"
    r"|completed|ended|stopped"
    r"|started|began|finaliz[oó]|termin[oó]|complet[oó]|inici[oó]|comenz[oó]|suspendi[oó])\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_OF_TEST = re.compile(
    r"\b(?:detect\w*|found|identif\w*|confirm\w*|report\w*|result\w*|test\w*|panel\w*|sequenc\w*|secuenci\w*|NGS|FISH"
    r"|\w*PCR|array|microarray|karyotyp\w*|cariotip\w*|cytogen\w*|citogen\w*|VAF|sample\w*|muestra\w*"
    r"|specimen\w*|marrow"
    r"|m[eé]dula|blood|sangre|tissue|tejido|biops\w*|encontr\w*|inform\w*|estudio\w*|germ\w+|diagnos\w*|lab\w*)\b",
    re.IGNORECASE,
)


def sampled(paper: Paper, words: Words) -> PartialDate | None:
    """The only day of a line near the beginning that tells what was sampled: `Sample: bone marrow 12-Feb-2025`."""
    for clause in paper.clauses[:_LABELS]:
        if len(clause.words) > _LABEL_WORDS or not spans_in(clause, words.lists["sample_labels"]):
            continue
        tissue = spans_in(clause, words.residual.specimens)
        days = [one for one in dates_of(clause, paper.date_order) if one.value != paper.birth]
        if tissue and len(days) == 1 and 0 <= days[0].start - tissue[-1].end <= _OWN_DAY:
            return days[0].value
    return None


def day_behind(paper: Paper, clause: Clause, said: Said) -> PartialDate | None:
    """The day that stands right after a result: `(PTCH1 negative, July 2024)`."""
    days = [one for one in dates_of(clause, paper.date_order) if 0 <= one.start - said.end <= _OWN_DAY]
    own = [one for one in days if ")" not in clause.text[said.end : one.start]]
    own = [one for one in own if not _parts(clause.text[said.end : one.start])]
    return own[0].value if len(own) == 1 and not clause.cells else None


def only_day(paper: Paper, clause: Clause) -> PartialDate | None:
    """The only day of a short clause: `47,XXY on blood karyotype 03/08/24`."""
    days = dates_of(clause, paper.date_order) if len(clause.words) <= _LABEL_WORDS else []
    return days[0].value if len(days) == 1 and days[0].value != paper.birth else None


def day_named(paper: Paper, clause: Clause, said: Said) -> PartialDate | None:
    """The day of a result in a letter: the only one that its clause names."""
    if paper.category in _TISSUE_PAPERS:
        return None
    found = occasion_near(clause, paper, said.start, said.end)
    if found is None or found.until is not None or found.when == paper.birth or _of_another(clause.text, said, found):
        return None
    return found.when


def _of_another(text: str, said: Said, found: Occasion) -> bool:
    """Whether a day is that of another thing of the sentence, which stands between it and the result."""
    if found.end <= said.start and _OF_THERAPY.search(text, max(0, found.start - 60), found.start):
        return True
    if found.end <= said.start:
        return _ANOTHER.search(text, found.end, said.start) is not None
    return _parts(text[said.end : found.start])


def _parts(between: str) -> bool:
    """Whether the words between a result and a day behind it tell of another thing."""
    if _ANOTHER.search(between):
        return True
    last = max(between.rfind(sign) for sign in ",;")
    return last >= 0 and _WORD.search(between, last) is not None and not _OF_TEST.search(between, last)
