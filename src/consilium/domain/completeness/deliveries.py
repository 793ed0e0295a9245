"""Slides of which only a paper about them is here: a delivery note, a letter that they go along with, a fax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.completeness.evidence import Folder, is_paper_on_slides
from consilium.domain.completeness.reading import BEFORE_TITLES, detail, holds, numbers_of, same_number
from consilium.domain.completeness.status import Door, Item
from consilium.domain.holders import holder_key
from consilium.domain.parcels import Parcel
from consilium.domain.records import Category, Remark

_MOST_NUMBERS = 5
# Why slides are owed, by whether their parcel's number and where they went are known.
_CODES = {
    (False, False): "gaps.item_slides_promised",
    (False, True): "gaps.item_slides_sent_to",
    (True, False): "gaps.item_slides_tracked",
    (True, True): "gaps.item_slides_tracked_sent_to",
}


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
                yield _promised_by(record, number, folder)
        if not own and holds(record.title, folder.known.course.sending):
            yield _promised_by(record, "", folder)


def _is_known(number: str, others: Iterable[str]) -> bool:
    return bool(number) and any(same_number(number, one) for one in others)


def _promised_by(record: CaseRecord, number: str, folder: Folder) -> Item:
    made = Item(
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
    return on_the_way(made, (), folder)


def on_the_way(item: Item, told: Sequence[CaseFinding], folder: Folder) -> Item:
    """Slides that papers say were sent, with the paper that says it, where they went and the number of the parcel: what
    is on its way is traced, not asked for anew. `told` are the statements of their sending, if any."""
    if not item.promised:
        return item
    parcel = next((one for one in folder.case.parcels if _is_of(one, item, told)), None)
    source = told[0].reference if told else parcel.record if parcel is not None else item.references[0]
    sent_to = parcel.to if parcel is not None else next((to for one in told if (to := _went_to(one, item))), "")
    tracking = parcel.tracking if parcel is not None else ""
    code = _CODES[bool(tracking), bool(sent_to)]
    args = {"source": parcel.record if parcel is not None else source, "to": sent_to, "tracking": tracking}
    reason = Remark(code, args)
    references = tuple(dict.fromkeys((*item.references, str(reason.args["source"]))))
    back_by = parcel.back_by if parcel is not None else None
    return replace(item, reason=reason, sent_to=sent_to, tracking=tracking, back_by=back_by, references=references)


def _is_of(parcel: Parcel, item: Item, told: Sequence[CaseFinding]) -> bool:
    """Whether a parcel holds these slides: its paper names their number, or names none and tells of them."""
    if parcel.numbers and item.number:
        return any(same_number(item.number, one) for one in parcel.numbers)
    return parcel.record in (*item.references, *(one.record.number for one in told))


def _went_to(one: CaseFinding, item: Item) -> str:
    """The house that a statement says the slides went to; not the one that lent them."""
    holder = detail(one.shown, "holder")
    return holder if holder and holder_key(holder) != holder_key(item.institution) else ""
