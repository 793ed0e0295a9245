"""From what is missing to where to ask: every page looked at in both languages and widths, and once filled in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.site import DESKTOP, TELEPHONE, Site, context, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

PAGES = (
    "missing/", "missing/things/", "questions/", "questions/sheet/", "talking/", "where/", "where/program/stjude/",
    "where/program/stjude/letter/", "where/side-by-side/?program=chop&program=stjude&program=gosh", "insurance/",
    "insurance/call/", "insurance/letter/appeal/", "insurance/letter/prior_authorization/", "notebook/",
)  # fmt: skip


def case_of(page: Page, site: Site) -> str:
    """The address of the synthetic child's case."""
    page.goto(f"{site.address}/cases/")
    found = re.search(r"/case/[0-9a-f-]{36}/", page.url + page.content())
    assert found
    return site.address + found[0]


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("width", [TELEPHONE, DESKTOP], ids=["telephone", "desktop"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_passes_axe_and_fits_the_screen(
    chromium: Browser, demo_site: Site, language: str, width: dict[str, int]
) -> None:
    page = signed_in(context(chromium, language, width).new_page(), demo_site)
    case = case_of(page, demo_site)
    letter = None
    for path in PAGES:
        page.goto(case + path)
        assert page.locator("h1").count() == 1
        assert violations(page) == [], path
        assert sideways(page) <= 0, path
        if path == "missing/":
            letter = page.locator("article h3 a").first.get_attribute("href")
    page.goto(demo_site.address + str(letter))
    assert violations(page) == []
    page.goto(f"{demo_site.address}/help/")
    assert violations(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_family_asks_writes_and_decides(chromium: Browser, demo_site: Site, scripts: bool) -> None:
    page = signed_in(context(chromium, java_script_enabled=scripts).new_page(), demo_site)
    case, mark = case_of(page, demo_site), "with" if scripts else "without"
    _asks(page, case, mark)
    _chooses(page, case)
    _writes_the_letter_down(page, case)
    _decides(page, case, mark)
    if scripts:  # axe-core is a script
        assert violations(page) == []


def _asks(page: Page, case: str, mark: str) -> None:
    page.goto(f"{case}questions/")
    page.get_by_label("The question").fill(f"Is this {mark} scripts?")
    page.get_by_role("button", name="Add my question").click()
    assert page.get_by_role("link", name=f"Is this {mark} scripts?").is_visible()
    page.goto(f"{case}questions/sheet/")
    assert f"Is this {mark} scripts?" in page.locator("main").inner_text()


def _chooses(page: Page, case: str) -> None:
    page.goto(f"{case}where/")
    summary = page.get_by_text("Where you live and how you can ask")
    if not page.get_by_label("In which country do you live?").is_visible():
        summary.click()
    page.get_by_label("In which country do you live?").select_option("US")
    page.get_by_label("in which state?").select_option("US-OH")
    page.get_by_role("button", name="Show what fits").click()
    assert "Does not fit" in page.locator("main").inner_text()
    page.goto(f"{case}where/program/chop/")
    page.get_by_role("button", name=re.compile("Put on my short list|Save")).click()
    page.goto(f"{case}where/side-by-side/")
    assert "Children's Hospital of Philadelphia" in page.locator("table").inner_text()


def _writes_the_letter_down(page: Page, case: str) -> None:
    page.goto(f"{case}missing/")
    page.locator("article h3 a").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Get it as PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    for name, value in (("asked_on_0", "2"), ("asked_on_1", "6"), ("asked_on_2", "2026")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="I sent it: save").click()
    assert "Sent on 2 June 2026" in page.locator("main").inner_text()


def _decides(page: Page, case: str, mark: str) -> None:
    page.goto(f"{case}notebook/")
    page.get_by_label("What did you decide?").fill(f"We ask, {mark} scripts.")
    page.get_by_role("button", name="Save").click()
    assert "Something is missing or not right" in page.locator("main").inner_text()
    for name, value in (("on_0", "2"), ("on_1", "6"), ("on_2", "2026")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=f"We ask, {mark} scripts.").first.click()
