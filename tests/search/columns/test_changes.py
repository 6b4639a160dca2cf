"""A snapshot that has followed the changes gives the same answers as one that is read anew."""

from collections.abc import Callable
from datetime import date
from unittest import mock

import pytest
from django.db import connection

from services.actions import recording
from services.models import Area, Contact, Service, ServiceAtLocation
from services.search import codes
from services.search.columns import places, rows
from services.search.columns.snapshot import Full, Snapshot, patched
from services.search.query import SearchQuery
from services.search.run import search
from tests.builders import offer, speaks
from tests.search.columns.engines import by_sql, columns, snapshot
from tests.search.random_queries import Questions

pytestmark = pytest.mark.django_db


def followed(before: Snapshot, *changed: ServiceAtLocation) -> Snapshot:
    offers = {each.pk for each in changed}
    return patched(before, offers, rows.read(list(offers)), before.seq + 1)


def agree(made: Snapshot, seed: int) -> None:
    questions = Questions(seed)
    for _number in range(40):
        query = questions.one().query
        with columns(made):
            assert search(query) == by_sql(query)


def listed(number: int) -> ServiceAtLocation:
    return ServiceAtLocation.objects.public().order_by("pk")[number]


def rename(found: ServiceAtLocation) -> None:
    found.service.name_de = "Kwyjibo für alle"
    found.service.save()


def move(found: ServiceAtLocation) -> None:
    place = found.location
    place.area, place.city, place.postal_code, place.lat, place.lon = Area.objects.get(key="11000:Berlin"), "Berlin", "10115", None, None
    place.save()


def withdraw(found: ServiceAtLocation) -> None:
    found.status = "withdrawn"
    found.save()


def delete(found: ServiceAtLocation) -> None:
    found.delete()


def reach(found: ServiceAtLocation) -> None:
    found.access, found.nationwide = ["online", "phone"], True
    found.save()


@pytest.mark.parametrize("change", [rename, move, withdraw, delete, reach])
def test_a_changed_listing_is_found_as_it_is_now(change: Callable[[ServiceAtLocation], None]) -> None:
    before, found = snapshot(), listed(7)
    offer_id = found.pk
    with recording.atomic():
        change(found)
    found.pk = offer_id
    others = list(ServiceAtLocation.objects.filter(service=found.service_id)) if found.service_id else []
    agree(followed(before, found, *others), 3)


def test_new_listings_are_found_also_by_their_words_and_what_is_old_stays_true() -> None:
    before = snapshot()
    query = SearchQuery(today=date(2026, 11, 20), q='"kwyjibo"')
    with columns(before):
        assert search(query).dropped == ('"kwyjibo"',)
    made = [offer(of={"name_de": "Kwyjibo Beratung"}), offer(of={"name_de": "Kwyjibo zwei"}, at={"postal_code": "01219"})]
    speaks(made[0], "ar")
    after = followed(before, *made)
    with columns(after):
        assert {hit.offer for hit in search(query).hits} == {each.pk for each in made}
    with columns(before):
        assert search(query).dropped == ('"kwyjibo"',)
    agree(after, 4)


def test_what_lies_around_a_place_is_looked_up_once_and_not_kept_longer_than_the_snapshot() -> None:
    before, found = snapshot(), listed(7)
    queries = [SearchQuery(today=date(2026, 11, 20), q=f"{word} Berlin") for word in ("beratung", "asyl", "miete")]
    with columns(before), mock.patch.object(places, "_serving", wraps=places._serving) as looked_up:
        old = [search(query) for query in queries]
    assert looked_up.call_count == 4, "of each circle once"
    with recording.atomic():
        move(found)
    with columns(followed(before, *found.location.offers.all())):
        new = [search(query) for query in queries]
    assert new == [by_sql(query) for query in queries] != old


def test_many_changes_of_one_listing_leave_one() -> None:
    made, found = snapshot(), listed(3)
    for number in range(5):
        with recording.atomic():
            found.service.name_de = f"Kwyjibo {number}"
            found.service.save()
        made = followed(made, found)
    query = SearchQuery(today=date(2026, 11, 20), q='"kwyjibo"')
    with columns(made):
        assert [hit.offer for hit in search(query).hits] == [each.pk for each in found.service.offers.public()]
    agree(made, 5)


def test_a_changed_number_is_told_though_the_search_row_stays_the_same() -> None:
    """Kept cards show it."""
    found = ServiceAtLocation.objects.public().filter(contacts__isnull=False).order_by("pk")[0]
    contact: Contact = found.contacts.all()[0]
    with recording.atomic():
        contact.label_de = "neu"
        contact.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_id FROM services_searchchange WHERE seq IS NULL AND offer_id IS NOT NULL")
        assert {row[0] for row in cursor.fetchall()} == {offer.pk for offer in contact.offers.public()}


def test_what_does_not_fit_asks_for_everything_anew() -> None:
    made = snapshot()
    room = made.columns.room - made.size
    with pytest.raises(Full):
        for _number in range(room + 1):
            made = followed(made, listed(0))


def test_a_new_programme_asks_for_everything_anew() -> None:
    before, found = snapshot(), listed(5)
    with recording.atomic():
        programme = found.service.programme or Service.objects.exclude(programme=None).order_by("pk")[0].programme
        assert programme
        programme.code = "NEU"
        programme.save()
    changed = list(ServiceAtLocation.objects.public().filter(service__programme=programme))
    with pytest.raises(Full):
        followed(before, *changed)
    assert "NEU" in codes.of("programme")
    agree(snapshot(), 6)
