"""Under which name a person confirms, corrects and decides: the one they signed in with, else the one they type."""

from __future__ import annotations

from typing import Self, cast

from django import forms

from consilium.actions.access import decide, person_in
from consilium.actions.people import person_of
from consilium.actions.records.said import name_given
from consilium.casebook.models import User
from consilium.domain.circle import Act
from consilium.web.forms import WordsForm
from consilium.web.request import CaseRequest, installation

MOST_CHARS = 200


def name_of(request: CaseRequest) -> str:
    """The signed-in person's name as the case knows it, else as they gave it, "" where they gave none."""
    known = person_in(request.case, request.role).name or person_of(installation(), cast("User", request.user)).name
    return known.strip()


def signature(request: CaseRequest) -> str:
    """As what something that was written down is signed: the person's name, else what they are to the case."""
    return name_of(request) or name_given(request.case) or request.words.text("people.keeper")


def may_judge(request: CaseRequest) -> bool:
    """Whether who looks may confirm, correct and decide; else the forms for it are not shown."""
    return bool(decide(request.case, Act.JUDGE).value)


class SignedForm(WordsForm):
    """A form that is signed with a name: asked for only where the person gave none."""

    by = forms.CharField(max_length=MOST_CHARS)
    signed_name = ""

    def signed_by(self, request: CaseRequest) -> Self:
        """The form for whoever looks. A name that they typed before stands in it."""
        self.signed_name = name_of(request)
        if self.signed_name:
            del self.fields["by"]
        else:
            self.fields["by"].initial = self.initial["by"] = name_given(request.case)
        return self

    @property
    def by_whom(self) -> str:
        return self.signed_name or str(self.cleaned_data.get("by") or "")
