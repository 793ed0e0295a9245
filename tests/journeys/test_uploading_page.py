"""A folder on its way in while everything breaks: the server killed, the page closed, the person signed out."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import MIA, OTHER
from tests.command import PROGRAM, environment
from tests.papers import ct_slice, letter, pdf, write
from tests.site import DESKTOP, TELEPHONE, Site, _await, context, free_port, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
FILES = 14
LINE = 1_500_000  # bytes per second
# More than the slices of 1, 2, 4 and 8 MB of which Chromium lets one pass at once whatever its line carries.
LARGE = 32_000_000
CRAWL, UNBOUND = (
    30_000,
    -1,
)  # while the test looks at the page: however slow that is, nothing comes to its end meanwhile


@dataclass
class Mortal:
    """A server that can be killed and started again at the same address."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def site(self) -> Site:
        return Site(self.home, f"http://127.0.0.1:{self.port}")

    def start(self) -> None:
        command = [*PROGRAM, "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment(self.home), start_new_session=True,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        _await(self.port, self.process)

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mortal]:
    home = tmp_path_factory.mktemp("mortal") / "home"
    home.mkdir(mode=0o700)
    made = Mortal(home, free_port())
    made.start()
    yield made
    made.kill()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A child's papers, a few pictures, and one large file."""
    files: dict[str, bytes | str] = {f"disc/IM{n:03d}": ct_slice(n) for n in range(8)}
    files |= {f"letters/{n} <b>letter</b>.txt": letter(words=f"Visit {n}.") for n in range(3)}
    files |= {"report.pdf": pdf(letter(words="Hemoglobin 9.8 g/dL.")), "empty.txt": ""}
    files["large.bin"] = random.Random(4).randbytes(LARGE)
    assert len(files) == FILES
    return write(tmp_path_factory.mktemp("papers") / "of mia", files)


def new_case(page: Page, site: Site, name: str) -> str:
    page.goto(f"{site.address}/cases/new/")
    page.get_by_role("textbox").first.fill(name)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/case/[0-9a-f-]{36}/$"))
    return page.url


class Line:
    """A bad line, so that there is a middle in which things can break."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self.carries(LINE)

    def carries(self, speed: int) -> None:
        """So many bytes per second up from now on."""
        wanted = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": speed}
        self._session.send("Network.emulateNetworkConditions", wanted)


def stands(page: Page) -> None:
    """Nothing to scroll sideways, nothing that axe finds, one heading first."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, page.url
    assert violations(page) == [], page.url
    assert page.locator("h1").count() == 1


def in_the_middle(page: Page, line: Line) -> None:
    """Some files are there and a large one is on its way; from here on the line only crawls."""
    end = time.monotonic() + 60
    while not page.evaluate("sender.arrived > 1500000 && sender.in('done').length > 5"):
        assert time.monotonic() < end
        page.wait_for_timeout(50)
    line.carries(CRAWL)
    assert page.evaluate("sender.state") == "sending"


def title(page: Page, said: str) -> None:
    end = time.monotonic() + 90
    while (shown := page.locator("#sending-title").inner_text()) != said:
        failed = shown == "Some files could not be sent" or time.monotonic() > end
        assert not failed, page.locator("#sending").inner_text()
        page.wait_for_timeout(100)


def counts(page: Page) -> tuple[int, int]:
    found = re.match(r"(\d+) (?:of|de) (\d+) ", page.locator("[data-said=counts]").inner_text())
    assert found
    return int(found[1]), int(found[2])


def read_to_the_end(page: Page, done: str) -> str:
    """From the page that sent to the page that says what came of it."""
    page.locator("#sending a.nhsuk-button").click()
    expect(page.locator("h1")).to_have_text(done, timeout=120_000)
    stands(page)
    return page.locator("main").inner_text()


def test_a_killed_server_and_an_ended_session_cost_nothing_that_arrived(
    chromium: Browser, mortal: Mortal, folder: Path
) -> None:
    page = signed_in(context(chromium, "en", DESKTOP).new_page(), mortal.site)
    page.goto(new_case(page, mortal.site, MIA.name) + "records/")
    page.get_by_role("link", name="Add records").click()
    stands(page)
    line = Line(page)
    page.locator("#folder").set_input_files(folder)
    in_the_middle(page, line)
    stands(page)
    assert page.evaluate("document.activeElement.id") == "sending-title"
    mortal.kill()
    title(page, "No connection right now")
    stands(page)
    mortal.start()
    title(page, "Sending your files")
    page.context.clear_cookies(name="consilium_session")
    line.carries(UNBOUND)
    title(page, "Sending has stopped")
    assert "You were signed out." in page.locator("#sending").inner_text()
    stands(page)
    signed_in(page.context.new_page(), mortal.site).close()
    page.get_by_role("button", name="Go on").click()
    title(page, "All of it has arrived")
    expect(page.locator("#sending a.nhsuk-button")).to_be_visible()
    assert counts(page) == (FILES, FILES)
    stands(page)
    said = read_to_the_end(page, "Your records are in")
    assert f"{FILES} new files were added." in said
    assert f"{FILES} files found." in said


def test_the_page_says_when_all_is_read_and_what_needs_an_eye(
    chromium: Browser, mortal: Mortal, tmp_path: Path
) -> None:
    page = signed_in(context(chromium, "en", DESKTOP).new_page(), mortal.site)
    page.goto(new_case(page, mortal.site, OTHER.name) + "records/add/")
    folder = write(tmp_path / "in", {**{f"{n}.txt": letter(OTHER, str(n)) for n in range(3)}, "x.txt": letter()})
    page.locator("#folder").set_input_files(folder)
    title(page, "All of it has arrived")
    told = page.locator("[data-said=told]")
    expect(told).to_contain_text("Your records are in.", timeout=120_000)
    expect(told).to_contain_text("another child")
    expect(told).not_to_contain_text("being read")


def test_slices_are_whole_bytes_however_often_the_line_breaks(chromium: Browser, mortal: Mortal) -> None:
    page = signed_in(context(chromium, "en", DESKTOP).new_page(), mortal.site)
    page.goto(new_case(page, mortal.site, "Whole Bytes") + "records/add/")
    broken = "sender.ask('GET', 'http://127.0.0.1:1/').catch(() => sender.slice)"  # no such line: the page may not
    page.evaluate("sender.slice = 1000003")
    assert [page.evaluate(broken) for _ in range(5)] == [500001, 250000, 125000, 65536, 65536]


def test_a_closed_page_is_gone_on_with_and_sends_only_the_rest(chromium: Browser, mortal: Mortal, folder: Path) -> None:
    page = signed_in(context(chromium, "es", TELEPHONE, has_touch=True).new_page(), mortal.site)
    there = new_case(page, mortal.site, "Closed Page") + "records/add/"
    page.goto(there)
    stands(page)
    assert page.locator("#photo").get_attribute("capture") == "environment"
    line = Line(page)
    page.locator("#folder").set_input_files(folder)
    in_the_middle(page, line)
    page.get_by_role("button", name="Pausa").click()
    title(page, "En pausa")
    stands(page)
    page.get_by_role("button", name="Seguir").click()
    title(page, "Se envían sus archivos")
    page.close(run_before_unload=False)

    page = page.context.new_page()
    page.goto(there)
    expect(page.get_by_role("heading", name="Enviado, pero aún sin agregar")).to_be_visible()
    said = page.locator("main").inner_text()
    assert f"de {FILES} archivos" in said
    assert "elija otra vez la misma carpeta" in said
    stands(page)
    sent: list[int] = []
    page.on("request", lambda request: sent.append(int(request.headers.get("upload-length", 0) or 0)))
    page.locator("#folder").set_input_files(folder)
    title(page, "Ya llegó todo")
    expect(page.locator("#sending a.nhsuk-button")).to_be_visible()
    assert counts(page) == (FILES, FILES)
    assert LARGE not in sent  # the large file was gone on with, not begun anew
    assert "No se enviaron otra vez." in page.locator("#sending").inner_text()
    assert not page.locator("[data-drop]").first.is_visible()
    stands(page)
    assert f"Se agregaron {FILES} archivos nuevos." in read_to_the_end(page, "Sus documentos ya están")


def test_without_scripts_a_form_sends_files_and_the_packet_is_taken_along(
    chromium: Browser, mortal: Mortal, folder: Path
) -> None:
    page = signed_in(context(chromium, "en", TELEPHONE, java_script_enabled=False).new_page(), mortal.site)
    case = new_case(page, mortal.site, "Without Scripts")
    page.goto(f"{case}records/add/")
    page.get_by_role("button", name="Send").click()
    assert "No file was chosen." in page.locator("main").inner_text()
    page.locator("#files").set_input_files([folder / "report.pdf", folder / "large.bin"])
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/job/**")
    expect(page.locator("h1")).to_have_text("Your records are in", timeout=120_000)  # the page loads itself again
    assert "2 new files were added." in page.locator("main").inner_text()
    page.goto(f"{case}packet/")
    page.get_by_role("button", name="Write the file").click()
    with page.expect_download(timeout=120_000) as saved:
        page.get_by_role("link", name="Save the file").click(timeout=120_000)
    assert saved.value.suggested_filename == "packet.zip"
    assert saved.value.path().read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_packet_and_the_password_pages_stand(chromium: Browser, mortal: Mortal, language: str) -> None:
    width = {"en": TELEPHONE, "es": DESKTOP}[language]
    page = signed_in(context(chromium, language, width).new_page(), mortal.site)
    case = new_case(page, mortal.site, f"Packet {language}")
    for route in ("packet/", "records/add/passwords/"):
        page.goto(case + route)
        stands(page)
    page.goto(f"{case}packet/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/job/**")
    stands(page)
    page.locator("main a.nhsuk-button").wait_for(timeout=120_000)
    stands(page)
