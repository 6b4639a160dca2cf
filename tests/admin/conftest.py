import pytest
from django.contrib.auth.models import User

from tests.admin.desk import Desk, Listing, make_offer


@pytest.fixture
def offer(db: None) -> Listing:
    return make_offer("Sozialberatung für Geflüchtete")


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_superuser("anna", "anna@example.org", "Rotbuche-Nebel-47", first_name="Anna", last_name="Berg")


@pytest.fixture
def desk(staff: User) -> Desk:
    return Desk(staff)


@pytest.fixture
def other_desk(db: None) -> Desk:
    return Desk(User.objects.create_superuser("bilal", "bilal@example.org", "Rotbuche-Nebel-48", first_name="Bilal", last_name="Kaya"))
