"""A write that forgets the search index cannot be committed."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from services.actions import recording
from services.models import ForgottenPath, Location, NeedSynonym, Organization, Programme, SearchRow, Service, ServiceAtLocation
from services.search.query import SearchQuery
from services.search.run import search
from tests import builders

TODAY = date(2026, 11, 21)


def finds(words: str) -> bool:
    return not search(SearchQuery(today=TODAY, q=words), with_facets=False).dropped


@pytest.mark.django_db
def test_a_forgotten_path_cannot_be_committed() -> None:
    offer = builders.offer()
    offer.status = "withdrawn"
    with pytest.raises(IntegrityError, match=r"recording\.atomic"), transaction.atomic():
        offer.save()
        connection.check_constraints()  # what a commit does
    assert ServiceAtLocation.objects.get(pk=offer.pk).status == "published"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda offer: Service.objects.filter(pk=offer.service_id).update(name_de="Zitronenfalter"),
        lambda offer: offer.service.aliases.create(text="Zitronenfalter"),
        lambda offer: Organization.objects.filter(pk=offer.service.organization_id).update(name="Zitronenfalter"),
        lambda offer: Location.objects.filter(pk=offer.location_id).update(street="Zitronenfalter 1"),
        lambda offer: offer.location.former_addresses.create(street="Zitronenfalter 7"),
        lambda offer: Programme.objects.filter(code="VEREIN").update(name_de="Zitronenfalter"),
        lambda offer: NeedSynonym.objects.create(need_id=offer.stated_needs[0].pk, language="de", text="Zitronenfalter"),
    ],
)
def test_whatever_is_written_is_in_the_search_at_once(write: object) -> None:
    offer = builders.offer(of={"programme": "VEREIN"})
    offer = ServiceAtLocation.objects.get(pk=offer.pk)
    assert not finds("Zitronenfalter")
    with recording.atomic():
        write(offer)  # type: ignore[operator]
    assert finds("Zitronenfalter")


@pytest.mark.django_db
def test_withdrawn_means_gone_from_the_search() -> None:
    offer = builders.offer()
    assert SearchRow.objects.filter(offer=offer).exists()
    with recording.atomic():
        offer.status = "withdrawn"
        offer.save()
    assert not SearchRow.objects.filter(offer=offer).exists()


@pytest.mark.django_db
def test_a_failure_leaves_nothing_half() -> None:
    offer = builders.offer()
    with pytest.raises(ZeroDivisionError), recording.atomic():
        Service.objects.filter(pk=offer.service_id).update(name_de="Zitronenfalter")
        raise ZeroDivisionError
    assert not finds("Zitronenfalter")


@pytest.mark.django_db
def test_bulk_writes_outside_are_refused_in_words() -> None:
    with pytest.raises(ForgottenPath, match=r"recording\.atomic"):
        Service.objects.update(name_de="x")
    with pytest.raises(ForgottenPath), transaction.atomic():
        Organization.objects.bulk_create([Organization(name="x")])
