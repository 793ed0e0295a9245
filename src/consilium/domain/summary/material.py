"""What another team can look at itself: images and tissue that are here, only reported, or not here at all.

A report and a study belong together where they have the same number or are of the same day; a report without either
is only a report. A letter about slides is none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.completeness.reading import bears
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.packet import StudyView
from consilium.domain.records import Category, Remark
from consilium.domain.summary.model import Group, Reference, Span, Statement
from consilium.domain.summary.rows import LATEST, is_shown, merged, references, text

HERE, REPORTED, ABSENT = (Remark(f"summary.material_{name}") for name in ("here", "reported", "absent"))
# Whole slide images, as `slide_formats` of the requirements has them.
SLIDE_FORMATS = frozenset(
    {
        "svs",
        "ndpi",
        "scn",
        "mrxs",
        "bif",
        "ome-tiff",
        "dicom-wsi",
        "slide",
        "vsi",
        "czi",
        "philips-tiff",
        "pyramidal-tiff",
    }
)
TISSUE_REPORTS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW)


def material(case: ClinicalCase) -> Iterator[Group]:
    images = [*_studies(case), *_reported(case), *_mentioned(case, "imaging", _imaging_days(case))]
    yield Group("images", ("state", "date", "study", "what"), tuple(sorted(images, key=_order)))
    tissue = [*_slides(case), *_tissue_reports(case), *_mentioned(case, "pathology", _tissue_days(case))]
    yield Group("tissue", ("state", "date", "specimen", "what"), tuple(sorted(tissue, key=_order)))


def _order(row: Statement) -> PartialDate:
    when = row.cells[1]
    return when.first or LATEST if isinstance(when, Span) else LATEST


def _current(case: ClinicalCase, *categories: Category) -> list[CaseRecord]:
    return [record for record in case.records if record.category in categories and not record.superseded_by]


def _same_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and other is not None and bool(one.day) and one == other


def _studies(case: ClinicalCase) -> Iterator[Statement]:
    for study in case.studies:
        images = Remark("summary.images", {"count": study.images})
        if study.missing:
            images = Remark("summary.images_missing", {"count": study.images, "missing": study.missing})
        reports = [record for record in _current(case, Category.IMAGING_REPORTS) if _reports(record, study)]
        cells = (HERE, Span(study.date), _study(study), images)
        marks = () if reports else (Remark("summary.no_report"),)
        yield Statement(cells, marks, (Reference(study.number), *(Reference(record.number) for record in reports)))


def _reports(record: CaseRecord, study: StudyView) -> bool:
    """Whether a report is of a study: the archive's number tells, also where it is signed on another day."""
    numbered = bool(study.accession) and bears(record, study.accession)
    return numbered or _same_day(record.date, study.date)


def _study(study: StudyView) -> str:
    return text(study.description or "/".join(study.modalities) or study.body_part, study.institution)


def _reported(case: ClinicalCase) -> Iterator[Statement]:
    """Reports of which no study of the same day is here."""
    for record in _current(case, Category.IMAGING_REPORTS):
        if not any(_reports(record, study) for study in case.studies):
            cells = (REPORTED, Span(record.date), text(record.title, record.institution), "")
            yield Statement(cells, (), (_whole(record),))


def _slides(case: ClinicalCase) -> Iterator[Statement]:
    for record in _current(case, Category.PATHOLOGY_SLIDES):
        if _is_slide(record):
            told = text(record.title, record.institution)
            cells = (HERE, Span(record.date), told, Remark("summary.scanned_slide"))
            yield Statement(cells, (), (_whole(record),))


def _is_slide(record: CaseRecord) -> bool:
    """Whether a record is a picture of a slide; its label may be a page that was read. A paper about slides is none."""
    return record.format in SLIDE_FORMATS if record.format else not record.pages


def _tissue_reports(case: ClinicalCase) -> Iterator[Statement]:
    slides = [record for record in _current(case, Category.PATHOLOGY_SLIDES) if _is_slide(record)]
    for record in _current(case, *TISSUE_REPORTS):
        if not any(_same_day(record.date, slide.date) for slide in slides):
            yield Statement(
                (REPORTED, Span(record.date), text(record.title, record.institution), ""), (), (_whole(record),)
            )


def _whole(record: CaseRecord) -> Reference:
    return Reference(record.number)


def _imaging_days(case: ClinicalCase) -> set[PartialDate]:
    reports = _current(case, Category.IMAGING_REPORTS)
    days = {record.date for record in reports if record.date}
    return days | set(_examined(case, reports)) | {study.date for study in case.studies if study.date}


def _examined(case: ClinicalCase, reports: Iterable[CaseRecord]) -> Iterator[PartialDate]:
    """The day of each report's own study, of which its statements are: it may be before that of the report."""
    numbers = {record.number for record in reports}
    told: dict[str, Counter[str]] = {}
    for one in case.of_any(Kind.IMAGING):
        if one.record.number in numbers and (day := str(one.shown.detail.get("study_date") or "")):
            told.setdefault(one.record.number, Counter())[day] += 1
    for days in told.values():
        try:
            yield PartialDate.from_iso(days.most_common(1)[0][0])
        except ValueError:
            continue


def _tissue_days(case: ClinicalCase) -> set[PartialDate]:
    """The days of reports on tissue and those on which theirs was taken."""
    reports = _current(case, Category.PATHOLOGY_SLIDES, *TISSUE_REPORTS)
    taken = (one for one in case.of_any(Kind.SPECIMEN) if one.record.number in {record.number for record in reports})
    days = {record.date for record in reports if record.date}
    return days | {one.shown.when for one in taken if one.shown.when and one.shown.when.day}


def _mentioned(case: ClinicalCase, what: str, days: set[PartialDate]) -> Iterator[Statement]:
    """Studies and specimens that a text says were done, of a day of which nothing is here."""
    found = [one for one in case.of_any(Kind.MENTION) if is_shown(one) and _done(one, what)]
    for same in merged(found):
        said = same[0].shown
        if said.when is None or said.when.day == 0 or said.when in days:
            continue
        modality = str(said.detail.get("modality") or "")
        name = said.name if not modality or modality.casefold() in said.name.casefold() else text(modality, said.name)
        cells = (ABSENT, Span(said.when, said.until), text(name, said.site), Remark("summary.only_mentioned"))
        yield Statement(cells, (), references(same))


def _done(one: CaseFinding, what: str) -> bool:
    return one.shown.detail.get("what") == what and one.shown.assertion in (Assertion.STATED, Assertion.HISTORICAL)
