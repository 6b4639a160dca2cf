"""A listing, and a staff member at its page."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from services.actions import recording
from services.models import Area, Check, Contact, Location, Organization, Programme, Service, ServiceAtLocation, Source
from tests.admin.page_form import Data, fields_of

#: A ServiceAtLocation, with what modeltranslation and simple-history add and the stubs do not know.
Listing = Any

PHONE = "0351 4984715"


def make_offer(name: str, street: str = "Gamigweg 22", phone: str = PHONE, status: str = "draft") -> Listing:
    with recording.atomic():
        organization, _new = Organization.objects.get_or_create(name="Prüfverein Elbtal e.V.", defaults={"short_name": "Prüfverein"})
        programme, _new = Programme.objects.get_or_create(
            code="PRUEF_A", defaults={"name_de": "Flüchtlingsprüfarbeit", "summary_de": "Hilft im Alltag.", "audiences": ["person"]}
        )
        service = Service.objects.create(organization=organization, programme=programme, name_de=name)
        place = Location.objects.create(
            organization=organization, street=street, city="Dresden", postal_code="01239", precision="address", area=kreis("Dresden")
        )
        offer = ServiceAtLocation.objects.create(service=service, location=place, status=status, hours="Mo 09:00-12:00")
        contact, _new = Contact.objects.get_or_create(organization=organization, kind="phone", value=phone)
        offer.contacts.add(contact)
        source, _new = Source.objects.get_or_create(title="Flyer", defaults={"kind": "own"})
        Check.objects.create(offer=offer, group="hours", source=source, day=date(2024, 1, 1))
    return offer


def kreis(name: str) -> Area:
    return Area.objects.filter(kind="kreis", name_de__startswith=name).order_by("name_de", "key")[0]


def again(offer: Listing) -> Listing:
    """The offer as it stands in the database, with its service and place."""
    return ServiceAtLocation.objects.select_related("service", "location").get(pk=offer.pk)


class Desk:
    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def open(self, offer: Listing) -> Data:
        response = self.client.get(address(offer))
        assert response.status_code == 200
        return fields_of(response, "serviceatlocation_form")

    def save(self, offer: Listing, data: Data, button: str = "_continue") -> Any:
        return self.client.post(address(offer), {**data, button: "1"})


def address(offer: Listing) -> str:
    return reverse("admin:services_serviceatlocation_change", args=[offer.pk])
