"""The contract of `GET /api/v1/search`, word for word, against a golden file."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.builders import offer

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "dresden-psyche": "place=Dresden&need=psyche&lang=de",
    "pirna-amt": "place=01796&need=amt&lang=en",
    "rostock": "place=Rostock&lang=ar",
    "lsh": "q=LSH&lang=de",
    "jmd": "q=Jugendmigrationsdienst&lang=de",
}


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_the_golden_one(client: Client, name: str, pytestconfig: pytest.Config) -> None:
    """After a wanted change: delete the file, run the test twice, read the difference."""
    answer = client.get(f"/api/v1/search?{CASES[name]}").json()
    path = GOLDEN / f"{name}.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n")
        pytest.fail(f"{path.name} was missing and has been written; read it, then run again")
    assert answer == json.loads(path.read_text())


RESULT = {
    "id", "code", "url", "service", "organization", "programme", "needs", "location", "distance_km", "serves_your_area", "languages",
    "group", "first_step", "verdict", "verdicts", "last_checked", "stale",
}  # fmt: skip


def test_every_word_of_the_contract_is_there(client: Client) -> None:
    answer: dict[str, Any] = client.get("/api/v1/search?place=Dresden&need=asyl").json()
    assert set(answer) == {"total", "page", "pages", "understood", "crisis", "deadline", "hidden", "facets", "results"}
    assert answer["deadline"] is True
    assert answer["hidden"] == {"not_for_you": 0}
    for result in answer["results"]:
        assert set(result) == RESULT
        assert set(result["location"]) == {"name", "address", "city", "postal_code", "lat", "lon", "precision"}
        assert result["verdict"] is None
    assert set(answer["facets"]) == {"need", "language", "programme", "audience", "access", "funder", "open_now"}
    for values in answer["facets"].values():
        assert all(set(value) == {"value", "label", "count", "unknown"} for value in values)


@pytest.mark.parametrize("name", ['Kwyjibo "{0}" \\u0000', 'Kwyjibo", "group": "\\', "Kwyjibo {km} \u2028 كويجيبو"])
def test_odd_names_arrive_as_they_are(client: Client, name: str) -> None:
    offer(of={"name_de": name})
    [result] = client.get("/api/v1/search?q=kwyjibo&lang=de").json()["results"]
    assert (result["service"], result["group"], result["distance_km"]) == (name, "stated", None)


def test_page_and_json_show_the_same_offers_in_the_same_order(client: Client) -> None:
    ids = [result["id"] for result in client.get("/api/v1/search?place=Dresden&need=amt&lang=de").json()["results"]]
    page = client.get("/de/search/?place=Dresden&need=amt").content.decode()
    positions = [page.index(f"/de/offers/{pk}/") for pk in ids]
    assert positions == sorted(positions)


def test_a_hidden_place_is_its_kreis(client: Client) -> None:
    answer = client.get("/api/v1/search?programme=SCHUTZHAUS&lang=de").json()
    location = answer["results"][0]["location"]
    assert location == {
        "name": "",
        "address": "",
        "city": "Dresden, Stadt",
        "postal_code": "",
        "lat": None,
        "lon": None,
        "precision": "hidden",
    }
