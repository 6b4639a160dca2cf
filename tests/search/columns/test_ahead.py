"""A worker reads what it holds in memory before anybody has searched."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, connection

from services.models import SearchRow
from services.search import ahead
from tests.embedded.client import until
from tests.running_site import Site, running

pytestmark = pytest.mark.django_db
_READ = "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'services_searchrow'"


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with running(WORKERS="1") as site:
        yield site


@pytest.mark.full
def test_all_rows_are_read_without_a_search(site: Site) -> None:
    rows = SearchRow.objects.count()
    known = connection.get_connection_params()
    at = {name: known[name] for name in ("host", "port", "user", "password") if name in known}
    with psycopg.connect(dbname=site.environment["SITE_DATABASE"], autocommit=True, **at) as link:
        until(lambda: (link.execute(_READ).fetchone() or (0,))[0] >= rows, 60)
    assert "ahead" not in site.log.read_text()


def test_without_a_database_it_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def away(*_args: object, **_more: object) -> None:
        raise InterfaceError

    monkeypatch.setattr(ahead, "search", away)
    monkeypatch.setattr(ahead.connection, "close", lambda: None)
    ahead.read_ahead()
    assert "InterfaceError" in caplog.text
