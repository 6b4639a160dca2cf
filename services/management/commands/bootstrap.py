import getpass
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError


class Account(NamedTuple):
    name: str
    email: str
    password: str


class Command(BaseCommand):
    help = "Makes the first administrator: asks, or takes ADMIN_USERNAME, ADMIN_EMAIL and ADMIN_PASSWORD (or ADMIN_PASSWORD_FILE)."

    def handle(self, *args: Any, **options: Any) -> None:
        account = _from_environment()
        if User.objects.filter(is_superuser=True, is_active=True).exists():
            if account is None:
                raise CommandError("There already is an administrator. More of them are made in /admin/ by that person.")
            self.stdout.write("There already is an administrator; nothing was changed.")
            return
        self._create(account or self._asked())

    def _asked(self) -> Account:
        if not sys.stdin.isatty():
            raise CommandError("Nobody to ask here: this is no terminal. Set ADMIN_USERNAME, ADMIN_EMAIL and ADMIN_PASSWORD instead.")
        name, email = input("Username: ").strip(), input("E-mail: ").strip()
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Password again: "):
            raise CommandError("The two passwords differ. Nobody was created.")
        return Account(name, email, password)

    def _create(self, account: Account) -> None:
        user = User(username=account.name, email=account.email, is_staff=True, is_superuser=True)
        try:
            validate_password(account.password, user)
            user.set_password(account.password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError(f"Nobody was created. {' '.join(error.messages)}") from error
        user.save()
        self.stdout.write(f"{account.name} is the first administrator and can log in at /admin/.")


def _from_environment() -> Account | None:
    name, email = os.environ.get("ADMIN_USERNAME", ""), os.environ.get("ADMIN_EMAIL", "")
    password = os.environ.get("ADMIN_PASSWORD", "") or _from_file(os.environ.get("ADMIN_PASSWORD_FILE", ""))
    if not (name or email or password):
        return None
    if not (name and password):
        raise CommandError("ADMIN_USERNAME and ADMIN_PASSWORD (or ADMIN_PASSWORD_FILE) belong together: one of them is missing.")
    return Account(name, email, password)


def _from_file(path: str) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text().rstrip("\r\n")
    except OSError as error:
        raise CommandError(f"ADMIN_PASSWORD_FILE cannot be read: {error.strerror}.") from error
