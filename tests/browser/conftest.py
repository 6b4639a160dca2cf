"""A real chromium against a real site. Without chromium these tests are skipped, in CI (REQUIRE_BROWSER) they fail."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.running_site import Site, running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _chromium() -> None:
    if CHROMIUM:
        return
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail("chromium is required here and is not installed (Debian: apt-get install chromium)")
    pytest.skip("chromium is not installed (Debian: apt-get install chromium)")


@pytest.fixture(scope="session")
def site(_chromium: None, django_db_setup: None, django_db_blocker: object) -> Iterator[Site]:
    with django_db_blocker.unblock(), running() as site:  # type: ignore[attr-defined]
        yield site


@pytest.fixture(scope="session")
def browser(site: Site) -> Iterator[Browser]:
    # The loop of the browser's driver would make Django refuse the database calls that end the session.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site.url, locale="de-DE")
    yield context.new_page()
    context.close()
