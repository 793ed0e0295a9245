"""All lines of a case that the program is not sure of, by record: each leads to its words, where a person says what it
is."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse

from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.clinical import CaseFinding
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.record import by_kind
from consilium.web.request import CaseRequest

MOST = 400


def unsure_of(snap: Snapshot) -> list[CaseFinding]:
    """What is only suggested and nobody has judged, record by record."""
    numbers = {record.id: at for at, record in enumerate(snap.pages.records)}
    waiting = (one for one in snap.filled.case.suggested if one.judgement is None and one.record.id in numbers)
    return sorted(waiting, key=lambda one: numbers[one.record.id])


@case_page("see")
def unsure(request: CaseRequest) -> HttpResponse:
    """The first MOST of them."""
    snap = snapshot(request.case, request.words.language)
    waiting = unsure_of(snap)
    records = [
        {
            "record": record,
            "url": link(request, "record", file=record.id),
            "kinds": by_kind(request, found),
        }
        for record, found in groupby(waiting[:MOST], key=lambda one: one.record)
    ]
    context = {"records": records, "count": len(waiting), "more": len(waiting) - MOST}
    return show(request, "family/records_unsure.html", context)


urlpatterns = [case_path("records/unsure/", unsure, "records_unsure")]
