"""The database is killed while people search: a calm page with the emergency numbers, and back again without a restart."""

import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from beratung.embedded.cluster import PORT, SUPERUSER, Cluster
from tests.embedded.client import server_number, server_runs, until
from tests.embedded.conftest import place
from tests.running_site import Site, running

__all__ = ["place"]
pytestmark = pytest.mark.django_db
PATHS = ("/de/search/?place=Dresden&need=amt", "/ar/search/?q=caritas", "/api/v1/search?place=Leipzig", "/de/")


@pytest.fixture
def cluster(place: Path) -> Cluster:
    place.mkdir()
    found = Cluster(place, fsync=False)
    found.start()
    found.create_database("beratung")
    return found


class Visitors:
    """Four people who search all the time; of each refusal, when it was asked (seconds, monotonic) and what it said."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.seen: Counter[int] = Counter()
        self.refusals: list[tuple[float, str]] = []
        self._gone = threading.Event()
        self._threads = [threading.Thread(target=self._search, args=(path,)) for path in PATHS]

    def __enter__(self) -> "Visitors":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._gone.set()
        for thread in self._threads:
            thread.join()

    def _search(self, path: str) -> None:
        while not self._gone.is_set():
            asked = time.monotonic()
            status, page = answered(self.site, path)
            self.seen[status] += 1
            if status != 200:
                self.refusals.append((asked, page))

    def have_seen(self, status: int, times: int) -> Callable[[], bool]:
        return lambda: self.seen[status] >= times


def answered(site: Site, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(site.url + path, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.full
def test_a_killed_database_during_load(cluster: Cluster) -> None:
    address = urlencode({"host": str(cluster.socket_dir), "port": PORT, "user": SUPERUSER})
    environment: dict[str, Any] = {"DJANGO_SETTINGS_MODULE": "beratung.settings", "DATABASE_URL": f"postgres:///beratung?{address}"}
    with running(**environment) as site, Visitors(site) as visitors:
        until(visitors.have_seen(200, 20), 60)
        number = server_number(cluster.data_dir)
        assert number
        os.kill(number, signal.SIGKILL)
        until(visitors.have_seen(503, 20), 60)
        until(lambda: not server_runs(cluster.data_dir), 60)
        assert site.get("/livez") == 200
        assert site.get("/readyz") == 503
        cluster.start()
        back = time.monotonic()
        until(visitors.have_seen(200, visitors.seen[200] + 80), 60)
    assert not [page for asked, page in visitors.refusals if asked > back], "asked after the database was back, and still refused"
    assert set(visitors.seen) == {200, 503}
    pages = [page for _asked, page in visitors.refusals if page.lstrip().startswith("<!doctype")]
    assert pages
    assert all('href="tel:112"' in page for page in pages)
    cluster.stop()
