"""Who measured: a report that a person saves from the viewer names nobody in itself, so the case does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from consilium.actions import entries
from consilium.actions.access import person_in, role_in
from consilium.actions.entries import Entry
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import name_of
from consilium.domain.circle import Role
from consilium.domain.errors import ConflictError, NotFoundError
from consilium.domain.viewer import EVERYTHING

KIND = "measured"
REPORTS = "1.2.840.10008.5.1.4.1.1.88."  # structured reports (PS3.4 B.5)


@dataclass(frozen=True)
class Measured:
    """A report by its SOP Instance UID, and who saved it: the name as the case knows it, and the role."""

    uid: str
    by: str
    role: str


def saved(installation: Installation, case: OpenCase, stored: Iterable[tuple[str, str]]) -> int:
    """Keep of each report among what was stored (class and instance UIDs) that it is the viewer's; how many.

    Sent again it stays whose it was.
    """
    found = [uid for sop_class, uid in stored if sop_class.startswith(REPORTS)]
    if not found:
        return 0
    role = role_in(case.row, case.viewer)
    name = person_in(case, role).name or name_of(installation, case.viewer.id)
    role = Role.PARENT.value if role == EVERYTHING else role
    for uid in found:
        try:
            entries.keep(case, KIND, Measured(uid, name, role), _item(case, uid))
        except ConflictError:
            continue  # somebody saved it before
    return len(found)


def author(case: OpenCase, uid: str) -> Entry[Measured] | None:
    """Who saved a report here, None where it came with the records. Raises IntegrityError."""
    try:
        return entries.latest(case, KIND, Measured, _item(case, uid))
    except NotFoundError:
        return None


def by_others(case: OpenCase) -> frozenset[str]:
    """Reports by somebody who is no doctor of the child: shown as what they are, but no clinical statement."""
    found = (one.value for one in entries.all_of(case, KIND, Measured))
    return frozenset(one.uid for one in found if one.role != Role.TREATING_DOCTOR)


def _item(case: OpenCase, uid: str) -> UUID:
    """Found by the report's UID without a table that holds it: a keyed hash."""
    return uuid5(case.id, case.key.fingerprint(f"measured {uid}".encode()).hex())
