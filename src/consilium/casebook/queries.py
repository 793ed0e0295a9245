"""The one door to a case: asked with the viewer. A stranger and a wrong number get the same answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from consilium.casebook.models import Case
from consilium.domain.circle import Role
from consilium.domain.errors import NotFoundError
from consilium.domain.viewer import EVERYTHING, Viewer

ROLES = frozenset({EVERYTHING, *(role.value for role in Role)})


def cases_for(viewer: Viewer, at: datetime) -> QuerySet[Case]:
    """The cases that the viewer may see at this time: those with a live grant of a known role."""
    live = Q(grants__until__isnull=True) | Q(grants__until__gt=at)
    return Case.objects.filter(live, grants__viewer=viewer.id, grants__role__in=ROLES, grants__since__lte=at).distinct()


def case_for(viewer: Viewer, case_id: UUID, at: datetime) -> Case:
    """The case. Raises NotFoundError when there is none or the viewer has no grant."""
    case = cases_for(viewer, at).filter(id=case_id).first()
    if case is None:
        raise NotFoundError("errors.no_case")
    return case


def case_named(viewer: Viewer, name_key: bytes, at: datetime) -> Case | None:
    """The viewer's case whose name has this keyed hash."""
    return cases_for(viewer, at).filter(name_key=name_key).first()


def role_in(case: Case, viewer: Viewer, at: datetime) -> str:
    """The role of the viewer's live grant, "" where there is none."""
    live = Q(until__isnull=True) | Q(until__gt=at)
    found = case.grants.filter(live, viewer=viewer.id, role__in=ROLES, since__lte=at).first()
    return found.role if found else ""


def is_taken(name_key: bytes) -> bool:
    """Whether there is a case of that name, anybody's."""
    return Case.objects.filter(name_key=name_key).exists()
