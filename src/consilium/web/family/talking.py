"""Page 6: what to say to the doctor, whom to ask first, and what to say when it feels hard."""

from __future__ import annotations

from django.http import HttpResponse

from consilium.domain.circle import Act
from consilium.knowledge.talking import talking as parts
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import show
from consilium.web.request import CaseRequest


@case_page(Act.SEE)
def talking(request: CaseRequest) -> HttpResponse:
    """Words to begin with, each with its source."""
    return show(request, "family/talking.html", {"parts": parts()})


urlpatterns = [case_path("talking/", talking, "talking")]
