"""The pages as a person meets them: `consilium serve` in a process of its own, and Debian's Chromium before it.

Browser tests need Chromium, which `scripts/test` installs. One site serves all of a process's tests: what a test writes
into it stays, so a test makes what it needs.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.command import PROGRAM, consilium, environment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
TELEPHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
WAITED = 60.0
CHILD = "Sofía Muestra Ejemplo"  # as `python -m demo --story hodgkin --child` names the synthetic child
# How many canvases of the viewer show a scan: many grey levels in their middle.
SCANS_SHOWN = """() => [...document.querySelectorAll('canvas')].filter((canvas) => {
  if (canvas.width < 100 || canvas.height < 100) return false;
  const small = document.createElement('canvas');
  small.width = small.height = 32;
  const to = small.getContext('2d');
  to.drawImage(canvas, canvas.width / 4, canvas.height / 4, canvas.width / 2, canvas.height / 2, 0, 0, 32, 32);
  const grey = to.getImageData(0, 0, 32, 32).data.filter((_, at) => at % 4 === 0);
  return new Set(grey).size > 4;
}).length"""


@dataclass(frozen=True)
class Site:
    """A served installation."""

    home: Path
    address: str

    def code(self) -> str:
        """A one-time code of the person at this machine."""
        return consilium(self.home, "enter").stdout.strip()


@contextmanager
def serving(home: Path, port: int = 0) -> Iterator[Site]:
    """Serve a home until the end of the block."""
    port = port or free_port()
    command = [*PROGRAM, "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(port, server)
        yield Site(home, f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + WAITED
    while time.monotonic() < end:
        assert server.poll() is None, "consilium serve ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("consilium serve does not answer")


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the synthetic child's case (the small Hodgkin story), prepared once: to be copied, never served."""
    folder = tmp_path_factory.mktemp("demo")
    made = [sys.executable, "-m", "demo", "--story", "hodgkin", "--scale", "small", "--out", str(folder / "story")]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    words = ("prepare", folder / "story" / "records", "--case", CHILD, "--out", folder / "packet")
    assert consilium(folder / "home", *words).returncode in (0, 1)
    return folder / "home"


@pytest.fixture(scope="session")
def demo_site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The synthetic child's case, served from a copy: what a test writes into it is in no copy that another test takes,
    and nobody copies tables that a server is writing."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(demo_home, home)
    with serving(home) as site:
        yield site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: run scripts/test")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


def context(browser: Browser, language: str = "en", width: dict[str, int] | None = None, **more: Any) -> BrowserContext:
    """A browser of somebody's own, in a language and of a size."""
    viewport: Any = width or TELEPHONE
    return browser.new_context(viewport=viewport, locale={"en": "en-US", "es": "es-MX"}[language], **more)


def signed_in(page: Page, site: Site) -> Page:
    """Enter as the person at this machine, by typing the code that `consilium enter` prints."""
    page.goto(f"{site.address}/enter/")
    page.get_by_role("textbox").fill(site.code())
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/case*/**")
    return page


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it stands, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']} {one['help']}" for one in found for node in one["nodes"]]
