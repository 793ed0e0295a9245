"""What no list names by itself and the story shows to exist: tissue typing, eye photographs, radiation plan files and
radiation once planned, the papers of the first diagnosis after a relapse, and treatment that only letters tell of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.completeness.course import TREATMENTS
from consilium.domain.completeness.evidence import Folder, is_marrow
from consilium.domain.completeness.reading import SAID, detail, holds, said
from consilium.domain.completeness.status import Door, Item
from consilium.domain.completeness.when import first_day, last_day, may_be_same
from consilium.domain.completeness.whoholds import BY_THE_WAY
from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import fold
from consilium.domain.records import Category, Remark

_GENETIC = (Kind.VARIANT, Kind.CYTOGENETICS, Kind.METHYLATION)
_GENETIC_PAPERS = (Category.GENETICS, Category.PATHOLOGY_REPORT, Category.BONE_MARROW)
_GIVEN_PAPERS = (Category.TREATMENT_RECORDS, Category.DISCHARGE)
_PLAN_FILES = frozenset({"RTPLAN", "RTDOSE", "RTSTRUCT", "RTRECORD", "RTIMAGE"})
_EYE_PICTURES = frozenset({"OP", "OPT", "XC", "ES"})
_ANY_TRANSPLANT = "stem cell transplant"
_FIRST_DAYS = 30
_MOST_NAMES = 4


def typing_items(folder: Folder) -> Iterator[Item]:
    """HLA typing that was sent or done, where no paper of it is here."""
    words = folder.known.course.typing
    told = [one for one in folder.mentions(("laboratory", "genetics")) if holds(said(one.shown), words)]
    papers = folder.records(Category.LABS, Category.GENETICS)
    if told and not any(holds(record.title, words) for record in papers) and not _typed(folder):
        code = "gaps.item_pending" if _is_awaited(told[-1].shown) else "gaps.item_mentioned"
        sort = _Sort("result", Door.LABORATORY, Category.LABS, code, "story_hla")
        yield _item(told[-1], sort, what=told[-1].shown.name, when=_sent_or_done(told[-1].shown))


def _sent_or_done(finding: Finding) -> PartialDate | None:
    """The day of a test, else the one on which it was sent."""
    sent = detail(finding, "status_date")
    return finding.when or (PartialDate.from_iso(sent) if sent else None)


def photograph_items(folder: Folder) -> Iterator[Item]:
    """Photographs of the eye that examinations speak of, where no picture of an eye camera is here."""
    words = folder.known.course.eye_photographs
    told = [one for one in folder.mentions(("imaging",)) if holds(one.shown.quote, words)]
    here = any(_EYE_PICTURES & set(study.modalities) for study in folder.studies())
    if told and not here:
        sort = _Sort("report", Door.RECORDS, Category.IMAGING, "gaps.item_mentioned", "story_photographs")
        yield _item(told[-1], sort, when=told[-1].shown.when)


def plan_file_items(folder: Folder) -> Iterator[Item]:
    """The plan and dose files of radiation of which only the summary is here."""
    given = list(folder.findings((Assertion.STATED,), Kind.RADIATION))
    papers = list(folder.records(Category.RADIATION))
    days = [one.shown.when for one in given if one.record in papers and one.shown.when is not None]
    if given and papers and not any(_PLAN_FILES & set(study.modalities) for study in folder.studies()):
        yield Item(
            kind="report",
            door=Door.RADIOLOGY,  # DICOM files, which no records office has
            category=Category.RADIATION,
            reason=Remark("gaps.item_no_plan_files", {"source": papers[0].number}),
            thing="story_radiation_files",
            institution=papers[0].institution,
            when=min(days, default=papers[0].date),
            references=(papers[0].number,),
        )


def planned_radiation(folder: Folder) -> Iterator[Item]:
    """Radiation that was to begin on a day long ago, of which nothing says whether it was given."""
    told = folder.findings(SAID, Kind.RADIATION)
    if next(iter(told), None) is not None or next(iter(folder.records(Category.RADIATION)), None) is not None:
        return
    sort = _Sort("report", Door.RECORDS, Category.RADIATION, "gaps.item_mentioned")
    for one in folder.findings((Assertion.PLANNED,), Kind.RADIATION):
        day = one.shown.when or one.record.date
        dated = one.shown.when is not None or any(True for _ in dates_in(one.shown.quote))
        if dated and day is not None and (folder.case.today - last_day(day)).days > folder.known.limits.treatment_ended:
            yield _item(one, sort, what=one.shown.name, when=one.shown.when)
            return


def first_papers(folder: Folder, *, marrow: bool) -> Iterator[Item]:
    """After a relapse: the marrow and the genetic report of the first diagnosis, where only later ones are here.
    `marrow` where the disease's list asks for a marrow of every child."""
    first, relapsed = folder.course.diagnosed, folder.course.relapsed
    if first is None or relapsed is None or not first_day(first) < first_day(relapsed):
        return
    if marrow and not any(_near_first(one, first) for one in _marrows(folder)):
        yield from _first_marrow(folder, first)
    quoted = [one for one in folder.findings((*SAID, Assertion.NEGATED), *_GENETIC) if _early(one, relapsed)]
    papers = list(folder.records(*_GENETIC_PAPERS))
    own = any(one.date is not None and first_day(one.date) < first_day(relapsed) for one in papers)
    if quoted and not own and not any(one.record.category in _GENETIC_PAPERS for one in quoted):
        sort = _Sort("report", Door.LABORATORY, Category.GENETICS, "gaps.item_first_quoted")
        yield _item(quoted[0], sort, when=quoted[0].shown.when or _about(first))


def sorted_stretches(folder: Folder, stretches: Iterable[Item]) -> Iterator[Item]:
    """Silent stretches; those in which treatment went on are owed as treatment records."""
    for one in stretches:
        ends = one.when is not None and one.until is not None
        treated = ends and (_treated_within(one, folder) or _told_within(one, folder))
        if not treated or _covered(one, folder):
            yield one
            if ends and not treated:
                yield from _summed_since(one, folder)
            continue
        owed = replace(one, category=Category.TREATMENT_RECORDS, thing="treatment_records")
        yield owed
        days = {"start": str(one.when), "end": str(one.until)}
        yield replace(owed, kind="report", reason=Remark("gaps.item_treatment_silent", days))


def told_treatment(folder: Folder) -> Iterator[Item]:
    """Treatment of which letters tell, by the name of what was given, and no treatment record."""
    given = list(folder.findings((Assertion.STATED,), Kind.DRUG, Kind.TRANSPLANT))
    recorded = {fold(one.shown.name) for one in given if one.record.category in _GIVEN_PAPERS}
    if any(one.shown.kind is Kind.TRANSPLANT and one.record.category in _GIVEN_PAPERS for one in given):
        recorded.add(_ANY_TRANSPLANT)  # the one whose summary is here, named without its sort
    recorded |= {name for name, drugs in folder.known.drug_classes.items() if recorded & drugs}
    by_record: dict[str, list[CaseFinding]] = {}
    for one in given:
        if fold(one.shown.name) not in recorded:
            recorded.add(fold(one.shown.name))
            by_record.setdefault(one.record.id, []).append(one)
    sort = _Sort("report", Door.RECORDS, Category.TREATMENT_RECORDS, "gaps.item_treatment_told", "treatment_records")
    for told in by_record.values():
        for kind in (Kind.DRUG, Kind.TRANSPLANT):  # a transplant has a summary of its own
            some = [one for one in told if one.shown.kind is kind]
            if some:
                item = _item(some[0], sort, what=", ".join(one.shown.name for one in some[:_MOST_NAMES]))
                # A heart test tells of treatment before it: it was not given where the heart was looked at.
                away = some[0].record.category in BY_THE_WAY and not item.stated
                yield replace(item, institution="") if away else item


def _summed_since(stretch: Item, folder: Folder) -> Iterator[Item]:
    """The sheets of a silent stretch into which treatment ran, and after which a summary sums up a drug that no other
    paper tells of: it was given meanwhile, though nobody says until when."""
    given = list(folder.findings(SAID, Kind.DRUG))
    sums = [one for one in given if detail(one.shown, "cumulative") == "yes" and one.record.date == stretch.until]
    other = {fold(one.shown.name) for one in given if one.record.date != stretch.until}
    new = [one for one in sums if fold(one.shown.name) not in other]
    if new and _runs_at(stretch, folder):
        reason = Remark("gaps.item_treatment_summed", {"source": new[0].reference, "start": str(stretch.when)})
        yield replace(
            stretch, kind="report", category=Category.TREATMENT_RECORDS, thing="treatment_records", reason=reason
        )


def _runs_at(stretch: Item, folder: Folder) -> bool:
    """Whether a paper of the time at which a stretch begins tells of drugs given, or of treatment to come."""
    assert stretch.when is not None
    start, pause = last_day(stretch.when), timedelta(days=folder.known.limits.silent_in_treatment)
    for one in folder.findings((*SAID, Assertion.PLANNED), Kind.DRUG, Kind.CYCLE):
        written = one.record.date
        near = written is not None and timedelta(0) <= start - first_day(written) <= pause
        if near and one.record.category in _GIVEN_PAPERS:
            return True
    return False


def _treated_within(stretch: Item, folder: Folder) -> bool:
    """Whether treatment ran into a silent stretch and on to its end: the last dose shortly before it, another or the
    sum of all doses more than the usual pause after it began."""
    assert stretch.when is not None
    assert stretch.until is not None
    pause = timedelta(days=folder.known.limits.silent_in_treatment)
    start, until, relapsed = last_day(stretch.when), last_day(stretch.until) + pause, folder.course.relapsed
    if relapsed is not None:
        until = min(until, first_day(relapsed) - timedelta(days=1))
    before = any(timedelta(0) <= start - last_day(day) <= pause for day in folder.course.treated)
    return before and any(start + pause < first_day(day) <= until for day in (*folder.course.treated, *_sums(folder)))


def _told_within(stretch: Item, folder: Folder) -> bool:
    """Whether a paper tells of treatment from a day to a day that fills at least half of a silent stretch."""
    assert stretch.when is not None
    assert stretch.until is not None
    start, end = last_day(stretch.when), first_day(stretch.until)
    for one in folder.findings(SAID, Kind.PROTOCOL, *TREATMENTS):
        when, until = one.shown.when, one.shown.until
        if when is None or until is None:
            continue
        common = (min(end, last_day(until)) - max(start, first_day(when))).days
        if common > 0 and 2 * common >= (end - start).days:
            return True
    return False


def _covered(stretch: Item, folder: Folder) -> bool:
    """Whether one running treatment record gives doses from before the stretch on and is of its end or later."""
    assert stretch.when is not None
    assert stretch.until is not None
    for record in folder.records(Category.TREATMENT_RECORDS):
        days = [one.shown.when for one in folder.of_record(record, *TREATMENTS) if one.shown.when is not None]
        ends = [*days, *((record.date,) if record.date is not None else ())]
        if days and first_day(min(days)) <= last_day(stretch.when) and last_day(max(ends)) >= first_day(stretch.until):
            return True
    return False


def _sums(folder: Folder) -> Iterator[PartialDate]:
    """The days of records that sum up what was given until then."""
    for one in folder.findings(SAID, Kind.DRUG):
        if detail(one.shown, "cumulative") == "yes" and one.record.category is Category.TREATMENT_RECORDS:
            yield from (one.record.date,) if one.record.date is not None else ()


def _typed(folder: Folder) -> bool:
    words = folder.known.course.typing
    return any(holds(one.shown.name, words) for one in folder.findings(SAID, Kind.LABORATORY, Kind.VARIANT))


def _is_awaited(finding: Finding) -> bool:
    return finding.assertion is Assertion.PENDING or detail(finding, "status") in ("sent", "not received", "pending")


def _marrows(folder: Folder) -> Iterator[CaseRecord]:
    return (
        one for one in folder.records(Category.BONE_MARROW, Category.PATHOLOGY_REPORT) if is_marrow(one, folder.known)
    )


def _near_first(record: CaseRecord, first: PartialDate) -> bool:
    return record.date is None or may_be_same(first, record.date, _FIRST_DAYS, _FIRST_DAYS)


def _early(one: CaseFinding, relapsed: PartialDate) -> bool:
    day: date | None = last_day(one.record.date) if one.record.date is not None else None
    return day is not None and day < first_day(relapsed)


def _first_marrow(folder: Folder, first: PartialDate) -> Iterator[Item]:
    told = [one for one in folder.findings(SAID, Kind.DIAGNOSIS) if one.shown.when == first]
    if told:
        sort = _Sort("report", Door.RECORDS, Category.BONE_MARROW, "gaps.item_first_marrow")
        yield _item(told[0], sort, when=_about(first))


def _about(first: PartialDate) -> PartialDate:
    """The month of a diagnosis, in which its tests were made; the year alone of one of the first days of a month."""
    return PartialDate(first.year, first.month if first.day > _FIRST_DAYS // 3 else 0)


@dataclass(frozen=True, slots=True)
class _Sort:
    """What an owed piece is, and why it is owed."""

    kind: str
    door: Door
    category: Category
    code: str
    thing: str = ""


def _item(one: CaseFinding, sort: _Sort, *, what: str = "", when: PartialDate | None = None) -> Item:
    holder = detail(one.shown, "holder")
    return Item(
        kind=sort.kind,
        door=sort.door,
        category=sort.category,
        reason=Remark(sort.code, {"source": one.reference}),
        thing=sort.thing,
        what=what,
        institution=holder or one.record.institution,
        stated=bool(holder),
        when=when,
        references=(one.reference,),
        citations=one.shown.citations[:1],
    )
