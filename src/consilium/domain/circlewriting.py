"""What people write down of the circle, checked before it is kept: invitations, guardianship, what a person keeps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consilium.domain.circle import (
    CONSENT_ACTS,
    MAY_BY_DEFAULT,
    WHOLE_CASE,
    Act,
    Consent,
    CourtOrder,
    Facts,
    Guardianship,
    Holds,
    Item,
    Majority,
    Person,
    Role,
    majority_date,
    may,
)
from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.dates import PartialDate
from consilium.domain.due import Due, due_on, in_order
from consilium.domain.errors import DeniedError, InputError
from consilium.domain.records import Citation, Remark

MOST_CHARS = 4_000
OLDEST_MAJORITY = 25  # nowhere later; a greater number is a slip


def invited(person: Person, by: Person, facts: Facts, people: Iterable[Person] = ()) -> Person:
    """The person, to be kept. `people` are those of the case so far.

    Raises DeniedError where the inviter may not, or would give what they may not do themselves, by the role or on top
    of it; InputError without a reason, with an end in the past, or for a second patient.
    """
    if not may(by, Act.INVITE, WHOLE_CASE, facts).value:
        raise DeniedError("circle.may_not_invite")
    if not person.reason.strip():
        raise InputError("circle.reason_needed")
    if person.until is not None and last_day(person.until) < facts.today:
        raise InputError("circle.until_in_past", until=str(person.until))
    if max(len(person.name), len(person.reason)) > MOST_CHARS:
        raise InputError("circle.too_long", bound=MOST_CHARS)
    if person.role is Role.PATIENT and any(one.role is Role.PATIENT and one.id != person.id for one in people):
        raise InputError("circle.one_patient")
    given = (MAY_BY_DEFAULT[person.role] | frozenset(person.more)) - frozenset(person.less)
    for act in Act:
        if act in given and not may(by, act, WHOLE_CASE, facts).value:
            raise DeniedError("circle.may_not_give", act=f"act_{act.value}")
    return person


def checked_order(order: CourtOrder, today: date) -> CourtOrder:
    """The order, to be kept. Raises InputError where it says nothing, is of the future, or bars nobody named."""
    if not order.says.strip():
        raise InputError("circle.order_says_nothing")
    if order.on is not None and first_day(order.on) > today:
        raise InputError("circle.order_in_future", on=str(order.on))
    if (order.bars or order.bars_all) and not order.person:
        raise InputError("circle.order_bars_nobody")
    if order.until is not None and order.on is not None and last_day(order.until) < first_day(order.on):
        raise InputError("circle.order_ends_before", on=str(order.on))
    if max(len(order.says), len(order.court), len(order.number), len(order.paper)) > MOST_CHARS:
        raise InputError("circle.too_long", bound=MOST_CHARS)
    return order


def checked_consent(consent: Consent) -> Consent:
    """The statement, to be kept. Raises InputError where nobody is named, or "for some" does not say for what."""
    if not (consent.person or consent.name.strip()):
        raise InputError("circle.consent_nobody")
    if consent.holds is Holds.FOR_SOME and not consent.says.strip():
        raise InputError("circle.consent_for_what")
    if max(len(consent.name), len(consent.says), len(consent.paper)) > MOST_CHARS:
        raise InputError("circle.too_long", bound=MOST_CHARS)
    return consent


def majority_typed(born: PartialDate | None, years: int | None, on: PartialDate | None) -> Majority:
    """When the patient is of age, as a person told it: the place's age, or the day itself. Raises InputError."""
    if on is not None:
        return Majority(on, years, typed=True)
    if years is None or not 1 <= years <= OLDEST_MAJORITY:
        raise InputError("circle.majority_needed")
    return Majority(majority_date(born, years) if born is not None else None, years, typed=True)


def majority_of_place(born: PartialDate | None, years: int | None, everywhere: bool, basis: Citation) -> Majority:
    """When the patient is of age by a rule that was read (`knowledge.circle.majority_rule`); not known without one.
    Where the rule is of most places only, somebody has to confirm it."""
    if years is None:
        return Majority(None)
    return Majority(majority_date(born, years) if born is not None else None, years, False, not everywhere, basis)


def keep_confidential(item: Item, person: Person, shown_to: tuple[str, ...] = ()) -> Item:
    """The item as the patient's own. Raises DeniedError for anybody else, or where it is another's already."""
    if person.role is not Role.PATIENT or item.owner not in ("", person.id):
        raise DeniedError("circle.only_the_patient")
    return Item(item.id, True, person.id, shown_to)


def no_longer_confidential(item: Item, person: Person) -> Item:
    """The item as everybody's. Raises DeniedError for anybody but its owner."""
    if item.confidential and person.id != item.owner:
        raise DeniedError("circle.only_the_owner")
    return Item(item.id)


def contradictions(guardianship: Guardianship, today: date) -> tuple[Remark, ...]:
    """What is written down and does not go together: shown, never resolved by the program."""
    live = [one for one in guardianship.consents if one.until is None or last_day(one.until) >= today]
    alone = [one for one in live if one.holds is Holds.ALONE]
    found = []
    if len(alone) > 1 or (alone and len(live) > len(alone)):
        found.append(Remark("circle.consent_differs", {"count": len(live)}))
    barred = {one.person for one in guardianship.orders if one.bars_all or CONSENT_ACTS & set(one.bars)}
    if any(one.person and one.person in barred for one in live):
        found.append(Remark("circle.consent_and_order"))
    return tuple(found)


def due(people: Iterable[Person], guardianship: Guardianship, today: date, ahead: int = 30) -> tuple[Due, ...]:
    """What changes within so many days, or has changed: accesses that end, orders that end, the patient coming of age.
    `item` is the person's id, "order 1", ... in the order written down, or "majority"."""
    found = [
        due_on(
            one.id, one.until, today, Remark("circle.due_access_ends", {"name": one.name or None, "on": str(one.until)})
        )
        for one in people
        if one.until is not None
    ]
    for at, order in enumerate(guardianship.orders, 1):
        if order.until is not None:
            told = Remark("circle.due_order_ends", {"court": order.court or None, "on": str(order.until)})
            found.append(due_on(f"order {at}", order.until, today, told))
    majority = guardianship.majority
    if majority.on is not None:
        told = Remark("circle.due_majority", {"on": str(majority.on)})
        found.append(due_on("majority", majority.on, today, told, majority.basis))
    return in_order(one for one in found if one.days <= ahead)
