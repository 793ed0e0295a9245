"""The day of a finding of genes: that of its sample, the one behind it, or the only one that its clause names."""

from __future__ import annotations

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.told import occasion_near
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
    return found.when if found is not None and found.until is None and found.when != paper.birth else None
