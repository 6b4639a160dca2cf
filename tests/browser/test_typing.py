"""While typing: suggestions that the browser itself shows, and the nearest postal code."""

from playwright.sync_api import Browser, Page, expect

from tests.running_site import Site


def test_suggestions_come_while_typing_and_nothing_enters_an_address(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/de/")
    page.locator("#q").press_sequentially("psychol", delay=20)
    expect(page.locator("#what option").first).to_have_attribute("value", "Mir geht es seelisch schlecht / Trauma")
    page.locator("#place").press_sequentially("dres", delay=20)
    expect(page.locator("#where option").first).to_have_attribute("value", "Dresden")
    assert not [url for url in asked if "psych" in url or "dres" in url]


def test_near_me_goes_to_the_nearest_postal_code(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        base_url=site.url, permissions=["geolocation"], geolocation={"latitude": 51.3401234, "longitude": 12.3601234}, locale="de-DE"
    )
    page = context.new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto("/de/")
    page.click("#near button")
    page.wait_for_url("**/search/?place=04*")
    assert "lat=51.34&lon=12.36" in sent
    expect(page.locator("h1")).to_contain_text("Leipzig")
    context.close()
