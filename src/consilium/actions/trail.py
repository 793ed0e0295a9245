"""Who saw what: the audit lines of a case, for those whose case it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from consilium.actions import entries, people
from consilium.actions.access import PERSON
from consilium.actions.circle import members
from consilium.actions.opened import Installation, OpenCase
from consilium.casebook.documents import AuditBody
from consilium.casebook.models import AuditEvent
from consilium.domain.circle import Person
from consilium.domain.plain import build, from_json

PER_PAGE = 200


@dataclass(frozen=True)
class Line:
    """What somebody did, `count` times in a row on one day; `at` is the last time."""

    at: datetime
    viewer: str
    act: str
    count: int = 1


@dataclass(frozen=True)
class Trail:
    """One page of lines, the latest first. `pages` are how many there are."""

    lines: tuple[Line, ...]
    page: int
    pages: int


def trail(case: OpenCase, page: int = 1, only: str = "") -> Trail:
    """The lines of a page (from 1); of one viewer where `only` names them. Each page stands on as many acts."""
    rows = AuditEvent.objects.filter(case=case.id).order_by("-number")
    pages = max(1, -(-rows.count() // PER_PAGE))
    page = min(max(1, page), pages)
    found = [build(AuditBody, from_json(bytes(row.body))) for row in rows[(page - 1) * PER_PAGE : page * PER_PAGE]]
    return Trail(tuple(_drawn_together(one for one in found if not only or one.viewer == only)), page, pages)


def _drawn_together(bodies: Iterator[AuditBody]) -> Iterator[Line]:
    last: Line | None = None
    for body in bodies:
        line = Line(datetime.fromisoformat(body.at), body.viewer, body.act)
        if last is not None and (last.viewer, last.act, last.at.date()) == (line.viewer, line.act, line.at.date()):
            last = replace(last, count=last.count + 1)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def names(installation: Installation, case: OpenCase) -> dict[str, str]:
    """What everybody who ever was in the case is called, by the viewer's id."""
    known = {one.person.id: one.person.name for one in members(installation, case)}
    for one in entries.all_of(case, PERSON, Person, struck=True):
        for version in entries.versions(case, PERSON, Person, one.id):
            known.setdefault(version.value.id, version.value.name)
    return {viewer: name or people.name_of(installation, viewer) for viewer, name in known.items()}
