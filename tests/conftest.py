"""The strict harness: what only works by luck fails here.

Unordered queries come shuffled, an undefined template variable fails, no test reaches the network, no page holds an
inline script or style, and every test sees the real fixtures in a real PostgreSQL of its own.
"""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client

from tests import loaded_database
from tests.strict import StrictClient, UndefinedVariable

# No test asserts a time: these machines are shared, and an example that took long is not a fault.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long runs in a step of its own in CI (FULL=1); it is left out by name, not skipped."""
    full = [item for item in items if item.get_closest_marker("full")]
    others = [item for item in items if not item.get_closest_marker("full")]
    items[:], left_out = (full, others) if os.environ.get("FULL") else (others, full)
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the database in which the fixtures are loaded; the original is made once per state of the code."""
    with django_db_blocker.unblock():
        name = loaded_database.copy()
    yield
    with django_db_blocker.unblock():
        loaded_database.drop(name)


@pytest.fixture(scope="session", autouse=True)
def _shuffle_unordered_queries() -> Iterator[None]:
    original = SQLCompiler.get_order_by

    def shuffled(self: SQLCompiler) -> list[Any]:
        found = original(self)
        query = self.query
        if found or query.distinct or query.combinator or query.group_by is not None or query.select_for_update:
            return found
        return [(OrderBy(Random()), ("RANDOM()", (), False))]

    SQLCompiler.get_order_by = shuffled  # type: ignore[method-assign]
    yield
    SQLCompiler.get_order_by = original  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _undefined_variables_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import engines

    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UndefinedVariable(str(settings.BASE_DIR / "templates")))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def loopback_only(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test wanted to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", loopback_only)


@pytest.fixture
def client() -> Client:
    return StrictClient()


@pytest.fixture
def fixtures() -> Path:
    return settings.FIXTURES


@pytest.fixture
def readonly(db: None) -> None:
    """Every write to the database fails, as on a hot standby."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
