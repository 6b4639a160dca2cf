"""A database of its own per number of listings, kept between runs as long as the code that makes it stays the same."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection

from services.search import index_care
from tests import loaded_database
from tests.bench import synthetic

#: So many are written as records and indexed; more are copies of those.
_MOST_MADE = 100_000


def use(number: int) -> str:
    """Points the connection at so many made-up listings; the database's name."""
    name = _name(number)
    with loaded_database.locked(f"bench_{number}"):
        if name not in _existing():
            _make(number, name)
    loaded_database.point_at(name)
    return name


def _name(number: int) -> str:
    code = Path(synthetic.__file__).read_bytes() + loaded_database.state().encode()
    return f"bench_{number}_{hashlib.sha256(code).hexdigest()[:12]}"


def _existing() -> set[str]:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT datname FROM pg_database")
        return {row[0] for row in cursor.fetchall()}


def _make(number: int, name: str) -> None:
    made = min(number, _MOST_MADE)
    original = use(made) if number > made else loaded_database.original()
    connection.close()
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        for old in sorted(each for each in _existing() if each.startswith(f"bench_{number}_")):
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}_unfinished" TEMPLATE "{original}"')
    loaded_database.point_at(f"{name}_unfinished")
    print(f"making {number} listings in {settings.DATABASES['default']['NAME']}", flush=True)
    if number > made:
        synthetic.multiply(number // made)
    else:
        synthetic.fill(made)
        for done in index_care.rebuild():
            print(f"  {done} rows", end="\r", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
