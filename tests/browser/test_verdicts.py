"""Answers and verdicts in a browser: a household and a minor alone, by keyboard, without JavaScript, and back and forth."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.running_site import Site

AGES = ("36", "34", "15", "8", "2")
SEND = "form.you button:not([name])"


@contextmanager
def without_javascript(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def answer(page: Page, *ages: str, status: str = "", place: str = "") -> None:
    """Fills in the form that is open, person by person."""
    page.fill('input[name="p-0-age"]', ages[0])
    if status:
        page.check(f'input[name="status"][value="{status}"]')
    page.fill('input[name="place"]', place)
    for number, age in enumerate(ages[1:], 1):
        page.click('button[name="add"]')
        page.fill(f'input[name="p-{number}-age"]', age)
    page.click(SEND)


def looks_right(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize(("code", "all_of_you"), [pytest.param("de", "Für Sie alle", marks=pytest.mark.full), ("ar", "لكم جميعًا")])
def test_a_household_of_five_from_ukraine_in_leipzig(page: Page, code: str, all_of_you: str) -> None:
    page.goto(f"/{code}/search/?place=Leipzig")
    page.click('a[href*="/you/"]')
    answer(page, *AGES, status="G5", place="Leipzig")
    assert page.url.endswith(f"/{code}/search/?place=Leipzig")
    expect(page.locator("h2.group").first).to_contain_text(all_of_you)
    links = [link.get_attribute("href") for link in page.locator(".card h3 a").all()]
    assert len(links) == len(set(links))
    first = page.locator(".card").first.locator(".whom li")
    expect(first).to_have_count(5)
    page.locator(".card").first.locator("summary").first.click()
    looks_right(page)


@pytest.mark.parametrize(
    ("code", "sentence"), [pytest.param("de", "Du musst nicht allein gehen.", marks=pytest.mark.full), ("ar", "لست مضطرًا للذهاب وحدك.")]
)
def test_a_minor_alone_without_javascript(browser: Browser, site: Site, code: str, sentence: str) -> None:
    with without_javascript(browser, site) as page:
        page.goto(f"/{code}/you/?next=/{code}/search/%3Fplace%3DDresden")
        answer(page, "16", place="Dresden")
        page.click('button[value="alone:yes"]')
        expect(page.locator(".asking")).to_contain_text(sentence)
        assert page.locator('.asking a[href$="/programmes/UMA/"]').count() == 1
        assert page.url.endswith("/search/?place=Dresden")
        page.click('button[name="forget"]')
        assert page.locator(".asking").count() == 0


def test_the_keyboard_alone_gives_answers(page: Page) -> None:
    page.goto("/de/programmes/MBE/")
    page.locator('a[href*="/you/"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/you/**")
    page.locator('input[name="who"]').first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("26")
    page.keyboard.press("Tab")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programmes/MBE/")
    expect(page.locator(".asking")).to_contain_text("Sie\u00a0(26)")
    expect(page.locator(".verdict").first).to_contain_text("Bitte vorher fragen")
    assert page.locator(".here-cell").count() == 2


@contextmanager
def with_a_memory(browser: Browser, site: Site) -> Iterator[Page]:
    """A browser that keeps pages alive for *back*, which the driver otherwise forbids."""
    own = browser.browser_type.launch(
        executable_path=CHROMIUM,
        args=[*ARGUMENTS, "--enable-features=BackForwardCache"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield own.new_context(base_url=site.url).new_page()
    own.close()


@pytest.mark.parametrize("browser_of", [with_a_memory, without_javascript])
def test_a_page_from_before_the_answers_shows_the_verdicts_when_gone_back_to(browser: Browser, site: Site, browser_of: Any) -> None:
    """Kept alive by the browser (script fetches it anew), or stored by it (`Vary: Cookie`)."""
    with browser_of(browser, site) as page:
        page.goto("/de/programmes/MBE/")
        assert page.locator(".verdict").count() == 0
        page.goto("/de/you/?next=/de/")
        answer(page, "26", status="G2")
        page.evaluate("history.go(-2)")
        expect(page.locator(".verdict").first).to_be_visible()
        assert page.url.endswith("/programmes/MBE/")
        page.goto("/de/")
        page.click('button[name="forget"]')
        page.evaluate("history.go(-2)")
        expect(page.locator(".verdict")).to_have_count(0)
