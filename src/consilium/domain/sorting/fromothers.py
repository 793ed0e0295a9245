"""What other papers of a case tell of one paper: how its hospital writes dates, or that it is the next page of another.

Decided over the whole case after each run, kept beside what the paper says itself, and shown with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from consilium.domain.birthdays import tells_of_birth
from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.phrases import fold
from consilium.domain.records import Category, Decision, Reading, Remark, Scalar
from consilium.domain.sorting import Sorted

LEAST_PAPERS = 2
HEAD_LINES = 15
_NO_CATEGORY: Decision[Category] = Decision(None)
_NO_DATE: Decision[PartialDate] = Decision(None)
_NO_PLACE: Decision[str] = Decision(None)


@dataclass(frozen=True, slots=True)
class FromOthers:
    """What takes the place of a paper's own decisions; a decision without a value takes none, but for the date where
    `undated` tells that the paper's own is not its own after all. `order` is its hospital's order of day and month."""

    category: Decision[Category] = _NO_CATEGORY
    document_date: Decision[PartialDate] = _NO_DATE
    institution: Decision[str] = _NO_PLACE
    order: str = ""
    undated: bool = False

    @property
    def redates(self) -> bool:
        return self.undated or self.document_date.value is not None

    def over(self, made: Sorted) -> Sorted:
        """The paper's decisions with these in their places."""
        return replace(
            made,
            category=made.category if self.category.value is None else self.category,
            document_date=self.document_date if self.redates else made.document_date,
            institution=made.institution if self.institution.value is None else self.institution,
            date_order=self.order or made.date_order,
            event_date=None if self.redates else made.event_date,
        )

    def beside(self, other: FromOthers) -> FromOthers:
        """This with what it does not tell and another does."""
        return FromOthers(
            category=other.category if self.category.value is None else self.category,
            document_date=self.document_date if self.document_date.value is not None else other.document_date,
            institution=other.institution if self.institution.value is None else self.institution,
            order=self.order or other.order,
            undated=self.document_date.value is None and (self.undated or other.undated),
        )


def orders(papers: Iterable[Sorted]) -> Mapping[str, tuple[str, int]]:
    """By hospital (folded), the order of day and month that its papers show and how many do; only where two or more
    show it and none shows another."""
    shown: dict[str, list[str]] = {}
    for made in papers:
        if made.institution.value and made.date_order:
            shown.setdefault(place_key(made.institution.value), []).append(made.date_order)
    return {
        place: (found[0], len(found))
        for place, found in shown.items()
        if len(found) >= LEAST_PAPERS and len(set(found)) == 1
    }


def wants_order(made: Sorted) -> bool:
    """Whether a paper's own date can be read in two ways, and the paper does not show in which."""
    ambiguous = any(reason.code == "sorting.date_ambiguous" for reason in made.document_date.reasons)
    return ambiguous and not made.date_order and made.institution.value is not None


def dated(made: Sorted, again: Sorted, order: tuple[str, int], today: PartialDate) -> FromOthers | None:
    """The date of a paper that was sorted `again` with its hospital's order; None where that tells no day, another
    year, or a day to come."""
    before, found = made.document_date.value, again.document_date.value
    if found is None or not found.day or found > today or (before is not None and not before.includes(found)):
        return None
    args: dict[str, Scalar] = {"count": order[1], "institution": made.institution.value or ""}
    reason = Remark(f"sorting.order_of_hospital_{order[0]}", args)
    date = replace(again.document_date, reasons=(*again.document_date.reasons, reason))
    return FromOthers(document_date=date, order=order[0])


def seems_of_birthday(made: Sorted, born: PartialDate) -> bool:
    """Whether a paper was taken to be of the day, or of an examination on the day, on which the child was born; or of
    the year that a day told which can be read in two ways, one of them that one."""
    if not born.day or born in (made.document_date.value, made.event_date):
        return born.day > 0
    day = made.document_date.value
    quotes = (one.quote for one in made.document_date.citations) if day is not None and day.includes(born) else ()
    return any(born in date.values for quote in quotes for date in dates_in(quote))


def not_of_birthday(reading: Reading, again: Sorted) -> FromOthers | None:
    """The date of a paper that was sorted `again` with the child's birth date known; without a date where it tells none
    besides. None for a paper of birth or of a newborn, which may well be of that day."""
    if tells_of_birth(line.text for page in reading.pages[:1] for line in page.lines[:HEAD_LINES]):
        return None
    reason = Remark("sorting.date_not_birthday")
    date = replace(again.document_date, reasons=(*again.document_date.reasons, reason))
    return FromOthers(document_date=date, undated=date.value is None)


def place_key(institution: str) -> str:
    """A hospital's name without case, accents and spacing."""
    return " ".join(fold(institution).split())
