"""Which case an act is about: the one that was named, the only one there is, or a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consilium.actions.opened import Installation, OpenCase, case_named, create_case, identity_of, name_key, now, opened
from consilium.casebook import queries
from consilium.casebook.documents import CaseDocument
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError, NotFoundError
from consilium.domain.identity import CaseIdentity, Match, compare
from consilium.domain.records import PersonNamed
from consilium.domain.viewer import Viewer
from consilium.knowledge.rules import rules

FIRST_CASE = "case"


@dataclass(frozen=True)
class Child:
    """The child as a person at the keyboard states it."""

    name: str
    born: PartialDate | None = None
    sex: str = ""


def case_to_fill(installation: Installation, viewer: Viewer, name: str | None, child: Child | None) -> OpenCase:
    """The case to add records to. A stated child is kept and decides from then on. Raises InputError."""
    case = _existing(installation, viewer, name)
    if case is not None and name is None and child is not None and _is_another(case, child):
        name = child.name
        case = _existing(installation, viewer, name)
    if case is None:
        case = create_case(installation, viewer, CaseDocument(name or (child.name if child else FIRST_CASE)))
    if child is None:
        return case
    identity = CaseIdentity.of(child.name, child.born, child.sex)
    return case.with_document(replace(case.document, identity=identity.plain(), given=True, doubt=()))


def new_case(installation: Installation, viewer: Viewer, child: Child) -> OpenCase:
    """A case for a child, named after it. Raises InputError where there is a case of that name already."""
    if queries.is_taken(name_key(installation, viewer, child.name)):
        raise InputError("errors.case_name_taken")
    identity = CaseIdentity.of(child.name, child.born, child.sex).plain()
    return create_case(installation, viewer, CaseDocument(child.name, identity, given=True))


def case_to_read(installation: Installation, viewer: Viewer, name: str | None) -> OpenCase:
    """The case of that name, or the only one there is. Raises NotFoundError where there is none, InputError."""
    case = _existing(installation, viewer, name)
    if case is None:
        raise NotFoundError("errors.no_case")
    return case


def _is_another(case: OpenCase, child: Child) -> bool:
    """Whether the only case there is belongs to somebody else: then the child gets a case of their own (law 5)."""
    known = identity_of(case)
    if known is None:
        return False
    named = PersonNamed(child.name, birth_date=child.born, sex=child.sex)
    return compare(known, named, rules().names).value is Match.ANOTHER_CHILD


def _existing(installation: Installation, viewer: Viewer, name: str | None) -> OpenCase | None:
    if name is not None:
        return case_named(installation, viewer, name, "case.opened")
    rows = list(queries.cases_for(viewer, now())[:2])
    if len(rows) > 1:
        raise InputError("errors.several_cases")
    return opened(installation, viewer, rows[0], "case.opened") if rows else None
