"""The pages in a browser: accessible, right to left where they must be, nothing from elsewhere, and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Response, expect

from tests.running_site import Site

RESULTS = "/search/?place=Dresden&need=amt&language=ar"
PAGES = {"you": "/you/", "home": "/", "results": RESULTS, "offer": "", "programme": "/programmes/PSZ/", "page": "/pages/privacy/"}


def address(page: Page, kind: str, code: str) -> str:
    if kind != "offer":
        return f"/{code}{PAGES[kind]}"
    page.goto(f"/{code}/search/?place=Dresden&need=amt")
    return page.locator(".card h3 a").first.get_attribute("href") or ""


@pytest.mark.parametrize("code", ["de", "ar", pytest.param("en", marks=pytest.mark.full)])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, kind: str, code: str) -> None:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address(page, kind, code))
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_dark_mode_is_readable(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, color_scheme="dark")
    page = context.new_page()
    for path in ("/de/", f"/de{RESULTS}"):
        page.goto(path)
        found = Axe().run(page, options={"runOnly": ["color-contrast"], "resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()
    context.close()


def test_arabic_runs_from_right_to_left_and_numbers_from_left_to_right(page: Page) -> None:
    page.goto(address(page, "offer", "ar"))
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    for part in page.locator(".tel, bdi[dir=ltr]").all():
        assert part.evaluate("element => getComputedStyle(element).direction") == "ltr"
    heading, leave = page.locator("h1").bounding_box(), page.locator(".leave").bounding_box()
    assert heading
    assert leave
    assert heading["x"] + heading["width"] > 300
    assert leave["y"] + leave["height"] == 740


def test_a_first_visit_is_small_and_asks_nobody_else(page: Page, site: Site) -> None:
    requests: list[Request] = []
    answers: list[Response] = []
    page.on("request", lambda request: requests.append(request))
    page.on("response", lambda answer: answers.append(answer))
    for path in ("/de/", f"/de{RESULTS}", address(page, "offer", "de")):
        requests.clear()
        answers.clear()
        page.goto(path, wait_until="networkidle")
        assert all(request.url.startswith(site.url) for request in requests)
        assert (
            sum(answer.request.sizes()["responseBodySize"] + answer.request.sizes()["responseHeadersSize"] for answer in answers) <= 60_000
        )
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_everything_works_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/de/")
    page.get_by_label("Wo?").fill("Dresden")
    page.get_by_label("Was?").fill("brief vom amt")
    page.get_by_role("button", name="Suchen").click()
    assert "place=Dresden" in page.url
    page.locator("#filters > summary").click()
    page.get_by_label("Arabisch").check()
    page.get_by_role("button", name="Ergebnisse zeigen").click()
    assert "language=ar" in page.url
    expect(page.locator("h2.group").first).to_contain_text("Nicht bekannt")
    page.locator(".chips a", has_text="Arabisch").click()
    assert "language=ar" not in page.url
    page.locator(".card h3 a").first.click()
    expect(page.get_by_role("heading", name="Erster Schritt")).to_be_visible()
    page.locator("[data-leave]").click()
    assert page.url.endswith("/livez")
    context.close()


def test_a_sensitive_tile_leaves_no_trace_in_the_address(page: Page) -> None:
    page.goto("/de/")
    page.locator("button.tile", has_text="Gewalt").first.click()
    assert page.url.endswith("/de/search/")
    expect(page).to_have_title("Beratung finden")
    expect(page.locator('.alarm a[href="tel:112"]').first).to_be_visible()
    page.locator("#filters > summary").click()
    page.get_by_role("button", name="Ergebnisse zeigen").click()
    assert page.url.endswith("/de/search/")


def test_quick_exit_by_click_and_by_escape_twice(page: Page, site: Site) -> None:
    page.goto(f"/de{RESULTS}")
    page.locator("[data-leave]").click()
    page.wait_for_url(f"{site.url}/livez")
    page.goto("/de/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{site.url}/livez")


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(page: Page) -> None:
    page.goto("/de/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.className || document.activeElement.id || document.activeElement.tagName"))
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert {"q", "place", "tile"} <= seen


def test_targets_are_large_enough_for_a_thumb(page: Page) -> None:
    page.goto(f"/de{RESULTS}")
    page.locator("#filters > summary").click()
    for target in page.locator(
        "button:visible, .button:visible, .chip:visible, .filters label:has(input[type=checkbox]):visible, .filters summary:visible"
    ).all():
        box = target.bounding_box()
        assert box
        assert box["height"] >= 43.5, target.inner_text()
