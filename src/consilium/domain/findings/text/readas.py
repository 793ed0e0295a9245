"""As what kind of paper the rules for findings read a record: as a note, where a report of one examination would not
have the parts that it has.

A report of a laboratory or of a scan tells only its own things, so that its rules leave out what a child feels or
takes. A summary that begins with a table of values, or minutes that quote a scan, are sorted as such reports at times;
their headings (plan, medicines, course) show that they tell of more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilium.domain.findings.paper import Clause, Section
from consilium.domain.records import Category

# How many parts of a note show that a paper sorted as such a report is one. An examination under anesthesia or a scan
# of many systems has some of them, a form of an insurer quotes the paper that it was made from.
_ENOUGH: Final = {
    Category.LABS: 2,
    Category.IDENTITY_INSURANCE: 3,
    Category.IMAGING_REPORTS: 4,
    Category.HEART_HEARING_TESTS: 4,
}
_PARTS_OF_NOTES: Final = frozenset(
    {Section.EXAMINATION, Section.MEDICINES, Section.COURSE, Section.PLAN, Section.TREATMENT, Section.PAST_HISTORY,
     Section.FAMILY_HISTORY, Section.ALLERGIES, Section.OPERATION, Section.TOXICITY}
)  # fmt: skip


def read_as(category: Category | None, clauses: Sequence[Clause]) -> Category | None:
    """The category, or that of a note where a report has enough parts of a note."""
    enough = _ENOUGH.get(category) if category is not None else None
    if enough is None:
        return category
    parts = {clause.section for clause in clauses if clause.section in _PARTS_OF_NOTES}
    return Category.DISCHARGE if len(parts) >= enough else category
