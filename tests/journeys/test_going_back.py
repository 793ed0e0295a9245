"""The back button, and a button that is pressed twice: nothing is kept twice, lost or overwritten."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.site import Site, context, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


def notebook_of(page: Page) -> str:
    found = re.search(r".*/case/[0-9a-f-]{36}/", page.url)
    assert found
    return f"{found[0]}notebook/"


def decided(page: Page, words: str) -> None:
    page.locator("main form textarea").first.fill(words)
    for at, part in enumerate(("3", "11", "2026")):
        page.locator("main form input[inputmode=numeric]").nth(at).fill(part)


def times(page: Page, notebook: str, words: str) -> int:
    page.goto(notebook)
    return page.locator("main").inner_text().count(words)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_going_back_and_saving_again_keeps_one(chromium: Browser, demo_site: Site, scripts: bool) -> None:
    page = signed_in(context(chromium, java_script_enabled=scripts).new_page(), demo_site)
    notebook, words = notebook_of(page), f"We stay with plan {'A' if scripts else 'B'}."
    page.goto(notebook)
    decided(page, words)
    save(page)
    page.go_back()
    save(page)  # whatever the browser put back into the form
    assert times(page, notebook, words) == 1
    page.context.close()


def test_other_words_after_going_back_are_shown_beside_what_was_kept(chromium: Browser, demo_site: Site) -> None:
    page = signed_in(context(chromium).new_page(), demo_site)
    notebook = notebook_of(page)
    page.goto(notebook)
    decided(page, "First words of ours.")
    save(page)
    page.go_back()
    decided(page, "Second words of ours.")
    save(page)
    shown = page.locator("main").inner_text()
    typed = page.locator("main form textarea").first.input_value()
    assert "First words of ours." in shown + typed
    assert "Second words of ours." in shown + typed
    page.context.close()


def test_a_button_pressed_twice_sends_one_thing(chromium: Browser, demo_site: Site) -> None:
    page = signed_in(context(chromium).new_page(), demo_site)
    notebook = notebook_of(page)
    page.goto(notebook)
    decided(page, "Pressed twice.")
    with page.expect_navigation(url=re.compile("/notebook/")):
        page.locator("main form button[type=submit]").first.dblclick()
    page.wait_for_load_state("networkidle")
    assert times(page, notebook, "Pressed twice.") == 1
    page.context.close()
