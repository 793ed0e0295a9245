"""What a second team needs, what of it is here, what is missing and who holds it (derived, never stored).

`gaps` is a function of the case and the tables. A gap is claimed with its reason only; what nothing tells of is
`UNKNOWN`, not missing, where lists ask for it "if done".
"""

from __future__ import annotations

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness.course import Course, course_of, disease_of
from consilium.domain.completeness.joining import joined
from consilium.domain.completeness.requirements import Requirements
from consilium.domain.completeness.status import Door, Item, Phase, Standing, Status
from consilium.domain.completeness.wanted import statuses

__all__ = [
    "Course", "Door", "Item", "Phase", "Requirements", "Standing", "Status", "course_of", "disease_of", "gaps",
]  # fmt: skip


def gaps(case: ClinicalCase, requirements: Requirements, program: str | None = None) -> tuple[Status, ...]:
    """How everything stands that the lists ask for of this child, and what the story tells of besides.

    `program` is a center's id; one without a list of its own adds nothing. What is owed comes first, the needed before
    the helpful. Raises nothing for odd cases: an unknown disease gets the general list.
    """
    course = course_of(case, requirements)
    disease = disease_of(case, requirements)
    wanted = statuses(case, requirements, course, (disease.value, program))
    return joined(case, requirements, course, wanted)
