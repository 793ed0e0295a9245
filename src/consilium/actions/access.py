"""The door to a case for whoever is signed in: stranger, wrong number and ended grant are the same "no".

Within, `domain.circle` decides by role, guardianship and day. The case's owner may do everything that a court order
does not take away, and sees what an adolescent keeps confidential no more than anybody else.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from consilium.actions import audit, entries
from consilium.actions.opened import Installation, OpenCase, now, opened
from consilium.casebook import queries
from consilium.casebook.models import Case
from consilium.domain.circle import WHOLE_CASE, Act, Facts, Guardianship, Item, Person, Role, barred, may
from consilium.domain.errors import DeniedError
from consilium.domain.records import Decision, Remark
from consilium.domain.viewer import EVERYTHING, Viewer

PERSON, GUARDIANSHIP = "person", "guardianship"


def case_for(
    installation: Installation, viewer: Viewer, case_id: UUID, act: str, told: str = "", since: datetime | None = None
) -> OpenCase:
    """The case, opened for an act. Raises NotFoundError for who may not know of it, DeniedError for a wrong right.

    `told` is what the audit line says, where the program opens it ahead of the person; a line `since` then is enough.
    """
    row = queries.case_for(viewer, case_id, now())
    case = opened(installation, viewer, row, f"case.{told or act}", since)
    if not decide(case, act).value:
        with transaction.atomic():
            audit.record(viewer, "case.denied", row.id, now(), wanted=str(act))
        raise DeniedError("errors.denied")
    return case


def cases_of(installation: Installation, viewer: Viewer) -> tuple[OpenCase, ...]:
    """All cases that the viewer may see, the newest first."""
    rows = queries.cases_for(viewer, now()).order_by("-created")
    found = (opened(installation, viewer, row, "case.listed") for row in rows)
    return tuple(case for case in found if decide(case, Act.SEE).value)


def role_in(row: Case, viewer: Viewer) -> str:
    """The role in which the viewer sees a case now, "" for none."""
    return queries.role_in(row, viewer, now())


def decide(case: OpenCase, act: str, on: Item = WHOLE_CASE) -> Decision[bool]:
    """Whether the viewer may do that in the opened case today, with the reasons. Unknown role or act: no (law 6)."""
    role = role_in(case.row, case.viewer)
    if not role:
        return Decision(False, (Remark("circle.unknown_person"),))
    return allowed(person_in(case, role), role, act, on, facts_of(case))


def facts_of(case: OpenCase) -> Facts:
    """What a decision in the case rests on today."""
    return Facts(now().date(), guardianship(case))


def allowed(person: Person, role: str, act: str, on: Item, facts: Facts) -> Decision[bool]:
    """What a person with a grant of that role may do."""
    if role == EVERYTHING and _owners(act, on) and not barred(person, Act(act), facts):
        return Decision(True, (Remark("circle.owns"),))
    return may(person, act, on, facts)


def _owners(act: str, on: Item) -> bool:
    """Whether an act is one that comes with keeping the case."""
    return act in set(Act) - {Act.SEE_CONFIDENTIAL} and not on.confidential


def person_in(case: OpenCase, role: str) -> Person:
    """Who the viewer is to the child, as it was written down when they were asked in."""
    known = (one.value for one in entries.all_of(case, PERSON, Person) if one.value.id == case.viewer.id)
    return next(known, None) or Person(case.viewer.id, Role.PARENT if role == EVERYTHING else Role(role))


def guardianship(case: OpenCase) -> Guardianship:
    """What is written down of who may decide for the child."""
    written = entries.all_of(case, GUARDIANSHIP, Guardianship)
    return written[-1].value if written else Guardianship()
