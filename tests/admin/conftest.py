from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from tests.admin.desk import Desk, Listing, make_offer
from tests.strict import UndefinedVariable, _template_of_caller


class OnlyOurs(UndefinedVariable):
    """Empty and false in other people's templates: the filters behind an undefined variable then do their work, as in operation."""

    directory: str

    def __new__(cls, directory: str) -> "OnlyOurs":
        created = str.__new__(cls, "")
        created.directory = directory
        return created

    def __bool__(self) -> bool:
        return _template_of_caller().startswith(self.directory)


@pytest.fixture(autouse=True)
def _undefined_variables_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import engines

    backend: Any = engines["django"]
    monkeypatch.setattr(backend.engine, "string_if_invalid", OnlyOurs(str(settings.BASE_DIR / "templates" / "admin")))


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
