"""Finding listings, and the lists that staff work through."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from services.actions import recording
from services.models import OrganizationAlias, ServiceAlias
from tests.admin.desk import Desk, Listing, kreis, make_offer

LIST = "admin:services_serviceatlocation_changelist"
pytestmark = pytest.mark.django_db


def found(desk: Desk, **query: str) -> list[str]:
    response = desk.client.get(reverse(LIST), query)
    assert response.status_code == 200
    return [offer.service.name_de for offer in response.context["cl"].result_list]


@pytest.mark.parametrize(
    "words",
    [
        "Geflüchtete",
        "gefluechtete",
        "GEFLUCHTETE",
        "sozialberatung prüfverein",
        "gamigweg",
        "Gamigweg 22",
        "01239 prüfverein",
        "fluechtlingspruefarbeit",
        "PRUEF_A",
        "4984715",
        "03514984715",
        "0351 4984715",
        "0351/4984715",
        "DICV",
        "Migrationsdienst",
        "الاجتماعية",
        "dresden pruefverein 4984",
    ],
)
def test_any_word_finds_a_draft(desk: Desk, offer: Listing, words: str) -> None:
    make_offer("Schuldnerberatung", "Hauptstraße 1", "0371 222222")
    with recording.atomic():
        offer.service.name_ar = "الخدمة الاجتماعية"
        offer.service.save()
        ServiceAlias.objects.create(service=offer.service, text="Migrationsdienst Süd")
        OrganizationAlias.objects.create(organization=offer.service.organization, text="DICV")
    names = found(desk, q=words)
    assert "Sozialberatung für Geflüchtete" in names


def test_every_word_must_stand_somewhere(desk: Desk, offer: Listing) -> None:
    assert found(desk, q="Geflüchtete Prüfverein Rostock") == []
    assert found(desk, q=offer.code) == ["Sozialberatung für Geflüchtete"]
    assert isinstance(found(desk, q="%_'\"\\"), list)


def test_unreachable_and_overdue(desk: Desk, offer: Listing) -> None:
    lost = make_offer("Ohne alles", "Hauptstraße 1", "0371 222222")
    with recording.atomic():
        lost.contacts.clear()
        lost.location.street, lost.location.precision = "", "municipality"
        lost.location.save()
    assert "Ohne alles" in found(desk, unreachable="yes", q="prüfverein")
    assert offer.service.name_de not in found(desk, unreachable="yes", q="prüfverein")
    assert sorted(found(desk, overdue="yes", q="prüfverein")) == ["Ohne alles", "Sozialberatung für Geflüchtete"]
    dresden, leipzig = (kreis(name).number for name in ("Dresden", "Leipzig"))
    assert len(found(desk, area=str(dresden), q="prüfverein")) == 2
    assert found(desk, area=str(leipzig), q="prüfverein") == []


def test_the_number_of_queries_does_not_grow(desk: Desk, offer: Listing) -> None:
    found(desk, q="prüfverein")
    with CaptureQueriesContext(connection) as one:
        found(desk, q="prüfverein")
    for number in range(5):
        make_offer(f"Beratung {number}", f"Weg {number}", f"0351 44444{number}")
    with CaptureQueriesContext(connection) as many:
        assert len(found(desk, q="prüfverein")) == 6
    assert len(many) == len(one) <= 9


@pytest.mark.full
def test_every_room_opens(desk: Desk, offer: Listing) -> None:
    for model, room in admin.site._registry.items():
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        response = desk.client.get(reverse(f"{base}_changelist"), {"q": "dresden"} if room.search_fields else {})
        assert response.status_code == 200, base
        assert desk.client.get(reverse(f"{base}_add")).status_code in (200, 403), base
        record = model._default_manager.order_by("pk").first()
        if record is not None:
            assert desk.client.get(reverse(f"{base}_change", args=[record.pk])).status_code == 200, base
