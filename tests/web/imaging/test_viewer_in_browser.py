"""The radiology viewer in a real browser: a scan on the screen, beside an earlier one, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.site import DESKTOP, SCANS_SHOWN, TELEPHONE, Site, context, signed_in, violations

WAITED_MS = 120_000


@dataclass
class Watched:
    """What a page did while it was looked at."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = urlsplit(self.page.url).netloc
        self.page.on("request", lambda asked: self._asked(asked.url, own))
        self.page.on("console", lambda said: self._said(said.text))

    def _asked(self, url: str, own: str) -> None:
        if urlsplit(url).scheme.startswith("http") and urlsplit(url).netloc != own:
            self.elsewhere.append(url)

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.refused.append(text)


@pytest.fixture
def doctor(chromium: Browser, demo_site: Site) -> Iterator[Page]:
    """A browser signed in, at the case's scans."""
    visitor = context(chromium, width=DESKTOP)
    page = signed_in(visitor.new_page(), demo_site)
    page.goto(f"{page.url.rstrip('/')}/pictures/")
    yield page
    visitor.close()


def scans_shown(page: Page, count: int) -> None:
    """Wait until so many scans are on the screen."""
    page.wait_for_function(f"() => ({SCANS_SHOWN})() >= {count}", timeout=WAITED_MS, polling=200)


def test_a_scan_is_on_the_screen_with_nothing_from_elsewhere(doctor: Page) -> None:
    watched = Watched(doctor)
    doctor.get_by_role("link", name="Open in the doctors' viewer").nth(1).click()
    scans_shown(doctor, 1)
    assert doctor.get_by_text("AXIAL 5MM SOFT TISSUE").first.is_visible()
    assert (watched.elsewhere, watched.refused) == ([], [])


def test_the_viewer_opens_at_the_picture_that_one_looks_at(doctor: Page) -> None:
    doctor.get_by_role("link", name="Look through the pictures").nth(1).click()
    doctor.wait_for_selector(".c-looker__slider:not([hidden])")
    doctor.locator(".c-looker__picture").press("Home")
    for _ in range(3):
        doctor.locator(".c-looker__picture").press("ArrowRight")
    doctor.get_by_role("link", name="Open in the doctors' viewer").click()
    scans_shown(doctor, 1)
    doctor.get_by_text("(4/15)").wait_for()


def test_a_scan_stands_beside_the_earlier_one(doctor: Page) -> None:
    doctor.get_by_role("link", name="Beside the earlier scan").first.click()
    scans_shown(doctor, 2)
    for day in ("23-Jun-2026", "15-Jul-2025"):
        assert doctor.get_by_text(day).count() > 1, day


def test_on_a_telephone_the_scan_has_the_screen_and_the_way_back_is_free(chromium: Browser, demo_site: Site) -> None:
    visitor = context(chromium, width=TELEPHONE)
    page = signed_in(visitor.new_page(), demo_site)
    page.goto(f"{page.url.rstrip('/')}/pictures/")
    page.get_by_role("link", name="Open in the doctors' viewer").nth(1).click()
    scans_shown(page, 1)
    scan = page.locator("canvas.cornerstone-canvas").first.bounding_box()
    assert scan is not None
    assert scan["width"] > TELEPHONE["width"] * 0.7
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    page.get_by_role("link", name="Back to the case").click()
    page.wait_for_url("**/records/")
    visitor.close()


def test_looking_through_with_keys_wheel_and_finger(doctor: Page) -> None:
    doctor.get_by_role("link", name="Look through the pictures").nth(1).click()
    doctor.wait_for_selector(".c-looker__slider:not([hidden])")
    picture, said = doctor.locator(".c-looker__picture"), doctor.locator(".c-looker__number")
    before = said.inner_text()
    picture.focus()
    picture.press("Home")
    assert said.inner_text().startswith("Picture 1 of 15")
    picture.press("ArrowRight")
    assert said.inner_text().startswith("Picture 2 of 15")
    picture.press("ArrowLeft")
    picture.press("ArrowLeft")
    assert said.inner_text().startswith("Picture 1 of 15")
    box = picture.bounding_box()
    assert box is not None
    doctor.mouse.move(box["x"] + 300, box["y"] + 100)
    doctor.mouse.wheel(0, 100)
    assert said.inner_text().startswith("Picture 2 of 15")
    doctor.mouse.down()
    doctor.mouse.move(box["x"] + 300 - 3 * 24 - 4, box["y"] + 100, steps=8)
    doctor.mouse.up()
    assert said.inner_text().startswith("Picture 5 of 15")
    address = doctor.url
    doctor.reload()
    assert said.inner_text().startswith("Picture 5 of 15")
    assert doctor.url == address
    assert before.startswith("Picture 8 of 15")


def test_pictures_are_pictures_not_empty_frames(doctor: Page) -> None:
    doctor.get_by_role("link", name="Look through the pictures").nth(1).click()
    seen = doctor.wait_for_function("() => { const one = document.querySelector('.c-looker__picture');"
                                    " return one.complete && one.naturalWidth; }")  # fmt: skip
    assert int(seen.json_value()) >= 64


@pytest.mark.parametrize("width", [TELEPHONE, DESKTOP], ids=["telephone", "desktop"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_of_pictures_are_for_everybody(
    language: str, width: dict[str, int], chromium: Browser, demo_site: Site
) -> None:
    visitor = context(chromium, language, width)
    page = signed_in(visitor.new_page(), demo_site)
    home = page.url.rstrip("/")
    page.goto(f"{home}/pictures/")
    links = [page.locator("main a[href*='/pictures/']").nth(at).get_attribute("href") for at in (0, 5)]
    for address in (f"{home}/pictures/", *(f"{demo_site.address}{link}" for link in links)):
        page.goto(address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    visitor.close()
