"""Tests of heart and hearing that treatment already given asks for: here, too old, or not here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.clinical import CaseFinding
from consilium.domain.completeness.evidence import Folder, Found
from consilium.domain.completeness.reading import SAID, has_none, holds, said
from consilium.domain.completeness.requirements import Monitor
from consilium.domain.completeness.status import Item, Phase, Standing
from consilium.domain.completeness.when import not_before
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Kind
from consilium.domain.records import Category, Remark

_DOSE_PAPERS = (Category.TREATMENT_RECORDS, Category.DISCHARGE)


def watched(found: Found, folder: Folder) -> Found:
    """How the heart and hearing tests stand in view of the drugs: partly where one of them is wanted and not here."""
    remarks = tuple(_wanting(folder))
    if not remarks or found.standing is not Standing.PRESENT:
        return replace(found, reasons=(*found.reasons, *remarks))
    return replace(found, standing=Standing.PARTLY, reasons=(*found.reasons, *remarks))


def monitor_items(folder: Folder) -> Iterator[Item]:
    """The tests of which none is here although what was given asks for them: each is asked for by its name."""
    places = {one.number: one.institution for one in folder.case.records}
    for remark in _wanting(folder):
        source = str(remark.args["source"])
        if remark.code == "gaps.test_missing":
            place = places.get(source.partition(" p.")[0], "")
            lacks = _lacking(str(remark.args["test"]), folder)
            yield Item(
                kind="report",
                door=folder.known.doors[Category.HEART_HEARING_TESTS],
                category=Category.HEART_HEARING_TESTS,
                reason=Remark("gaps.item_test_missing", remark.args),
                thing="heart_hearing_tests",
                what=str(remark.args["test"]),
                institution="" if place in lacks else place,
                lacks=lacks,
                stated=False,
                references=(source,),
            )


def _lacking(test: str, folder: Folder) -> tuple[str, ...]:
    """The houses whose papers say that they have no such test."""
    words = next(one.words for one in folder.known.monitors if one.name == test)
    told = [one for one in folder.case.of_any(Kind.MENTION) if holds(said(one.shown), words) and has_none(one)]
    return tuple(dict.fromkeys(one.record.institution for one in told if one.record.institution))


def _wanting(folder: Folder) -> Iterator[Remark]:
    for monitor in folder.known.monitors:
        given = [one for one in folder.findings(SAID, Kind.TRANSPLANT, Kind.RADIATION) if _asks(one, monitor)]
        given += [one for one in folder.findings(SAID, Kind.DRUG) if holds(said(one.shown), monitor.drugs)]
        if not given:
            continue
        drug = {"test": monitor.name, "drug": given[-1].shown.name, "source": given[-1].reference}
        tests = list(_tests(monitor, folder))
        last = max((day for one in given if (day := _dosed(one)) is not None), default=None)
        if not tests:
            yield Remark("gaps.test_missing", drug)
        elif _over(folder) and last is not None and not _since(tests, last, folder):
            yield Remark("gaps.test_before", drug)


def _asks(one: CaseFinding, monitor: Monitor) -> bool:
    """Whether a transplant, or radiation to a part of the body, asks for the test."""
    if one.shown.kind is Kind.TRANSPLANT:
        return monitor.transplants is not None and holds(one.shown.name, monitor.transplants)
    return monitor.sites is not None and holds(f"{one.shown.name} {one.shown.site}", monitor.sites)


def _dosed(one: CaseFinding) -> PartialDate | None:
    """The day of a dose as its own papers give it; a letter that sums up dates other things beside it."""
    return one.shown.when if one.record.category in _DOSE_PAPERS else None


def _over(folder: Folder) -> bool:
    return folder.course.phase.value in (Phase.AFTER, Phase.RELAPSE)


def _since(tests: list[PartialDate | None], last: PartialDate, folder: Folder) -> bool:
    """Whether a test may be from after the last dose; one without a date may."""
    return any(day is None or not_before(day, last, folder.known.limits.test_slack) for day in tests)


def _tests(monitor: Monitor, folder: Folder) -> Iterator[PartialDate | None]:
    """The days of the tests that are here, as reports or as results told of."""
    for record in folder.records(Category.HEART_HEARING_TESTS):
        if holds(record.title, monitor.words):
            yield record.date
    for one in folder.findings(SAID, Kind.FUNCTION):
        if holds(said(one.shown), monitor.words):
            yield one.shown.when or one.record.date
