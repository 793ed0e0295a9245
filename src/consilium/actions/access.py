"""The door to a case for whoever is signed in: stranger, wrong number and ended grant are the same "no"."""

from __future__ import annotations

from uuid import UUID

from consilium.actions.opened import Installation, OpenCase, now, opened
from consilium.casebook import queries
from consilium.casebook.models import Case
from consilium.domain.errors import DeniedError
from consilium.domain.viewer import EVERYTHING, Viewer


def case_for(installation: Installation, viewer: Viewer, case_id: UUID, act: str) -> OpenCase:
    """The case, opened for an act. Raises NotFoundError for who may not know of it, DeniedError for a wrong right."""
    row = queries.case_for(viewer, case_id, now())
    if not may(role_in(row, viewer), act):
        raise DeniedError("errors.denied")
    return opened(installation, viewer, row, f"case.{act}")


def cases_of(installation: Installation, viewer: Viewer) -> tuple[OpenCase, ...]:
    """All cases of the viewer, the newest first."""
    rows = queries.cases_for(viewer, now()).order_by("-created")
    return tuple(opened(installation, viewer, row, "case.listed") for row in rows)


def role_in(row: Case, viewer: Viewer) -> str:
    """The role in which the viewer sees a case now, "" for none."""
    return queries.role_in(row, viewer, now())


def may(role: str, act: str) -> bool:
    """Whether somebody in this role may do that. Unknown role or act: no (law 6)."""
    return role == EVERYTHING and bool(act)
