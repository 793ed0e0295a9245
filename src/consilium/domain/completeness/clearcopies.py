"""Papers whose picture could hardly be read: what they say is missing here although they are, so a clear copy is owed.

Whether a scan or a photograph: of a sheet of chemotherapy that a telephone blurred nobody can tell the doses.
"""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.completeness.evidence import Folder
from consilium.domain.completeness.reading import BEFORE_TITLES
from consilium.domain.completeness.status import LETTER_DOORS, Door, Item
from consilium.domain.records import Category, Remark

THING = "story_copy"
# What a hospital wrote; a family's own lists and cards can be photographed again at home.
_OWN = (Category.MEDICINES, Category.QUESTIONS_LIST, Category.IDENTITY_INSURANCE)


def copy_items(folder: Folder) -> Iterator[Item]:
    """One for each blurred paper of a hospital, asked of the office that keeps such papers."""
    for record in folder.case.records:
        if not record.blurred or record.superseded_by or record.category is None or record.category in _OWN:
            continue
        door = folder.known.doors.get(record.category, Door.RECORDS)
        yield Item(
            kind="copy",
            door=door if door in LETTER_DOORS and door is not Door.RADIOLOGY else Door.RECORDS,
            category=record.category,
            reason=Remark("gaps.item_clear_copy", {"source": record.number}),
            thing=THING,
            described=record.title.lstrip(BEFORE_TITLES),
            institution=record.institution,
            when=record.date,
            report_here=True,
            references=(record.number,),
        )
