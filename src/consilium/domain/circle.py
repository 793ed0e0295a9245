"""The people of a case: who they are to the child, what each may do, why they were asked in, and until when.

Denied unless the table allows it (law 6). Guardianship is what persons wrote down of papers that they hold: the program
applies it and shows it, and judges no order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, Decision, Remark

NOTHING = Citation()


class Role(StrEnum):
    """Who somebody is to the child."""

    PARENT = "parent"
    SECOND_PARENT = "second_parent"
    GRANDPARENT = "grandparent"
    PATIENT = "patient"
    TREATING_DOCTOR = "treating_doctor"
    SOCIAL_WORKER = "social_worker"
    OTHER = "other"


class Act(StrEnum):
    """What somebody may do in a case."""

    SEE = "see"
    SEE_NAMES = "see_names"  # labels of slides, which carry names and numbers as the laboratory wrote them
    ADD_RECORDS = "add_records"
    WRITE_QUESTIONS = "write_questions"
    JUDGE = "judge"  # confirm, correct or strike out what was read
    INVITE = "invite"
    SEND = "send"
    DECIDE = "decide"
    SEE_CONFIDENTIAL = "see_confidential"


_PARENT = frozenset(Act) - {Act.SEE_CONFIDENTIAL}
MAY_BY_DEFAULT: Mapping[Role, frozenset[Act]] = {
    Role.PARENT: _PARENT,
    Role.SECOND_PARENT: _PARENT,
    Role.GRANDPARENT: frozenset({Act.SEE, Act.SEE_NAMES, Act.ADD_RECORDS, Act.WRITE_QUESTIONS}),
    Role.PATIENT: frozenset({Act.SEE, Act.SEE_NAMES, Act.ADD_RECORDS, Act.WRITE_QUESTIONS}),
    Role.TREATING_DOCTOR: frozenset({Act.SEE, Act.SEE_NAMES, Act.ADD_RECORDS, Act.JUDGE}),
    Role.SOCIAL_WORKER: frozenset({Act.SEE, Act.WRITE_QUESTIONS}),
    Role.OTHER: frozenset({Act.SEE}),
}
"""What each role may do where nothing else is written down. Whatever is not here is denied."""

CONSENT_ACTS = frozenset({Act.INVITE, Act.SEND, Act.DECIDE})
"""What needs legal consent: once it is written down who holds it, only they may."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the case. `id` is a viewer's opaque id or, before they come in, the invitation's.

    reason    why they were asked in; `by` the id of who did
    until     the last day, None for no end
    more      acts allowed beyond the role's; `less` acts taken away. An act that is in both is denied.
    patient_allows  the day on which the patient, of age, let them stay; None where nobody was asked yet
    """

    id: str
    role: Role
    name: str = ""
    reason: str = ""
    by: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    more: tuple[Act, ...] = ()
    less: tuple[Act, ...] = ()
    patient_allows: PartialDate | None = None


class Holds(StrEnum):
    """How somebody holds legal consent."""

    ALONE = "alone"
    TOGETHER = "together"  # with others: each of them is written down
    FOR_SOME = "for_some"  # for some matters only: `says` tells which


@dataclass(frozen=True, slots=True)
class Consent:
    """Who holds legal consent, as a person wrote it down. `says` are the words of the paper, `paper` which paper it is
    (or the record's number), `person` the id of a `Person`, or "" for somebody outside of the case (`name`)."""

    person: str
    holds: Holds
    name: str = ""
    says: str = ""
    paper: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    written_by: str = ""


@dataclass(frozen=True, slots=True)
class CourtOrder:
    """A court order, as a person wrote it down. `says` are its words. `bars` are the acts that it takes from `person`
    (an id), all of them where `bars_all`; in force from `on` (unknown: at once) to `until`, both included."""

    says: str
    on: PartialDate | None = None
    court: str = ""
    number: str = ""
    person: str = ""
    bars: tuple[Act, ...] = ()
    bars_all: bool = False
    until: PartialDate | None = None
    paper: str = ""
    written_by: str = ""


@dataclass(frozen=True, slots=True)
class Majority:
    """When the patient is of age. `on` None is not known; `typed` where a person gave the age or the day; `confirm`
    where the rule speaks of most places only, and somebody has to say that it is so here."""

    on: PartialDate | None
    years: int | None = None
    typed: bool = False
    confirm: bool = False
    basis: Citation = NOTHING


NOT_KNOWN = Majority(None)


@dataclass(frozen=True, slots=True)
class Guardianship:
    """What is written down of who may decide for the child."""

    consents: tuple[Consent, ...] = ()
    orders: tuple[CourtOrder, ...] = ()
    majority: Majority = NOT_KNOWN


NOTHING_WRITTEN = Guardianship()


@dataclass(frozen=True, slots=True)
class Item:
    """What an act is done on: the whole case, or one thing of it. `confidential` things are those that the adolescent
    marked as their own; `owner` is who did, `shown_to` the ids of whom the owner lets see it."""

    id: str = ""
    confidential: bool = False
    owner: str = ""
    shown_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision rests on beside the person: guardianship, and the day."""

    today: date
    guardianship: Guardianship = NOTHING_WRITTEN


WHOLE_CASE = Item()


def may(person: Person, act: Act | str, on: Item = WHOLE_CASE, facts: Facts | None = None) -> Decision[bool]:
    """Whether the person may do that on that today, with all reasons for a no, or the one for a yes.

    Without facts (no day is known) nothing is allowed. An unknown act is denied.
    """
    if facts is None:
        return _no(Remark("circle.no_day"))
    if not person.id:
        return _no(Remark("circle.unknown_person"))
    if act not in set(Act):
        return _no(Remark("circle.unknown_act"))
    act = Act(act)
    denied = tuple(_denials(person, act, on, facts))
    if denied:
        return Decision(False, tuple(reason for reason, _ in denied), tuple(cited for _, cited in denied if cited))
    return _allowed(person, act, on, facts)


def _no(reason: Remark) -> Decision[bool]:
    return Decision(False, (reason,))


Denial = tuple[Remark, Citation | None]


def _denials(person: Person, act: Act, on: Item, facts: Facts) -> Iterator[Denial]:
    """Every reason against. Time and courts come first, since they hold whatever the role is."""
    if person.since is not None and first_day(person.since) > facts.today:
        yield Remark("circle.not_yet", {"since": str(person.since)}), None
    if person.until is not None and last_day(person.until) < facts.today:
        yield Remark("circle.ended", {"until": str(person.until)}), None
    yield from _barred(person, act, facts)
    yield from _after_majority(person, facts)
    if act is Act.SEE_CONFIDENTIAL or on.confidential:
        yield from _confidential(person, act, on)
    if act is not Act.SEE_CONFIDENTIAL and not _granted(person, act, facts):
        yield Remark("circle.not_in_role", {"role": f"role_{person.role.value}", "act": f"act_{act.value}"}), None
    yield from _consent(person, act, facts)


def barred(person: Person, act: Act, facts: Facts) -> bool:
    """Whether a court order in force takes this act from the person."""
    return next(_barred(person, act, facts), None) is not None


def _in_force(start: PartialDate | None, end: PartialDate | None, today: date) -> bool:
    """Whether a day may lie between two; where a bound is known to the month only, the whole month counts."""
    return (start is None or first_day(start) <= today) and (end is None or last_day(end) >= today)


def _barred(person: Person, act: Act, facts: Facts) -> Iterator[Denial]:
    for order in facts.guardianship.orders:
        concerns = order.person == person.id and (order.bars_all or act in order.bars)
        if concerns and _in_force(order.on, order.until, facts.today):
            told = {"on": str(order.on) if order.on else None, "court": order.court or None}
            yield Remark("circle.court_order", told), Citation(order.says, place=order.paper)


def of_age(guardianship: Guardianship, today: date) -> bool | None:
    """Whether the patient is of age; None where nobody knows or confirmed it."""
    majority = guardianship.majority
    if majority.on is None or majority.confirm:
        return None
    if last_day(majority.on) <= today:
        return True
    return None if first_day(majority.on) <= today else False


def _after_majority(person: Person, facts: Facts) -> Iterator[Denial]:
    if person.role is Role.PATIENT or not of_age(facts.guardianship, facts.today):
        return
    majority = facts.guardianship.majority
    if not _allowed_of_age(person.patient_allows, majority.on, facts.today):
        yield Remark("circle.patient_of_age", {"on": str(majority.on)}), majority.basis


def _allowed_of_age(allowed: PartialDate | None, of_age_on: PartialDate | None, today: date) -> bool:
    """Whether the patient said yes, once of age: what was said before, or for a day to come, does not count."""
    if allowed is None or of_age_on is None:
        return False
    return first_day(of_age_on) <= last_day(allowed) and first_day(allowed) <= today


def _confidential(person: Person, act: Act, on: Item) -> Iterator[Denial]:
    """What an adolescent keeps: the owner's own, and whom the owner lets see it; no role opens it."""
    if _open_to(on, person.id, to_see=act in (Act.SEE, Act.SEE_CONFIDENTIAL)):
        return
    yield Remark("circle.confidential"), None


def _open_to(item: Item, person: str, to_see: bool) -> bool:
    return bool(item.owner and person == item.owner) or (to_see and person in item.shown_to)


def keeps_from(item: Item, person: str) -> bool:
    """Whether a thing is confidential and a person (an id) may not even see it."""
    return item.confidential and not _open_to(item, person, to_see=True)


def _acts(person: Person, facts: Facts) -> frozenset[Act]:
    """The role's acts and those of a holder of consent. From majority on the patient has them all, and others decide
    and send only where that was allowed them by name."""
    acts = MAY_BY_DEFAULT.get(person.role, frozenset())
    if person.id in {one.person for one in _holders(facts)}:
        acts = acts | _PARENT
    if of_age(facts.guardianship, facts.today):
        acts = frozenset(Act) if person.role is Role.PATIENT else acts - CONSENT_ACTS
    return (acts | frozenset(person.more)) - frozenset(person.less)


def _granted(person: Person, act: Act, facts: Facts) -> bool:
    return act in _acts(person, facts)


def _holders(facts: Facts) -> tuple[Consent, ...]:
    """Who holds consent today."""
    found = facts.guardianship.consents
    return tuple(one for one in found if _in_force(one.since, one.until, facts.today))


def _consent(person: Person, act: Act, facts: Facts) -> Iterator[Denial]:
    """What needs consent is for those who hold it, once it is written down who they are."""
    if act not in CONSENT_ACTS or of_age(facts.guardianship, facts.today):
        return
    holders = _holders(facts)
    if holders and person.id not in {one.person for one in holders}:
        yield (
            Remark("circle.consent_elsewhere", {"count": len(holders)}),
            Citation(holders[0].says, place=holders[0].paper),
        )


def _allowed(person: Person, act: Act, on: Item, facts: Facts) -> Decision[bool]:
    reasons, cited = [_why(person, act, on, facts)], []
    if act in CONSENT_ACTS:
        holding = [one for one in _holders(facts) if one.person == person.id]
        if not _holders(facts) and person.role is not Role.PATIENT:
            reasons.append(Remark("circle.consent_not_written"))
        reasons += [Remark(f"circle.consent_{one.holds.value}") for one in holding]
        cited += [Citation(one.says, place=one.paper) for one in holding]
    return Decision(True, tuple(reasons), tuple(cited))


def _why(person: Person, act: Act, on: Item, facts: Facts) -> Remark:
    if on.confidential or act is Act.SEE_CONFIDENTIAL:
        return Remark("circle.owner" if person.id == on.owner else "circle.shown_to")
    if act in person.more:
        return Remark("circle.allowed_more", {"reason": person.reason})
    if person.role is Role.PATIENT and of_age(facts.guardianship, facts.today):
        return Remark("circle.patient_decides")
    return Remark("circle.in_role", {"role": f"role_{person.role.value}", "act": f"act_{act.value}"})


def majority_date(born: PartialDate, years: int) -> PartialDate:
    """The day on which somebody turns that old, as precise as the birthday is known. Who was born on 29 February turns
    it on 1 March of a year that has no such day."""
    year = born.year + years
    if (born.month, born.day) == (2, 29) and not _leap(year):
        return PartialDate(year, 3, 1)
    return PartialDate(year, born.month, born.day)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
