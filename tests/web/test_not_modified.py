"""What somebody keeps is asked about, and not made again if nothing has changed; against a real site with committed changes."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from typing import Any

import pytest
from django.db import connection

from services.web import facts
from tests.running_site import Site, running

pytestmark = pytest.mark.django_db
PAGE = "/de/search/?place=Dresden&need=amt"


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with django_db_blocker.unblock(), running() as site:
        yield site


def get(site: Site, path: str, **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(site.url + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_a_page_that_has_not_changed_is_not_made_again(site: Site) -> None:
    status, headers, body = get(site, PAGE)
    assert (status, headers["Cache-Control"]) == (200, "public, no-cache, stale-if-error=86400")
    assert re.fullmatch(r'W/"[0-9a-f]{32}-\d{4}"', headers["ETag"])
    status, again, nothing = get(site, PAGE, If_None_Match=headers["ETag"])
    assert (status, nothing) == (304, b"")
    assert again["ETag"] == headers["ETag"]
    assert "Cookie" in again["Vary"]
    assert len(body) > 1000


@pytest.mark.parametrize("other", ["/ar/search/?place=Dresden&need=amt", "/de/search/?place=Dresden&need=geld", "/de/"])
def test_another_page_has_another_tag(site: Site, other: str) -> None:
    tag = get(site, PAGE)[1]["ETag"]
    assert get(site, other, If_None_Match=tag)[0] == 200


def test_the_order_of_the_parameters_does_not_matter(site: Site) -> None:
    tag = get(site, PAGE)[1]["ETag"]
    assert get(site, "/de/search/?need=amt&place=Dresden", If_None_Match=f'"other", {tag}')[0] == 304


def test_a_host_that_is_not_ours_gets_no_page(site: Site) -> None:
    assert get(site, PAGE, Host="elsewhere.example")[0] == 400


def test_pages_without_a_clock_are_kept_all_day(site: Site) -> None:
    tag = get(site, "/de/")[1]["ETag"]
    assert re.fullmatch(r'W/"[0-9a-f]{32}"', tag)
    assert get(site, "/de/", If_None_Match=tag)[0] == 304


@pytest.mark.parametrize("path", ["/de/search/?need=gewalt", "/de/you/", "/de/nowhere/", "/livez", "/exit/"])
def test_what_may_not_be_kept_has_no_tag(site: Site, path: str) -> None:
    assert "ETag" not in get(site, path)[1]


def test_a_page_with_somebodys_answers_is_always_made(site: Site) -> None:
    tag = get(site, PAGE)[1]["ETag"]
    body = b"p-TOTAL_FORMS=1&p-INITIAL_FORMS=0&p-0-age=26&next=/de/"
    opener = urllib.request.build_opener(_StayHere)
    with pytest.raises(urllib.error.HTTPError) as redirect:
        opener.open(urllib.request.Request(f"{site.url}/de/you/", data=body, headers={"Sec-Fetch-Site": "same-origin"}))
    cookie = redirect.value.headers["Set-Cookie"].partition(";")[0]
    assert cookie.startswith(facts.NAME)
    status, headers, page = get(site, PAGE, If_None_Match=tag, Cookie=cookie)
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in headers
    assert "(26)" in page.decode()


def test_nobody_notices_that_connections_were_lost(site: Site) -> None:
    """The look at changes finds it and asks once more."""
    tag, states, ended = get(site, PAGE)[1]["ETag"], set(), 0
    for _number in range(4):
        with connection.cursor() as cursor:
            database = site.environment["SITE_DATABASE"]
            cursor.execute("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s", [database])
            ended += cursor.fetchone()[0]
        states |= {get(site, path, If_None_Match=tag)[0] for path in (PAGE, "/de/search/?place=Leipzig", "/ar/", PAGE)}
    assert ended
    assert states == {200, 304}


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None
