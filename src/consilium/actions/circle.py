"""The people of a case: asked in with a code that works once, changed, and sent out at once.

Who somebody is to the child is a thing that people write (`PERSON`); that they get in at all is a grant. Before they
come in, `Person.id` is a number that nobody has; from then on the viewer's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import Q, QuerySet

from consilium.actions import access, audit, entries, people
from consilium.actions.access import GUARDIANSHIP, PERSON
from consilium.actions.entries import Entry
from consilium.actions.opened import Installation, OpenCase, now, opened
from consilium.casebook import queries
from consilium.casebook.models import Grant, Invitation, User
from consilium.domain.circle import WHOLE_CASE, Act, CourtOrder, Facts, Guardianship, Person, Role, of_age
from consilium.domain.circlewriting import invited
from consilium.domain.completeness.when import last_day
from consilium.domain.dates import PartialDate
from consilium.domain.errors import DeniedError, InputError, NotFoundError
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.records import Decision
from consilium.domain.viewer import EVERYTHING, Viewer

INVITED_DAYS = 7
TABLE = "invitation"


class State(StrEnum):
    """Where a person stands at the door of the case."""

    IN = "in"
    INVITED = "invited"
    LAPSED = "lapsed"  # the code is too old
    ENDED = "ended"


@dataclass(frozen=True)
class Member:
    """Somebody of the case. `item` is None for who was never written down: the keeper, whose case it is.

    may  what the person may do today, each with its reasons
    """

    item: UUID | None
    version: int
    person: Person
    state: State
    keeper: bool = False
    may: Mapping[Act, Decision[bool]] = field(default_factory=dict)

    @property
    def shut_out(self) -> bool:
        """Whether somebody who is in may not see the case today all the same."""
        return self.state is State.IN and not self.may[Act.SEE].value


@dataclass(frozen=True)
class _Behind:
    """What is sealed in an invitation: which written person it lets in."""

    item: str


def members(installation: Installation, case: OpenCase) -> tuple[Member, ...]:
    """Everybody of the case: who is in first, then who was invited, then who was."""
    grants = {one.viewer: one for one in case.row.grants.all()}
    waiting, facts = _waiting(case), access.facts_of(case)
    found = []
    for one in entries.all_of(case, PERSON, Person):
        grant = grants.pop(one.value.id, None)
        state = _state(grant, waiting.get(one.id))
        role = grant.role if grant is not None else one.value.role.value
        named = replace(one.value, name=one.value.name or people.name_of(installation, one.value.id))
        found.append(_member(named, role, state, facts, one.id, one.version))
    for viewer, grant in grants.items():
        role = Role.PARENT if grant.role == EVERYTHING else Role(grant.role)
        person = Person(viewer, role, people.name_of(installation, viewer))
        found.append(_member(person, grant.role, _state(grant, None), facts))
    order = list(State)
    return tuple(sorted(found, key=lambda one: (order.index(one.state), not one.keeper)))


def _member(
    person: Person, role: str, state: State, facts: Facts, item: UUID | None = None, version: int = 0
) -> Member:
    may = {act: access.allowed(person, role, act, WHOLE_CASE, facts) for act in Act} if state is not State.ENDED else {}
    return Member(item, version, person, state, role == EVERYTHING, may)


def _state(grant: Grant | None, invitation: Invitation | None) -> State:
    if grant is not None and (grant.until is None or grant.until > now()):
        return State.IN
    if invitation is None:
        return State.ENDED
    return State.INVITED if invitation.until > now() else State.LAPSED


def _waiting(case: OpenCase) -> dict[UUID, Invitation]:
    """The invitations that nobody used, by the person whom they let in."""
    rows = Invitation.objects.filter(case=case.row, used=None).order_by("made")
    return {_item(case, row): row for row in rows}


def _item(case: OpenCase, row: Invitation) -> UUID:
    plain = case.open(TABLE, row.id, row.sealed or b"")
    return UUID(build(_Behind, from_json(plain)).item)


def member(installation: Installation, case: OpenCase, item: UUID) -> Member:
    """One person. Raises NotFoundError."""
    found = next((one for one in members(installation, case) if one.item == item), None)
    if found is None:
        raise NotFoundError("errors.no_entry")
    return found


def invite(installation: Installation, case: OpenCase, person: Person, item: UUID, seen: int = 0) -> str:
    """Ask somebody in: the code, which is shown once. Codes made for the same person before work no more.

    With `seen`, it is somebody who was in or was asked before. Raises what `domain.circlewriting.invited` raises, and
    InputError for who is in already.
    """
    known = next((one for one in members(installation, case) if one.item == item), None)
    if known is not None and known.state is State.IN:
        raise InputError("circle.in_already", name=person.name or None)
    kept_id = known.person.id if known is not None and seen else uuid5(case.id, item.hex).hex  # never one of somebody's
    person = replace(person, id=kept_id, by=case.viewer.id, since=None)
    _checked(installation, case, person)
    code, made, number = people.new_code(), now(), uuid4()
    with transaction.atomic():
        entries.keep(case, PERSON, person, item, seen)
        _end_codes(case, item)
        Invitation.objects.create(
            id=number, key=people.code_key(installation, code), case=case.row, role=person.role.value, made=made,
            made_by=case.viewer.id, until=made + timedelta(days=INVITED_DAYS),
            sealed=case.seal(TABLE, number, to_json(_Behind(item.hex))),
        )  # fmt: skip
        audit.record(case.viewer, "person.invited", case.id, made, role=person.role.value)
    return code


def _checked(installation: Installation, case: OpenCase, person: Person) -> None:
    """Whether the viewer may write this person down so. A keeper's own acts rest on keeping the case, not on papers."""
    role, facts = access.role_in(case.row, case.viewer), access.facts_of(case)
    by = access.person_in(case, role)
    if role == EVERYTHING:
        orders = Guardianship(orders=facts.guardianship.orders)
        by, facts = replace(by, role=Role.PARENT, since=None, until=None, less=()), Facts(facts.today, orders)
    others = [one.person for one in members(installation, case) if one.state is not State.ENDED]
    invited(person, by, facts, others)


def _end_codes(case: OpenCase, item: UUID) -> None:
    Invitation.objects.filter(id__in=_codes_of(case, item)).delete()


def _codes_of(case: OpenCase, item: UUID) -> list[UUID]:
    rows = Invitation.objects.filter(case=case.row, used=None)
    return [row.id for row in rows if _item(case, row) == item]


def asked_in(installation: Installation, code: str) -> Invitation:
    """The invitation of a code, not used up yet. Raises NotFoundError: unknown, used and too old look alike."""
    found = people.invitation_of(installation, code)
    if found.case_id is None:
        raise NotFoundError("errors.no_invitation")
    return found


def still_asked_in(number: UUID) -> Invitation:
    """The invitation of a number, while it works. Raises NotFoundError."""
    found = Invitation.objects.filter(id=number, used=None, until__gt=now()).exclude(case=None).first()
    if found is None:
        raise NotFoundError("errors.no_invitation")
    return found


def accept(installation: Installation, invitation: Invitation, viewer: Viewer) -> UUID:
    """Come into the case: its id. Raises NotFoundError where the code works no more or who made it may not invite any
    more, InputError for who is in already."""
    row = invitation.case
    if row is None:
        raise NotFoundError("errors.no_invitation")
    if queries.role_in(row, viewer, now()):
        raise InputError("circle.you_are_in")
    with transaction.atomic():
        people.use(invitation, viewer)
        case = opened(installation, viewer, row, "case.joined")
        entry = next((one for one in entries.all_of(case, PERSON, Person) if one.id == _item(case, invitation)), None)
        if entry is None or not _stands(case, entry.value, invitation.made_by):
            raise NotFoundError("errors.no_invitation")
        _let_in(case, entry, viewer)
    return row.id


def join(installation: Installation, invitation: Invitation, account: people.Person, password: str | None) -> User:
    """Come into the case with a new account. Raises what `accept` raises, and InputError where the sign-in name is
    taken; then there is no account either."""
    with transaction.atomic():
        user = people.create_user(installation, account, password)
        accept(installation, invitation, Viewer(user.viewer))
    return user


def _stands(case: OpenCase, person: Person, by: str) -> bool:
    """Whether the invitation is of somebody who may still invite, and is not for a time that is over."""
    inviter = replace(case, viewer=Viewer(by))
    over = person.until is not None and last_day(person.until) < now().date()
    return not over and bool(access.decide(inviter, Act.INVITE).value)


def _let_in(case: OpenCase, entry: Entry[Person], viewer: Viewer) -> None:
    before, today = entry.value.id, now().date()
    person = replace(entry.value, id=viewer.id, since=_day(today))
    given = {"role": person.role.value, "since": now(), "until": _grant_ends(person)}
    Grant.objects.update_or_create(case=case.row, viewer=viewer.id, defaults=given)
    _renumber(case, before, viewer.id)
    entries.keep(case, PERSON, person, entry.id, entry.version)
    audit.record(viewer, "person.joined", case.id, now(), role=person.role.value)


def _renumber(case: OpenCase, before: str, after: str) -> None:
    """What papers say of a person holds under the number that they come in with, too: nobody sheds a court order by
    coming back with a new account."""
    written = entries.all_of(case, GUARDIANSHIP, Guardianship)
    if before == after or not written:
        return
    latest = written[-1]
    orders = tuple(replace(one, person=after) if one.person == before else one for one in latest.value.orders)
    consents = tuple(replace(one, person=after) if one.person == before else one for one in latest.value.consents)
    changed = replace(latest.value, orders=orders, consents=consents)
    if changed != latest.value:
        entries.keep(case, GUARDIANSHIP, changed, latest.id, latest.version)


def _day(value: date) -> PartialDate:
    return PartialDate(value.year, value.month, value.day)


def _grant_ends(person: Person) -> datetime | None:
    """The end of the person's last day."""
    if person.until is None:
        return None
    return datetime.combine(last_day(person.until) + timedelta(days=1), datetime.min.time(), UTC)


def change(installation: Installation, case: OpenCase, item: UUID, person: Person, seen: int) -> None:
    """Keep another role, end, reason or other acts; they hold from the next request on. Nobody changes themself, and
    nobody the keeper. Raises ClashError, DeniedError, InputError, NotFoundError."""
    known = member(installation, case, item)
    if known.keeper or known.person.id == case.viewer.id:
        raise DeniedError("circle.not_yourself")
    person = replace(person, id=known.person.id, by=known.person.by, since=known.person.since)
    _checked(installation, case, person)
    with transaction.atomic():
        entries.keep(case, PERSON, person, item, seen)
        changed = {"role": person.role.value, "until": _grant_ends(person)}
        _live(case, person.id).update(**changed)
        Invitation.objects.filter(id__in=_codes_of(case, item)).update(role=person.role.value)
        audit.record(case.viewer, "person.changed", case.id, now(), role=person.role.value)


def _live(case: OpenCase, viewer_id: str) -> QuerySet[Grant]:
    return case.row.grants.filter(Q(until=None) | Q(until__gt=now()), viewer=viewer_id).exclude(role=EVERYTHING)


def revoke(installation: Installation, case: OpenCase, item: UUID) -> None:
    """Send somebody out: their next request finds no case. An invitation that nobody used is taken back, and so are
    those that the person made. Anybody but the keeper may leave. Raises DeniedError, NotFoundError."""
    known = member(installation, case, item)
    leaving = known.person.id == case.viewer.id
    if known.keeper or not (leaving or access.decide(case, Act.INVITE).value):
        raise DeniedError("circle.not_yourself")
    with transaction.atomic():
        _end_codes(case, item)
        if known.state in (State.INVITED, State.LAPSED) and known.person.since is None:
            entries.strike(case, PERSON, Person, item, known.version)
        _live(case, known.person.id).update(until=now())
        Invitation.objects.filter(case=case.row, made_by=known.person.id, used=None).delete()
        audit.record(case.viewer, "person.left" if leaving else "person.revoked", case.id, now())


def allow(installation: Installation, case: OpenCase, item: UUID) -> None:
    """The patient, of age, lets somebody stay. Raises DeniedError for anybody else, NotFoundError."""
    me = access.person_in(case, access.role_in(case.row, case.viewer))
    known, facts = member(installation, case, item), access.facts_of(case)
    if me.role is not Role.PATIENT or not of_age(facts.guardianship, facts.today):
        raise DeniedError("circle.only_the_patient")
    entries.keep(case, PERSON, replace(known.person, patient_allows=_day(facts.today)), item, known.version)


def guardianship(case: OpenCase) -> Entry[Guardianship] | None:
    """What is written of who may decide, with its version; None where nothing is."""
    written = entries.all_of(case, GUARDIANSHIP, Guardianship)
    return written[-1] if written else None


def write_guardianship(installation: Installation, case: OpenCase, value: Guardianship, item: UUID, seen: int) -> None:
    """Keep what papers say. Nobody takes back an order about themself, and nobody but the keeper writes one about the
    keeper, who could not come in to mend it. Raises ClashError, DeniedError."""
    if not access.decide(case, Act.INVITE).value:
        raise DeniedError("circle.may_not_write")
    before = access.guardianship(case)
    keepers = {one.person.id for one in members(installation, case) if one.keeper}
    mine = case.viewer.id in keepers
    if not mine and _about(before.orders, {case.viewer.id}) != _about(value.orders, {case.viewer.id}):
        raise DeniedError("circle.order_about_you")
    if not mine and _about(before.orders, keepers) != _about(value.orders, keepers):
        raise DeniedError("circle.order_about_keeper")
    entries.keep(case, GUARDIANSHIP, value, item, seen)


def _about(orders: tuple[CourtOrder, ...], ids: set[str]) -> list[CourtOrder]:
    return [one for one in orders if one.person in ids]
