"""The other study that a sentence of a report tells of: a PET that repeats what a CT of another day showed."""

from __future__ import annotations

from dataclasses import replace

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.imaging.imagingstudies import modalities_in, quoted_study
from consilium.domain.findings.imaging.lesionsizes import Study, Words
from consilium.domain.findings.imaging.sizedays import own_day
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.records import Category

_OF_IMAGING = (Category.IMAGING_REPORTS, Category.IMAGING)
_NO_TRACER = ("CT", "MRI", "ultrasound", "X-ray")
_QUOTES_WITHIN, _QUOTES_AFTER = 14, 32


def of_another(paper: Paper, clause: Clause, words: Words, own: Study) -> Study:
    """The other study that a sentence of a report tells of: of a look at the eyes any, of a report one of another way
    of imaging that the sentence opens with, on a day of its own."""
    named = modalities_in(clause, words)
    quoted = quoted_study(paper, clause, words) if named else None
    if quoted is not None and any(own_day(clause, one, paper) == quoted.date for one in sizes_in(clause.text)):
        return own  # the day of a size of before is not that of the study: `on CT 3.4 cm (6.2 cm in July)`
    if quoted is None or paper.category not in _OF_IMAGING:
        return quoted or own
    opens = named[0].start <= _QUOTES_WITHIN or not _lesion_before(clause, words, named[0].start)
    opens = (
        opens and named[0].start <= _QUOTES_AFTER and quoted.modality != own.modality
    )  # of a PET/CT also a CT on another day
    return quoted if opens and quoted.date is not None and quoted.date != own.date else own


def _lesion_before(clause: Clause, words: Words, at: int) -> bool:
    return any(one.start < at for group in words.lesions for one in spans_in(clause, group))


def of_scan(found: Finding, whole: Study, own: Study) -> Finding:
    """What takes up tracer is told by the scan of the report, and by no CT or MRI that its sentence quotes."""
    if own is whole or found.name != "uptake" or own.modality not in _NO_TRACER or whole.modality in _NO_TRACER:
        return found
    detail = {**found.detail, "modality": whole.modality, "study_date": str(whole.date) if whole.date else ""}
    return replace(found, when=whole.date, detail={key: value for key, value in detail.items() if value})
