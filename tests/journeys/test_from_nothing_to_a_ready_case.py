"""The whole way, on a telephone and on a wide screen: from an empty installation to a case that is ready to send."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from consilium.knowledge.catalog import Catalog, catalog
from tests.site import DESKTOP, TELEPHONE, Site, context, serving, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
MINUTES = 6 * 60_000


@pytest.fixture
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


@pytest.mark.parametrize(("language", "width"), [("en", TELEPHONE), ("es", DESKTOP)], ids=["en-360", "es-1280"])
def test_a_family_comes_from_nothing_to_a_case_that_is_ready_to_send(
    chromium: Browser, site: Site, folder: Path, language: str, width: dict[str, int]
) -> None:
    page, words = signed_in(context(chromium, language, width).new_page(), site), catalog(language)
    home = _begins(page)
    _asks_whether_it_can_wait(page, home)
    _adds_everything(page, home, folder, words)
    _writes_for_what_is_missing(page, home, words)
    _asks_and_chooses(page, home, words)
    _takes_it_along(page, home, words)


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


def _adds_everything(page: Page, home: str, folder: Path, words: Catalog) -> None:
    page.goto(f"{home}records/add/")
    page.locator("#folder").set_input_files(folder)
    expect(page.locator("#sending a.nhsuk-button")).to_be_visible(timeout=MINUTES)
    page.locator("#sending a.nhsuk-button").click()
    expect(page.locator("h1")).to_have_text(words.text("working.title_done"), timeout=MINUTES)
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


def _writes_for_what_is_missing(page: Page, home: str, words: Catalog) -> None:
    page.goto(f"{home}missing/")
    stands(page)
    page.locator("article h3 a").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name=words.text("doctorletter.pdf")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    fill_day(page, "asked_on", "2/6/2026")
    page.get_by_role("button", name=words.text("letterform.save_sent")).click()
    assert words.text("letterform.went", on="2026-06-02") in page.locator("main").inner_text()


def _asks_and_chooses(page: Page, home: str, words: Catalog) -> None:
    page.goto(f"{home}questions/")
    stands(page)
    page.get_by_label(words.text("questionform.text_label")).fill("What would you do first?")
    page.get_by_role("button", name=words.text("questionform.add_own")).click()
    page.goto(f"{home}where/program/chop/")
    page.get_by_role("button", name=words.text("wish.pick_button")).click()
    page.goto(f"{home}notebook/")
    page.get_by_label(words.text("notebookform.decided_label")).fill("We ask in Philadelphia.")
    fill_day(page, "on", "3/6/2026")
    page.get_by_role("button", name=words.text("notebookform.save")).click()
    assert "We ask in Philadelphia." in page.locator("main").inner_text()


def _takes_it_along(page: Page, home: str, words: Catalog) -> None:
    page.goto(f"{home}packet/")
    send(page)
    link = page.get_by_role("link", name=words.text("working.packet_fetch"))
    expect(link.first).to_be_visible(timeout=MINUTES)
    with page.expect_download() as download:
        link.first.click()
    with zipfile.ZipFile(download.value.path()) as packet:
        names = packet.namelist()
    assert any(name.endswith("summary.pdf") for name in names)
    assert any("letters/" in name for name in names)
