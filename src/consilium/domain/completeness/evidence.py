"""What of one wanted thing is in the case: the material, its report, a quotation, a sign that it exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.completeness.course import Course
from consilium.domain.completeness.reading import (
    SAID,
    detail,
    holds,
    modalities,
    modality,
    regions,
    said,
    study_modalities,
    study_texts,
)
from consilium.domain.completeness.requirements import Requirements, Signs, Thing, View
from consilium.domain.completeness.status import Standing
from consilium.domain.completeness.when import first_day, not_before
from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.advice import is_advice
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.packet import StudyView
from consilium.domain.records import Category, Remark

# A result may say that something is not there ("MYCN not amplified"): it is the result all the same.
RESULT = (*SAID, Assertion.NEGATED)
# A line's words before its first label or figure.
_HEAD = re.compile(r"([^\d:\n]{2,60}?)\s*(?:\b(?:[Dd]ate|DATE|[Ff]echa|FECHA|[Ee]xam|EXAM|[Rr]ealizad[oa])\b|\d|:|$)")
_TITLED = (Category.OPERATIVE, Category.PATHOLOGY_REPORT, Category.GENETICS)


class Fit(Enum):
    """Whether a study is the wanted view."""

    NO = 0
    UNCLEAR = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Found:
    """How a thing stands by what is here, and the places that are told of."""

    standing: Standing
    reasons: tuple[Remark, ...]
    here: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Folder:
    """The case with the tables. `since`: only what is dated from the relapse on counts."""

    case: ClinicalCase
    known: Requirements
    course: Course
    since: bool = False

    def fits_time(self, day: PartialDate | None) -> bool:
        if not self.since or self.course.relapsed is None:
            return True
        return not_before(day, self.course.relapsed, self.known.limits.relapse_slack)

    def records(self, *categories: Category) -> Iterator[CaseRecord]:
        """Records in force of some categories."""
        return (
            one
            for one in self.case.records
            if one.category in categories and not one.superseded_by and self.fits_time(one.date)
        )

    def findings(self, assertions: Iterable[Assertion], *kinds: Kind) -> Iterator[CaseFinding]:
        """Findings of some kinds said in one of these ways, of papers in force; those struck out are gone."""
        wanted = frozenset(assertions)
        for one in self.case.of_any(*kinds):
            judged = one.judgement is not None and one.judgement.verdict.value == "struck"
            said_so = one.shown.assertion in wanted and not judged and not one.record.superseded_by
            if said_so and self.fits_time(one.shown.when or one.record.date):
                yield one

    def mentions(self, what: Iterable[str]) -> list[CaseFinding]:
        """What texts say was done or sent, of some sorts, each statement of a day and number once."""
        wanted, once = frozenset(what), dict[tuple[object, ...], CaseFinding]()
        for one in self.findings((*SAID, Assertion.PENDING), Kind.MENTION):
            sort, number = detail(one.shown, "what"), detail(one.shown, "number")
            if self._to_come(one):
                continue
            asked_only = detail(one.shown, "status") == "requested" and not number  # asked for, perhaps never made
            if sort in wanted and not asked_only:
                key = (sort, detail(one.shown, "modality") or one.shown.name, number, one.shown.when)
                once.setdefault((*key, one.shown.assertion), one)
        return list(once.values())[: 2 * self.known.limits.most_items]

    def _to_come(self, one: CaseFinding) -> bool:
        """Whether a study is still to come, or was when its paper was written: a planned study is no gap."""
        when, written = one.shown.when, one.record.date
        if when is None:
            return False
        awaited = one.shown.assertion is Assertion.PENDING and written is not None and bool(written.day)
        return first_day(when) > (first_day(written) if awaited and written is not None else self.case.today)

    @cached_property
    def _by_record(self) -> Mapping[str, tuple[CaseFinding, ...]]:
        found: dict[str, list[CaseFinding]] = {}
        for one in self.case.findings:
            found.setdefault(one.record.id, []).append(one)
        return {name: tuple(some) for name, some in found.items()}

    def of_record(self, record: CaseRecord, *kinds: Kind) -> Iterator[CaseFinding]:
        """All findings of one record, of some kinds (of any where none is named)."""
        return (one for one in self._by_record.get(record.id, ()) if not kinds or one.finding.kind in kinds)

    def studies(self) -> Iterator[StudyView]:
        return (one for one in self.case.studies if self.fits_time(one.date))


def find(thing: Thing, folder: Folder) -> Found:
    """How a thing stands in a folder."""
    if folder.since and folder.course.relapsed is None:
        return Found(Standing.UNKNOWN, (Remark("gaps.relapse_undated"),))
    look = {"images": _images, "slides": _slides, "report": _report}[thing.form]
    return look(thing, folder)


def view_fits(view: View, codes: frozenset[str], places: frozenset[str], text: str) -> Fit:
    """Whether pictures of some modalities, regions and description are a view; unclear where they do not say."""
    if not codes & view.modalities:
        return Fit.NO
    if view.words is not None and not holds(text, view.words):
        return Fit.NO if "bone" in places else Fit.UNCLEAR
    if not view.regions or places & view.regions:
        return Fit.YES
    return Fit.NO if places else Fit.UNCLEAR


def fits(thing: Thing, codes: frozenset[str], places: frozenset[str], text: str) -> Fit:
    """The best fit of any of a thing's views."""
    found = [view_fits(view, codes, places, text) for view in thing.views]
    return max(found, key=lambda fit: fit.value, default=Fit.NO)


def report_modalities(record: CaseRecord, folder: Folder) -> frozenset[str]:
    """The modalities that an imaging report is of: by its title, else by its statements."""
    named = modalities([record.title], folder.known.imaging)
    if named:
        return named
    told = (one.shown for one in folder.of_record(record, Kind.IMAGING, Kind.MEASUREMENT))
    codes = (modality(detail(finding, "modality"), folder.known.imaging) for finding in told)
    return frozenset(code for code in codes if code)


def _images(thing: Thing, folder: Folder) -> Found:
    words = folder.known.imaging
    graded: dict[Fit, list[StudyView]] = {fit: [] for fit in Fit}
    for study in folder.studies():
        texts = study_texts(study)
        graded[fits(thing, study_modalities(study, words), regions(texts, words), " ".join(texts))].append(study)
    if graded[Fit.YES]:
        return _with_pictures(graded[Fit.YES])
    reports = list(_reports_of(thing, folder))
    if graded[Fit.UNCLEAR]:
        numbers = tuple(study.number for study in graded[Fit.UNCLEAR])
        return Found(Standing.UNKNOWN, (Remark("gaps.images_unclear", {"source": ", ".join(numbers[:5])}),), numbers)
    if reports:
        sources = tuple(record.number for record in reports)
        remark = Remark("gaps.report_not_images", {"source": ", ".join(sources[:5])})
        return Found(Standing.PARTLY, (remark,), sources, tuple(record.institution for record in reports))
    return Found(Standing.MISSING, (Remark("gaps.no_images"),))


def _with_pictures(studies: list[StudyView]) -> Found:
    numbers = tuple(study.number for study in studies)
    places = tuple(study.institution for study in studies)
    broken = [study.number for study in studies if study.missing]
    if broken and len(broken) == len(studies):
        remark = Remark("gaps.images_incomplete", {"source": ", ".join(broken[:5])})
        return Found(Standing.PARTLY, (remark,), numbers, places)
    return Found(Standing.PRESENT, (Remark("gaps.images_here", {"source": ", ".join(numbers[:5])}),), numbers, places)


def _reports_of(thing: Thing, folder: Folder) -> Iterator[CaseRecord]:
    for record in folder.records(Category.IMAGING_REPORTS):
        codes = report_modalities(record, folder)
        title = title_of_study(record, folder)
        if fits(thing, codes, regions([title], folder.known.imaging), title) is not Fit.NO:
            yield record


def title_of_study(record: CaseRecord, folder: Folder) -> str:
    """An imaging report's title, or the head of the line that names its own study: `CT CHEST  Date of exam: ...`."""
    if record.title:
        return record.title
    mentions = (one.shown for one in folder.of_record(record, Kind.MENTION) if detail(one.shown, "what") == "imaging")
    days = {detail(one.shown, "study_date") for one in folder.of_record(record, Kind.IMAGING)}
    heads = (_HEAD.match(one.quote) for one in mentions if one.when is not None and {str(one.when)} == days)
    return next((head[1].strip() for head in heads if head is not None), "")


def is_marrow(record: CaseRecord, known: Requirements) -> bool:
    return record.category is Category.BONE_MARROW or holds(record.title, known.course.marrow)


def is_paper_on_slides(record: CaseRecord, known: Requirements) -> bool:
    """Whether a record sorted under slides is a paper about them (a fax, a delivery note) and no picture of one."""
    return bool(record.format) and record.format not in known.imaging.slide_formats


def slide_files(folder: Folder, *, marrow: bool) -> list[CaseRecord | StudyView]:
    """Pictures of whole slides, of the marrow or of other tissue."""
    found: list[CaseRecord | StudyView] = [
        one
        for one in folder.records(Category.PATHOLOGY_SLIDES)
        if is_marrow(one, folder.known) is marrow and not is_paper_on_slides(one, folder.known)
    ]
    for study in folder.studies():
        title = " ".join(study_texts(study))
        if "SM" in study.modalities and holds(title, folder.known.course.marrow) is marrow:
            found.append(study)
    return found


def _slides(thing: Thing, folder: Folder) -> Found:
    files = slide_files(folder, marrow=thing.marrow)
    if files:
        numbers = tuple(one.number for one in files)
        places = tuple(one.institution for one in files)
        return Found(
            Standing.PRESENT, (Remark("gaps.slides_here", {"source": ", ".join(numbers[:5])}),), numbers, places
        )
    reports = [
        one
        for one in folder.records(Category.PATHOLOGY_REPORT, Category.BONE_MARROW)
        if is_marrow(one, folder.known) is thing.marrow
    ]
    if not reports:
        return Found(Standing.MISSING, (Remark("gaps.no_slides"),))
    numbers = tuple(one.number for one in reports)
    remark = Remark("gaps.report_not_slides", {"source": ", ".join(numbers[:5])})
    return Found(Standing.PARTLY, (remark,), numbers, tuple(one.institution for one in reports))


def _report(thing: Thing, folder: Folder) -> Found:
    whole = tuple(_whole(thing, folder))
    if whole:
        sources = tuple(dict.fromkeys(one.number for one in whole))
        places = tuple(one.institution for one in whole)
        return Found(
            Standing.PRESENT, (Remark("gaps.report_here", {"source": ", ".join(sources[:5])}),), sources, places
        )
    blank = list(_may_hold(thing, folder))
    if blank and thing.category is Category.PATHOLOGY_REPORT:
        sources = tuple(one.number for one in blank)
        return Found(Standing.UNKNOWN, (Remark("gaps.report_not_read", {"source": ", ".join(sources[:5])}),), sources)
    quoted = [*_matching(thing, folder, RESULT), *folder.findings(SAID, *thing.quoted)]
    if thing.category is Category.OPERATIVE:  # nobody writes an operative report of a marrow aspirate
        quoted = [one for one in quoted if not holds(said(one.shown), folder.known.course.marrow)]
    if quoted:
        return _quoted(thing, quoted)
    waiting = next(_matching(thing, folder, (Assertion.PENDING,)), None)
    if waiting is not None:
        remark = Remark("gaps.result_pending", {"source": waiting.reference})
        return Found(Standing.MISSING, (remark,), (), (waiting.record.institution,))
    if blank:
        sources = tuple(one.number for one in blank)
        return Found(Standing.UNKNOWN, (Remark("gaps.report_not_read", {"source": ", ".join(sources[:5])}),), sources)
    return Found(Standing.MISSING, (Remark("gaps.no_record"),))


def _may_hold(thing: Thing, folder: Folder) -> Iterator[CaseRecord]:
    """Records that may hold a result that was not read of them: a pathology report always, others where nothing was."""
    if thing.words is None:
        return
    for record in folder.records(thing.category):
        if thing.category is Category.PATHOLOGY_REPORT or _unread(record, folder):
            yield record


def _unread(record: CaseRecord, folder: Folder) -> bool:
    """Whether nothing was read of a record and its title names no test, so that it may hold anything."""
    if any(True for _ in folder.of_record(record)):
        return False
    tests = (thing.words for thing in folder.known.things.values() if thing.category is record.category and thing.words)
    return not any(holds(record.title, words) for words in tests)


def _quoted(thing: Thing, quoted: list[CaseFinding]) -> Found:
    sources = tuple(dict.fromkeys(one.reference for one in quoted))
    standing = Standing.PRESENT if thing.quoted_enough else Standing.PARTLY
    code = "gaps.quoted_enough" if thing.quoted_enough else "gaps.result_quoted"
    places = tuple(one.record.institution for one in quoted)
    return Found(standing, (Remark(code, {"source": ", ".join(sources[:5])}),), sources, places)


def _whole(thing: Thing, folder: Folder) -> Iterator[CaseRecord]:
    """The records that are the report itself."""
    for record in folder.records(*thing.records_in):
        titled = thing.words is not None and holds(record.title, thing.words)
        any_will_do = thing.words is None and record.category is thing.category
        if titled or any_will_do:
            yield record
    for one in _matching(thing, folder, RESULT):
        if one.record.category in thing.records_in:
            yield one.record


def _matching(thing: Thing, folder: Folder, assertions: Iterable[Assertion]) -> Iterator[CaseFinding]:
    for one in folder.findings(assertions, *thing.kinds):
        if holds(said(one.shown), thing.words):
            yield one


def sign(signs: Signs, folder: Folder) -> tuple[Standing | None, Remark]:
    """Whether the case shows that a thing was done: None and where it shows, else how it stands without one."""
    shown = next(_signs(signs, folder, SAID), None)
    if shown is not None:
        return None, Remark("gaps.sign", {"source": shown.reference})
    for record in folder.records(*_TITLED) if signs.words is not None else ():
        if holds(record.title, signs.words):
            return None, Remark("gaps.sign", {"source": record.number})
    for assertion, code in ((Assertion.NEGATED, "gaps.not_done"), (Assertion.PLANNED, "gaps.only_planned")):
        told = next((one for one in _signs(signs, folder, (assertion,)) if not is_advice(one.shown)), None)
        if told is not None:
            return Standing.NOT_APPLICABLE, Remark(code, {"source": told.reference})
    return Standing.UNKNOWN, Remark("gaps.no_sign")


def _signs(signs: Signs, folder: Folder, assertions: Iterable[Assertion]) -> Iterator[CaseFinding]:
    marrow = folder.known.course.marrow if "operative" in signs.what else None  # an aspirate is no operation
    if signs.kinds:
        for one in folder.findings(assertions, *signs.kinds):
            if holds(said(one.shown), signs.words) and not (marrow and holds(said(one.shown), marrow)):
                yield one
    for one in folder.findings(assertions, Kind.MENTION):
        words = folder.known.imaging
        code = modality(detail(one.shown, "modality"), words)
        meant = detail(one.shown, "what") in signs.what and (not signs.modalities or code in signs.modalities)
        if meant and holds(said(one.shown), signs.words):
            yield one
