"""Coming in with the code, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.site import CHILD, Site, context, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_person_at_the_machine_types_the_code_and_sees_the_case(
    chromium: Browser, demo_site: Site, scripts: bool
) -> None:
    page = signed_in(context(chromium, java_script_enabled=scripts).new_page(), demo_site)
    assert "/case/" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == CHILD


def test_the_link_carries_the_code_where_no_server_sees_it(chromium: Browser, demo_site: Site) -> None:
    page = context(chromium).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    code = demo_site.code()
    page.goto(f"{demo_site.address}/enter/#{code}")
    page.wait_for_url("**/case*/**")
    assert asked
    assert not any(code in address for address in asked)


@pytest.mark.parametrize("path", ["/", "/enter/", "/nowhere/", "/sign/login/"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_open_pages_pass_axe(chromium: Browser, demo_site: Site, path: str, language: str) -> None:
    page = context(chromium, language).new_page()
    page.goto(demo_site.address + path)
    assert violations(page) == []
