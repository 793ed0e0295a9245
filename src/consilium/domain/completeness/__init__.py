"""What a second team needs, what of it is here, what is missing and who holds it (derived, never stored).

`gaps` is a function of the case and the tables. A gap is claimed with its reason only; what nothing tells of is
`UNKNOWN`, not missing, where lists ask for it "if done".
"""

from __future__ import annotations

from dataclasses import replace

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness.course import Course, course_of, disease_of
from consilium.domain.completeness.joining import joined
from consilium.domain.completeness.requirements import Requirements
from consilium.domain.completeness.status import Door, Item, Phase, Standing, Status
from consilium.domain.completeness.wanted import statuses
from consilium.domain.conflicts.calendar import without_impossible_days
from consilium.domain.holders import Holders, holders_of

__all__ = [
    "Course", "Door", "Item", "Phase", "Requirements", "Standing", "Status", "course_of", "disease_of", "gaps",
]  # fmt: skip


def gaps(case: ClinicalCase, requirements: Requirements, program: str | None = None) -> tuple[Status, ...]:
    """How everything stands that the lists ask for of this child, and what the story tells of besides.

    `program` is a center's id; one without a list of its own adds nothing. What is owed comes first, the needed before
    the helpful. Raises nothing for odd cases: an unknown disease gets the general list.
    """
    holders = holders_of(case)
    case = without_impossible_days(_with_parts(holders.case(case)))
    course = course_of(case, requirements)
    disease = disease_of(case, requirements)
    wanted = statuses(case, requirements, course, (disease.value, program))
    return tuple(_held(status, holders) for status in joined(case, requirements, course, wanted))


def _with_parts(case: ClinicalCase) -> ClinicalCase:
    """With each document of a file that holds several as a record under the file's number: a report behind another one
    is here as well."""
    inner = (
        replace(one, category=part.category, date=part.date or one.date, title=part.title, parts=())
        for one in case.records
        for part in one.parts
        if part.category is not None and (part.category, part.date) != (one.category, one.date)
    )
    return replace(case, records=(*case.records, *inner))


def _held(status: Status, holders: Holders) -> Status:
    """The status with each holder under one name, those too that only a text names."""
    items = tuple(
        replace(
            item, institution=holders.name(item.institution), around=tuple(holders.name(one) for one in item.around)
        )
        for item in status.items
    )
    return replace(status, items=items, institution=holders.name(status.institution))
