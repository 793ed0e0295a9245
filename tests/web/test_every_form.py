"""Every form that keeps words: words that are markup stay words, sent twice is kept once, two at once are both seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser

import pytest
from django.test import Client

from consilium.actions import entries, reminders
from consilium.actions.letters import THING
from consilium.actions.opened import Installation, OpenCase, now
from consilium.casebook.models import Entry, Grant
from consilium.domain.completeness.status import Door
from consilium.domain.custody import Thing, ThingKind
from consilium.domain.dates import PartialDate
from consilium.domain.notebook import Decided
from tests.web.cast import come_in

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onfocus=alert(1) x='"
Fields = Callable[[str], Mapping[str, str]]


def day(name: str) -> dict[str, str]:
    return {f"{name}_0": "2", f"{name}_1": "6", f"{name}_2": "2026"}


FORMS: dict[str, Fields] = {
    "wait/": lambda text: {"said": "cannot_wait", "who": text, "quote": text, **day("on")},
    "wait/line/": lambda text: {"number": "555 0100", "name": text},
    "questions/": lambda text: {"text": text, "ask": "both"},
    "questions/one/own-1/": lambda text: {"answer": text, "who": text, "form": "answer"},
    "missing/things/": lambda text: {"kind": "slides", "what": text, "holder": text, "number": text[:60]},
    "missing/things/<thing>/": lambda text: {
        "step": "ask", "to": text, "how": text, "tracking": text, "note": text, **day("moved_on"),
    },
    "where/": lambda text: {"country": "US", "city": text},
    "where/program/chop/": lambda text: {"why": text},
    "where/program/stjude/letter/": lambda text: {
        "doctor": text, "question": text, "language": "en", "names": "with", "form": "txt",
    },
    "insurance/call/": lambda text: {
        **day("call_on"), "company": text, "with_whom": text, "reference": text, "promised": text, "note": text,
    },
    "insurance/letter/appeal/": lambda text: {
        "plan": "unknown", "language": "en", "form": "txt", "insurer": text, "own_words": text, "refusal": text,
    },
    "notebook/": lambda text: {**day("on"), "decided": text, "by": text, "mattered": text, "would_change": text},
    "notebook/<decision>/": lambda text: {**day("on"), "decided": text, "by": text},
    "people/sending/": lambda text: {"name": text, "days": "30"},
    "people/papers/consent/": lambda text: {"holds": "alone", "name": text},
    "people/papers/order/": lambda text: {"says": text, "person": "", "takes": "nothing", **day("on")},
    "search/": lambda text: {"words_wanted": text},
}  # fmt: skip
# Further things of one kind stand beside one another; of the others there is one, and two who write it see both.
OF_ONE = ("wait/line/", "missing/things/<thing>/", "where/", "where/program/chop/", "notebook/<decision>/",
          "where/program/stjude/letter/", "insurance/letter/appeal/")  # fmt: skip
MANY = ("wait/", "questions/", "missing/things/", "insurance/call/", "notebook/", "people/sending/")


class Read(HTMLParser):
    """A page as a browser takes it: links, what would run, and the hidden fields of its forms."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.runs: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.runs += [f"{tag} {name}" for name in given if name.startswith("on")]
        if (tag == "script" and "src" not in given) or given.get("src") == "x":
            self.runs.append(tag)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
            self.runs += [tag] if given["href"].lower().startswith("javascript") else []
        if tag == "form":
            self.forms.append({})
        if tag in ("input", "textarea", "select") and self.forms and given.get("name"):
            self.forms[-1][given["name"]] = given.get("value", "") if given.get("type") == "hidden" else ""


@pytest.fixture
def places(owner: Client, case: OpenCase) -> dict[str, str]:
    """The addresses of the forms, where a thing, a decision and a question stand already."""
    thing = entries.keep(case, THING, Thing(ThingKind.SLIDES, "Slides", "", Door.PATHOLOGY))
    decided = entries.keep(case, reminders.DECISION, Decided("We ask.", PartialDate(2026, 6, 1)))
    owner.post(f"/case/{case.id}/wait/signs/", {})
    owner.post(f"/case/{case.id}/questions/", {"text": "What next?", "ask": "both"})
    named = {"<thing>": str(thing.id), "<decision>": str(decided.id)}
    return {form: f"/case/{case.id}/" + re.sub("<[a-z]+>", lambda found: named[found[0]], form) for form in FORMS}


def begun(owner: Client, there: str, fields: Mapping[str, str]) -> dict[str, str]:
    """What a person's browser holds of a form before they type: its hidden fields."""
    forms = Read(owner.get(there).content.decode()).forms
    form = next(one for one in forms if set(fields) - {"form"} <= {*one, *(f"{name}_0" for name in one)})
    return {name: value for name, value in form.items() if name in ("entry", "seen")}


def pages(owner: Client, case: OpenCase) -> Iterator[tuple[str, str]]:
    """Every page of the case that links lead to, in both languages."""
    for language in ("en", "es"):
        waiting, seen = [f"/case/{case.id}/"], set[str]()
        while waiting:
            path = waiting.pop().partition("#")[0]
            if path in seen or not path.startswith(f"/case/{case.id}/") or len(seen) > 150:
                continue
            seen.add(path)
            if re.search(r"/where/program/(?!chop|stjude)", path):
                continue
            answer = owner.get(path, headers={"Accept-Language": language})
            if answer.headers["Content-Type"].startswith("text/html"):
                yield path, answer.content.decode()
                waiting += Read(answer.content.decode()).links


def test_words_that_are_markup_run_nowhere(owner: Client, case: OpenCase, places: dict[str, str]) -> None:
    for form, there in places.items():
        answer = owner.post(there, {**FORMS[form](HOSTILE), **begun(owner, there, FORMS[form]("x"))})
        assert answer.status_code in (200, 302), (form, answer.content.decode()[-3000:])
    shown = 0
    for path, page in pages(owner, case):
        assert Read(page).runs == [], path
        shown += "&lt;script&gt;alert(1)" in page
    assert shown > 2 * 8


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_is_wrong_shows_markup_as_words_too(owner: Client, places: dict[str, str], form: str) -> None:
    wrong = {name: HOSTILE for name in FORMS[form]("x")}
    answer = owner.post(places[form], wrong)
    if answer.headers["Content-Type"].startswith("text/html"):
        assert Read(answer.content.decode()).runs == []
    assert answer.status_code < 500


@pytest.mark.parametrize("form", [form for form in FORMS if form != "search/"])
def test_what_is_sent_twice_is_kept_once(owner: Client, places: dict[str, str], form: str) -> None:
    sent = {**FORMS[form]("Plan one"), **begun(owner, places[form], FORMS[form]("Plan one"))}
    assert owner.post(places[form], sent).status_code in (200, 302)
    kept = Entry.objects.count()
    assert owner.post(places[form], sent).status_code < 500
    assert Entry.objects.count() == kept


@pytest.mark.parametrize("form", [*OF_ONE, *MANY])
def test_of_two_who_write_at_the_same_moment_nobody_is_overwritten_unseen(
    owner: Client, installation: Installation, case: OpenCase, places: dict[str, str], form: str
) -> None:
    ana = come_in(installation, case).client("Ana")
    mine = {**FORMS[form]("Words of Ana"), **begun(owner, places[form], FORMS[form]("x"))}
    other = {**FORMS[form]("Words of Luis"), **begun(ana, places[form], FORMS[form]("x"))}
    assert owner.post(places[form], mine).status_code in (200, 302)
    answer = ana.post(places[form], other)
    if form in OF_ONE:
        assert answer.status_code == 409
        page = answer.content.decode()
    else:
        page = owner.get(places[form].removesuffix("call/")).content.decode()
    assert "Words of Ana" in page
    assert "Words of Luis" in page


@pytest.mark.parametrize("form", FORMS)
def test_who_is_sent_out_in_the_middle_of_a_form_keeps_nothing_and_is_told_what_to_do(
    owner: Client, installation: Installation, case: OpenCase, places: dict[str, str], form: str
) -> None:
    cast = come_in(installation, case)
    ana = cast.client("Ana")
    sent = {**FORMS[form]("Words of Ana"), **begun(ana, places[form], FORMS[form]("x"))}
    Grant.objects.filter(case=case.row, viewer=cast.users["Ana"].viewer).update(until=now())
    kept = Entry.objects.count()
    for language, said in (("en", "ask them whether it is still open"), ("es", "pregúntele si sigue abierto")):
        answer = ana.post(places[form], sent, headers={"Accept-Language": language})
        assert answer.status_code == 404
        assert said in answer.content.decode()
        assert "Mia" not in answer.content.decode()
    assert Entry.objects.count() == kept
