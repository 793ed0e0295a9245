"""The whole way on a telephone: from an empty installation to a case that is ready to send."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site import TELEPHONE, Site, context, serving, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
MINUTES = 6 * 60_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation in which nothing is."""
    with serving(tmp_path_factory.mktemp("nothing") / "home") as served:
        yield served


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the family has: the synthetic child's records."""
    out = tmp_path_factory.mktemp("story") / "hodgkin"
    made = [sys.executable, "-m", "demo", "--story", "hodgkin", "--scale", "small", "--out", str(out)]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    return out / "records"


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


def fill_day(page: Page, name: str, day: str) -> None:
    for at, part in enumerate(day.split("/")):
        page.locator(f"[name={name}_{at}]").fill(part)


def stands(page: Page) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_family_comes_from_nothing_to_a_case_that_is_ready_to_send(
    chromium: Browser, site: Site, folder: Path
) -> None:
    page = signed_in(context(chromium, "en", TELEPHONE).new_page(), site)
    home = _begins(page)
    _asks_whether_it_can_wait(page, home)
    _adds_everything(page, home, folder)
    _writes_for_what_is_missing(page, home)
    _asks_and_chooses(page, home)
    _takes_it_along(page, home)


def _begins(page: Page) -> str:
    page.wait_for_url("**/cases/new/")
    page.locator("#name").fill("Sofía Muestra Ejemplo")
    fill_day(page, "born", "17/5/2011")
    send(page)
    page.wait_for_url(re.compile(r"/case/[0-9a-f-]{36}/$"))
    stands(page)
    return page.url


def _asks_whether_it_can_wait(page: Page, home: str) -> None:
    page.goto(f"{home}wait/")
    page.wait_for_url("**/wait/signs/")
    send(page)
    page.goto(f"{home}wait/")
    page.locator("input[name=said]").first.check()
    fill_day(page, "on", "1/6/2026")
    page.locator("main form button[type=submit]").last.click()
    stands(page)
    assert page.locator(".c-clock").is_visible()


def _adds_everything(page: Page, home: str, folder: Path) -> None:
    page.goto(f"{home}records/add/")
    page.locator("#folder").set_input_files(folder)
    expect(page.locator("#sending a.nhsuk-button")).to_be_visible(timeout=MINUTES)
    page.locator("#sending a.nhsuk-button").click()
    expect(page.locator("h1")).to_have_text("Your records are in", timeout=MINUTES)
    stands(page)
    page.goto(f"{home}records/")
    stands(page)
    said = page.locator("main").inner_text()
    found = sum(1 for path in folder.rglob("*") if path.is_file())
    assert found > 50
    assert re.search(r"\d+ ", said)
    page.goto(f"{home}summary/")
    assert "Hodgkin" in page.locator("main").inner_text()
    stands(page)


def _writes_for_what_is_missing(page: Page, home: str) -> None:
    page.goto(f"{home}missing/")
    stands(page)
    page.locator("article h3 a").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Get it as PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    fill_day(page, "asked_on", "2/6/2026")
    page.get_by_role("button", name="I sent it: save").click()
    assert "Sent on 2 June 2026" in page.locator("main").inner_text()


def _asks_and_chooses(page: Page, home: str) -> None:
    page.goto(f"{home}questions/")
    stands(page)
    page.get_by_label("The question").fill("What would you do first?")
    page.get_by_role("button", name="Add my question").click()
    page.goto(f"{home}where/program/chop/")
    page.get_by_role("button", name="Put on my short list").click()
    page.goto(f"{home}notebook/")
    page.get_by_label("What did you decide?").fill("We ask in Philadelphia.")
    fill_day(page, "on", "3/6/2026")
    page.get_by_role("button", name="Save").click()
    assert "We ask in Philadelphia." in page.locator("main").inner_text()


def _takes_it_along(page: Page, home: str) -> None:
    page.goto(f"{home}packet/")
    send(page)
    link = page.get_by_role("link", name=re.compile("zip|[Dd]ownload|Save"))
    expect(link.first).to_be_visible(timeout=MINUTES)
    with page.expect_download() as download:
        link.first.click()
    with zipfile.ZipFile(download.value.path()) as packet:
        names = packet.namelist()
    assert any(name.endswith("summary.pdf") for name in names)
    assert any("letters/" in name for name in names)
