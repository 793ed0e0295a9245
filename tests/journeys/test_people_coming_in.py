"""Asked in, come in with a passkey, kept private, sent out: in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page

from consilium.knowledge.catalog import catalog
from tests.site import DESKTOP, TELEPHONE, Site, context, free_port, serving, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

PASSWORD = "four plain words here"


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An empty installation under a name: browsers make no passkeys for a bare number."""
    port = free_port()
    with serving(tmp_path_factory.mktemp("people") / "home", port) as site:
        yield Site(site.home, f"http://localhost:{port}")


def with_authenticator(page: Page) -> None:
    """A device of the page's own that holds passkeys, and a person who touches it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def opened_case(page: Page, site: Site, child: str) -> str:
    """The keeper comes in and makes a case: its address."""
    signed_in(page, site)
    page.goto(f"{site.address}/cases/new/")
    page.locator("#name").fill(child)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/case/**")
    return page.url


def invited(page: Page, case: str, role: str, name: str) -> str:
    page.goto(f"{case}people/invite/")
    page.locator(f"input[name=role][value={role}]").check()
    page.locator("#name").fill(name)
    page.locator("#reason").fill("synthetic")
    page.locator("main form button[type=submit]").click()
    code = page.locator(".c-code code").inner_text()
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", code)
    return code


def opened_link(page: Page, link: str, code: str) -> None:
    """The code goes to no server in an address, and nothing of the child is shown yet."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link)
    page.wait_for_url("**/join/you/")
    assert not any(code in address for address in asked)
    assert violations(page) == []
    assert "Muestra" not in page.locator("main").inner_text()


def passes(page: Page, address: str) -> None:
    page.goto(address)
    assert violations(page) == []
    assert fits(page)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_grandmother_comes_in_with_a_passkey_and_is_sent_out(chromium: Browser, named: Site) -> None:
    words = catalog("en")
    keeper = context(chromium).new_page()
    case = opened_case(keeper, named, "Mia Muestra")
    passes(keeper, f"{case}people/")
    code = invited(keeper, case, "grandparent", "Rosa Muestra")
    assert violations(keeper) == []

    rosa = context(chromium).new_page()
    with_authenticator(rosa)
    opened_link(rosa, f"{named.address}/join/#{code}", code)
    rosa.locator("#name").fill("Rosa")
    rosa.locator("#login").fill("rosa")
    rosa.locator("input[value=passkey]").check()
    rosa.get_by_role("button", name=words.text("join.button")).click()
    rosa.wait_for_url("**/passkeys/add/")
    assert violations(rosa) == []
    passes(rosa, case)  # without any way to come back in, the case does not open yet
    assert heading(rosa) == words.text("door.secure_title")
    rosa.get_by_role("link", name=words.text("door.passkey_add")).click()
    rosa.locator("#passkey_add").click()
    rosa.wait_for_url("**/2fa/codes/")
    assert rosa.locator(".c-codes li").count() == 10
    assert violations(rosa) == []
    rosa.get_by_role("link", name=words.text("door.codes_done")).click()
    rosa.wait_for_url(case)

    passes(rosa, f"{named.address}/sign/2fa/")
    passes(rosa, f"{named.address}/sign/2fa/passkeys/")
    assert words.text("door.passkey_name") in rosa.locator("main").inner_text()
    rosa.goto(f"{named.address}/account/")
    rosa.locator("main").get_by_role("button", name=words.text("web.sign_out")).click()
    passes(rosa, f"{named.address}/sign/login/")
    rosa.locator("#passkey_login").click()
    rosa.wait_for_url(case)

    keeper.goto(f"{case}people/")
    keeper.get_by_role("link", name=re.compile(words.text("people.revoke"))).click()
    assert violations(keeper) == []
    keeper.get_by_role("button", name=words.text("people.revoke_button")).click()
    assert words.text("people.revoked", name="Rosa Muestra") in keeper.locator("main").inner_text()
    rosa.reload()
    assert heading(rosa) == words.text("errorpages.not_found_title")


def test_a_passkey_that_is_refused_says_so(chromium: Browser, named: Site) -> None:
    page = context(chromium).new_page()
    page.goto(f"{named.address}/sign/login/")
    with_authenticator(page)  # it holds no key
    page.locator("#passkey_login").click()
    page.locator("[data-passkey-failed]").wait_for(state="visible")
    assert violations(page) == []
    page.goto(f"{named.address.replace('localhost', '127.0.0.1')}/sign/login/")
    assert page.get_by_text(catalog("en").text("door.passkey_number")).is_visible()
    assert not page.locator("#passkey_login").is_visible()


@pytest.mark.parametrize(("width", "scripts"), [(TELEPHONE, True), (DESKTOP, False)], ids=["telephone", "no scripts"])
def test_a_young_patient_keeps_something_and_papers_are_written_down(
    chromium: Browser, named: Site, width: dict[str, int], scripts: bool
) -> None:
    words, name = catalog("es"), f"Leo {'con' if scripts else 'sin'}"
    more = {"java_script_enabled": scripts}
    keeper = context(chromium, "es", width, **more).new_page()
    case = opened_case(keeper, named, name)
    code = invited(keeper, case, "patient", name)
    leo = context(chromium, "es", width, **more).new_page()
    leo.goto(f"{named.address}/join/")
    leo.locator("#code").fill(code)
    leo.locator("main form button[type=submit]").click()
    leo.locator("#name").fill(name)
    leo.locator("#login").fill(name)
    leo.locator("#password").fill("corta")
    leo.get_by_role("button", name=words.text("join.button")).click()
    assert words.text("door.error_password_too_short") in leo.locator("main").inner_text()
    assert not scripts or violations(leo) == []
    leo.locator("#password").fill(PASSWORD)
    leo.get_by_role("button", name=words.text("join.button")).click()
    leo.wait_for_url(case)
    leo.goto(f"{case}people/own/")
    leo.locator("#text").fill("Tengo miedo de la operación.")
    leo.locator("main form button[type=submit]").click()
    assert "Tengo miedo" in leo.locator("main").inner_text()
    assert fits(leo)
    assert not scripts or violations(leo) == []
    for path in (
        "people/",
        "people/seen/",
        "people/papers/order/",
        "people/papers/consent/",
        "people/papers/majority/",
    ):
        keeper.goto(case + path)
        assert "Tengo miedo" not in keeper.content()
        assert fits(keeper), path
        assert not scripts or violations(keeper) == [], path
    keeper.goto(f"{case}people/papers/order/")
    keeper.locator("#says").fill("Sin contacto (inventado).")
    keeper.locator("input[name=takes][value=nothing]").check()
    keeper.locator("main form button[type=submit]").click()
    assert "Sin contacto (inventado)." in keeper.locator("main").inner_text()


def test_a_password_and_the_codes_of_an_app(chromium: Browser, named: Site) -> None:
    words = catalog("en")
    keeper, tom = context(chromium).new_page(), context(chromium).new_page()
    case = opened_case(keeper, named, "Zoe Muestra")
    tom.goto(f"{named.address}/join/#{invited(keeper, case, 'social_worker', 'Tom')}")
    tom.wait_for_url("**/join/you/")
    for field, text in (("name", "Tom"), ("login", "tom"), ("password", PASSWORD)):
        tom.locator(f"#{field}").fill(text)
    tom.get_by_role("button", name=words.text("join.button")).click()
    tom.wait_for_url(case)
    passes(tom, f"{named.address}/sign/2fa/app/on/")
    secret = tom.locator(".c-code code").inner_text()
    tom.locator("#code").fill("000000")
    tom.get_by_role("button", name=words.text("door.app_button")).click()
    assert words.text("door.error_incorrect_code") in tom.locator("main").inner_text()
    assert violations(tom) == []
    tom.locator("#code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    tom.get_by_role("button", name=words.text("door.app_button")).click()
    spare = tom.locator(".c-codes li").first.inner_text()

    again = context(chromium).new_page()
    again.goto(f"{named.address}/sign/login/")
    again.locator("#login").fill("tom")
    again.locator("#password").fill(PASSWORD)
    again.get_by_role("button", name=words.text("web.sign_in"), exact=True).click()
    again.wait_for_url("**/sign/2fa/step/")
    assert violations(again) == []
    again.locator("#code").fill(spare)
    again.get_by_role("button", name=words.text("web.sign_in"), exact=True).click()
    again.wait_for_url(case)
    passes(again, f"{named.address}/sign/2fa/codes/")
    assert heading(again) == words.text("door.again_title")
    assert violations(again) == []
    again.locator("#password").fill(PASSWORD)
    again.get_by_role("button", name=words.text("door.go_on")).click()
    assert again.locator(".c-codes li").count() == 9


def test_the_pages_of_ones_own_account_pass_axe(chromium: Browser, named: Site) -> None:
    page = context(chromium, "es", DESKTOP).new_page()
    signed_in(page, named)
    for path in ("/account/", "/sign/2fa/app/on/", "/sign/password/set/", "/sign/logout/"):
        page.goto(named.address + path)
        assert violations(page) == [], path
        assert fits(page), path
