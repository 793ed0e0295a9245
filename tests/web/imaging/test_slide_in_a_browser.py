"""A slide in a real browser: its pixels, its scale bar, regions, two in step; on a telephone and on a desk."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests import slides_made
from tests.command import consilium
from tests.site import DESKTOP, TELEPHONE, Site, context, serving, signed_in, violations

WIDTH, HEIGHT = 3000, 2000
APERIO = f"Aperio Image Library v12\r\n{WIDTH}x{HEIGHT} (256x256) JPEG/RGB Q=95|AppMag = 20|MPP = 0.5|Title = {{title}}"


def svs(picture: np.ndarray, title: str) -> bytes:
    out = io.BytesIO()
    options = {"tile": (256, 256), "compression": "jpeg", "compressionargs": {"level": 95}, "metadata": None}
    with tifffile.TiffWriter(out) as file:
        for step in (1, 4):
            file.write(picture[::step, ::step], description=APERIO.format(title=title), **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A case with two slides, one upside down."""
    folder = tmp_path_factory.mktemp("slides")
    (folder / "records").mkdir()
    picture = slides_made.tissue(WIDTH, HEIGHT)
    (folder / "records" / "a.svs").write_bytes(svs(picture, "Synthetic A"))
    (folder / "records" / "b.svs").write_bytes(svs(picture[::-1], "Synthetic B"))
    words = ("prepare", folder / "records", "--case", "slides", "--out", folder / "packet")
    assert consilium(folder / "home", *words).returncode in (0, 1)
    with serving(folder / "home") as served:
        yield served


@dataclass(frozen=True)
class Way:
    """The way in: the cookies of somebody who has come in, and the address of the case."""

    cookies: Any
    case: str


@pytest.fixture(scope="module")
def way(chromium: Browser, site: Site) -> Way:
    """Come in once, since codes are not given out without end."""
    opened = context(chromium)
    page = signed_in(opened.new_page(), site)
    found = re.search(r".*/case/[0-9a-f-]+/", page.url)
    assert found
    state = opened.storage_state()
    opened.close()
    return Way(state, found[0])


@pytest.fixture
def problems() -> list[str]:
    """What the browser complained about."""
    return []


@pytest.fixture(params=[DESKTOP, TELEPHONE], ids=["desk", "telephone"])
def page(request: pytest.FixtureRequest, chromium: Browser, way: Way, problems: list[str]) -> Iterator[Page]:
    """The page of slide A."""
    opened = context(chromium, width=request.param, storage_state=way.cookies)
    page = opened.new_page()
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_default_timeout(15_000)
    go_to(page, way, "Synthetic A")
    yield page
    opened.close()


def go_to(page: Page, way: Way, title: str) -> None:
    page.goto(f"{way.case}records/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("link", name="Look at the slide").click()
    settled(page)


def settled(page: Page) -> None:
    """Wait until tiles are drawn, and nothing moves any more."""
    expect(page.locator("[data-slide]").first).to_have_attribute("data-shown", "yes", timeout=20_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(900)


def pixels(page: Page, view: int = 1) -> np.ndarray:
    data = page.locator(f"#view-{view}").screenshot(caret="initial")
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), float)


def mark_middle(page: Page, name: str) -> None:
    page.get_by_role("button", name="Take the middle of what I see").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Keep the region").click()
    settled(page)


def test_the_whole_slide_is_on_the_screen_with_its_own_pixels(page: Page, problems: list[str]) -> None:
    """Red rises to the right and green downwards: the middle of the view is the middle of the slide."""
    seen = pixels(page)
    height, width = seen.shape[:2]
    scale = min(width / WIDTH, height / HEIGHT)
    left, top = (width - WIDTH * scale) / 2, (height - HEIGHT * scale) / 2
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.5, 0.9), (0.9, 0.5)):
        column, row = int(left + x * WIDTH * scale), int(top + y * HEIGHT * scale)
        red, green, _ = seen[row - 2 : row + 3, column - 2 : column + 3].mean(axis=(0, 1))
        assert abs(red - 255 * x) < 8, (x, y)
        assert abs(green - 255 * y) < 8, (x, y)
    assert not problems


def test_zoomed_in_the_pixels_are_those_of_the_file(page: Page, problems: list[str]) -> None:
    page.locator("#view-1 .openseadragon-canvas").focus()
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(600)
    settled(page)
    seen = pixels(page)
    height, width = seen.shape[:2]
    red, green, _ = seen[height // 2 - 3 : height // 2 + 3, width // 2 - 3 : width // 2 + 3].mean(axis=(0, 1))
    assert abs(red - 127.5) < 8
    assert abs(green - 127.5) < 8
    # Blue waves of 57 pixels of the slide: at this size they are seen, so the large level is what is shown.
    assert seen[:, :, 2].std(axis=1).max() > 30
    assert not problems


def test_the_scale_bar_measures_what_it_says(page: Page) -> None:
    said = page.locator(".c-slide__length").inner_text()
    length, unit = re.match(r"([\d.]+) (µm|mm)", said).groups()  # type: ignore[union-attr]
    micrometres = float(length) * (1000 if unit == "mm" else 1)
    bar = page.locator(".c-slide__bar").bounding_box()
    frame = page.locator("#view-1").bounding_box()
    assert bar
    assert frame
    scale = min(frame["width"] / WIDTH, frame["height"] / HEIGHT)
    assert bar["width"] == pytest.approx(micrometres / 0.5 * scale, abs=1.5)
    shown = page.locator(".c-slide__now").inner_text()
    assert float(re.search(r"([\d.]+)×", shown)[1]) == pytest.approx(20 * scale, rel=0.06)  # type: ignore[index]


def test_a_region_is_marked_by_keyboard_found_again_and_linked(page: Page, problems: list[str]) -> None:
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(600)
    mark_middle(page, f"Nest {page.viewport_size['width']}")  # type: ignore[index]
    link = page.locator("a[data-region]", has_text=f"Nest {page.viewport_size['width']}")  # type: ignore[index]
    page.wait_for_timeout(300)
    link.focus()
    page.keyboard.press("Enter")
    settled(page)
    assert "region=" in page.url
    region = page.url.partition("region=")[2]
    assert page.evaluate("document.activeElement.className").startswith("openseadragon-canvas")
    page.goto(page.url)
    settled(page)
    chosen = page.locator(".c-slide__marks .c-slide__chosen")
    frame = page.locator("#view-1").bounding_box()
    box = chosen.bounding_box()
    assert frame
    assert box
    assert abs(box["x"] + box["width"] / 2 - frame["x"] - frame["width"] / 2) < 4
    assert max(box["width"] / frame["width"], box["height"] / frame["height"]) == pytest.approx(0.5, abs=0.05)
    assert page.locator(f'a[data-region="{region}"][aria-current="true"]').count() == 1
    assert not problems


def test_a_region_is_drawn_with_a_pointer(page: Page) -> None:
    page.get_by_role("button", name="Draw on the slide").click()
    frame = page.locator("#view-1").bounding_box()
    assert frame
    middle_x, middle_y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.move(middle_x - 40, middle_y - 30)
    page.mouse.down()
    page.mouse.move(middle_x + 40, middle_y + 30, steps=4)
    page.mouse.up()
    scale = min(frame["width"] / WIDTH, frame["height"] / HEIGHT)
    assert float(page.locator("input[name=width]").input_value()) == pytest.approx(80 / scale, rel=0.05)
    assert float(page.locator("input[name=x]").input_value()) == pytest.approx(WIDTH / 2 - 40 / scale, rel=0.05)
    expect(page.locator("#box-ready")).to_have_text("A box is marked. Give it a name.")
    assert page.evaluate("document.activeElement.name") == "name"


def test_two_slides_move_and_zoom_in_step(page: Page, problems: list[str]) -> None:
    page.get_by_label("Slide", exact=True).select_option(index=0)
    page.get_by_role("button", name="Show beside").click()
    settled(page)
    expect(page.locator("[data-slide]").nth(1)).to_have_attribute("data-shown", "yes", timeout=20_000)
    first = page.locator("[data-slide]").first
    for _ in range(2):
        first.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(600)
    page.locator("#view-1 .openseadragon-canvas").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
    settled(page)
    one, two = pixels(page, 1), pixels(page, 2)
    shown = [page.locator(".c-slide__now").nth(at).inner_text() for at in (0, 1)]
    assert shown[0] == shown[1]
    middle = [picture[picture.shape[0] // 2, picture.shape[1] // 2] for picture in (one, two)]
    assert middle[0][0] > 140
    assert abs(middle[0][0] - middle[1][0]) < 10
    assert not problems


def test_the_page_is_accessible_and_fits(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_small_picture_is_shown(page: Page, chromium: Browser, way: Way) -> None:
    plain = context(chromium, width=TELEPHONE, java_script_enabled=False, storage_state=way.cookies)
    still = plain.new_page()
    still.goto(page.url)
    expect(still.locator(".c-slide__small")).to_be_visible()
    expect(still.get_by_text("Looking closer needs JavaScript")).to_be_visible()
    expect(still.get_by_role("button", name="Zoom in")).to_be_hidden()
    assert still.locator(".c-slide__small").evaluate("image => image.naturalWidth") > 100
    plain.close()
