"""Studies that papers tell of against studies that are here: images without a report, reports without images."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.completeness.evidence import Folder, report_modalities, title_of_study
from consilium.domain.completeness.reading import (
    SAID,
    accession,
    bears,
    detail,
    is_promised,
    modalities,
    modality,
    numbers_of,
    regions,
    said,
    same_number,
    study_modalities,
    study_texts,
)
from consilium.domain.completeness.status import Door, Item
from consilium.domain.completeness.when import may_be_same
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.packet import StudyView
from consilium.domain.phrases import fold
from consilium.domain.records import Category, Citation, Remark

# What joins two studies in the title of one report.
_JOINED = re.compile(r"\s(?:\+|&|and|y|e)\s", re.IGNORECASE)
# A disc that came and cannot be read: whoever got it has no pictures to give.
_UNOPENED = re.compile(
    r"\b(?:(?:could|can|would|did|does|do) ?n[o']t (?:be )?(?:open|opened|read|load|loaded|import\w*)"
    r"|unreadable|corrupt\w*"
    r"|failed to (?:open|load|import)|unable to (?:open|read|load|view)"
    r"|no (?:se )?(?:pud\w+|puede\w*|logr\w+|abre\w*|abrio) ?(?:abrir\w*|leer\w*|ver\w*)?|danad[oa]|ilegible)\b"
)
_PET = frozenset({"PT"})
_IMAGING_WHAT = ("imaging", "study", "scan", "images")


@dataclass(frozen=True)
class Told:
    """A study that a paper tells of. `lag`: its date may be the report's, that many days after the study's."""

    codes: frozenset[str]
    when: PartialDate | None
    number: str
    institution: str
    stated: bool
    reference: str
    regions: frozenset[str]
    lag: int
    report: CaseRecord | None = None
    promised: bool = False
    unopened: bool = False
    promised_in: str = ""  # the paper that says that they were sent
    title: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Here:
    """A study that is here, with what it is of."""

    study: StudyView
    codes: frozenset[str]
    regions: frozenset[str]


def imaging_items(folder: Folder) -> Iterator[Item]:
    """What imaging is owed, each study once."""
    words = folder.known.imaging
    studies = [Here(one, study_modalities(one, words), regions(study_texts(one), words)) for one in folder.studies()]
    studies = [here for here in studies if here.codes]
    told = _once([*_reports(folder), *_mentions(folder), *_quoted(folder)], folder)
    for one in told:
        if not any(_is_here(one, here, folder) for here in studies):
            yield _images_owed(one)
            if one.report is None and not one.promised and one.when is not None and one.when.day:
                yield _told_report_owed(one)
    for here in studies:
        if here.study.missing:
            yield _rest_owed(here)
        if not _has_report(here, told, folder):
            yield _report_owed(here)


def _reports(folder: Folder) -> Iterator[Told]:
    """Studies by their own reports; a report of heart or eyes stands under another category and is enough."""
    for record in folder.records(Category.IMAGING_REPORTS):
        stated = _study_date(record, folder)
        codes = report_modalities(record, folder)
        number, title = next(iter(numbers_of(record)), ""), title_of_study(record, folder)
        told = Told(
            codes=codes,
            when=stated or record.date,
            number=number,
            institution=record.institution,
            stated=True,
            reference=record.number,
            regions=regions([title], folder.known.imaging),
            lag=0 if stated else folder.known.limits.report_lag_days,
            report=record,
            title=title,
        )
        yield told
        yield from _beside(told, folder)


def _beside(told: Told, folder: Folder) -> Iterator[Told]:
    """A second study that one report is of: `PET/CT WHOLE BODY + CT CHEST`. A PET with CT is one study."""
    parts = _JOINED.split(told.title)
    for part in parts[1:]:
        codes, places = modalities([part], folder.known.imaging), regions([part], folder.known.imaging)
        if codes and places and not codes & told.codes:
            yield replace(told, codes=codes, regions=places, title=part.strip())


def _study_date(record: CaseRecord, folder: Folder) -> PartialDate | None:
    """The day of the study that a report is of, where its statements agree on one."""
    days = set()
    for one in folder.of_record(record, Kind.IMAGING, Kind.MEASUREMENT):
        text = detail(one.shown, "study_date")
        if text:
            days.add(text)
    if len(days) != 1:
        return None
    try:
        return PartialDate.from_iso(days.pop())
    except ValueError:
        return None


def _mentions(folder: Folder) -> Iterator[Told]:
    """Studies that a text says were done. One without day and number could be any study: it is no gap by itself."""
    for one in folder.mentions(_IMAGING_WHAT):
        found = one.shown
        code = modality(detail(found, "modality") or found.name, folder.known.imaging)
        number = accession(found)
        if code and (found.when or number):
            yield _mentioned(one, code, number, folder)


def _quoted(folder: Folder) -> Iterator[Told]:
    """Studies of a day of which a paper quotes what they showed."""
    seen: set[tuple[str, PartialDate]] = set()
    for one in folder.findings((*SAID, Assertion.NEGATED), Kind.IMAGING):
        found = one.shown
        code = modality(detail(found, "modality"), folder.known.imaging)
        told = detail(found, "part") == "quoted" and found.when is not None and found.when.day
        if told and code and found.when is not None and (code, found.when) not in seen:
            seen.add((code, found.when))
            yield _mentioned(one, code, "", folder)


def _mentioned(one: CaseFinding, code: str, number: str, folder: Folder) -> Told:
    found = one.shown
    holder = detail(found, "holder")
    unopened = one.shown.kind is Kind.MENTION and _UNOPENED.search(fold(found.quote)) is not None
    return Told(
        codes=frozenset({code}),
        when=found.when,
        number=number,
        institution=holder or ("" if unopened else one.record.institution),
        unopened=unopened,
        stated=bool(holder),
        reference=one.reference,
        regions=regions([said(found)], folder.known.imaging),
        lag=0,
        promised=is_promised(one, folder.known.course.sent),
        title=found.name if code == "NM" else "",  # which of many
        citations=found.citations[:1],
    )


def _once(told: list[Told], folder: Folder) -> list[Told]:
    """Each study once: a mention of a study whose report is here says nothing more. Exact dates come first."""
    kept: list[Told] = []
    for one in sorted(told, key=lambda each: (each.report is None, not (each.when and each.when.day))):
        at = next((i for i, other in enumerate(kept) if _same_told(one, other, folder)), None)
        if at is None:
            kept.append(one)
            continue
        if one.report is not None and one.number and not kept[at].number:
            kept[at] = one
        if one.promised:
            kept[at] = replace(kept[at], promised=True, promised_in=one.reference)
    return kept


def _same_told(one: Told, other: Told, folder: Folder) -> bool:
    if one.report is not None and other.report is not None:
        return _same_report(one, other)
    if one.number and other.number and same_number(one.number, other.number):
        return True
    if not _may_be(one.codes, other.codes) or not _may_be(one.regions, other.regions):
        return False
    days = folder.known.limits.same_study_days
    return may_be_same(other.when, one.when, days + other.lag, days + one.lag)


def _same_report(one: Told, other: Told) -> bool:
    """Two papers are of one study where number and modality are the same (a copy, an addendum), or day, modality and
    part of the body (another hospital's reading, a translation). One that says neither is a copy of another of its day
    (the reading of an export whose text no title has)."""
    if not one.codes or not other.codes:
        copied = may_be_same(one.when, other.when, one.lag, other.lag) and one.institution == other.institution
        return copied and not (one.regions and other.regions)
    if one.codes != other.codes:
        return False
    if one.number and one.number == other.number:
        return True
    if one.codes == _PET and _within_days(one, other):
        return True
    told = one.when is not None and bool(one.when.day) and one.when == other.when
    return told and bool(one.regions & other.regions) and one.institution != other.institution


def _within_days(one: Told, other: Told) -> bool:
    """Whether two papers of a PET may be of one: nobody gives a tracer for the whole body twice within days. A second
    form of a report (a message of the archive) has the day of its sending and no number."""
    dated = all(each.when is not None and each.when.day for each in (one, other))
    numbered = bool(one.number and other.number)
    return dated and not numbered and may_be_same(one.when, other.when, one.lag, other.lag)


def _may_be(one: frozenset[str], other: frozenset[str]) -> bool:
    """Unsaid is not unlike."""
    return not one or not other or bool(one & other) or "whole" in one | other


def _is_here(one: Told, here: Here, folder: Folder) -> bool:
    study = here.study
    if one.number and study.accession and same_number(one.number, study.accession):
        return True
    if not _may_be(one.codes, here.codes) or not _may_be(one.regions, here.regions):
        return False
    if one.when is None or study.date is None:
        return study.date is None  # a study without a date may be any; a number that is not found is not here
    days = folder.known.limits.same_study_days
    return may_be_same(one.when, study.date, days + one.lag, days)


def _has_report(here: Here, told: list[Told], folder: Folder) -> bool:
    study = here.study
    codes = {*study.modalities, *(series.modality for series in study.series)}
    if codes & folder.known.imaging.report_in_study:
        return True
    return any(one.report is not None and _is_here(one, here, folder) for one in told) or _heart_report(study, folder)


def _heart_report(study: StudyView, folder: Folder) -> bool:
    """An ultrasound whose report stands among the heart tests of the same day."""
    days = folder.known.limits.same_study_days
    return "US" in study.modalities and any(
        may_be_same(study.date, record.date, days, days + folder.known.limits.report_lag_days)
        for record in folder.records(Category.HEART_HEARING_TESTS)
    )


def _images_owed(one: Told) -> Item:
    code = "gaps.item_report_no_images" if one.report else "gaps.item_mention_no_images"
    if one.promised:
        code = "gaps.item_images_promised"
    if one.unopened:
        code = "gaps.item_images_unopened"
    source = one.promised_in if one.promised and one.promised_in else one.reference
    return Item(
        kind="images",
        door=Door.RADIOLOGY,
        category=Category.IMAGING,
        reason=Remark(code, {"source": source}),
        what=next(iter(sorted(one.codes)), ""),
        described=one.title,
        regions=one.regions,
        number=one.number,
        institution=one.institution,
        stated=one.stated,
        when=one.when,
        report_here=one.report is not None,
        promised=one.promised,
        references=tuple(dict.fromkeys((one.reference, source))),
        citations=one.citations,
    )


def _told_report_owed(one: Told) -> Item:
    """The written report of a study that a text only speaks of: it comes by another door than the images."""
    reason = Remark("gaps.item_mention_no_report", {"source": one.reference})
    owed = replace(_images_owed(one), kind="report", door=Door.RECORDS, category=Category.IMAGING_REPORTS)
    return replace(owed, reason=reason, thing="imaging_reports")


def _rest_owed(here: Here) -> Item:
    study = here.study
    reason = Remark("gaps.item_images_part", {"source": study.number, "count": study.missing})
    return _of_study(here, "images_part", Door.RADIOLOGY, Category.IMAGING, reason)


def _report_owed(here: Here) -> Item:
    reason = Remark("gaps.item_images_no_report", {"source": here.study.number})
    return replace(_of_study(here, "report", Door.RECORDS, Category.IMAGING_REPORTS, reason), thing="imaging_reports")


def _of_study(here: Here, kind: str, door: Door, category: Category, reason: Remark) -> Item:
    """What is owed of a study that is here."""
    study = here.study
    return Item(
        kind=kind,
        door=door,
        category=category,
        reason=reason,
        what=next(iter(sorted(here.codes)), ""),
        described=study.description,
        number=study.accession,
        institution=study.institution,
        when=study.date,
        references=(study.number,),
    )


def number_is_here(number: str, folder: Folder, *categories: Category) -> bool:
    """Whether a record of some categories bears an accession number."""
    return any(bears(record, number) for record in folder.records(*categories))
