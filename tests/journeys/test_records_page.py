"""From "what did we get?" to a checked statement, on a telephone and at a desk, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.site import CHILD, DESKTOP, TELEPHONE, Site, context, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


def stands(page: Page) -> None:
    """Nothing to scroll sideways, nothing that axe finds, one heading first."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, page.url
    assert violations(page) == [], page.url
    assert page.locator("h1").count() == 1


def pictured(page: Page) -> None:
    """The page's picture is there, large enough to be read."""
    assert page.locator(".c-page img").evaluate("one => one.decode().then(() => one.naturalWidth)") > 400


def open_case(chromium: Browser, site: Site, language: str, width: dict[str, int], scripts: bool = True) -> Page:
    page = signed_in(context(chromium, language, width, java_script_enabled=scripts).new_page(), site)
    if page.url.endswith("/cases/"):
        page.get_by_role("link", name=CHILD).click()
    page.goto(re.sub(r"(/case/[0-9a-f-]+/).*", r"\1records/", page.url))
    return page


def test_on_a_telephone_a_parent_finds_a_page_and_corrects_what_was_read(chromium: Browser, demo_site: Site) -> None:
    page = open_case(chromium, demo_site, "en", TELEPHONE)
    stands(page)
    page.locator("#words_wanted").fill("sequencing panel")
    page.get_by_role("button", name="Look").click()
    assert "panel" not in page.url
    stands(page)
    page.locator(".c-entry__name", has_text="Tumor sequencing panel").first.click()
    pictured(page)
    assert page.locator(".c-page rect").count() >= 1
    box, picture = page.locator(".c-page svg").bounding_box(), page.locator(".c-page img").bounding_box()
    assert box == picture  # the marks lie on the words
    stands(page)
    page.get_by_role("link", name=re.compile("Show the words and check.*classical Hodgkin")).first.click()
    pictured(page)
    stands(page)
    page.get_by_role("button", name="Save what I say").click()
    assert page.evaluate("document.activeElement.className") == "nhsuk-error-summary"
    stands(page)
    page.get_by_label("The paper says something else").check()
    page.get_by_text("Write what the paper says").click()
    page.get_by_label("Result", exact=True).fill("nodular sclerosis")
    page.get_by_label("Your name").fill("Ana Example")
    page.get_by_role("button", name="Save what I say").click()
    assert "Corrected by Ana Example" in page.locator("main").inner_text()
    assert "was read as: classical Hodgkin lymphoma" in page.locator("main").inner_text()
    stands(page)


def test_at_a_desk_without_scripts_a_parent_says_whose_a_record_is(chromium: Browser, demo_site: Site) -> None:
    page = open_case(chromium, demo_site, "es", DESKTOP, scripts=False)
    assert page.locator("svg.wide").is_visible()
    page.locator("#eye ~ ul a[href*=set-aside]").click()
    page.locator(".c-entry__name").first.click()
    place = page.url
    page.get_by_label("Su nombre").fill("Ana Example")
    page.get_by_role("button", name="Es de nuestro hijo o hija", exact=True).click()
    assert page.url == place
    assert "Ana Example dijo el" in page.locator("main").inner_text()
    page.get_by_role("button", name="Retirar lo que se dijo").click()
    assert "lo retiró" in page.locator("main").inner_text()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Guardar el archivo tal como llegó").click()
    assert saved.value.path().stat().st_size > 1000


def test_every_records_page_stands_in_both_languages_and_widths(chromium: Browser, demo_site: Site) -> None:
    for language, width in (("en", DESKTOP), ("es", TELEPHONE)):
        page = open_case(chromium, demo_site, language, width)
        stands(page)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        stands(page)
        links = page.evaluate("[...document.querySelectorAll('main a')].map(one => one.href.split('#')[0])")
        for piece in (
            "/list/unreadable/",
            "/list/set-aside/",
            "/list/asked/",
            "/list/copies/",
            "/summary/",
            "/record/",
        ):
            page.goto(next(link for link in links if piece in link))
            stands(page)
        page.goto(f"{page.url}label/")
        stands(page)
