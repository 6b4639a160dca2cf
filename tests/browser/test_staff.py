"""A morning in the office, in a browser: log in, find, change a number, add an Arabic text, publish; two editors at once."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.running_site import Site

NAME, PASSWORD = "anna", "Rotbuche-Nebel-47"


@pytest.fixture(scope="module")
def staff(browser: Browser, site: Site) -> Iterator[str]:
    """The saved session of an administrator that `manage.py bootstrap` made."""
    environment = {**site.environment, "ADMIN_USERNAME": NAME, "ADMIN_EMAIL": "anna@example.org", "ADMIN_PASSWORD": PASSWORD}
    command = [sys.executable, "manage.py", "bootstrap"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True)
    context = browser.new_context(base_url=site.url, locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    page.goto("/admin/")
    page.fill("[name=username]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    expect(page.get_by_role("link", name="Angebote").first).to_be_visible()
    state = f"{site.log.parent}/staff.json"
    context.storage_state(path=state)
    cookies = context.cookies()
    assert all(cookie["path"] == "/admin/" and cookie["httpOnly"] and cookie["sameSite"] == "Strict" for cookie in cookies)
    context.close()
    return state


def desk(browser: Browser, site: Site, state: str) -> Page:
    page = browser.new_context(base_url=site.url, locale="de-DE", storage_state=state, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/admin/services/serviceatlocation/?q=Prohlis+Gamig")
    page.get_by_role("link", name="prnsp").click()
    page.wait_for_load_state()
    return page


def write(page: Page, name: str, value: str) -> None:
    """Into a field that may lie behind another tab."""
    page.eval_on_selector(f"[name='{name}']", "(field, value) => { field.value = value }", value)


def phone_field(page: Page) -> str:
    fields = page.eval_on_selector_all("input[name^=contact-]", "all => all.filter(f => f.value.startsWith('0351')).map(f => f.name)")
    return str(fields[0])


def test_a_changed_number_and_an_arabic_text_are_public_at_once_and_nothing_is_lost(browser: Browser, site: Site, staff: str) -> None:
    first, second = desk(browser, site, staff), desk(browser, site, staff)
    write(first, phone_field(first), "0351 7654321")
    write(first, "note_ar", "ملاحظة للتجربة")
    first.click("[name=_save]")
    first.wait_for_load_state()

    visitor = browser.new_context(base_url=site.url, locale="ar").new_page()
    visitor.goto("/o/prnsp")
    expect(visitor.locator(".first a[href='tel:+493517654321']").first).to_be_visible()
    expect(visitor.get_by_text("ملاحظة للتجربة")).to_be_visible()

    write(second, phone_field(second), "0351 1112223")
    second.click("[name=_save]")
    second.wait_for_load_state()
    shown = second.content()
    assert "0351 7654321" in shown
    assert "0351 1112223" in shown
    visitor.reload()
    expect(visitor.locator(".first a[href='tel:+493517654321']").first).to_be_visible()


def test_the_staffs_pages_ask_nobody_else_and_break_no_policy(browser: Browser, site: Site, staff: str) -> None:
    page = browser.new_context(base_url=site.url, locale="de-DE", storage_state=staff).new_page()
    foreign: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith((site.url, "data:")) else None)
    page.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)
    for path in ("/admin/", "/admin/services/serviceatlocation/", "/admin/services/serviceatlocation/ranks/", "/admin/services/programme/"):
        page.goto(path, wait_until="networkidle")
    assert foreign == []
    assert complaints == []
