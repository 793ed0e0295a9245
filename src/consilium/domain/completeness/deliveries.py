"""Slides of which only a paper about them is here: a delivery note, a letter that they go along with, a fax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consilium.domain.clinical import CaseRecord
from consilium.domain.completeness.evidence import Folder, is_paper_on_slides
from consilium.domain.completeness.reading import BEFORE_TITLES, holds, numbers_of, same_number
from consilium.domain.completeness.status import Door, Item
from consilium.domain.records import Category, Remark

_MOST_NUMBERS = 5


def delivered_items(seen: list[str], numbers: Sequence[str], folder: Folder) -> Iterator[Item]:
    """Slides told of by such a paper alone; `seen` are numbers that are asked for already, `numbers` those of slides
    that are here. A letter that sends slides and whose number nobody could read is told of by itself: what was sent and
    never came has a tracking number and a day, and may be found."""
    for record in folder.records(Category.PATHOLOGY_SLIDES):
        if not is_paper_on_slides(record, folder.known):
            continue
        own = numbers_of(record)
        for number in own[:_MOST_NUMBERS]:
            if not _is_known(number, seen) and not _is_known(number, numbers):
                seen.append(number)
                yield _promised_by(record, number)
        if not own and holds(record.title, folder.known.course.sending):
            yield _promised_by(record, "")


def _is_known(number: str, others: Iterable[str]) -> bool:
    return bool(number) and any(same_number(number, one) for one in others)


def _promised_by(record: CaseRecord, number: str) -> Item:
    return Item(
        kind="slides",
        door=Door.PATHOLOGY,
        category=Category.PATHOLOGY_SLIDES,
        reason=Remark("gaps.item_slides_promised", {"source": record.number}),
        described="" if number else record.title.lstrip(BEFORE_TITLES),
        number=number,
        institution=record.institution,
        when=None if number else record.date,
        promised=True,
        references=(record.number,),
    )
