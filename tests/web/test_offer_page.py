"""The offer page begins with the first step; what is old says so, what is unknown is said in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from services.models import ServiceAtLocation
from tests import builders

pytestmark = pytest.mark.django_db
MONDAY_10 = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
BUSS_UND_BETTAG_10 = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def page(client: Client, offer: ServiceAtLocation, code: str = "en") -> str:
    return client.get(f"/{code}/offers/{offer.pk}/", follow=True).content.decode()


def phone_offer(**values: object) -> ServiceAtLocation:
    return builders.offer(contacts=[("phone", "0351 1234567")], hours="Mo-Fr 09:00-12:00", **values)


@pytest.fixture
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MONDAY_10)


@pytest.mark.usefixtures("_monday")
def test_fresh_hours_say_open_now(client: Client) -> None:
    offer = phone_offer()
    builders.checked(offer, "hours", date(2026, 11, 1))
    shown = page(client, offer)
    assert "open now" in shown
    assert 'href="tel:+493511234567"' in shown


@pytest.mark.usefixtures("_monday")
def test_old_hours_never_say_open_now(client: Client) -> None:
    offer = phone_offer()
    builders.checked(offer, "hours", date(2018, 3, 1), day_precision="month")
    shown = page(client, offer)
    assert "open now" not in shown
    assert "March 2018" in shown


@pytest.mark.usefixtures("_monday")
def test_undated_hours_never_say_open_now(client: Client) -> None:
    assert "open now" not in page(client, phone_offer())


def test_a_holiday_of_saxony_closes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: BUSS_UND_BETTAG_10)
    offer = phone_offer()
    builders.checked(offer, "hours", date(2026, 11, 1))
    assert "open now" not in page(client, offer)
    monkeypatch.setattr(timezone, "now", lambda: BUSS_UND_BETTAG_10 + timedelta(days=1))
    assert "open now" in page(client, offer)


def test_an_offer_without_any_contact_names_the_carrier(client: Client) -> None:
    organization = builders.organization(website="https://carrier.example/")
    offer = builders.offer(of={"organization": organization})
    assert "https://carrier.example/" in page(client, offer)
    assert offer in ServiceAtLocation.objects.unreachable()


def test_what_nobody_has_said_is_said_in_words(client: Client) -> None:
    shown = page(client, builders.offer())
    assert "They have not said. Just ask." in shown
    assert "What we do not know" in shown
    assert "opening hours" in shown


def test_the_sentence_to_say_is_german_and_names_the_readers_language(client: Client) -> None:
    shown = page(client, phone_offer(), "ar")
    assert '<span class="say" lang="de" dir="ltr">' in shown
    assert "Arabisch" in shown


def test_a_hidden_address_is_nowhere_on_the_page(client: Client) -> None:
    hidden = builders.offer(
        of={"programme": "SCHUTZHAUS"}, at={"visibility": "hidden", "precision": "kreis", "city": "", "area": builders.area("14612")}
    )
    shown = page(client, hidden)
    assert "The address is secret" in shown
    assert client.get(f"/en/offers/{hidden.pk}/")["Cache-Control"] == "no-store"


def test_a_state_office_says_so(client: Client) -> None:
    office = builders.organization(kind="public_authority")
    assert "This is a state office." in page(client, builders.offer(of={"organization": office}))


def test_a_draft_has_no_page(client: Client) -> None:
    draft = builders.offer(status="draft")
    assert client.get(f"/de/offers/{draft.pk}/").status_code == 404
    assert client.get(f"/admin/preview/{draft.pk}/").status_code == 302


def test_a_text_that_is_missing_falls_back_with_its_language(client: Client) -> None:
    offer = builders.offer(of={"name_de": "Nur auf Deutsch", "description_de": "Ein Text."})
    shown = page(client, offer, "ar")
    assert '<span lang="de" dir="ltr">Nur auf Deutsch</span>' in shown
    assert '<details class="theirs">' in shown
