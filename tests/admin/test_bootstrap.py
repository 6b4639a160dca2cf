"""The first administrator."""

import getpass
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

GOOD = "Rotbuche-Nebel-47"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADMIN_USERNAME", "ADMIN_EMAIL", "ADMIN_PASSWORD", "ADMIN_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)


def bootstrap() -> str:
    out = StringIO()
    call_command("bootstrap", stdout=out)
    return out.getvalue()


def given(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"ADMIN_{name}", value)


def test_from_the_environment_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, USERNAME="anna", EMAIL="anna@example.org", PASSWORD=GOOD)
    assert "first administrator" in bootstrap()
    user = User.objects.get()
    assert user.is_superuser
    assert user.is_staff
    assert user.check_password(GOOD)
    assert "already" in bootstrap()
    assert User.objects.count() == 1


def test_the_password_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(GOOD + "\n")
    given(monkeypatch, USERNAME="anna", PASSWORD_FILE=str(file))
    bootstrap()
    assert User.objects.get().check_password(GOOD)
    given(monkeypatch, PASSWORD_FILE=str(tmp_path / "missing"))
    with pytest.raises(CommandError, match="cannot be read"):
        bootstrap()


@pytest.mark.parametrize("password", ["kurz", "1234567890", "anna@example.org", "password123"])
def test_a_weak_password_makes_nobody(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    given(monkeypatch, USERNAME="anna", EMAIL="anna@example.org", PASSWORD=password)
    with pytest.raises(CommandError, match="Nobody was created"):
        bootstrap()
    assert not User.objects.exists()


def test_half_of_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, USERNAME="anna")
    with pytest.raises(CommandError, match="belong together"):
        bootstrap()


def test_nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO())
    with pytest.raises(CommandError, match="no terminal"):
        bootstrap()


def test_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, passwords = iter(["anna", "anna@example.org"]), iter([GOOD, GOOD])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    monkeypatch.setattr(getpass, "getpass", lambda _question: next(passwords))
    bootstrap()
    assert User.objects.get().email == "anna@example.org"
    with pytest.raises(CommandError, match="already"):
        bootstrap()


def test_asking_with_two_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, passwords = iter(["anna", ""]), iter([GOOD, "etwas anderes"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    monkeypatch.setattr(getpass, "getpass", lambda _question: next(passwords))
    with pytest.raises(CommandError, match="differ"):
        bootstrap()
    assert not User.objects.exists()
