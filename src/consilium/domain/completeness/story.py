"""What the story tells of and the folder does not hold: tissue, tests, results that never came, silent stretches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.completeness.answered import TESTS, category_of, is_answered, is_genetic, is_value
from consilium.domain.completeness.course import TREATMENTS
from consilium.domain.completeness.deliveries import delivered_items, on_the_way
from consilium.domain.completeness.evidence import Folder, is_marrow, slide_files
from consilium.domain.completeness.imagingstory import number_is_here
from consilium.domain.completeness.reading import (
    SAID,
    accession,
    bears,
    detail,
    has_none,
    holds,
    is_promised,
    numbers_of,
    said,
    same_number,
)
from consilium.domain.completeness.specimendays import sums_up, taken_on
from consilium.domain.completeness.status import Door, Item, Phase
from consilium.domain.completeness.when import first_day, last_day, may_be_same
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.phrases import fold
from consilium.domain.records import Category, Remark

_PATHOLOGY_WHAT = ("pathology", "slides", "biopsy", "blocks")
_WHAT = {
    "laboratory": (Category.LABS,),
    "genetics": (Category.GENETICS,),
    "operative": (Category.OPERATIVE,),
    "operation": (Category.OPERATIVE,),
    "heart": (Category.HEART_HEARING_TESTS,),
    "function": (Category.HEART_HEARING_TESTS,),
    "surgery": (Category.OPERATIVE,),
    "radiation": (Category.RADIATION,),
    "bone_marrow": (Category.BONE_MARROW, Category.PATHOLOGY_REPORT),
    "tumor_board": (Category.TUMOR_BOARD,),
}
OPERATIONS = tuple(what for what, categories in _WHAT.items() if Category.OPERATIVE in categories)
_AWAITED = ("laboratory", "genetics", "pathology", "bone_marrow")
_PARCEL = ("received", "sent")
_SENT_OFF = ("laboratory", "genetics")
_COVERING = (Category.TREATMENT_RECORDS, Category.LABS, Category.RADIATION, Category.DISCHARGE)
_NEAR_DAYS = 5
_LONG_REPORT_DAYS = 30  # a test's report may be dated this long after the specimen that a text dates it by


def tissue_items(folder: Folder, *, marrow: bool) -> Iterator[Item]:
    """Slides that are owed, by specimen: reports without slide files, specimens that a text tells of."""
    files = slide_files(folder, marrow=marrow)
    numbers = [number for one in files if isinstance(one, CaseRecord) for number in numbers_of(one)]
    if files and not numbers:
        return  # slides that bear no number may be of any specimen
    seen: list[str] = []
    mentions = [one for one in folder.mentions(_PATHOLOGY_WHAT) if _of_marrow(one, folder) is marrow]
    mentions = [one for one in mentions if not holds(one.shown.quote, folder.known.course.graft)]
    for record in folder.records(Category.PATHOLOGY_REPORT, Category.BONE_MARROW):
        reread = holds(record.title, folder.known.course.reread)
        if is_marrow(record, folder.known) is not marrow or reread or sums_up(record, folder):
            continue
        number = next(iter(record.numbers or _stated_numbers(record, folder) or numbers_of(record)), "")
        if not _known(number, seen) and not any(same_number(number, one) for one in numbers):
            seen.append(number)
            slides = _slides_of_report(record, number, mentions, folder)
            yield replace(slides, when=taken_on(record, folder), described=record.title)
    for one in mentions:
        number = accession(one.shown)
        if number and not _known(number, seen) and not any(same_number(number, other) for other in numbers):
            seen.append(number)
            yield _slides_of_mention(one, number, folder, marrow=marrow)
    operations = [] if marrow else _operations(folder)
    yield from _undocumented([*mentions, *operations], folder, marrow=marrow)
    if not marrow:
        yield from delivered_items(seen, numbers, folder)


def _operations(folder: Folder) -> list[CaseFinding]:
    """Operations to the day that gave tissue, as a paper that is not the operation's own tells of them."""
    found = folder.findings(SAID, Kind.SURGERY)
    told = [one for one in found if one.shown.when is not None and one.shown.when.day]
    return [one for one in told if holds(one.shown.name, folder.known.course.tissue) and not _of_marrow(one, folder)]


def report_items(slides: Iterable[Item], folder: Folder) -> Iterator[Item]:
    """The reports of specimens whose slides are owed and whose report is not here either."""
    for item in slides:
        told = bool(item.number) and not _has_report_of(item.number, folder)
        if not item.report_here and (told or (not item.number and item.when is not None and item.when.day)):
            yield replace(
                item,
                kind="report",
                door=Door.RECORDS,
                category=item.category if item.category is Category.BONE_MARROW else Category.PATHOLOGY_REPORT,
                reason=Remark("gaps.item_mentioned", {"source": item.references[0]}),
                promised=False,
                sent_to="",
                tracking="",
                back_by=None,
            )


def _has_report_of(number: str, folder: Folder) -> bool:
    return number_is_here(number, folder, Category.PATHOLOGY_REPORT, Category.BONE_MARROW)


def _undocumented(mentions: list[CaseFinding], folder: Folder, *, marrow: bool) -> Iterator[Item]:
    """Biopsies told of by their day alone, to which no report belongs. Days close together are one."""
    reports = list(folder.records(Category.PATHOLOGY_REPORT, Category.BONE_MARROW))
    seen = [record.date for record in reports]
    # An amended report may be signed months after the tissue was taken; a review may be all that is left of another.
    seen += [taken_on(one, folder) for one in reports if not holds(one.title, folder.known.course.reread)]
    seen += [one.shown.when for one in mentions if accession(one.shown)]
    told = (one for one in mentions if one.shown.when is not None and not accession(one.shown))
    told = (one for one in told if detail(one.shown, "status") not in _PARCEL)  # its day is none of tissue
    for one in sorted(told, key=lambda each: each.shown.when or PartialDate(9999)):
        if not any(may_be_same(one.shown.when, day, _NEAR_DAYS, _LONG_REPORT_DAYS) for day in seen):
            seen.append(one.shown.when)
            yield _slides_of_mention(one, "", folder, marrow=marrow)


def _stated_numbers(record: CaseRecord, folder: Folder) -> tuple[str, ...]:
    told = (one.shown for one in folder.of_record(record, Kind.SPECIMEN))
    return tuple(number for finding in told if (number := accession(finding)))


def _known(number: str, seen: Iterable[str]) -> bool:
    return bool(number) and any(same_number(number, one) for one in seen)


def _of_marrow(one: CaseFinding, folder: Folder) -> bool:
    return holds(f"{said(one.shown)} {one.shown.quote}", folder.known.course.marrow)


def _slides_of_report(record: CaseRecord, number: str, mentions: list[CaseFinding], folder: Folder) -> Item:
    told = [one for one in mentions if number and same_number(number, accession(one.shown))]
    sent = [one for one in told if is_promised(one, folder.known.course.sent)]
    promised = bool(sent)
    made = Item(
        kind="slides",
        door=Door.PATHOLOGY,
        category=Category.BONE_MARROW if record.category is Category.BONE_MARROW else Category.PATHOLOGY_SLIDES,
        reason=Remark("gaps.item_report_no_slides", {"source": record.number}),
        number=number,
        institution=record.institution,
        when=record.date,
        report_here=True,
        promised=promised,
        references=(record.number, *(one.reference for one in told[:3])),
    )
    return on_the_way(made, sent, folder)


def _slides_of_mention(one: CaseFinding, number: str, folder: Folder, *, marrow: bool) -> Item:
    holder = detail(one.shown, "holder")
    promised = is_promised(one, folder.known.course.sent)
    made = Item(
        kind="slides",
        door=Door.PATHOLOGY,
        category=Category.BONE_MARROW if marrow else Category.PATHOLOGY_SLIDES,
        reason=Remark(
            "gaps.item_slides_promised" if promised else "gaps.item_tissue_mentioned", {"source": one.reference}
        ),
        described=", ".join(filter(None, (one.shown.name, one.shown.site))) if one.shown.kind is Kind.SURGERY else "",
        number=number,
        institution=holder or one.record.institution,
        stated=bool(holder),
        when=one.shown.when,
        promised=promised,
        references=(one.reference,),
        citations=one.shown.citations[:1],
    )
    return on_the_way(made, (one,), folder)


def paper_items(folder: Folder) -> Iterator[Item]:
    """Tests, operations and other papers that a text says were done, and that are not here. One without day and
    number could be any of those here: it is a gap only where there is no paper of its kind at all."""
    seen: dict[Category, list[tuple[str, PartialDate | None]]] = defaultdict(list)
    for what, categories in _WHAT.items():
        told = seen[categories[0]]  # `surgery` and `operation` of a day have one paper
        for one in folder.mentions((what,)):
            number, when = accession(one.shown), one.shown.when
            same = any(_same_test((number, when), other) for other in told)
            passing = what == "laboratory" and holds(one.shown.name, folder.known.course.passing)
            if not passing and not _is_awaited(one) and not same and not _here(one, categories, folder):
                told.append((number, when))
                yield owed(one, categories[0], "gaps.item_mentioned", folder)


def test_items(folder: Folder) -> Iterator[Item]:
    """Tests of the heart and hearing whose result of a day another paper quotes, and of which no report is here."""
    seen: list[PartialDate | None] = [record.date for record in folder.records(Category.HEART_HEARING_TESTS)]
    for one in folder.findings(SAID, Kind.FUNCTION):
        day = one.shown.when
        monitor = next((each for each in folder.known.monitors if holds(said(one.shown), each.words)), None)
        if monitor is None or day is None or not day.day or any(may_be_same(day, other, 1, 1) for other in seen):
            continue
        if one.record.category is Category.HEART_HEARING_TESTS and may_be_same(day, one.record.date, 1, 1):
            continue
        seen.append(day)
        item = owed(one, Category.HEART_HEARING_TESTS, "gaps.item_mentioned", folder)
        yield replace(item, what=monitor.name)


def _same_test(one: tuple[str, PartialDate | None], other: tuple[str, PartialDate | None]) -> bool:
    if one[0] and other[0]:
        return same_number(one[0], other[0])
    return one[1] is None or other[1] is None or may_be_same(one[1], other[1], 1, 1)


def _here(one: CaseFinding, categories: Sequence[Category], folder: Folder) -> bool:
    number, when = accession(one.shown), one.shown.when
    records = [record for record in folder.records(*categories) if record.id != one.record.id]
    own = one.record.category in categories
    if own and (when is None or one.record.date is None or may_be_same(when, one.record.date, 1, _LONG_REPORT_DAYS)):
        return True  # the paper itself tells of its own test
    if number:
        return number_is_here(number, folder, *categories) or any(bears(record, number) for record in records)
    if when is None:
        return bool(records)
    return any(
        may_be_same(when, record.date, 1, _LONG_REPORT_DAYS) or record.date is None for record in records
    ) or any(may_be_same(when, day, 1, 1) for day in _result_days(categories, folder))


def _result_days(categories: Sequence[Category], folder: Folder) -> Iterator[PartialDate | None]:
    for one in folder.case.of_any(*TESTS, Kind.SURGERY, Kind.RADIATION):
        if one.record.category in categories:
            yield one.shown.when


def owed(one: CaseFinding, category: Category, code: str, folder: Folder) -> Item:
    """The paper of a category that a finding tells of, with who holds it."""
    holder = detail(one.shown, "holder")
    sent = detail(one.shown, "status_date") if code == "gaps.item_pending" else ""
    lacking = not holder and code != "gaps.item_pending" and has_none(one)
    return Item(
        kind="result" if code == "gaps.item_pending" else "report",
        door=folder.known.doors[category],
        category=category,
        reason=Remark(code, {"source": one.reference}),
        what=one.shown.name,
        number=accession(one.shown),
        institution="" if lacking else holder or one.record.institution,
        lacks=(one.record.institution,) if lacking else (),
        stated=bool(holder),
        when=one.shown.when or (PartialDate.from_iso(sent) if sent else None),
        references=(one.reference,),
        citations=one.shown.citations[:1],
    )


def pending_items(folder: Folder) -> Iterator[Item]:
    """Results said to be pending, of which no later paper gives the result. Each test once, under one of the names
    that a sentence gives it."""
    seen: set[str] = set()
    told: list[CaseFinding] = []
    sent = [one for one in folder.mentions(_AWAITED) if _is_awaited(one)]
    for one in (*sent, *folder.findings((Assertion.PENDING,), *TESTS)):
        name = fold(one.shown.name)
        twice = name in seen or any(_of_one_test(one, other) for other in told)
        if not twice and not is_value(one, folder) and not is_answered(one, folder):
            seen.add(name)
            told.append(one)
            category = category_of(one.shown.kind, detail(one.shown, "what"))
            if category is Category.LABS and is_genetic(one.shown.name):
                category = Category.GENETICS
            yield owed(one, category, "gaps.item_pending", folder)


def _of_one_test(one: CaseFinding, other: CaseFinding) -> bool:
    """Whether two statements name one test of many genes in the same words: `Panel molecular (NGS) enviado`."""
    first, second = (fold(each.shown.quote).strip(" .") for each in (one, other))
    inside = bool(first and second) and (first in second or second in first)
    genetic = all(is_genetic(each.shown.name) for each in (one, other))
    return one.record.id == other.record.id and inside and genetic


def _is_awaited(one: CaseFinding) -> bool:
    """Whether a text says that a test is pending, or was sent off."""
    sent_off = detail(one.shown, "what") in _SENT_OFF and detail(one.shown, "status") in ("sent", "not received")
    return one.shown.assertion is Assertion.PENDING or sent_off


def stretch_items(folder: Folder) -> Iterator[Item]:
    """Stretches without any record, from the diagnosis on; shorter ones count during treatment."""
    places = {one.number: one.institution for one in folder.case.records}
    places |= {one.number: one.institution for one in folder.case.studies}
    dated = [(one.date, one.number) for one in folder.case.records if one.date and not one.superseded_by]
    dated += [(one.date, one.number) for one in folder.case.studies if one.date]
    dated += _days_covered(folder)
    start = folder.course.diagnosed
    days = sorted((first_day(day), last_day(day), day, number) for day, number in dated if _counts(day, start, folder))
    if not days:
        return
    until, last, number = days[0][1], days[0][2], days[0][3]
    for first, end, day, other in days[1:]:
        if (first - until).days > _threshold(until, first, folder):
            yield _stretch(last, day, (number, other), places)
        if end > until:
            until, last, number = end, day, other


def _days_covered(folder: Folder) -> Iterator[tuple[PartialDate, str]]:
    """Days of which a running record tells (a road map, a table of results), whatever its own date."""
    for one in folder.case.of(Kind.LABORATORY, *TREATMENTS):
        if one.record.category in _COVERING and one.shown.when is not None:
            yield one.shown.when, one.record.number


def _counts(day: PartialDate, start: PartialDate | None, folder: Folder) -> bool:
    return first_day(day) <= folder.case.today and (start is None or last_day(day) >= first_day(start))


def _threshold(start: date, end: date, folder: Folder) -> int:
    """Active treatment is where treatment was given shortly before the stretch and shortly after it."""
    limits, course = folder.known.limits, folder.course
    near = limits.silent_in_treatment
    before = any(0 <= (start - last_day(day)).days <= near for day in course.treated)
    after = any(0 <= (first_day(day) - end).days <= near for day in course.treated)
    if before and after:
        return limits.silent_in_treatment
    ended = course.last_treated is not None and start > last_day(course.last_treated)
    return limits.silent_after if ended and Phase.AFTER is course.phase.value else limits.silent_otherwise


def _stretch(start: PartialDate, end: PartialDate, numbers: Sequence[str], places: Mapping[str, str]) -> Item:
    """A silent stretch; the house whose papers stand on both sides of it has it, of two houses each may: both are
    asked."""
    around = tuple(dict.fromkeys(place for number in numbers if (place := places.get(number, ""))))
    return Item(
        kind="stretch",
        door=Door.RECORDS,
        category=Category.DISCHARGE,
        reason=Remark("gaps.item_stretch", {"start": str(start), "end": str(end)}),
        institution=around[0] if len(around) == 1 else "",
        stated=False,
        around=around if len(around) > 1 else (),
        when=start,
        until=end,
        references=tuple(number for number in numbers if number),
    )
