"""Suggestions while typing and "near me": small, by POST, kept nowhere."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def options(client: Client, lang: str = "de", **typed: str) -> list[str]:
    response = client.post(f"/{lang}/suggest/", typed)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert len(response.content) < 5000
    return [part.partition('"')[0] for part in response.content.decode().split('value="')[1:]]


def test_needs_kinds_of_help_and_organizations_are_suggested_in_the_readers_language(client: Client) -> None:
    assert "Mir geht es seelisch schlecht / Trauma" in options(client, q="psychol")
    assert "I feel mentally unwell / trauma" in options(client, "en", q="psychol")
    assert "Migrationsberatung für erwachsene Zugewanderte" in options(client, q="MBE")
    assert any("Caritas" in option for option in options(client, q="carit"))
    assert options(client, "ar", q="طبيب")


def test_many_suggestions_cost_no_query_each(client: Client, django_assert_num_queries: Any) -> None:
    """The state of the words, and organizations; needs and kinds of help have been read."""
    for words in ("migr", "schul"):
        assert len(options(client, q=words)) > 2
        with django_assert_num_queries(2):
            options(client, q=words)


def test_the_last_word_counts_too(client: Client) -> None:
    assert "Schulden, Mahnung, Inkasso" in options(client, q="ich habe schul")


def test_places_are_suggested_the_larger_ones_first(client: Client) -> None:
    assert options(client, place="dres")[0] == "Dresden"
    assert "Leipzig" in options(client, "ar", place="لايب")


@pytest.mark.parametrize(
    "typed", [{}, {"q": "x"}, {"q": "\x00"}, {"q": "carit\x00as"}, {"q": "%" * 500}, {"place": "'; DROP TABLE"}, {"q": "a" * 10_000}]
)
def test_anything_typed_gets_an_answer(client: Client, typed: dict[str, str]) -> None:
    options(client, **typed)


def test_what_a_suggestion_says_is_understood(client: Client) -> None:
    for option in options(client, q="psychol"):
        response = client.post("/de/search/", {"q": option, "place": "Dresden"}, follow=True)
        assert 'class="card"' in response.content.decode()


@pytest.mark.parametrize(
    ("position", "address"),
    [
        ({"lat": "51.05", "lon": "13.74"}, "/de/search/?place=01"),
        ({"lat": "0", "lon": "0"}, "/de/"),
        ({"lat": "nan", "lon": "13"}, "/de/"),
        ({"lat": "1e400", "lon": "13"}, "/de/"),
        ({"lat": "here"}, "/de/"),
        ({}, "/de/"),
    ],
)
def test_near_me_goes_to_the_nearest_postal_code(client: Client, position: dict[str, Any], address: str) -> None:
    response = client.post("/de/near/", position)
    assert response.status_code == 303
    assert response["Location"].startswith(address)
    assert "13.7" not in response["Location"]
    assert client.get("/de/near/").status_code == 405
