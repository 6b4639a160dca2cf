"""Invariants hold in the database, whatever the door, and each has a sentence for people."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from services.actions import recording
from services.models import Contact, Fact, Location, Programme, Rule, ServiceAtLocation
from tests import builders

pytestmark = pytest.mark.django_db


def refused(make: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize(
    "detail", [{"street": "Geheim 1"}, {"postal_code": "01069"}, {"lat": 51.0, "lon": 13.7}, {"city": "Dresden"}, {"name": "Haus"}]
)
def test_a_hidden_place_cannot_hold_what_would_tell_where_it_is(detail: dict[str, Any]) -> None:
    refused(lambda: builders.location(**{"visibility": "hidden", "city": "", "area": builders.area("14612"), **detail}))


def test_a_hidden_place_lies_in_a_kreis_and_nothing_smaller() -> None:
    refused(lambda: builders.location(visibility="hidden", city="", area=builders.area("14612:Dresden")))
    hidden = Location(organization=builders.organization(), visibility="hidden", area=builders.area("dd-prohlis"))
    with pytest.raises(ValidationError, match=r"\(Kreis\)|Landkreis|Kreis"):
        hidden.clean()


def test_a_partial_place_has_no_street() -> None:
    refused(lambda: builders.location(visibility="partial", street="Geheim 1"))


def test_half_a_point_is_refused() -> None:
    refused(lambda: builders.location(lat=51.0))


@pytest.mark.parametrize(
    "values",
    [
        {"takes_new": "yes"},
        {"waiting_weeks": 3},
        {"closed_from": date(2026, 2, 1), "closed_to": date(2026, 1, 1)},
        {"access": ["phone"], "access_not": ["phone"]},
    ],
)
def test_offers_refuse_what_makes_no_sense(values: dict[str, Any]) -> None:
    refused(lambda: builders.offer(**values))


def test_a_phone_that_cannot_be_dialled_is_refused() -> None:
    organization = builders.organization()
    refused(lambda: Contact.objects.create(organization=organization, kind="phone", value="12"))
    with pytest.raises(ValidationError, match=r"dial|wählen|Telefonnummer"):
        Contact(organization=organization, kind="phone", value="0351 / keine").full_clean()


@pytest.mark.parametrize(
    ("raw", "dialled"),
    [("0351 25935393", "+4935125935393"), ("112", "112"), ("116 117", "116117"), ("116016", "116016"), ("08000 116 016", "+498000116016")],
)
def test_numbers_become_dialable(raw: str, dialled: str) -> None:
    assert Contact.objects.create(organization=builders.organization(), kind="phone", value=raw).e164 == dialled


def test_bad_hours_say_where() -> None:
    offer = builders.offer()
    offer.hours = "Montag 9-12"
    with pytest.raises(ValidationError) as error:
        offer.clean()
    assert "3" in str(error.value)


def test_a_paper_never_closes_help_in_need() -> None:
    route = Programme.objects.get(code="GEWALT").routes.order_by("position").first()
    rule = Rule(route=route, criterion="status", statuses=["G2"], verdict=0, text="x")
    with pytest.raises(ValidationError):
        rule.clean()


def test_codes_are_speakable_and_never_given_again() -> None:
    offer = builders.offer()
    code = offer.code
    assert len(code) == 5
    with recording.atomic():
        offer.delete()
    other = builders.offer()
    assert other.code != code
    assert ServiceAtLocation.objects.filter(code=code).count() == 0


def test_every_constraint_of_ours_speaks_to_people() -> None:
    technical = {"need_bit", "language_bit"}
    for model in apps.get_app_config("services").get_models():
        if not issubclass(model, Fact):
            continue
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint) and constraint.name not in technical:
                assert constraint.violation_error_message != constraint.default_violation_error_message, constraint.name
