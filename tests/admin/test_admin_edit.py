"""Editing a listing on one page."""

import pytest
from django.urls import reverse
from django.utils import translation

from services.actions import recording
from services.models import Contact, Funding, FundingSource, SearchRow, Service, ServiceAtLocation
from tests.admin.desk import PHONE, Desk, Listing, again, make_offer
from tests.admin.page_form import key

pytestmark = pytest.mark.django_db


def test_phone_arabic_text_and_publishing_in_one_save(desk: Desk, offer: Listing) -> None:
    data = desk.open(offer)
    data[key(data, "contact", "value", PHONE)] = "0351 4984 999"
    data["service-0-name_ar"] = "الخدمة الاجتماعية"
    data["hours_1"] = "9.30–11.30"
    response = desk.save(offer, data, "services_serviceatlocation_save_and_publish")
    assert response.status_code == 302, response.context["errors"]
    offer = again(offer)
    assert offer.is_public
    assert offer.hours == "Mo 09:00-12:00; Tu 09:30-11:30"
    assert offer.contacts.get().e164 == "+493514984999"
    assert offer.service.name_ar == "الخدمة الاجتماعية"
    assert "الخدمه" in str(SearchRow.objects.get(offer=offer).tokens)
    assert offer.history.first().history_user.username == "anna"


def test_saving_without_a_change_changes_nothing(desk: Desk, offer: Listing) -> None:
    before = (offer.version, offer.service.version, offer.location.version, offer.history.count())
    response = desk.save(offer, desk.open(offer))
    assert response.status_code == 302, response.context["errors"]
    offer = again(offer)
    assert (offer.version, offer.service.version, offer.location.version, offer.history.count()) == before


def test_a_secret_place_with_a_street_is_refused_and_nothing_is_saved(desk: Desk, offer: Listing) -> None:
    data = desk.open(offer)
    data["location-0-visibility"] = "hidden"
    data["note_de"] = "Neu"
    response = desk.save(offer, data)
    assert response.status_code == 200
    with translation.override("de"):
        sentence = translation.gettext(
            "A secret place must not have a name, street, postal code, town or point. Only its district is stored."
        )
    assert sentence in response.content.decode()
    assert again(offer).location.visibility == "full"
    assert again(offer).note_de in ("", None)


def test_directions_of_a_secret_place_are_refused_in_every_language(desk: Desk, offer: Listing) -> None:
    data = desk.open(offer)
    emptied = dict.fromkeys(("location-0-street", "location-0-postal_code", "location-0-city"), "")
    data |= emptied | {"location-0-visibility": "hidden", "location-0-precision": "kreis", "location-0-directions_ar": "خلف المحطة"}
    response = desk.save(offer, data)
    assert response.status_code == 200
    assert again(offer).location.visibility == "full"


def test_a_shared_number_is_changed_for_all_or_only_here(desk: Desk, offer: Listing) -> None:
    other = make_offer("Jugendmigrationsdienst")
    data = desk.open(offer)
    value = key(data, "contact", "value", PHONE)
    assert desk.save(offer, {**data, value: "0351 111111", value.replace("-value", "-scope"): "here"}).status_code == 302
    assert [offer.contacts.get().value, other.contacts.get().value] == ["0351 111111", PHONE]
    data = desk.open(other)
    assert desk.save(other, {**data, key(data, "contact", "value", PHONE): "0351 111111"}).status_code == 302
    assert other.contacts.get() == offer.contacts.get()
    data = desk.open(offer)
    assert desk.save(offer, {**data, key(data, "contact", "value", "0351 111111"): "0351 222222"}).status_code == 302
    assert other.contacts.get().value == "0351 222222"


def test_a_removed_number_stays_with_the_organization(desk: Desk, offer: Listing) -> None:
    data = desk.open(offer)
    delete = key(data, "contact", "value", PHONE).replace("-value", "-DELETE")
    assert desk.save(offer, {**data, delete: "on"}).status_code == 302
    assert not offer.contacts.exists()
    assert Contact.objects.filter(organization=offer.service.organization).count() == 1


def test_a_bad_number_is_refused(desk: Desk, offer: Listing) -> None:
    data = desk.open(offer)
    response = desk.save(offer, {**data, key(data, "contact", "value", PHONE): "12"})
    assert response.status_code == 200
    assert offer.contacts.get().value == PHONE


def test_offers_services_and_organizations_cannot_be_deleted(desk: Desk, offer: Listing) -> None:
    for record in (offer, offer.service, offer.service.organization):
        name = f"admin:services_{record._meta.model_name}_delete"
        assert desk.client.post(reverse(name, args=[record.pk]), {"post": "yes"}).status_code == 403


def test_withdrawing_from_the_list_keeps_the_reason(desk: Desk) -> None:
    offer = make_offer("Sozialberatung", status="published")
    chosen = {"action": "withdraw_all", "_selected_action": [offer.pk], "reason": "Umgezogen"}
    assert desk.client.post(reverse("admin:services_serviceatlocation_changelist"), chosen).status_code == 302
    offer = again(offer)
    assert offer.status == "withdrawn"
    assert not SearchRow.objects.filter(offer=offer).exists()
    assert offer.history.first().history_change_reason == "Umgezogen"


@pytest.mark.parametrize(("model", "field"), [("funding_services", "funding"), ("service", "needs"), ("servicearea", "area")])
def test_long_lists_are_searched(desk: Desk, model: str, field: str) -> None:
    query = {"app_label": "services", "model_name": model, "field_name": field, "term": "sachsen"}
    response = desk.client.get(reverse("admin:autocomplete"), query)
    assert response.status_code == 200
    assert model != "servicearea" or "Sachsen" in [row["text"] for row in response.json()["results"]]


def test_a_funding_is_tied_to_the_service(desk: Desk, offer: Listing) -> None:
    with recording.atomic():
        source = FundingSource.objects.create(code="pruef", name_de="Prüfministerium")
        funding = Funding.objects.create(funding_source=source)
    assert desk.save(offer, {**desk.open(offer), "service-0-fundings": [funding.pk]}).status_code == 302
    assert offer.service.fundings.get() == funding
    assert desk.open(offer)["service-0-fundings"] == [str(funding.pk)]
    assert desk.save(offer, {**desk.open(offer), "service-0-fundings": []}).status_code == 302
    assert not offer.service.fundings.exists()


def test_a_listing_from_nothing(desk: Desk, offer: Listing) -> None:
    place = again(offer).location
    with recording.atomic():
        service = Service.objects.create(organization=offer.service.organization, name_de="Rentenberatung")
    add = reverse("admin:services_serviceatlocation_add")
    response = desk.client.post(add, {"service": service.pk, "location": place.pk, "_continue": "1"})
    assert response.status_code == 302
    made = ServiceAtLocation.objects.get(service=service)
    assert made.status == "draft"
    assert response["Location"].endswith(f"{made.pk}/change/")


def test_the_history_names_only_what_was_changed(desk: Desk, offer: Listing) -> None:
    assert desk.save(offer, {**desk.open(offer), "note_de": "Klingel unten"}).status_code == 302
    newest, before = offer.history.all()[:2]
    changed = {change.field for change in newest.diff_against(before).changes}
    assert changed <= {"note", "note_de"}
