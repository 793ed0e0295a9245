"""How to reach the team at any hour: written down once, one touch away wherever it is needed."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from consilium.actions import entries
from consilium.actions.waiting import LINE, the_one
from consilium.domain.teamline import TeamLine
from consilium.web.family.clock import stands
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import Sent, answer, form_for, link
from consilium.web.forms import WordsForm
from consilium.web.request import CaseRequest

_NUMBER = re.compile(r"[0-9+()./ \-]+((x|ext\.?|#)? ?[0-9]{1,6})?", re.IGNORECASE)
_FEWEST = 3


class LineForm(WordsForm):
    """The number, and whom one asks for."""

    area: ClassVar[str] = "teamline"
    number = forms.CharField(max_length=40)
    name = forms.CharField(max_length=200, required=False)

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if not _NUMBER.fullmatch(number) or sum(char.isdigit() for char in number) < _FEWEST:
            raise ValidationError(self.words.text("teamline.number_invalid"), "invalid")
        return number


@case_page("see", write="write_questions")
def line(request: CaseRequest) -> HttpResponse:
    """Write down the team's number, or change it."""
    kept = stands(request).line
    initial: dict[str, Any] = (
        {"seen": kept.version, "number": kept.value.number, "name": kept.value.name} if kept else {}
    )
    form = form_for(request, LineForm, initial)
    return answer(
        request, Sent(form, lambda sent: _keep(request, sent), link(request, "wait"), "family/team_line.html")
    )


def _keep(request: CaseRequest, form: LineForm) -> object:
    value = TeamLine(form.cleaned_data["number"], form.cleaned_data["name"])
    return entries.keep(request.case, LINE, value, the_one(request.case, LINE), form.version)


urlpatterns = [case_path("wait/line/", line, "team_line")]
