"""Two editors lose nothing."""

import pytest

from tests.admin.desk import PHONE, Desk, Listing, again
from tests.admin.page_form import fields_of, key

pytestmark = pytest.mark.django_db


def test_the_second_save_shows_both_versions_and_wins_only_when_repeated(desk: Desk, other_desk: Desk, offer: Listing) -> None:
    mine, theirs = desk.open(offer), other_desk.open(offer)
    assert other_desk.save(offer, {**theirs, "note_de": "Klingel unten"}).status_code == 302
    refused = desk.save(offer, {**mine, "note_de": "Klingel oben", "note_en": "Ring twice"})
    assert refused.status_code == 200
    page = refused.content.decode()
    assert "Bilal Kaya" in page
    assert "Klingel unten" in page
    assert "Klingel oben" in page
    assert again(offer).note_de == "Klingel unten"
    repeated = fields_of(refused, "serviceatlocation_form")
    assert (repeated["note_de"], repeated["note_en"]) == ("Klingel oben", "Ring twice")
    assert desk.save(offer, repeated).status_code == 302
    assert again(offer).note_de == "Klingel oben"


PARTS = [("name_de", "service"), *(pytest.param(*part, marks=pytest.mark.full) for part in (("city", "location"), ("value", "contact")))]


@pytest.mark.parametrize(("field", "prefix"), PARTS)
def test_each_part_has_its_own_version(desk: Desk, other_desk: Desk, offer: Listing, field: str, prefix: str) -> None:
    mine, theirs = desk.open(offer), other_desk.open(offer)
    name = f"{prefix}-0-{field}"
    assert other_desk.save(offer, {**theirs, name: "0351 4444444" if field == "value" else "Von Bilal"}).status_code == 302
    refused = desk.save(offer, {**mine, name: "0351 5555555" if field == "value" else "Von Anna", "note_de": "auch neu"})
    assert refused.status_code == 200
    assert "Bilal Kaya" in refused.content.decode()
    assert again(offer).note_de in ("", None)


def test_different_parts_do_not_disturb_each_other(desk: Desk, other_desk: Desk, offer: Listing) -> None:
    mine, theirs = desk.open(offer), other_desk.open(offer)
    assert other_desk.save(offer, {**theirs, "note_de": "Klingel unten"}).status_code == 302
    changed = {**mine, key(mine, "contact", "value", PHONE): "0351 4444444"}
    refused = desk.save(offer, changed)
    assert refused.status_code == 200, "her page still holds the old note: she is asked"
    repeated = fields_of(refused, "serviceatlocation_form") | {"note_de": "Klingel unten"}
    assert desk.save(offer, repeated).status_code == 302
    offer = again(offer)
    assert offer.note_de == "Klingel unten"
    assert offer.contacts.get().value == "0351 4444444"


def test_a_page_without_a_version_does_not_save(desk: Desk, offer: Listing) -> None:
    data = desk.open(offer)
    del data["seen_version"]
    assert desk.save(offer, {**data, "note_de": "Neu"}).status_code == 200


def test_an_old_state_can_be_restored(desk: Desk, offer: Listing) -> None:
    assert desk.save(offer, {**desk.open(offer), "note_de": "Falsch"}).status_code == 302
    first = offer.history.last()
    url = f"/admin/services/serviceatlocation/{offer.pk}/history/{first.pk}/"
    page = desk.client.get(url)
    assert page.status_code == 200
    data = fields_of(page, "serviceatlocation_form") or fields_of(page, "historicalserviceatlocation_form")
    assert desk.client.post(url, {**data, "seen_version": "2"}).status_code == 302
    restored = again(offer)
    assert restored.note_de in ("", None)
    assert restored.version == 3
