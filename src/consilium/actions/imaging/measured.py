"""Who measured: a report that a person saves from the viewer names nobody in itself, so the case does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from consilium.actions import entries
from consilium.actions.access import person_in, role_in
from consilium.actions.entries import Entry
from consilium.actions.imaging.storing import Stored
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


def saved(installation: Installation, case: OpenCase, stored: Iterable[Stored]) -> int:
    """Keep of each report among what was stored that it is the viewer's; how many. Sent again it stays whose it was."""
    found = [one for one in stored if not one.reason and one.sop_class.startswith(REPORTS)]
    if not found:
        return 0
    role = role_in(case.row, case.viewer)
    name = person_in(case, role).name or name_of(installation, case.viewer.id)
    role = Role.PARENT.value if role == EVERYTHING else role
    for one in found:
        try:
            entries.keep(case, KIND, Measured(one.uid, name, role), _item(case, one.uid))
        except ConflictError:
            continue  # somebody saved it before
    return len(found)


def author(case: OpenCase, uid: str) -> Entry[Measured] | None:
    """Who saved a report here, None where it came with the records. Raises IntegrityError."""
    try:
        return entries.latest(case, KIND, Measured, _item(case, uid))
    except NotFoundError:
        return None


def _item(case: OpenCase, uid: str) -> UUID:
    """Found by the report's UID without a table that holds it: a keyed hash."""
    return uuid5(case.id, case.key.fingerprint(f"measured {uid}".encode()).hex())
