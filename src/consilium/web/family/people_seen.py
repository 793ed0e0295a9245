"""Who saw what: every act in the case, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from consilium.actions.trail import Line, names, trail
from consilium.knowledge.catalog import Catalog
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import show
from consilium.web.family.people import sees_papers
from consilium.web.family.today import here
from consilium.web.request import CaseRequest, installation


@dataclass(frozen=True)
class Told:
    """A line as it is read."""

    who: str
    did: str
    at: datetime
    count: int


@case_page("see")
def seen(request: CaseRequest, page: int = 1) -> HttpResponse:
    """All lines for those who may invite and for the patient; one's own for everybody else."""
    everything = sees_papers(request)
    found = trail(request.case, page, "" if everything else request.viewer.id)
    known = names(installation(), request.case)
    lines = [_told(request, line, known) for line in found.lines]
    context = {"lines": lines, "page": found.page, "pages": found.pages, "everything": everything}
    return show(request, "family/people_seen.html", {**context, "before": found.page - 1, "after": found.page + 1})


def _told(request: CaseRequest, line: Line, known: dict[str, str]) -> Told:
    words, mine = request.words, line.viewer == request.viewer.id
    named = known.get(line.viewer) or words.text("people.keeper" if line.viewer in known else "trail.somebody")
    who = words.text("trail.you") if mine else named
    return Told(who, did(words, line.act), here(request, line.at), line.count)


def did(words: Catalog, act: str) -> str:
    """An act in words: its own, or those of its ending (`question.written`), or that something was done."""
    own, ending = f"trail.{act.replace('.', '_')}", f"trail.any_{act.rpartition('.')[2]}"
    return words.text(own if words.has(own) else ending if words.has(ending) else "trail.else")


urlpatterns = [
    case_path("people/seen/", seen, "people_seen"),
    case_path("people/seen/<int:page>/", seen, "people_seen_page"),
]
