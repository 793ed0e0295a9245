"""The letter and data set for a program that takes only a doctor's request: written anew each time, never stored."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid5

from django import forms
from django.http import Http404, HttpResponse

from consilium.actions import entries
from consilium.actions.questions import listed
from consilium.actions.snapshot import snapshot
from consilium.domain.circle import Act
from consilium.domain.completeness import gaps
from consilium.domain.errors import InputError
from consilium.domain.physician_request import PhysicianRequest, RequestAsked, checked, physician_request
from consilium.domain.programs import Program
from consilium.domain.questions import texts_of
from consilium.knowledge.catalog import LANGUAGES, Catalog, catalog
from consilium.knowledge.programs import programs
from consilium.knowledge.requirements import requirements
from consilium.web.downloads import attachment
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import beside, form_for, show
from consilium.web.forms import LongText, WordsChoice, WordsForm
from consilium.web.request import CaseRequest
from consilium.writers.letters import physician

KIND = "doctor_letter"
_FORMS: dict[str, Callable[[PhysicianRequest, Catalog], bytes]] = {
    "pdf": physician.pdf,
    "docx": physician.docx,
    "txt": lambda request, words: physician.txt(request, words).encode(),
}


class LetterForm(WordsForm):
    """Who signs, what is asked, in which language, with names or without."""

    area = "doctorletter"
    doctor = forms.CharField(max_length=200, required=False)
    question = LongText(rows=4, required=False, max_length=4000)
    language = WordsChoice(LANGUAGES)
    names = WordsChoice(("as_wanted", "with", "without"))


@case_page(Act.SEE, write=Act.SEND)
def letter(request: CaseRequest, program: str) -> HttpResponse:
    """A form; sending it gives the letter as PDF, Word or text."""
    one = programs().get(program)
    if one is None or not one.letter:
        raise Http404
    item = uuid5(request.case.id, f"{KIND} {program}")
    kept = [entry for entry in entries.all_of(request.case, KIND, RequestAsked) if entry.id == item]
    begun = _begun(request, kept[-1].value if kept else None)
    form = form_for(request, LetterForm, begun | {"seen": kept[-1].version if kept else 0})
    context: dict[str, object] = {"form": form, "program": one}
    if request.method == "POST" and form.is_valid():
        try:
            asked = checked(_asked(form, one), one)
            entries.keep_own(request.case, KIND, asked, item, form.version)
        except InputError as error:
            form.add_error("question", request.words.remark(error.remark))
        except entries.ClashError as clash:
            context |= beside(request, form, clash, lambda value: _begun(request, value))
            return show(request, "family/doctor_letter.html", context, status=409)
        else:
            return _written(request, one, asked)
    return show(request, "family/doctor_letter.html", context, status=422 if form.errors else 200)


def _begun(request: CaseRequest, asked: RequestAsked | None) -> dict[str, object]:
    if asked is None:
        question = request.case.document.asked.question
        return {"question": question, "language": "en", "names": "as_wanted"}
    names = {None: "as_wanted", True: "without", False: "with"}[asked.without_names]
    return {"doctor": asked.doctor, "question": asked.question, "language": asked.language, "names": names}


def _asked(form: LetterForm, program: Program) -> RequestAsked:
    given = form.cleaned_data
    names = {"as_wanted": None, "without": True, "with": False}[given["names"]]
    return RequestAsked(program.id, given["doctor"], given["question"], given["language"], names)


def _written(request: CaseRequest, program: Program, asked: RequestAsked) -> HttpResponse:
    made = snapshot(request.case, asked.language)
    stand = gaps(made.filled.case, requirements(), program.id)
    questions = texts_of(listed(request.case, asked.language)[0], asked.language)
    told = physician_request(asked, program, made.filled.case, made.summary, stand, questions)
    form = request.POST.get("form", "pdf")
    written = _FORMS.get(form, physician.pdf)(told, catalog(asked.language))
    return attachment(written, f"{program.id}-request.{form if form in _FORMS else 'pdf'}")


urlpatterns = [case_path("where/program/<slug:program>/letter/", letter, "doctor_letter")]
