"""Page 5: the family's questions: offered, from the case itself, and one's own; ordered, printed, answered."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions import access
from consilium.actions import questions as acts
from consilium.actions.entries import ClashError
from consilium.actions.snapshot import snapshot
from consilium.domain.circle import Act
from consilium.domain.errors import InputError
from consilium.domain.questions import (
    Answered,
    Ask,
    Listed,
    QuestionList,
    added,
    answered,
    edited,
    moved,
    numbered,
    own,
    restored,
    sheet,
    struck,
    unlisted,
)
from consilium.knowledge.catalog import LANGUAGES
from consilium.knowledge.questions import as_listed
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import form_for, link, show
from consilium.web.family.records import addresses
from consilium.web.family.who import signature
from consilium.web.forms import LongText, PartialDateField, WordsChoice, WordsForm
from consilium.web.request import CaseRequest

ASKED = tuple(one.value for one in Ask)


class OwnForm(WordsForm):
    """A question of one's own, in the language that the person writes."""

    area = "questionform"
    text = LongText(rows=3, max_length=2000)
    ask = WordsChoice(ASKED, initial=Ask.BOTH.value)


class EditForm(OwnForm):
    """Other words for a question."""


class AnswerForm(WordsForm):
    """What somebody answered."""

    area = "questionform"
    answer = LongText(rows=5, max_length=2000)
    who = forms.CharField(max_length=200, required=False)
    on = PartialDateField(required=False)


@case_page(Act.SEE, write=Act.WRITE_QUESTIONS)
def questions(request: CaseRequest) -> HttpResponse:
    """The list in the family's order, and below it what may be added."""
    language = request.words.language
    form = form_for(request, OwnForm) if "text" in request.POST or request.method == "GET" else OwnForm(request.words)
    if request.method == "POST":
        done = _changed(request, form)
        if done is not None:
            return done
    listed, version = acts.listed(request.case, language)
    made = snapshot(request.case, language)
    offers = [(one, unlisted(listed, [as_listed(known) for known in one.questions])) for one in made.offers]
    context = {
        "listed": [(numbered(listed)[one.id], one, one.text(language)) for one in listed.open],
        "struck": [(one, one.text(language)) for one in listed.questions if one.struck],
        "places": addresses(request, made),
        "written": unlisted(listed, made.written),
        "raised": unlisted(listed, made.raised),
        "offers": [(one, rest) for one, rest in offers if rest],
        "form": form,
        "version": version,
        "may_write": access.decide(request.case, Act.WRITE_QUESTIONS).value,
    }
    return show(request, "family/questions.html", context, status=422 if form.errors else 200)


def _changed(request: CaseRequest, form: OwnForm) -> HttpResponse | None:
    """What was done to the list; None where the form has to be shown again."""
    language, there = request.words.language, link(request, "questions")
    try:
        if "text" in request.POST:
            if not form.is_valid():
                return None
            text, asked = form.cleaned_data["text"], Ask(form.cleaned_data["ask"])
            acts.change(request.case, lambda listed: own(listed, {language: text}, asked), language)
        elif "add" in request.POST:
            acts.change(request.case, partial(_with, _offered(request)), language)
        elif "do" not in request.POST:  # nothing of what is offered was chosen
            messages.info(request, request.words.text("questionform.choose_first"))
            return HttpResponseRedirect(there + "#more-title")
        else:
            acts.change(
                request.case, partial(_done, request.POST.get("do", ""), request.POST.get("question", "")), language
            )
    except InputError as error:
        if not form.is_bound:
            raise
        form.add_error("text", request.words.remark(error.remark))
        return None
    messages.success(request, request.words.text("web.kept"))
    return HttpResponseRedirect(there + "#list")


def _offered(request: CaseRequest) -> list[Listed]:
    """The chosen ones of what is offered."""
    made, chosen = snapshot(request.case, request.words.language), set(request.POST.getlist("add"))
    known = [as_listed(one) for offer in made.offers for one in offer.questions]
    return [one for one in (*made.written, *made.raised, *known) if one.id in chosen]


def _with(chosen: list[Listed], listed: QuestionList) -> QuestionList:
    for one in chosen:
        listed = added(listed, one)
    return listed


def _done(do: str, question: str, listed: QuestionList) -> QuestionList:
    """One act on one question. Raises InputError for an act that there is not."""
    place = numbered(listed).get(question, 0)
    if do == "up":
        return moved(listed, question, place - 1)
    if do == "down":
        return moved(listed, question, place + 1)
    if do == "first":
        return moved(listed, question, 1)
    if do == "strike":
        return struck(listed, question)
    if do == "restore":
        return restored(listed, question)
    raise InputError("questions.no_question")


@case_page(Act.SEE, write=Act.WRITE_QUESTIONS)
def question(request: CaseRequest, question: str) -> HttpResponse:
    """One question: its words, where it comes from, and what was answered."""
    language = request.words.language
    listed, version = acts.listed(request.case, language)
    one = next((known for known in listed.questions if known.id == question), None)
    if one is None:
        return show(request, "family/question_gone.html", status=404)
    begun = {"text": one.text(language), "ask": one.ask.value, "seen": version}
    editing = request.POST.get("form") == "edit"
    edit = form_for(request, EditForm, begun) if editing else EditForm(request.words, initial=begun)
    answer = form_for(request, AnswerForm) if request.POST.get("form") == "answer" else AnswerForm(request.words)
    status, theirs = 200, ""
    if request.method == "POST":
        form = edit if editing else answer
        try:
            if form.is_valid() and _written(request, question, form):
                return HttpResponseRedirect(link(request, "question", question=question))
            status = 422
        except InputError as error:
            form.add_error("text" if editing else "answer", request.words.remark(error.remark))
            status = 422
        except ClashError as clash:
            again = request.POST.copy()
            again["seen"] = str(clash.theirs.version)
            theirs, edit, status = (
                clash.theirs.value.named(question).text(language),
                EditForm(request.words, again),
                409,
            )
    context = {"question": one, "text": one.text(language), "edit": edit, "answer": answer, "theirs": theirs}
    context["may_write"] = access.decide(request.case, Act.WRITE_QUESTIONS).value
    return show(request, "family/question.html", context, status=status)


def _written(request: CaseRequest, question: str, form: WordsForm) -> bool:
    language, given = request.words.language, form.cleaned_data
    if isinstance(form, EditForm):
        acts.unchanged_since(request.case, question, form.version)
        texts = {language: given["text"]}
        acts.change(request.case, lambda listed: edited(listed, question, texts, Ask(given["ask"])), language)
    else:
        said = Answered(given["answer"], given["who"], given["on"], signature(request))
        acts.change(request.case, lambda listed: answered(listed, question, said), language)
    messages.success(request, request.words.text("web.kept"))
    return True


@case_page(Act.SEE)
def printed(request: CaseRequest) -> HttpResponse:
    """The visit sheet: the reader's language beside the other one, with room for answers."""
    language = request.words.language
    other = next(one for one in LANGUAGES if one != language)
    listed, _ = acts.listed(request.case, language)
    context = {"groups": sheet(listed, language, other), "left": language, "right": other, "child": _child(request)}
    return show(request, "family/questions_sheet.html", context)


def _child(request: CaseRequest) -> str:
    """The child's name as the records give it, for a doctor who knows no name of a case; else the case's name."""
    named = snapshot(request.case, request.words.language).filled.case.child.name
    sees = access.decide(request.case, Act.SEE_NAMES).value
    return named.text if named and sees else request.case.document.name


urlpatterns = [
    case_path("questions/", questions, "questions"),
    case_path("questions/sheet/", printed, "questions_sheet"),
    case_path("questions/one/<str:question>/", question, "question"),
]
