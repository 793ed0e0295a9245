"""Who is asked for a thing whose own paper names no holder, or a house that only reads what others sent.

A second team's letter tells of treatment and lists what it could not find: nothing of that was made there. Another
paper of the case that tells of the same drug, specimen or number may say where it was; between two such houses none is
guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.completeness.reading import SAID, accession, bears, detail, holds, said, same_number
from consilium.domain.completeness.requirements import Requirements
from consilium.domain.completeness.status import Item
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.phrases import fold
from consilium.domain.records import Category

_GIVEN = (Kind.DRUG, Kind.MEDICINE, Kind.TRANSPLANT, Kind.PROTOCOL)
_TISSUE = (Kind.SURGERY, Kind.SPECIMEN, Kind.MENTION)
_TREATED = (Category.TREATMENT_RECORDS, Category.HEART_HEARING_TESTS)
_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW)
# Papers of tests: what treatment came before they tell by the way. Nothing was given where the test was made.
BY_THE_WAY = frozenset({
    Category.HEART_HEARING_TESTS, Category.IMAGING, Category.IMAGING_REPORTS, Category.PATHOLOGY_REPORT,
    Category.PATHOLOGY_SLIDES, Category.BONE_MARROW, Category.GENETICS, Category.OPERATIVE,
})  # fmt: skip
_NOT_FOUND = ("not available", "not received")


def reviewing_houses(case: ClinicalCase, known: Requirements) -> frozenset[str]:
    """Houses of which only letters are here that sum up, and that say of themselves that they read others' papers or
    lack some. A hospital that treats has other papers too, or lacks nothing of its own."""
    papers: dict[str, list[CaseRecord]] = {}
    for one in case.records:
        if one.institution and not one.superseded_by:
            papers.setdefault(one.institution, []).append(one)
    lacking = {one.record.id for one in case.of_any(Kind.MENTION) if detail(one.shown, "status") in _NOT_FOUND}
    imaged = {study.institution for study in case.studies}
    return frozenset(
        house
        for house, own in papers.items()
        if house not in imaged
        and all(one.category is Category.CLINICAL_SUMMARY for one in own)
        and any(one.id in lacking or holds(one.title, known.course.reviewing) for one in own)
    )


def placed(items: Iterable[Item], case: ClinicalCase, known: Requirements) -> Iterator[Item]:
    """The items, those that no house or only a reading house is known for with the one that other papers tell of."""
    reading = reviewing_houses(case, known)
    for item in items:
        if item.institution and (item.institution not in reading or (item.stated and not item.report_here)):
            yield item
        else:
            yield replace(item, institution=_by_others(item, case, known, reading), stated=False)


def _by_others(item: Item, case: ClinicalCase, known: Requirements, reading: frozenset[str]) -> str:
    """The one house whose papers tell of the same thing; "" where none does, or several do."""
    passed = ("", *reading, *item.lacks)
    records = [one for one in case.records if one.institution not in passed and not one.superseded_by]
    told = [one for one in case.findings if one.record.institution not in passed and _alive(one)]
    if item.number:
        houses = {one.institution for one in records if bears(one, item.number)}
        houses |= {one.record.institution for one in told if _of_number(one, item.number)}
        if houses:
            return _only(houses)
    if item.category in _TREATED:
        return _where_given(item, told)
    if item.category in (*_TISSUE_PAPERS, Category.PATHOLOGY_SLIDES):
        return _where_taken(item, records, told, known)
    return ""


def _alive(one: CaseFinding) -> bool:
    struck = one.judgement is not None and one.judgement.verdict.value == "struck"
    return not struck and not one.record.superseded_by


def _only(houses: set[str]) -> str:
    return next(iter(houses)) if len(houses) == 1 else ""


def _of_number(one: CaseFinding, number: str) -> bool:
    own = accession(one.shown)
    return one.shown.kind in _TISSUE and bool(own) and same_number(own, number)


def _where_given(item: Item, told: list[CaseFinding]) -> str:
    """Where all drugs that are asked about were given; where no paper tells them given, where they were planned."""
    told = [one for one in told if one.record.category not in BY_THE_WAY]
    names = {fold(name) for name in item.what.split(", ")} | {fold(str(item.reason.args.get("drug", "")))} - {""}
    for assertions in (SAID, (Assertion.PLANNED,)):
        of_it = [one for one in told if one.shown.kind in _GIVEN and one.shown.assertion in assertions]
        houses = {one.record.institution for one in of_it if fold(one.shown.name) in names}
        if houses:
            return _only(houses)
    return ""


def _where_taken(item: Item, records: list[CaseRecord], told: list[CaseFinding], known: Requirements) -> str:
    """Where tissue was looked at or taken: of the marrow or of other tissue, as the item is."""
    marrow = item.category is Category.BONE_MARROW
    papers = [one for one in records if one.category in _TISSUE_PAPERS]
    houses = {one.institution for one in papers if (one.category is Category.BONE_MARROW) is marrow}
    if houses:
        return _only(houses)
    taken = [one for one in told if one.shown.kind in (Kind.SURGERY, Kind.SPECIMEN) and one.shown.assertion in SAID]
    words = known.course.marrow if marrow else known.course.tissue
    return _only(
        {
            one.record.institution
            for one in taken
            if holds(said(one.shown), words) and holds(said(one.shown), known.course.marrow) is marrow
        }
    )
