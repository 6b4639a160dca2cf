"""What may not stand in an address does not: sensitive needs, ages and papers are asked by POST and answered there."""

import re

import pytest
from django.test import Client

from services.choices import SENSITIVE_NEEDS
from services.models import Need, ServiceAtLocation

pytestmark = pytest.mark.django_db


def addresses(page: str) -> list[str]:
    """Whatever could become an address: links, targets of forms, and paths in fields."""
    return re.findall(r'(?:(?:href|action)="|value="/)([^"]*)"', page)


def test_the_sensitive_needs_of_the_fixtures_are_the_seven() -> None:
    assert set(Need.objects.filter(is_sensitive=True).values_list("code", flat=True)) == SENSITIVE_NEEDS


@pytest.mark.parametrize("need", sorted(SENSITIVE_NEEDS))
def test_a_sensitive_need_is_answered_under_a_neutral_address(client: Client, need: str) -> None:
    response = client.post("/de/search/", {"need": need})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert not [address for address in addresses(page) if f"need={need}" in address]
    assert "<title>Beratung finden</title>" in page or "<title>Find counselling</title>" in page
    assert "noindex" in page


@pytest.mark.parametrize(
    ("words", "telling"),
    [
        ("jugendmigrationsdienst 19 jahre", "19"),
        ("jugendmigrationsdienst 19 jahre", "jahre"),
        ("duldung", "duldung"),
        ("mein mann schlägt mich", "schl"),
        ("ich will nicht mehr leben", "leben"),
        ("انتحار", "%D8"),
        ("kürtaj", "rtaj"),
        ("suizid", "suizid"),
    ],
)
def test_words_about_a_person_never_enter_an_address(client: Client, words: str, telling: str) -> None:
    response = client.post("/de/search/", {"q": words, "place": "Dresden"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    found = [re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", address) for address in addresses(response.content.decode())]
    assert found
    assert not [address for address in found if telling in address]


@pytest.mark.parametrize("path", ["/de/", "/de/search/?place=Leipzig", "/api/v1/search?place=Leipzig", "/nowhere/"])
def test_a_public_answer_was_made_without_session_and_user(admin_client: Client, path: str) -> None:
    """Even for staff who are signed in in the same browser."""
    asked, staff = (admin_client.get(each).wsgi_request for each in (path, "/admin/"))
    names = ["session", "user", "_messages"]
    assert [name for name in names if hasattr(staff, name)] == names
    assert not [name for name in names if hasattr(asked, name)]


def test_everything_else_becomes_an_address_that_can_be_shared(client: Client) -> None:
    response = client.post("/de/search/", {"q": "brief vom amt", "place": "01219", "radius": ""})
    assert response.status_code == 303
    assert response["Location"] == "/de/search/?q=brief+vom+amt&place=01219"


@pytest.mark.parametrize("words", ["suizid", "انتحار", "самогубство", "intihar", "ich will nicht mehr leben"])
def test_a_crisis_shows_the_numbers_first(client: Client, words: str) -> None:
    page = client.post("/de/search/", {"q": words}).content.decode()
    assert 'href="tel:112"' in page
    assert page.index('href="tel:112"') < page.index('class="filters"')


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}, {"Origin": "null"}, {"Origin": "https://evil.example"}, {}]
)
def test_a_form_from_elsewhere_is_refused(headers: dict[str, str]) -> None:
    assert Client().post("/de/search/", {"q": "x"}, headers=headers).status_code == 403


def test_a_browser_without_the_fetch_header_may_post_from_our_own_page() -> None:
    assert Client().post("/de/search/", {"q": "brief"}, headers={"Origin": "http://testserver"}).status_code == 303


def test_sensitive_offers_have_no_slug(client: Client) -> None:
    offer = next(offer for offer in ServiceAtLocation.objects.public().order_by("pk") if offer.is_sensitive)
    response = client.get(f"/de/offers/{offer.pk}/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["age", "status", "person", "situation"])
def test_the_api_refuses_facts_about_a_person_in_an_address(client: Client, name: str) -> None:
    response = client.get(f"/api/v1/search?{name}=19")
    assert response.status_code == 400
    assert response.json()["error"]["field"] == name


def test_quick_exit_goes_on_and_is_not_fetched_ahead(client: Client) -> None:
    response = client.get("/exit/")
    assert response.status_code == 302
    assert response["Clear-Site-Data"] == '"storage"'
    assert client.get("/exit/", headers={"Sec-Purpose": "prefetch"}).status_code == 204


def test_headers_keep_other_people_out(client: Client) -> None:
    response = client.get("/de/")
    policy = response["Content-Security-Policy"]
    for part in ("default-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
