"""Three workers, a hundred edits a second beside a long import: each answer knows all that was committed before it was asked for."""

import json
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.running_site import Site, running
from tests.search.columns.writers import EDITS, IMPORTED

pytestmark = [pytest.mark.django_db, pytest.mark.full]


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with running(WORKERS="3") as site:
        yield site


def writer(site: Site, what: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.search.columns.writers", what]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=site.environment, stdout=subprocess.PIPE, text=True)


def asked(site: Site, **parameters: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{site.url}/api/v1/search?{urllib.parse.urlencode(parameters)}", timeout=60) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def total(site: Site) -> int:
    number: int = asked(site)["total"]
    return number


def knows(site: Site, word: str) -> bool:
    """A word that is nowhere is left out of the search, so the names are looked at."""
    return any(word in result["service"] for result in asked(site, q=f'"{word}"')["results"])


def _parameters(database: str) -> dict[str, Any]:
    known = connection.get_connection_params()
    return {name: known[name] for name in ("host", "port", "user", "password") if name in known} | {"dbname": database}


def written(database: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(**_parameters(database)) as link:
        return link.execute(query).fetchall()  # type: ignore[arg-type]


def test_no_edit_is_missed_by_any_worker(site: Site) -> None:
    before = total(site)
    for _number in range(30):
        total(site)  # every worker has its columns
    importer = writer(site, "import")
    assert importer.stdout
    assert importer.stdout.readline() == "begun\n"
    editor = writer(site, "edits")
    assert editor.stdout
    told = []
    for word in map(str.strip, editor.stdout):
        told.append(word)
        assert knows(site, word), f"edit {len(told)} was committed and not found"
    assert editor.wait() == 0
    assert len(told) == EDITS
    assert importer.stdout.read() == "done\n"
    assert importer.wait() == 0
    for _number in range(60):
        assert total(site) == before + IMPORTED
    assert all(knows(site, word) for word in told)
    database = site.environment["SITE_DATABASE"]
    assert written(database, "SELECT count(*) FROM services_searchrow") == [(before + IMPORTED,)]
    assert "SQL answers" not in site.log.read_text()


def test_commits_out_of_order_are_numbered_in_the_order_of_commit(site: Site) -> None:
    """What began first and commits last is told last."""
    database = site.environment["SITE_DATABASE"]
    offers = [row[0] for row in written(database, "SELECT offer_id FROM services_searchrow ORDER BY 1 LIMIT 2")]
    with psycopg.connect(**_parameters(database)) as first, psycopg.connect(**_parameters(database)) as second:
        for link, offer in ((first, offers[0]), (second, offers[1])):
            link.execute("UPDATE services_searchrow SET shape = shape WHERE offer_id = %s", [offer])
        second.commit()
        first.commit()
    told = written(database, "SELECT offer_id FROM services_searchchange WHERE offer_id IS NOT NULL ORDER BY seq DESC LIMIT 2")
    assert [row[0] for row in told] == offers
