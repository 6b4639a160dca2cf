"""Bad input gets a clear sentence; the rest of the search is still done; nothing is ever a 500."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db
BAD = [
    ("place", "99999999"),
    ("place", "\x00"),
    ("need", "<script>"),
    ("need", "\x00"),
    ("funder", "\x00"),
    ("page", "-1"),
    ("page", "abc"),
    ("page", "99999999999999999999"),
    ("radius", "abc"),
    ("radius", "1e309"),
    ("radius", "-5"),
    ("radius", "nan"),
    ("language", "'; DROP TABLE"),
    ("programme", "%27"),
    ("sort", "price"),
    ("q", "\x00"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_the_page_says_what_is_wrong_and_searches_on(client: Client, name: str, value: str) -> None:
    response = client.get("/en/search/", {name: value, "place" if name != "place" else "need": "Dresden" if name != "place" else "amt"})
    assert response.status_code == 200
    page = response.content.decode()
    assert 'class="error' in page
    assert 'class="card"' in page
    assert "<script>" not in page.replace("<script src", "")


@pytest.mark.parametrize(("name", "value"), BAD)
def test_the_api_says_which_field_and_why(client: Client, name: str, value: str) -> None:
    response = client.get("/api/v1/search", {name: value, "lang": "en"})
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["field"] == name
    assert len(error["message"]) > 10


def test_a_bad_distance_without_a_place_is_said_as_well(client: Client) -> None:
    assert "as a number" in client.get("/en/search/?radius=abc").content.decode()


@pytest.mark.parametrize("path", ["/de/search/", "/api/v1/search"])
def test_ten_kilobytes_of_words_are_cut(client: Client, path: str) -> None:
    assert client.get(path, {"q": "wohnung " * 1300}).status_code in (200, 400)


@pytest.mark.parametrize("path", ["/de/search/", "/api/v1/search"])
def test_too_many_parameters_are_refused(client: Client, path: str) -> None:
    assert client.get(path + "?" + "&".join(["need=amt"] * 51)).status_code == 400


def test_a_page_beyond_the_last_shows_the_last(client: Client) -> None:
    answer = client.get("/api/v1/search?place=Dresden&page=500").json()
    assert answer["page"] == answer["pages"]


def test_an_unknown_language_is_refused_with_the_known_ones(client: Client) -> None:
    response = client.get("/api/v1/search?lang=xx")
    assert response.status_code == 400
    assert "de" in response.json()["error"]["message"]


ANY = st.text(max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["q", "place", "radius", "need", "language", "page", "sort", "funder", "x"]), ANY, max_size=5))
def test_anything_at_all_is_answered(client: Client, asked: dict[str, str]) -> None:
    assert client.get("/de/search/", asked).status_code in (200, 400)
    response = client.get("/api/v1/search", asked)
    assert response.status_code in (200, 400)
    json.loads(response.content)
