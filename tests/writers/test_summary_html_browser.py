"""summary.html in a real browser: WCAG 2.2 AA by axe-core, nothing fetched, nothing wider than a telephone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.writers.test_start_here_browser import CHROMIUM, TAGS
from tests.writers.test_summary_html import sample_html

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed; scripts/test installs it"),
]


@pytest.fixture(scope="module")
def summary_browser(chromium: Browser) -> Browser:
    """The one browser of this process."""
    return chromium


@pytest.fixture
def summary_file(tmp_path: Path) -> Path:
    file = tmp_path / "summary.html"
    file.write_text(sample_html(), "utf-8")
    return file


@pytest.mark.parametrize("width", [1280, 360])
def test_the_summary_has_no_accessibility_violation(summary_browser: Browser, summary_file: Path, width: int) -> None:
    context = summary_browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True, offline=True)
    shown = context.new_page()
    shown.goto(summary_file.as_uri())
    found = Axe().run(shown, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.response["violations"] == [], found.generate_report()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_the_summary_is_not_wider_than_the_screen(summary_browser: Browser, summary_file: Path, width: int) -> None:
    context = summary_browser.new_context(viewport={"width": width, "height": 800}, offline=True)
    shown = context.new_page()
    shown.goto(summary_file.as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_reference_opens_the_page_at_the_marked_words_without_scripts(
    summary_browser: Browser, summary_file: Path
) -> None:
    context = summary_browser.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=False, offline=True
    )
    shown = context.new_page()
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(summary_file.as_uri())
    row = shown.locator("tr", has_text="nodular sclerosis, left cervical lymph node")
    row.get_by_role("link", name="R5 p.1").click()
    box = shown.locator("g:target rect").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800 - box["height"]
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()
