"""A case in which something stands on every page, and the addresses of all its pages: for tests that loop over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page

from tests.site import Site

Fields = Mapping[str, str | Sequence[str]]
_LINK = "[...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href'))"
# What makes two addresses the same kind of page: ids, hashes, numbers, and the names of programs and parts.
_SAME = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9a-f]{12}(?:-\d+)?(?=/)|(?<=/)\d+(?=/|$)"
    r"|(?<=/where/program/)[a-z_0-9]+|(?<=/questions/one/)[^/]+"
)
_NO_PAGE = re.compile(
    r"/original/|/picture/|/small/|/summary/paper/|/as/|\.ics$|^/language|/packet/(?:nameless/)?[0-9a-f-]{36}/$|^/static|^/viewer/"
)


@dataclass
class Whole:
    """The case's address and the page with which it is filled."""

    page: Page
    case: str

    def send(self, path: str, fields: Fields, button: str = "button[type=submit]", form: int = 0) -> str:
        """Fill a page's form and send it; where that led."""
        page = self.page
        came = page.goto(self.case + path)
        assert came is not None
        assert came.ok, f"{path}: {came.status} {came.text()[:400]}"
        sent = page.locator("main form:not([method=get])").nth(form)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for name, value in fields.items():
            _fill(sent, name, value)
        with page.expect_navigation():
            sent.locator(button).first.click()
        assert page.locator(".nhsuk-error-summary").count() == 0, (
            page.locator("main").inner_text()[:400] + page.locator(".nhsuk-error-summary").first.inner_text()
        )
        return page.url

    def first(self, path: str, within: str) -> str:
        """The first link of a page that holds these words, from the case on."""
        self.page.goto(self.case + path)
        links: list[str] = self.page.evaluate(_LINK)
        return next(one for one in links if within in one).split(re.search(r"/case/[^/]+/", self.case)[0], 1)[1]  # type: ignore[index]


def _fill(form: object, name: str, value: str | Sequence[str]) -> None:
    for one in [value] if isinstance(value, str) else value:
        found = form.locator(f"[name='{name}']")  # type: ignore[attr-defined]
        kind = found.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            form.locator(f"[name='{name}'][value='{one}']").check()  # type: ignore[attr-defined]
        elif found.first.evaluate("one => one.tagName") == "SELECT":
            found.select_option(one)
        else:
            found.fill(one)


def day(name: str, days: int) -> dict[str, str]:
    """The three boxes of a date, so many days from now."""
    on = date.today() + timedelta(days)
    return {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year)}


def case_of(page: Page, site: Site) -> str:
    """The address of the only case, or the first."""
    page.goto(f"{site.address}/cases/")
    found = re.search(r"/case/[0-9a-f-]{36}/", page.url + page.content())
    assert found
    return site.address + found[0]


def fill(page: Page, site: Site) -> Whole:
    """Everything that a family writes, once."""
    whole = Whole(page, case_of(page, site))
    _waits(whole)
    _asks(whole)
    _sends(whole)
    _calls(whole)
    _invites(whole)
    _decides(whole)
    return whole


def _waits(whole: Whole) -> None:
    whole.send("wait/signs/", {})
    whole.send("wait/", {"said": "can_wait", "who": "Dra. Prueba", **day("until", 12), **day("on", -2)})
    whole.send("wait/", {"said": "no_answer", "who": "Enfermera Prueba", **day("on", -1)})
    whole.send("wait/line/", {"number": "555 0100", "name": "Oncología, noches"})


def _asks(whole: Whole) -> None:
    whole.send("questions/", {"text": "¿Qué cambiaría el plan?", "ask": "both"})
    whole.page.goto(f"{whole.case}questions/")
    offers = whole.page.locator("main form [name=add]")
    for at in range(3):
        offers.nth(at).evaluate(
            "one => { for (let up = one; up; up = up.parentElement) if (up.open === false) up.open = true }"
        )
        offers.nth(at).check()
    with whole.page.expect_navigation():
        offers.first.evaluate("one => one.form.requestSubmit()")
    question = whole.first("questions/", "/questions/one/")
    whole.send(
        question, {"answer": "Que se repita el PET.", "who": "Dra. Prueba"}, form=_form_with(whole, question, "answer")
    )


def _form_with(whole: Whole, path: str, name: str) -> int:
    """Which form of a page has a field."""
    whole.page.goto(whole.case + path)
    forms = whole.page.locator("main form:not([method=get])")
    return next(at for at in range(forms.count()) if forms.nth(at).locator(f"[name='{name}']").count())


def _sends(whole: Whole) -> None:
    letter = whole.first("missing/", "/missing/letter/")
    whole.send(letter, {**day("asked_on", -20), "how": "mail"}, form=_form_with(whole, letter, "asked_on_0"))
    came = whole.first(letter, "/came/")
    whole.page.goto(whole.case + came)
    piece = whole.page.locator("[name=pieces]").first.get_attribute("value")
    whole.send(came, {**day("came_on", -3), "pieces": [str(piece)], "came_what": "Un informe."})
    whole.send("missing/things/", {"kind": "slides", "what": "10 láminas (inventadas)", "holder": "Hospital de Prueba"},
               form=_form_with(whole, "missing/things/", "what"))  # fmt: skip
    thing = whole.first("missing/things/", "/missing/things/")
    whole.send(thing, {"step": "ask", **day("moved_on", -4), "to": "Hospital de Prueba", **day("expected", 9)})
    whole.send("where/", {"country": "US", "state": "US-OH", "city": "Columbus", "doctor_asks": "yes"})
    for program in ("chop", "stjude"):
        whole.send(f"where/program/{program}/", {"why": "Está cerca de la abuela."})


def _calls(whole: Whole) -> None:
    call = {
        **day("call_on", -1),
        "company": "Seguro de Prueba",
        "with_whom": "Agente Prueba",
        "q_q1": "yes",
        "q_q2": "no",
    }
    whole.send("insurance/call/", {**call, "w_q8": "REF-1", **day("call_back", 3)})
    whole.send("insurance/call/", {**call, "company": "Otro Seguro", "q_q1": "partly"})


def _invites(whole: Whole) -> None:
    whole.send("people/papers/consent/", {"holds": "together", "name": "Ana Prueba y Luis Prueba"})
    whole.send(
        "people/papers/order/", {"says": "Orden inventada.", "person": "", "takes": "nothing", **day("on", -400)}
    )
    whole.send("people/invite/", {"role": "grandparent", "name": "Rosa Prueba", "reason": "Ayuda con los papeles."})


def _decides(whole: Whole) -> None:
    whole.send("notebook/", {"decided": "Pedir una segunda opinión.", **day("on", -5), "mattered": "Estar seguros.",
                             "by": "Ana y Luis", **day("look_again", 10)})  # fmt: skip
    whole.send("search/", {"words_wanted": "hemoglobina"})
    finding = whole.first("summary/", "/finding/")
    whole.send(finding, {"verdict": "confirmed", "by": "Ana Prueba"})
    whole.send("packet/", {})


def addresses(whole: Whole) -> Iterator[str]:
    """One address of each kind of page that can be reached from the first page, the account and the case on."""
    page, site = whole.page, whole.case.split("/case/")[0]
    waiting = ["/", "/cases/new/", "/account/", "/help/", "/can-it-wait/", whole.case.removeprefix(site)]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0).split("#")[0]
        kind = _SAME.sub("*", path)
        if kind in seen or not path.startswith("/") or _NO_PAGE.search(path):
            continue
        seen.add(kind)
        answer = page.goto(site + path)
        assert answer is not None
        assert answer.status < 400, path
        landed = page.url.removeprefix(site).split("#")[0]
        if _SAME.sub("*", landed) != kind:
            waiting.insert(0, landed)
            continue
        yield path
        waiting += page.evaluate(_LINK)
