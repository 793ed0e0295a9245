"""Every page of a filled case, in both languages and widths: axe, 200 % text, the keyboard, names, contrast, motion.

One browser and one case for all. Each address is opened once in each language and looked at in every way; states that
no link leads to (alarms of each level, errors, a clash, jobs, what is found) are made and looked at too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.journeys.whole_case import Whole, addresses, case_of, fill
from tests.site import DESKTOP, TELEPHONE, Site, context, serving, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

# What a page hides sideways, with the words that are cut, at the size that is set.
_CUT = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
    const how = getComputedStyle(one);
    return one.checkVisibility() && one.textContent.trim() && how.position !== 'absolute'
      && ['hidden', 'clip'].includes(how.overflowX) && one.scrollWidth > one.clientWidth + 1;
  }).map(one => one.tagName + '.' + one.className + ': ' + one.textContent.trim().slice(0, 40));
  return wide > 0 ? [`${wide} px too wide`, ...cut] : cut;
}"""
_AXE_FINDS = """async () => (await axe.run()).violations.flatMap(
  found => found.nodes.map(node => `${found.id}: ${node.target} ${node.failureSummary.split('\\n')[1] || ''}`))"""
_MOVES = """() => document.getAnimations().length + [...document.querySelectorAll('*')].filter(one =>
  getComputedStyle(one).transitionDuration.split(',').some(time => parseFloat(time) > 0)).length"""
# What can be reached with the keyboard and by touch has a name; pictures say what they are or that they say nothing.
_NAMELESS = """() => {
  const named = one => one.getAttribute('aria-label') || one.textContent.trim() || one.title
    || [...one.labels ?? []].some(label => label.textContent.trim()) || one.querySelector('img[alt], [aria-label]');
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(one => one.checkVisibility() && !named(one)).map(one => one.outerHTML.slice(0, 90));
}"""


@pytest.fixture(scope="module")
def site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The synthetic child's case in a home of this file's own."""
    home = tmp_path_factory.mktemp("every page") / "home"
    shutil.copytree(demo_home, home)
    with serving(home) as served:
        yield served


@pytest.fixture(scope="module")
def filled(chromium: Browser, site: Site) -> dict[str, object]:
    """The filled case: who has signed in (cookies), and one address of each kind of page."""
    browsing = context(chromium)
    whole = fill(signed_in(browsing.new_page(), site), site)
    found = list(addresses(whole))
    state = browsing.storage_state()
    browsing.close()
    return {"state": state, "addresses": found}


def looked_at(page: Page) -> list[str]:
    """What is wrong with the page as it stands: as a telephone shows it, with text of 200 %, and on a wide screen."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]
    page.evaluate(AXE_SCRIPT)
    wrong = [f"360 px: {one}" for one in page.evaluate(_AXE_FINDS) + page.evaluate(_CUT)]
    wrong += [f"no name: {one}" for one in page.evaluate(_NAMELESS)]
    if page.locator("h1").count() != 1:
        wrong.append("not one heading first")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wrong += [f"200 % text: {one}" for one in page.evaluate(_CUT)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    wrong += [f"1280 px: {one}" for one in page.evaluate(_AXE_FINDS) + page.evaluate(_CUT)]
    return wrong


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_stands(chromium: Browser, site: Site, filled: dict[str, object], language: str) -> None:
    page = context(chromium, language, storage_state=filled["state"], reduced_motion="reduce").new_page()
    wrong: dict[str, list[str]] = {}
    for address in filled["addresses"]:  # type: ignore[attr-defined]
        page.goto(site.address + address)
        assert page.locator("html").get_attribute("lang") == language
        found = looked_at(page)
        if moving := page.evaluate(_MOVES):
            found.append(f"{moving} things move")
        if found:
            wrong[address] = found
    page.context.close()
    assert len(filled["addresses"]) > 65  # type: ignore[arg-type]
    assert not wrong, "\n".join(f"{where}: {one}" for where, found in wrong.items() for one in found)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_state_stands(chromium: Browser, site: Site, filled: dict[str, object], language: str) -> None:
    page = context(chromium, language, storage_state=filled["state"]).new_page()
    wrong: dict[str, list[str]] = {}
    for name in states(Whole(page, case_of(page, site)), site):
        if found := looked_at(page):
            wrong[name] = found
    page.context.close()
    assert not wrong, "\n".join(f"{where}: {one}" for where, found in wrong.items() for one in found)


def states(whole: Whole, site: Site) -> Iterator[str]:
    """What no link leads to; each stands in the page when its name is given."""
    yield from _strangers(whole, site)
    yield from _alarms(whole)
    yield from _mistakes(whole)
    whole.send("search/", {"words_wanted": "hemoglobin"})
    yield "found"
    whole.page.locator("main a[href*='/search/']").last.click()
    yield "a page found"
    whole.send("packet/", {})
    yield "a job"
    whole.page.locator("main a.nhsuk-button").wait_for(timeout=120_000)
    yield "a job that is done"
    whole.send("packet/nameless/", {})
    whole.page.locator("main a.nhsuk-button").wait_for(timeout=120_000)
    yield "scans without names are copied"
    whole.send("people/sending/", {"name": "Example Hospital", "days": "30"})
    yield "a key for a hospital"
    whole.page.goto(whole.page.url)
    whole.page.locator("main a[href*='/revoke/']").first.click()
    yield "a key to be taken back"
    whole.send("people/invite/", {"role": "other", "name": "Kai", "reason": "Helps."})
    yield "the code of an invitation"
    whole.page.goto(f"{whole.case}where/program/stjude/letter/")
    yield "a doctor's letter"
    whole.page.goto(f"{site.address}/nowhere/")
    yield "nothing there"


def _strangers(whole: Whole, site: Site) -> Iterator[str]:
    """Before anybody has signed in, and page 1's answers."""
    page = whole.page
    known = page.context.cookies()
    page.context.clear_cookies(name="consilium_session")
    for path in ("/sign/login/", "/enter/", "/join/"):
        page.goto(site.address + path)
        yield path
    page.goto(site.address)
    page.locator("main form button[type=submit]").last.click()
    yield "what comes first"
    for level, sign in LEVELS.items():
        page.goto(f"{site.address}/can-it-wait/")
        if sign:
            page.locator(f"input[value='{sign}']").check()
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()
        yield f"a stranger's alarm: {level}"
    page.context.add_cookies(known)  # type: ignore[arg-type]


# A sign of each level of urgency, and none.
LEVELS = {
    "now": "general_danger_signs.1",
    "today": "fever_on_treatment.1",
    "ask_first": "planned_irreversible_step.1",
    "none": "",
}


def _alarms(whole: Whole) -> Iterator[str]:
    """An alarm of each level, its page and the bar above another page, and after somebody called."""
    for level, sign in LEVELS.items():
        if sign:
            whole.send("wait/signs/", {"signs": [sign]})
            assert "/wait/alarm/" in whole.page.url
            yield f"alarm: {level}"
            whole.page.goto(f"{whole.case}missing/")
            yield f"above a page: {level}"
            whole.page.goto(f"{whole.case}wait/alarm/")
            with whole.page.expect_navigation():
                whole.page.locator("form[action$='/called/'] button, main form button[type=submit]").first.click()
            yield f"after the call: {level}"


def _mistakes(whole: Whole) -> Iterator[str]:
    """Forms that are sent empty: what is wrong stands above and at the field."""
    for path in (
        "notebook/",
        "insurance/call/",
        "people/invite/",
        "people/papers/order/",
        "missing/things/",
        "questions/",
    ):
        whole.page.goto(whole.case + path)
        with whole.page.expect_navigation():
            whole.page.locator("main form[novalidate] button[type=submit]").first.click()
        assert whole.page.locator(".nhsuk-error-summary").count() == 1, path
        assert whole.page.evaluate("document.activeElement.className").startswith("nhsuk-error-summary"), path
        yield f"mistakes: {path}"


def test_the_journey_is_walked_with_the_keyboard_alone(
    chromium: Browser, site: Site, filled: dict[str, object]
) -> None:
    page = context(chromium, "en", DESKTOP, storage_state=filled["state"]).new_page()
    case = case_of(page, site)
    for step in (
        "",
        "wait/",
        "records/",
        "missing/",
        "questions/",
        "talking/",
        "where/",
        "insurance/",
        "people/",
        "notebook/",
    ):
        page.goto(case + step)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.classList.contains('nhsuk-skip-link')"), step
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), step
        page.goto(case + step)
        walked = list(_tabs(page))
        assert [one for one in walked if not one["seen"]] == [], step
        assert [one["at"] for one in walked] == sorted(one["at"] for one in walked), step  # in the page's order
        assert len(walked) == page.evaluate(_REACHABLE), step
    page.context.close()


# How many things the keyboard should reach: links, fields (a group of radio buttons is one), buttons, folds.
_REACHABLE = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(one => one.checkVisibility({checkVisibilityCSS: true}) && !one.disabled && one.type !== 'hidden');
  const groups = new Set();
  return all.filter(one => {
    if (one.type !== 'radio') return true;
    const name = [...document.forms].indexOf(one.form) + one.name;
    if (groups.has(name)) return false;
    return groups.add(name);
  }).length;
}"""
_HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const all = [...document.querySelectorAll('*')];
  const label = one.labels && one.labels[0];
  const marked = [one, label, one.firstElementChild].filter(Boolean).some(part => ['', '::before'].some(which => {
    const how = getComputedStyle(part, which || null);
    return (how.outlineStyle !== 'none' && parseFloat(how.outlineWidth) > 0) || how.boxShadow !== 'none';
  }));
  const box = (['radio', 'checkbox'].includes(one.type) && label ? label : one).getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return {at: all.indexOf(one), seen: marked && inside, what: one.outerHTML.slice(0, 120)};
}"""


def _tabs(page: Page) -> Iterator[dict[str, object]]:
    """Everything that the Tab key reaches, in order, until it leaves the page."""
    known: set[object] = set()
    for _ in range(600):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None or here["at"] in known:
            return
        known.add(here["at"])
        yield here
    raise AssertionError("the keyboard does not come to the end of the page")


def test_texts_grow_with_the_size_that_a_person_has_set(chromium: Browser, site: Site) -> None:
    page = context(chromium).new_page()
    page.goto(site.address)
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = page.evaluate(size)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    page.reload()
    assert page.evaluate(size) >= 1.9 * before
    assert page.evaluate(_CUT) == []
    page.context.close()
