"""What is kept of a listing is read once, shows nothing of the search it was made for, and is never older than the listing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from services.display import days
from tests import builders
from tests.search.columns.engines import columns

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 10, 9, 30)


@pytest.fixture(autouse=True)
def by_columns() -> Iterator[None]:
    """The SQL names no version of a listing, so that nothing of it is kept."""
    with columns():
        yield


def results(client: Client, **asked: str) -> dict[str, dict[str, Any]]:
    answer = client.get("/api/v1/search", {"lang": "de", **asked})
    return {result["id"]: result for result in answer.json()["results"]}


def test_a_listing_is_read_once_for_the_json_and_once_for_the_pages(client: Client) -> None:
    for address in ("/api/v1/search?lang=de&place=Leipzig", "/de/search/?place=Leipzig"):
        first = client.get(address).content
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).content == first
        assert not [query["sql"] for query in asked if "json_build_array" in query["sql"]], "the statement that reads listings"


def test_what_depends_on_the_search_is_told_anew(client: Client) -> None:
    near, far = results(client, place="Leipzig"), results(client, place="Leipzig", radius="300", sort="distance")
    assert near.keys() & far.keys()
    pirna = results(client, place="Pirna", radius="300")
    both = [offer for offer in pirna.keys() & far.keys() if far[offer]["distance_km"]]
    assert both and all(pirna[offer]["distance_km"] != far[offer]["distance_km"] for offer in both)
    assert {result["group"] for result in near.values()} == {"stated"}
    assert "unknown" in {result["group"] for result in results(client, place="Leipzig", language="ti").values()}


def test_what_depends_on_the_clock_is_told_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = builders.offer(
        hours="Mo-Fr 09:00-12:00", at={"area": builders.area(), "city": "Dresden", "street": "Hof 1"}, access=["walk_in"]
    )
    builders.checked(offer, "hours", TUESDAY.date())
    said = []
    with columns():
        for moment in (TUESDAY, TUESDAY.replace(hour=21)):
            monkeypatch.setattr(days, "now", lambda moment=moment: moment)
            json = results(client, q=f'"{offer.code}"')[str(offer.pk)]["first_step"]["when"]
            page = client.get("/de/search/", {"q": f'"{offer.code}"'}).content.decode()
            assert json in page
            said.append((json, '<span class="open">' in page))
    assert said == [("Geöffnet: jetzt, bis 12:00 Uhr.", True), ("Geöffnet: morgen, Mittwoch, ab 09:00 Uhr.", False)]


def test_each_language_has_its_own(client: Client) -> None:
    german, english = (client.get("/api/v1/search", {"lang": lang, "place": "Leipzig"}).json()["results"] for lang in ("de", "en"))
    assert {each["id"] for each in german} == {each["id"] for each in english}
    assert {each["service"] for each in german} != {each["service"] for each in english}


def test_nothing_of_a_person_is_kept(client: Client) -> None:
    asked = {"lang": "de", "filters": {"place": "Leipzig"}, "persons": [{"age": 19, "status": "G5", "situations": []}]}
    told = client.post("/api/v1/search", asked, content_type="application/json").json()["results"]
    assert told and all(result["verdict"] for result in told)
    assert {str(result["verdict"]) + str(result["verdicts"]) for result in results(client, place="Leipzig").values()} == {"None[]"}
