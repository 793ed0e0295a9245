"""START-HERE.html in a real browser: WCAG 2.2 AA by axe-core, nothing fetched, nothing wider than a telephone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from consilium.writers.start_here import page
from tests.writers.sample_packet import beside_packet, hostile_packet, sample_packet, words

CHROMIUM = Path("/usr/bin/chromium")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed; scripts/test installs it"),
]


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """The one browser of this process: two of the library's loops can't run side by side."""
    return chromium


def opened(browser: Browser, folder: Path, content: bytes, width: int, *, scripts: bool = True) -> Page:
    """The page from a file, as a family opens it; axe needs the page's policy to be set aside."""
    file = folder / "START-HERE.html"
    file.write_bytes(content)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, bypass_csp=scripts, java_script_enabled=scripts, offline=True
    )
    shown = context.new_page()
    shown.goto(file.as_uri())
    return shown


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("es", 360)])
def test_the_page_has_no_accessibility_violation(browser: Browser, tmp_path: Path, language: str, width: int) -> None:
    shown = opened(browser, tmp_path, page(sample_packet(language), words(language), beside_packet()), width)
    shown.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    found = Axe().run(shown, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.response["violations"] == [], found.generate_report()
    assert len(found.response["passes"]) > 20


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, tmp_path: Path, width: int) -> None:
    shown = opened(browser, tmp_path, page(hostile_packet(), words("en")), width)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_links_and_buttons_are_large_enough_to_touch(browser: Browser, tmp_path: Path, width: int) -> None:
    shown = opened(browser, tmp_path, page(sample_packet(), words("en"), beside_packet()), width)
    small = shown.evaluate(
        """() => [...document.querySelectorAll('a:not(.skip), summary')]
            .filter(element => element.checkVisibility())
            .map(element => [element.textContent.trim(), element.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([text]) => text)"""
    )
    assert small == []


def test_the_page_reads_without_scripts_and_asks_the_network_for_nothing(browser: Browser, tmp_path: Path) -> None:
    shown = opened(browser, tmp_path, b"<title>before</title>", 360, scripts=False)
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    (tmp_path / "START-HERE.html").write_bytes(page(sample_packet(), words("en"), beside_packet()))
    shown.reload()
    assert shown.get_by_role("heading", level=1).inner_text() == "Lucía Muestra Ejemplo's records, in order"
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_hostile_names_run_nothing(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(offline=True)
    shown = context.new_page()
    (tmp_path / "START-HERE.html").write_bytes(page(hostile_packet(), words("en")))
    alarms: list[str] = []
    shown.on("dialog", lambda dialog: alarms.append(dialog.message))
    shown.on("console", lambda message: alarms.append(message.text))
    shown.goto((tmp_path / "START-HERE.html").as_uri())
    assert alarms == []
    assert shown.locator("img:not([src^='data:'])").count() == 0
    assert shown.locator("script, iframe, object").count() == 0


def test_its_own_style_is_let_through_by_its_own_policy(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(offline=True)
    shown = context.new_page()
    (tmp_path / "START-HERE.html").write_bytes(page(sample_packet(), words("en"), beside_packet()))
    shown.goto((tmp_path / "START-HERE.html").as_uri())
    assert shown.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor") == "rgb(11, 74, 88)"
