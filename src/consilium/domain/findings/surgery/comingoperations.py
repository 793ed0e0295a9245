"""Operations that a plan sets for a day without a year, which is to come: `Port insertion 23/05` on a board's paper of
15 May. A verb that tells what was done, a day long gone or another year leaves an operation as it is."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.findings.days.comingdays import coming_day
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_DONE = re.compile(
    r"\b(?:was|were|had|underwent|performed|done|since|after|post|following|s/p|status post|previous\w*|prior|"
    r"took|taken|"
    r"placed|removed|inserted|fue|fueron|se (?:realizo|hizo|coloco|retiro|efectuo|practico|opero)|realizad[oa]|"
    r"colocad[oa]|retirad[oa]|operad[oa]|sometid[oa]|tras|despues|desde|previ[oa]|hist\w*|came|went|out|puede\w*|us[ae]\w*|using|can|may|desde|last|"
    r"ago|pasad[oa]|ultim[oa]|hace|sac\w+|quit\w+|showed|mostro|on admission)\b"
)
_WITH_MONTH = re.compile(rf"\d{{1,2}}/\d{{1,2}}|\b(?:{'|'.join(one for one in MONTHS if len(one) > 2)})\b")
_MONTHS, _SILENT = 2, frozenset({Section.HISTORY, Section.PAST_HISTORY, Section.COURSE, Section.OPERATION})
_PAPERS = frozenset({Category.OPERATIVE, Category.IMAGING_REPORTS, Category.PATHOLOGY_REPORT})


def set_for(
    paper: Paper, clause: Clause, place: tuple[int, int], said: Assertion, when: PartialDate | None
) -> PartialDate | None:
    """The day to come of the operation at `place` that would be `said` as done; None where no such day stands there."""
    own = paper.date
    if said is not Assertion.STATED or own is None or when is not None or clause.section in _SILENT:
        return None
    if paper.category in _PAPERS or clause.cells or _DONE.search(clause.folded):
        return None
    day, gone = coming_day(paper, clause, *place)
    if day is None or gone or not day.day or not own.month or not day.month or not own < day:
        return None
    if clause.section is not Section.PLAN and _WITH_MONTH.search(clause.folded, place[0]) is None:
        return None  # a weekday or a bare number may as well have gone by
    months = (day.year - own.year) * 12 + day.month - own.month
    return day if months <= _MONTHS else None
