"""The page of this step."""

from __future__ import annotations

from django.http import HttpResponse

from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import show
from consilium.web.request import CaseRequest


@case_page("see")
def insurance(request: CaseRequest) -> HttpResponse:
    """Shown to whoever may see the case."""
    return show(request, "family/insurance.html")


urlpatterns = [case_path("insurance/", insurance, "insurance")]
