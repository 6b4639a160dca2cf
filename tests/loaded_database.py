"""One database with the real fixtures per state of the code; every worker gets a copy (CREATE DATABASE … TEMPLATE)."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

_DECIDES = (
    "services/models", "services/migrations", "services/exchange", "services/search", "services/eligibility", "services/actions",
    "services/choices.py", "beratung/languages.py", "fixtures",
)  # fmt: skip


@cache
def state() -> str:
    digest = hashlib.sha256()
    for root in _DECIDES:
        path = settings.BASE_DIR / root
        for file in sorted(path.rglob("*") if path.is_dir() else [path]):
            if file.suffix in {".py", ".toml", ".csv"}:
                digest.update(str(file.relative_to(settings.BASE_DIR)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


_copies = count(1)


def copy() -> str:
    """Points the connection at a fresh copy; its name."""
    name = another()
    point_at(name)
    return name


def another() -> str:
    """A fresh copy for somebody else, such as a site that runs beside the tests; its name."""
    template = original()
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{next(_copies)}"
    with _server() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def drop(name: str) -> None:
    if connection.settings_dict["NAME"] == name:
        connection.close()
    with _server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def original() -> str:
    name = f"fixtures_{state()}"
    with locked("fixtures"):
        with _server() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'fixtures_%%' OR datname LIKE 'test_%%' ORDER BY 1")
            existing = [row[0] for row in cursor.fetchall()]
        if name in existing:
            return name
        with _server() as cursor:
            for old in filter(_is_left_over, existing):
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}_unfinished"')
        point_at(f"{name}_unfinished")
        call_command("migrate", verbosity=0)
        call_command("load_fixtures", stdout=StringIO())
        connection.close()
        with _server() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
    return name


def _is_left_over(name: str) -> bool:
    """Of an earlier state of the code, or of a test run that was killed."""
    return name.startswith("fixtures_") or not Path(f"/proc/{name.split('_')[2]}").exists()


def _server() -> Any:
    return connection._nodb_cursor()


def point_at(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time."""
    path = Path(settings.DATABASES["default"].get("DATA_DIR", "/tmp"))  # noqa: S108
    path.mkdir(parents=True, exist_ok=True)
    with (path / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
