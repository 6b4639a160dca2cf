"""Every kind of page, in every language of the interface: it answers, in its language and direction, without a cookie."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beratung.languages import INTERFACE
from services.models import FundingSource, Organization, Programme, Project, ServiceAtLocation, Source

pytestmark = pytest.mark.django_db
CODES = [language.code for language in INTERFACE]
PAGES = ("imprint", "privacy", "accessibility", "how-this-works", "sources")
FIXED = ["/", "/search/", "/search/?place=Dresden&need=psyche", "/programmes/", *(f"/pages/{slug}/" for slug in PAGES)]


def every_page(most: int | None = None) -> list[str]:
    """One address per record that has a page, of each kind `most` at the most."""
    kinds: dict[str, Any] = {
        "offers": ServiceAtLocation.objects.public().values_list("pk", flat=True),
        "organizations": Organization.objects.values_list("pk", flat=True),
        "programmes": Programme.objects.values_list("code", flat=True),
        "projects": Project.objects.values_list("pk", flat=True),
        "funding": FundingSource.objects.values_list("pk", flat=True),
        "sources": Source.objects.exclude(kind="own").values_list("pk", flat=True),
    }
    return [*FIXED, *(f"/{kind}/{key}/" for kind, keys in kinds.items() for key in keys.order_by("pk")[:most])]


@pytest.mark.parametrize("code", CODES)
def test_every_kind_of_page_answers_in_its_language_and_sets_no_cookie(client: Client, code: str, readonly: None) -> None:
    """Nothing here may write: the connection refuses every write."""
    _answers(client, code, every_page(10))


@pytest.mark.full
def test_every_page_of_every_record(client: Client, readonly: None) -> None:
    """In Arabic, because that leans most on what stands in when a text is missing."""
    _answers(client, "ar", every_page())


def _answers(client: Client, code: str, paths: list[str]) -> None:
    for path in paths:
        response = client.get(f"/{code}{path}", follow=True)
        assert response.status_code == 200, path
        page = response.content.decode()
        assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in page
        assert response["Content-Language"] == code
        assert not response.cookies
        assert "Cookie" in response["Vary"]
        assert not re.search(r"(src|href)=\"//|@import|url\(http", page)


def test_the_root_goes_to_the_best_language(client: Client) -> None:
    for wish, code in (("ar-SY,en;q=0.5", "ar"), ("en-GB", "en"), ("xx, de-AT;q=0.3", "de"), ("", "de"), ("ckb", "de"), ("en;q=bad", "de")):
        assert client.get("/", headers={"Accept-Language": wish})["Location"] == f"/{code}/"


def test_a_code_leads_to_its_offer_and_an_unknown_one_to_a_clear_page(client: Client) -> None:
    offer = ServiceAtLocation.objects.public().order_by("pk").first()
    assert client.get(f"/o/{offer.code}")["Location"] == f"/de/offers/{offer.pk}/"
    assert client.get("/o/zzzzz").status_code == 404


def test_a_wrong_slug_is_put_right(client: Client) -> None:
    offer = next(offer for offer in ServiceAtLocation.objects.public().order_by("pk") if not offer.is_sensitive)
    response = client.get(f"/de/offers/{offer.pk}/something-else/")
    assert response.status_code == 302
    assert response["Location"] == f"/de/offers/{offer.pk}/{offer.service.slug}/"


def test_health_checks(client: Client) -> None:
    assert client.get("/livez").content == b"ok"
    assert client.get("/readyz").content == b"ready"


def test_a_page_of_results_costs_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: object) -> None:
    """One more where a service has rules of its own."""
    for place in ("Dresden", "Leipzig"):
        client.get(f"/de/search/?place={place}")  # what is kept of names has been read
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            client.get(f"/de/search/?place={place}")


def words_left(client: Client, words: str) -> list[str]:
    """What each chip above the list searches for: the words in its address, or in its form."""
    page = client.post("/de/search/", {"q": words}, follow=True).content.decode()
    _before, chips = page.split('<ul class="chips" aria-label="Wonach wir gesucht haben">')
    found = []
    for chip in chips.partition("</ul>")[0].split("<li>")[1:]:
        address = re.search(r'href="[^"?]*\?([^"]*)"', chip)
        fields = parse_qs(unescape(address[1])) if address else {name: [value] for name, value in re.findall(_FIELD, unescape(chip))}
        found.append(fields.get("q", [""])[0])
    return found


_FIELD = re.compile(r'name="(\w+)" value="([^"]*)"')


@pytest.mark.parametrize(
    "words",
    ["duldung", "frist gelber brief", "mein mann schlägt mich", "xyzzy dresden arabisch", "post behörde verstehen", "anwalt kwyjibo"],
)
def test_every_chip_takes_its_own_words_away(client: Client, words: str) -> None:
    left = words_left(client, words)
    assert left
    assert all(len(q.split()) < len(words.split()) and set(q.split()) < set(words.split()) for q in left), left


def test_a_chip_for_what_was_searched_instead_takes_all_words_away(client: Client) -> None:
    """Where no such kind of help is listed, its needs stand for everything that was typed."""
    unlisted = Programme.objects.exclude(services__offers__status="published").filter(need_ranks__isnull=False).order_by("code").first()
    assert unlisted
    left = words_left(client, unlisted.name_de)
    assert left
    assert not any(left)


@pytest.mark.parametrize("address", ["/de/search/?place=Dresden&q=", "/api/v1/search?lang=de&place=Dresden&q="])
def test_words_that_mean_more_cost_no_query_more(client: Client, address: str) -> None:
    costs = []
    for words in ("psychologe", "psychologe schulden"):
        client.get(address + words)
        with CaptureQueriesContext(connection) as queries:
            client.get(address + words)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_full_page_of_results_is_small_on_the_wire(client: Client) -> None:
    response = client.get("/de/search/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= 25_000
    assert "Accept-Encoding" in response["Vary"]


def test_a_letter_with_a_deadline_is_told_of_also_where_nobody_is_listed_for_it(client: Client) -> None:
    page = client.get("/de/search/?q=R%C3%A4umungsklage+Chemnitz").content.decode()
    assert "Dieser Brief kann eine Frist haben" in page
    assert "Für „Räumungsklage“ kennen wir noch keine Stelle." in page
    assert 'class="card' in page


def test_words_are_shown_as_they_were_typed_and_all_corrections_in_one_note(client: Client) -> None:
    page = client.get("/de/search/?q=wonung,+bewerbng+Regenwürmer!").content.decode()
    assert "„Regenwürmer“" in page
    assert page.count("Gesucht haben wir") == 1
    assert "„wohnung bewerbung“" in page


def test_an_empty_list_leads_to_general_counselling_at_the_same_place(client: Client) -> None:
    page = client.get("/de/search/?need=obdach&place=Chemnitz").content.decode()
    assert "/de/search/?place=Chemnitz&amp;need=amt" in page
