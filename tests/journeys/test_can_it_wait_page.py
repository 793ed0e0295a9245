"""From the first worry to a date that every page shows, in a real browser: pages 1 and 2, and the case's first page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page

from consilium.actions.opened import now
from tests.site import DESKTOP, TELEPHONE, Site, context, serving, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

WAYS = [("en", TELEPHONE, True), ("es", TELEPHONE, False), ("es", DESKTOP, True)]
NAMES = ["English telephone", "Spanish telephone without scripts", "Spanish desktop"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An empty installation of this file's own."""
    with serving(tmp_path_factory.mktemp("waiting") / "home") as served:
        yield served


def fine(page: Page, scripts: bool = True) -> None:
    """axe finds nothing (it needs scripts), and nothing is wider than the screen."""
    assert not scripts or violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS, ids=NAMES)
def test_a_stranger_learns_what_comes_first_and_whom_to_call(
    chromium: Browser, site: Site, language: str, width: dict[str, int], scripts: bool
) -> None:
    page = context(chromium, language, width, java_script_enabled=scripts).new_page()
    page.goto(site.address)
    fine(page, scripts)
    page.locator("#worse-unsure").check()
    page.locator("#papers-none").check()
    send(page)
    fine(page, scripts)
    assert page.locator(".c-order .c-box--urgent").count() == 2
    page.locator("main .c-box--urgent a").click()
    page.wait_for_url("**/can-it-wait/")
    fine(page, scripts)
    page.locator("input[value='general_danger_signs.3']").check()
    page.locator("input[value='fever_on_treatment.1']").check()
    send(page)
    fine(page, scripts)
    top = page.locator("a[href='tel:112']").bounding_box()
    assert top is not None
    assert top["y"] < width["height"]  # a number to call without scrolling
    assert page.locator("header").bounding_box()["y"] > top["y"]  # type: ignore[index]
    page.goto(f"{site.address}/can-it-wait/")
    send(page)
    fine(page, scripts)
    assert page.locator(".nhsuk-warning-callout").is_visible()


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS, ids=NAMES)
def test_a_family_goes_from_a_danger_sign_to_the_date_that_its_team_named(
    chromium: Browser, site: Site, language: str, width: dict[str, int], scripts: bool
) -> None:
    page = context(chromium, language, width, java_script_enabled=scripts).new_page()
    signed_in(page, site)
    page.goto(f"{site.address}/cases/new/")
    fine(page, scripts)
    page.locator("#name").fill(f"Mia Muestra {language} {width['width']} {scripts}")
    send(page)
    home = page.url
    fine(page, scripts)
    page.locator("main .nhsuk-button").first.click()
    page.wait_for_url("**/wait/signs/")
    fine(page, scripts)
    page.locator("input[value='general_danger_signs.1']").check()
    send(page)
    page.wait_for_url("**/wait/alarm/")
    fine(page, scripts)
    page.goto(home)
    assert page.locator(".c-alarmbar a[href='tel:911']").bounding_box()["y"] < 200  # type: ignore[index]
    fine(page, scripts)
    page.goto(f"{home}wait/line/")
    page.locator("#number").fill("call them")
    send(page)
    fine(page, scripts)
    page.locator("#number").fill("+1 555 010 0199")
    send(page)
    page.wait_for_url("**/wait/")
    page.goto(f"{home}wait/alarm/")
    assert page.locator("a[href='tel:+15550100199']").is_visible()
    send(page)
    page.wait_for_url("**/wait/#write")
    fine(page, scripts)
    _write_down(page, scripts)
    page.goto(home)
    assert page.locator(".c-clock--until").is_visible()
    fine(page, scripts)


def _write_down(page: Page, scripts: bool) -> None:
    """Two answers: the first with a date that has passed, refused and mended; the second is struck out."""
    form = page.locator("main form[novalidate]")
    past, later = now() - timedelta(days=2), now() + timedelta(days=9)
    page.locator("input[name=said]").first.check()
    page.locator("#who").fill("Dr. Okafor")
    _fill_until(page, past)
    form.locator("button").click()
    page.locator(".nhsuk-error-summary").wait_for()
    fine(page, scripts)
    _fill_until(page, later)
    form.locator("button").click()
    page.locator(".c-clock--until").wait_for()
    with page.expect_download() as download:
        page.locator("a[href$='calendar.ics']").click()
    assert "okafor" not in download.value.path().read_text().lower()
    page.locator("input[name=said]").nth(1).check()
    page.locator("#who").fill("Nurse Kim")
    form.locator("button").click()
    page.locator(".c-clock--cannot_wait").wait_for()
    fine(page, scripts)
    page.locator(".c-answers a").first.click()
    page.locator("form[action$='/strike/'] button").wait_for()
    fine(page, scripts)
    page.locator("form[action$='/strike/'] button").click()
    page.locator(".c-clock--until").wait_for()
    page.locator("a[href$='/wait/answers/']").click()
    assert page.locator(".c-struck").count() == 1
    fine(page, scripts)


def _fill_until(page: Page, day: datetime) -> None:
    for box, value in enumerate((day.day, day.month, day.year)):
        page.locator(f"#until_{box}").fill(str(value))


def test_the_keyboard_alone_opens_the_menu_and_marks_a_sign(chromium: Browser, site: Site) -> None:
    page = signed_in(context(chromium).new_page(), site)
    page.goto(f"{site.address}/can-it-wait/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.locator(".c-menu summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".c-menu__list a").first.is_visible()
    fine(page)
    page.keyboard.press("Escape")
    assert not page.locator(".c-menu__list a").first.is_visible()
    page.locator("input[name=signs]").first.focus()
    page.keyboard.press("Space")
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    page.locator(".c-alarm").wait_for()


@pytest.mark.parametrize("path", ["/", "/can-it-wait/", "/cases/new/"])
def test_text_of_twice_the_size_needs_no_sideways_scrolling(chromium: Browser, site: Site, path: str) -> None:
    page = signed_in(context(chromium, "es", reduced_motion="reduce").new_page(), site)
    page.goto(site.address + path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []
