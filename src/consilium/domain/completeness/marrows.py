"""Marrows of a day whose residual disease or cells another paper only quotes: their own report, where none is here."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.clinical import CaseFinding
from consilium.domain.completeness.evidence import Folder
from consilium.domain.completeness.reading import SAID, detail, holds, said
from consilium.domain.completeness.status import Item
from consilium.domain.completeness.story import owed
from consilium.domain.completeness.when import may_be_same
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.records import Category

# Papers that are reports of a marrow, or of tests of one, themselves.
_REPORTS = (Category.BONE_MARROW, Category.PATHOLOGY_REPORT, Category.GENETICS)
# How long after the marrow was taken its report may be dated; how far two days told of one marrow may lie apart.
_LONG, _NEAR = 30, 3
_OF_A_DAY = (Kind.MRD, Kind.SPECIMEN, Kind.FLOW)
_ASSERTIONS = (*SAID, Assertion.NEGATED, Assertion.UNCERTAIN)


def marrow_items(folder: Folder) -> Iterator[Item]:
    """A report of each marrow that is told of with its day. Nothing where the disease is none that is followed so:
    a marrow report is wanted by the lists of its disease."""
    known = list[PartialDate]()
    undated = list[PartialDate]()  # days of reports that tell no day of a specimen
    for record in folder.records(*_REPORTS):
        days = [one.shown.when for one in folder.of_record(record, *_OF_A_DAY) if one.shown.when is not None]
        known += days
        undated += [record.date] if record.date is not None and not days else []
    for one in folder.findings(_ASSERTIONS, Kind.MRD, Kind.SPECIMEN):
        day = one.shown.when
        if day is None or not day.day or one.record.category in _REPORTS or not _of_marrow(one, folder):
            continue
        if any(may_be_same(day, other, 1, _LONG) for other in undated):
            continue
        if any(may_be_same(day, other, _NEAR, _NEAR) for other in known):
            continue
        known.append(day)
        yield owed(one, Category.BONE_MARROW, "gaps.item_mentioned", folder)


def _of_marrow(one: CaseFinding, folder: Folder) -> bool:
    """Residual disease is of marrow unless another specimen is named; a specimen says what it is."""
    shown = one.shown
    if shown.kind is Kind.MRD:
        specimen = detail(shown, "specimen") or shown.site
        named = any(char.isalpha() for char in specimen)  # a table's column of samples may hold their days
        return not named or holds(specimen, folder.known.course.marrow)
    return shown.assertion is not Assertion.NEGATED and holds(said(shown), folder.known.course.marrow)
