"""Page 7: where to ask: what is known of each program and what is not, whether it fits, side by side. No ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect

from consilium.actions import access, entries
from consilium.actions.opened import OpenCase
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.circle import Act
from consilium.domain.completeness import disease_of
from consilium.domain.dates import PartialDate
from consilium.domain.physician_request import age_in_years
from consilium.domain.programs import (
    Answer,
    Fact,
    Fit,
    Known,
    Near,
    Order,
    Pick,
    Program,
    Shortlist,
    Wish,
    fits,
    moved,
    nearness,
    ordered,
    price_said,
    side_by_side,
    with_pick,
    without,
)
from consilium.domain.records import Decision, Remark
from consilium.domain.sources import Source
from consilium.knowledge.catalog import LANGUAGES
from consilium.knowledge.places import countries, states
from consilium.knowledge.programs import programs
from consilium.knowledge.requirements import requirements
from consilium.web.family.clock import clock_of
from consilium.web.family.delay import Delay, delay_of
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import Sent, answer, form_for, link, show
from consilium.web.family.today import today
from consilium.web.forms import LongText, WordsChoice, WordsForm
from consilium.web.request import CaseRequest

WISH, SHORTLIST = "wish", "shortlist"
MOST_COMPARED = 4
YES_NO = ("yes", "no", "unsure")
_SAID = {"yes": True, "no": False}


class WishForm(WordsForm):
    """Where the family lives and how it can ask: enough to tell what fits."""

    area = "wish"
    country = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    city = forms.CharField(required=False, max_length=100)
    mode = WordsChoice(("either", "online", "in_person"), required=False)
    doctor_asks = WordsChoice(YES_NO, required=False)
    in_hospital = WordsChoice(YES_NO, required=False)
    language = WordsChoice(LANGUAGES, required=False)

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        nothing = ("", self.words.text("wish.not_said"))
        self.fields["country"].choices = [nothing, *countries(self.words)]  # type: ignore[attr-defined]
        self.fields["state"].choices = [nothing, *states(self.words.language).items()]  # type: ignore[attr-defined]

    def value(self) -> Wish:
        """What is kept. A state of another country is not."""
        given = self.cleaned_data
        country, state = given["country"], given["state"]
        return Wish(
            country=country,
            state=state if state.startswith(f"{country}-") else "",
            city=given["city"],
            doctor_asks=_SAID.get(given["doctor_asks"]),
            in_hospital=_SAID.get(given["in_hospital"]),
            language=given["language"],
            mode="" if given["mode"] == "either" else given["mode"],
        )


class PickForm(WordsForm):
    """Why a program is on the short list."""

    area = "wish"
    why = LongText(rows=2, required=False, max_length=2000)


@dataclass(frozen=True)
class Card:
    """A program as the list shows it."""

    program: Program
    fit: Fit
    decided: Decision[Answer]
    near: Decision[Near]
    price: Remark
    delay: Delay | None
    picked: bool


@dataclass(frozen=True)
class Beside:
    """One fact of each program that is compared."""

    name: str
    pairs: tuple[tuple[Program, Fact], ...]

    @property
    def told(self) -> bool:
        """Whether the pages of any of them say anything of it."""
        return any(_tells(fact) for _, fact in self.pairs)


def wish_of(case: OpenCase) -> tuple[Wish, int]:
    """What the family told of itself, and its version (0: nothing yet)."""
    found = entries.all_of(case, WISH, Wish)
    return (found[-1].value, found[-1].version) if found else (Wish(), 0)


def shortlist_of(case: OpenCase) -> tuple[Shortlist, int]:
    """The family's short list, and its version."""
    found = entries.all_of(case, SHORTLIST, Shortlist)
    return (found[-1].value, found[-1].version) if found else (Shortlist(), 0)


def _item(case: OpenCase, kind: str) -> UUID:
    return uuid5(case.id, kind)


def _known(wish: Wish, made: Snapshot) -> Wish:
    """With what the records tell: age, illness and the language of most papers."""
    case = made.filled.case
    papers = tuple(sorted({one.language for one in case.records if one.language in LANGUAGES}))
    disease = disease_of(case, requirements()).value or ""
    return replace(wish, age=age_in_years(case), disease=disease, papers=papers)


def _begun(wish: Wish) -> dict[str, object]:
    said = {True: "yes", False: "no", None: ""}
    return {
        "country": wish.country, "state": wish.state, "city": wish.city, "mode": wish.mode or "either",
        "doctor_asks": said[wish.doctor_asks], "in_hospital": said[wish.in_hospital], "language": wish.language,
    }  # fmt: skip


@case_page(Act.SEE, write=Act.SEND)
def where(request: CaseRequest) -> HttpResponse:
    """Every program in the order that the person chose, with whether it fits and why."""
    wish, version = wish_of(request.case)
    form = form_for(request, WishForm, {**_begun(wish), "seen": version, "entry": _item(request.case, WISH)})
    order = _order(request.GET.get("order", ""))
    found = ordered(programs().values(), order, wish)
    cards = {card.program.id: card for card in _cards(request, wish)}
    context = {
        "wish": wish,
        "told": bool(wish.country),
        "orders": [one.value for one in Order],
        "order": order.value,
        "said": found.reasons,
        "cards": [cards[name] for name in (*found.known, *found.unknown)],
        "picked": [cards[one.program] for one in shortlist_of(request.case)[0].picks if one.program in cards],
        "may_write": access.decide(request.case, Act.SEND).value,
    }
    item = _item(request.case, WISH)
    keep = Sent(form, lambda sent: entries.keep(request.case, WISH, sent.value(), item, sent.version),
                link(request, "where"), "family/where.html", context, begun=_begun)  # fmt: skip
    return answer(request, keep)


def _order(name: str) -> Order:
    return Order(name) if name in set(Order) else Order.NAME


def _cards(request: CaseRequest, wish: Wish) -> Iterable[Card]:
    known, clock, day = _known(wish, snapshot(request.case, request.words.language)), clock_of(request), today(request)
    picks = {one.program for one in shortlist_of(request.case)[0].picks}
    for program in programs().values():
        fit = fits(program, known, day, clock)
        takes = program.takes
        timed = takes is not None and takes.measures == "opinion"
        delay = delay_of(request, takes.least, takes.most, takes.unit) if takes is not None and timed else None
        near, price = nearness(program, wish), price_said(program.price)
        yield Card(program, fit, fit.decision, near, price, delay, program.id in picks)


def _program(name: str) -> Program:
    found = programs().get(name)
    if found is None:
        raise Http404
    return found


@case_page(Act.SEE, write=Act.SEND)
def program(request: CaseRequest, program: str) -> HttpResponse:
    """One program: everything known and not known, each with source and date, and whether it fits, point by point."""
    one, wish = _program(program), wish_of(request.case)[0]
    card = next(card for card in _cards(request, wish) if card.program.id == one.id)
    pick = next((pick for pick in shortlist_of(request.case)[0].picks if pick.program == one.id), None)
    form = form_for(request, PickForm, {"why": pick.why if pick else "", "seen": shortlist_of(request.case)[1]})
    if request.method == "POST" and request.POST.get("do") in ("out", "up", "down"):
        return _change(request, one, request.POST["do"])
    context = {
        "card": card,
        "program": one,
        "pick": pick,
        "shared": _shared(one),
        "known": [fact for fact in one.facts if _tells(fact)],
        "unknown": [fact for fact in one.facts if not _tells(fact)],
        "may_write": access.decide(request.case, Act.SEND).value,
    }

    def keep(sent: PickForm) -> None:
        listed, version = shortlist_of(request.case)
        _why_stands(request.case, one.id, sent.version)
        day = today(request)
        added = Pick(one.id, sent.cleaned_data["why"], request.viewer.id, PartialDate(day.year, day.month, day.day))
        after = with_pick(listed, added)
        if after != listed:
            entries.keep(request.case, SHORTLIST, after, _item(request.case, SHORTLIST), version)

    there = link(request, "program", program=one.id)
    begun = lambda value: {"why": _why(value, one.id)}  # noqa: E731
    return answer(request, Sent(form, keep, there, "family/program.html", context, "wish.picked", begun))


def _why(listed: Shortlist, program: str) -> str:
    return next((pick.why for pick in listed.picks if pick.program == program), "")


def _why_stands(case: OpenCase, program: str, seen: int) -> None:
    """Raises ClashError where somebody else wrote another reason since the version that the person had before them."""
    found = entries.all_of(case, SHORTLIST, Shortlist)
    if not found or found[-1].version <= seen:
        return
    every = entries.versions(case, SHORTLIST, Shortlist, found[-1].id)
    before = [Shortlist(), *(one.value for one in every)][seen:]
    for then, one in zip(before, every[seen:], strict=False):
        if one.by != case.viewer.id and _why(then, program) != _why(one.value, program):
            raise entries.ClashError(found[-1])


def _shared(program: Program) -> tuple[Source, ...]:
    """The sources of most facts, to be said once below them; a fact with others says its own."""
    counted = Counter(fact.sources for fact in program.facts if fact.sources and _tells(fact))
    return counted.most_common(1)[0][0] if counted else ()


def _tells(fact: Fact) -> bool:
    """Whether a page says anything of it, be it a doubt."""
    return bool(fact.known is not Known.UNKNOWN or fact.values or fact.texts or fact.plain or fact.doubts)


def _change(request: CaseRequest, one: Program, do: str) -> HttpResponse:
    """Off the short list, or one place up or down."""
    listed, version = shortlist_of(request.case)
    places = {pick.program: at for at, pick in enumerate(listed.picks)}
    if one.id in places:
        to = places[one.id] + (1 if do == "down" else -1)
        after = without(listed, one.id) if do == "out" else moved(listed, one.id, to)
        entries.keep(request.case, SHORTLIST, after, _item(request.case, SHORTLIST), version)
    return HttpResponseRedirect(link(request, "where") + "#shortlist")


@case_page(Act.SEE)
def compared(request: CaseRequest) -> HttpResponse:
    """Up to four programs side by side: those that were chosen, else the short list."""
    chosen = [name for name in dict.fromkeys(request.GET.getlist("program")) if name in programs()]
    listed = [pick.program for pick in shortlist_of(request.case)[0].picks if pick.program in programs()]
    beside = [programs()[name] for name in (chosen or listed)[:MOST_COMPARED]]
    cards = {card.program.id: card for card in _cards(request, wish_of(request.case)[0])}
    rows = [Beside(row.name, tuple(zip(beside, row.facts, strict=True))) for row in side_by_side(beside)]
    context = {
        "programs": beside,
        "cards": [cards[one.id] for one in beside],
        "rows": [row for row in rows if row.told],
        "unknown": [row for row in rows if not row.told],
        "most": MOST_COMPARED,
        "left_out": max(0, len(chosen or listed) - MOST_COMPARED),
    }
    return show(request, "family/compared.html", context)


urlpatterns = [
    case_path("where/", where, "where"),
    case_path("where/side-by-side/", compared, "compared"),
    case_path("where/program/<slug:program>/", program, "program"),
]
