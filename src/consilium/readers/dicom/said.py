"""What every slice of a series says alike, worked out once: people, dates, places, kinds, study and series facts.

The walk gives equal elements as one and the same object, so a file whose objects are those of an earlier file says
what that one said. The objects are held, so that no other can take their place in memory.
"""

from __future__ import annotations

from dataclasses import dataclass

from consilium.domain.records import DateSeen, Json, PersonNamed, Remark, Stated
from consilium.readers.dicom import facts, statements
from consilium.readers.dicom.values import Attribute

# Every tag that `statements`, `facts.study` and `facts.series` look at.
TAGS = (
    *("00080016", "00080020", "00080021", "00080022", "00080023", "0008002A", "00080030", "00080050", "00080060"),
    *("00080080", "00080090", "00081030", "0008103E", "00081048", "00081050", "00081060", "00100010", "00100020"),
    *("00100021", "00100024", "00100030", "00100040", "00101000", "00101002", "00120062", "00180015", "00181012"),
    *("00181030", "0020000D", "0020000E", "00200010", "00200011", "00200060", "0040A027", "0040A043", "0040A073"),
    *("0040A078", "00420010", "00700082", "00700084", "300A0002", "300A0006", "300E0004", "300E0008", "30040002"),
    *("30060002", "30060008", "30080250"),
)
MAX_KEPT = 64


@dataclass(frozen=True, slots=True)
class Said:
    """The statements of one header."""

    people: tuple[PersonNamed, ...]
    dates: tuple[DateSeen, ...]
    institutions: tuple[Stated, ...]
    authors: tuple[Stated, ...]
    kinds: tuple[Stated, ...]
    title: str
    study: dict[str, Json]
    series: dict[str, Json]
    remarks: tuple[Remark, ...]


_kept: dict[tuple[str | int, ...], tuple[list[Json], Said]] = {}


def said(data: Attribute, form: str, sop_class: str) -> Said:
    """What a header says, remembered by the identity of what it consists of. Not for changing."""
    parts = [data.get(tag) for tag in TAGS]
    key: tuple[str | int, ...] = (form, sop_class, *[id(part) for part in parts])
    known = _kept.get(key)
    if known is None:
        if len(_kept) >= MAX_KEPT:
            _kept.clear()
        known = _kept[key] = (parts, _worked_out(data, form, sop_class))
    return known[1]


def _worked_out(data: Attribute, form: str, sop_class: str) -> Said:
    remarks: list[Remark] = []
    return Said(
        people=statements.people(data, remarks),
        dates=statements.dates(data, form, remarks),
        institutions=statements.institutions(data),
        authors=statements.authors(data),
        kinds=statements.kinds(data, sop_class),
        title=statements.title(data),
        study=facts.study(data),
        series=facts.series(data),
        remarks=tuple(remarks),
    )
