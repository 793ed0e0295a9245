"""What persons said of records: whose they are, and what a record is called. Read by whatever sorts and shows them.

Whose a record is is said of all files that name their patient in the same way at once (a disc's slices are one voice);
of what names nobody, of one file or one series.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from consilium.actions.entries import Entry, all_of
from consilium.actions.opened import OpenCase
from consilium.casebook.models import Entry as Row
from consilium.casebook.models import InputFile
from consilium.domain.dates import PartialDate
from consilium.domain.identity import WhoseSaid
from consilium.domain.records import Category, Remark

WHOSE, LABEL = "whose", "record_label"
KINDS = (WHOSE, LABEL)


@dataclass(frozen=True, slots=True)
class LabelSaid:
    """What a record is, as a person says: title, kind, day and place as they should be shown."""

    title: str
    category: Category | None
    date: PartialDate | None
    institution: str
    by: str
    on: str

    @property
    def reason(self) -> Remark:
        return Remark("records.label_said", {"by": self.by, "day": self.on})


def item_of(row: InputFile) -> UUID:
    """What a word on whose this file is speaks of: its way of naming, else its series, else the file itself."""
    return item(row.id, row.naming_id, row.series_key)


def item(file: UUID, naming: UUID | None, series_key: Any) -> UUID:
    """As `item_of`, of a row's columns."""
    return naming or (file if series_key is None else UUID(bytes=bytes(series_key)[:16]))


def whose_said(case: OpenCase) -> Mapping[UUID, WhoseSaid]:
    """The words that stand, by what they speak of. Raises IntegrityError."""
    return {one.id: one.value for one in all_of(case, WHOSE, WhoseSaid)}


def labels_said(case: OpenCase) -> Mapping[UUID, Entry[LabelSaid]]:
    """What persons say that records are, by file. Raises IntegrityError."""
    return {one.id: one for one in all_of(case, LABEL, LabelSaid)}


def name_given(case: OpenCase) -> str:
    """The name under which the viewer last said something of a record, "" where they never did."""
    said: list[Entry[Any]] = [*all_of(case, WHOSE, WhoseSaid, struck=True), *all_of(case, LABEL, LabelSaid)]
    own = [one for one in said if one.by == case.viewer.id]
    return str(max(own, key=lambda one: one.made).value.by) if own else ""


def numbers(case: OpenCase) -> list[int]:
    """The rows of all of it: they change when something was said."""
    return list(Row.objects.filter(case=case.row, kind__in=KINDS).order_by("id").values_list("id", flat=True))
